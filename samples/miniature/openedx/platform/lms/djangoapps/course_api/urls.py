from django.urls import path, re_path

from lms.djangoapps.course_api import views
from openedx.core.lib.keys import COURSE_PATTERN

urlpatterns = [
    path("api/courses/v1/courses/", views.course_list, name="course-list"),
    re_path(rf"^api/courses/v1/courses/(?P<course_id>{COURSE_PATTERN})/?$", views.course_detail, name="course-detail"),
]
