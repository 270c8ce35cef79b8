from celery import shared_task

from openedx.core.djangoapps.content.search import api
from openedx.core.lib.keys import CourseKey


@shared_task
def reindex_course(course_id):
    """Bring the search indexes up to date with a course. Work of Studio's workers, whoever asks for it."""
    return api.index_course(CourseKey.from_string(course_id))


@shared_task
def reindex_studio():
    """Fill Studio's index."""
    return api.index_studio()
