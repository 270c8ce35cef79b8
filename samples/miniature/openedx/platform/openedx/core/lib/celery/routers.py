"""Which queue a task goes to: the setting CELERY_ROUTES names `route_task`.

EXPLICIT_QUEUES puts a task on a queue of its own; ALTERNATE_ENV_TASKS hands it to the other service,
whose queue ALTERNATE_WORKER_QUEUES has made known.
"""
from django.conf import settings


def route_task(name, args, kwargs, options, task=None, **extra):
    """Return a route for the task `name`, or None for the default queue."""
    explicit = settings.EXPLICIT_QUEUES.get(name)
    if explicit:
        return {"queue": explicit["queue"]}

    other_service = settings.ALTERNATE_ENV_TASKS.get(name)
    if other_service and not options.get("queue"):
        return {"queue": f"edx.{other_service}.core.default"}
    return None
