"""Says that a Celery worker is at work: a file that each of its heartbeats touches.

    celery --app=lms.celery worker --include=devstack_celery

The worker's probe looks at the file's time. To ask through the broker would import the whole platform at each question.
A heartbeat goes through the broker, so a worker that has lost it falls silent.
"""
import pathlib
import tempfile

from celery import signals

SIGN = pathlib.Path(tempfile.gettempdir(), "devstack-worker")


@signals.worker_ready.connect(weak=False)
def begin(**_):
    beat()
    signals.heartbeat_sent.connect(beat, weak=False)


def beat(**_):
    SIGN.touch()


# What an earlier worker of this container left.
SIGN.unlink(missing_ok=True)
