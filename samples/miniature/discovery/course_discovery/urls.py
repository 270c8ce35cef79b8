from auth_backends.urls import oauth2_urlpatterns
from django.urls import include, path

from course_discovery.apps.core import views as core_views
from course_discovery.apps.course_metadata.views import preview

urlpatterns = [
    *oauth2_urlpatterns,
    path("health/", core_views.health, name="health"),
    path("api/v1/", include("course_discovery.apps.api.v1.urls")),
    path("", preview, name="preview"),
]
