"""Says that a Celery worker is at work: a file that each of its heartbeats touches.

    celery --app=lms.celery worker --include=devstack_celery

The worker's probe looks at the file's time. To ask through the broker would import the whole platform at each question.
A heartbeat goes through the broker, so a worker that has lost it falls silent.
"""
import pathlib
import tempfile

from celery import signals

SIGN = pathlib.Path(tempfile.gettempdir(), "devstack-worker")
READY = []


@signals.worker_ready.connect(weak=False)
def begin(**_):
    READY.append(True)
    SIGN.touch()


# Connected from the beginning: Celery asks once, when its heart is made, whether anybody listens (worker/heartbeat.py).
@signals.heartbeat_sent.connect(weak=False)
def beat(**_):
    if READY:
        SIGN.touch()


# What an earlier worker of this container left.
SIGN.unlink(missing_ok=True)
