from django.urls import path, re_path

from auth_backends.views import log_in, log_out
from cms.djangoapps.contentstore import views
from openedx.core.lib.keys import COURSE_PATTERN

COURSE = rf"^course/(?P<course_id>{COURSE_PATTERN})"

urlpatterns = [
    path("", views.root, name="root"),
    re_path(r"^home/?$", views.home, name="home"),
    re_path(r"^login/?$", log_in, name="login"),
    re_path(r"^logout/?$", log_out, name="logout"),
    path("course/", views.create_course, name="create_course"),
    re_path(rf"{COURSE}$", views.outline, name="course_outline"),
    re_path(rf"{COURSE}/publish$", views.publish_course, name="publish_course"),
    re_path(rf"{COURSE}/block/(?P<block_id>[^/]+)$", views.edit_block, name="edit_block"),
    re_path(rf"{COURSE}/block/(?P<block_id>[^/]+)/add$", views.add_block, name="add_block"),
    re_path(rf"{COURSE}/block/(?P<block_id>[^/]+)/try$", views.try_problem, name="try_problem"),
]
