from django.urls import re_path

from lms.djangoapps.instructor_task import views
from openedx.core.lib.keys import COURSE_PATTERN

COURSE = rf"^courses/(?P<course_id>{COURSE_PATTERN})"

urlpatterns = [
    re_path(rf"{COURSE}/progress$", views.progress_page, name="progress"),
    re_path(rf"{COURSE}/grade_report$", views.start_report, name="start_report"),
    re_path(rf"{COURSE}/grade_report/(?P<report_id>\d+)$", views.report_state, name="report_state"),
    re_path(rf"{COURSE}/grade_report/(?P<report_id>\d+)/file$", views.report_file, name="report_file"),
]
