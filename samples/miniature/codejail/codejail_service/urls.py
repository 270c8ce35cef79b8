from django.urls import path

from codejail_service.apps.api.v0.views import code_exec
from codejail_service.apps.core.views import health

urlpatterns = [
    path("api/v0/code-exec", code_exec),
    path("health/", health),
]
