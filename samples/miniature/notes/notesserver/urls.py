from django.urls import include, path

from notesserver import views

urlpatterns = [
    path("", views.root),
    path("heartbeat/", views.heartbeat),
    path("selftest/", views.selftest),
    path("api/v1/", include("notesapi.v1.urls")),
]
