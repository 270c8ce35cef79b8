"""The checks of /heartbeat: functions that return (name, ok, message)."""
import uuid
from time import monotonic

from django.conf import settings
from django.core.cache import cache
from django.db import connection


def check_modulestore():
    """Does MongoDB answer?"""
    from xmodule.modulestore.django import modulestore

    return _attempt("modulestore", modulestore().heartbeat)


def check_database():
    """Does the default database answer?"""
    def select():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()

    return _attempt("sql", select)


def check_cache_set():
    return _attempt("cache_set", lambda: cache.set("heartbeat-test", uuid.uuid4().hex, timeout=30))


def check_cache_get():
    return _attempt("cache_get", lambda: cache.get("heartbeat-test"))


def check_celery():
    """Does a worker do a task in HEARTBEAT_CELERY_TIMEOUT seconds?"""
    from celery.exceptions import TimeoutError as CeleryTimeout

    from openedx.core.djangoapps.heartbeat.tasks import sample_task

    started = monotonic()
    timeout = settings.HEARTBEAT_CELERY_TIMEOUT
    try:
        sample_task.apply_async(
            expires=timeout, queue=settings.HEARTBEAT_CELERY_ROUTING_KEY, retry=False,
        ).get(timeout=timeout)
    except CeleryTimeout:
        return "celery", False, "expired"
    except Exception as error:  # pylint: disable=broad-except
        return "celery", False, str(error)
    return "celery", True, str(monotonic() - started)


def _attempt(name, action):
    try:
        action()
    except Exception as error:  # pylint: disable=broad-except
        return name, False, str(error)
    return name, True, "OK"
