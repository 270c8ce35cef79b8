from celery import shared_task

from openedx.core.djangoapps.content.course_overviews.models import CourseOverview
from openedx.core.lib.keys import CourseKey


@shared_task
def update_course_overview(course_id):
    """Studio asks the LMS's workers for this (ALTERNATE_ENV_TASKS) when a course was published."""
    CourseOverview.load_from_module_store(CourseKey.from_string(course_id))
