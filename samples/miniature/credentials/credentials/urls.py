from auth_backends.urls import oauth2_urlpatterns
from django.urls import include, path, re_path

from credentials.apps.core import views as core_views
from credentials.apps.credentials.views import certificate
from credentials.apps.records.views import records

urlpatterns = [
    *oauth2_urlpatterns,
    path("health/", core_views.health, name="health"),
    path("api/v2/", include("credentials.apps.api.v2.urls")),
    re_path(r"^credentials/(?P<uuid>[0-9a-f]{32})/$", certificate, name="render"),
    path("records/", records, name="records"),
]
