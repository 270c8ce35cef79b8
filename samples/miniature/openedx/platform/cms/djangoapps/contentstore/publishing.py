"""What has to happen when a course changed."""
from django.db import transaction

from cms.djangoapps.contentstore.models import CourseEdit
from openedx.core.djangoapps.content.course_overviews.tasks import update_course_overview
from openedx.core.djangoapps.content.search.tasks import reindex_course
from openedx.core.lib.celery.enqueue import enqueue
from xmodule.modulestore.django import modulestore


def record(key, action, user=None, block_id=""):
    CourseEdit.objects.create(course_id=str(key), block_id=block_id, action=action, user=user)


def publish(key, user):
    """Let learners see the draft, then have the lists and the search follow."""
    modulestore().publish(key, user)
    record(key, "publish", user if getattr(user, "pk", None) else None)
    announce(key)


def announce(key):
    """Queue what follows a change: the search index here, the overview at the LMS."""
    transaction.on_commit(lambda: enqueue(reindex_course, str(key)))
    transaction.on_commit(lambda: enqueue(update_course_overview, str(key)))
