from django.urls import include, path

from auth_backends.views import log_in, log_out

oauth2_urlpatterns = [
    path("login/", log_in, name="login"),
    path("logout/", log_out, name="logout"),
    path("", include("social_django.urls", namespace="social")),
]
