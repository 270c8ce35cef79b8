from django.urls import path, re_path

from lms.djangoapps.courseware import views
from openedx.core.lib.keys import COURSE_PATTERN

COURSE = rf"^courses/(?P<course_id>{COURSE_PATTERN})"

urlpatterns = [
    path("dashboard", views.dashboard, name="dashboard"),
    path("change_enrollment", views.change_enrollment, name="change_enrollment"),
    re_path(rf"{COURSE}/about$", views.about, name="about_course"),
    re_path(rf"{COURSE}/course/$", views.courseware, name="courseware"),
    re_path(rf"{COURSE}/courseware/$", views.courseware),
    re_path(rf"{COURSE}/complete$", views.complete_block, name="complete_block"),
    re_path(rf"{COURSE}/problem_check$", views.check_problem, name="problem_check"),
    re_path(rf"{COURSE}/xqueue/(?P<userid>\d+)/(?P<mod_id>block-v1:[^/]+)/(?P<dispatch>score_update)$", views.xqueue_callback, name="xqueue_callback"),
    re_path(rf"{COURSE}/reindex$", views.reindex, name="reindex_course"),
    re_path(r"^(?P<asset_key>asset-v1:.+)$", views.asset, name="course_asset"),
]
