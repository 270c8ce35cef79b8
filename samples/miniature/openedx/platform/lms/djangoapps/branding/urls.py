from django.urls import path, re_path

from lms.djangoapps.branding import views

urlpatterns = [
    path("", views.catalogue, name="root"),
    re_path(r"^courses/?$", views.catalogue, name="courses"),
    path("search", views.search, name="search"),
    path("search/course_discovery/", views.course_discovery, name="course_discovery"),
]
