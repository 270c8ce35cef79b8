from django.urls import re_path

from lms.djangoapps.edxnotes import views
from openedx.core.lib.keys import COURSE_PATTERN

NOTES = rf"^courses/(?P<course_id>{COURSE_PATTERN})/edxnotes"

urlpatterns = [
    re_path(rf"{NOTES}/token/$", views.get_token, name="get_token"),
    re_path(rf"{NOTES}/search/$", views.search_notes, name="search_notes"),
]
