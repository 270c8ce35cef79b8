"""Handing over work that is welcome but not vital."""
import logging

from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def enqueue(task, *args, queue=None):
    """Queue a task; say False, and log it, when the broker doesn't answer.

    Without retries: a page that only asks for an index to be refreshed shouldn't hang because Redis is away.
    """
    try:
        task.apply_async(args=args, queue=queue, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("%s%r was not queued: %s", task.name, args, error)
        return False
    return True
