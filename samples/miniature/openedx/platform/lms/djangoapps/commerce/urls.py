from django.urls import re_path

from lms.djangoapps.commerce.api.v1.views import CourseView
from openedx.core.lib.keys import COURSE_PATTERN

urlpatterns = [re_path(rf"^api/commerce/v1/courses/(?P<course_id>{COURSE_PATTERN})/$", CourseView.as_view())]
