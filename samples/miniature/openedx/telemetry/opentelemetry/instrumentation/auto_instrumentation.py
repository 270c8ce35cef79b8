"""What the package opentelemetry-instrumentation offers to programs that instrument themselves."""
from opentelemetry.miniature import celery_tasks, export, logs, requests, stores


def initialize():
    """Instruments Django, its databases, Redis, Celery and logging, and sends what they say by OTLP."""
    export.start()
    for part in (requests, stores, celery_tasks, logs):
        part.instrument()
