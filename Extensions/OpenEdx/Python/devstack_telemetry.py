"""Sends traces, metrics and log lines of a Python service to the dashboard, when OTEL_EXPORTER_OTLP_ENDPOINT is set.

The packages are OpenTelemetry's own, in a folder behind all others: what the platform has installed wins.
"""
import logging
import os
import sys
import threading
import time

PACKAGES = "/openedx/telemetry"
SLOW = float(os.environ.get("DEVSTACK_SLOW_REQUEST", "1"))  # seconds


def start():
    """Instruments this process; False where there is no dashboard to send to."""
    if not os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        return False
    key = os.environ.get("DEVSTACK_TELEMETRY_KEY_FILE")
    if key:
        # From a file: what is in a container's environment can be read by whoever inspects it.
        with open(key, encoding="utf-8") as file:
            os.environ["OTEL_EXPORTER_OTLP_HEADERS"] = f"x-otlp-api-key={file.read().strip()}"
    sys.path.append(PACKAGES)
    try:
        from opentelemetry.instrumentation.auto_instrumentation import initialize
    except ImportError as error:
        print(f"No traces, metrics and log lines go to the dashboard: {error}", flush=True)
        return False
    initialize()
    return True


def tell_slow_requests():
    """A warning for each request that takes long, with its path."""
    from django.core.signals import request_finished, request_started

    began = threading.local()
    logger = logging.getLogger("devstack.slow_requests")

    def start_of(environ=None, **_):
        if environ:
            began.request = time.monotonic(), environ.get("REQUEST_METHOD"), environ.get("PATH_INFO")

    def end_of(**_):
        at, method, path = began.__dict__.pop("request", (None, None, None))
        if at is not None and (took := time.monotonic() - at) >= SLOW:
            logger.warning("%s %s took %.1f s", method, path, took)

    request_started.connect(start_of, weak=False)
    request_finished.connect(end_of, weak=False)


def measure_queues(names):
    """The gauge ``celery.queue.length`` of a worker, from when it has its broker: how many tasks wait in each queue."""
    from celery.signals import worker_ready
    from opentelemetry.instrumentation.utils import suppress_instrumentation
    from opentelemetry.metrics import Observation, get_meter

    def measure(sender, **_):
        def lengths(_):
            with suppress_instrumentation(), sender.app.connection_for_read() as connection:
                client = connection.default_channel.client
                return [Observation(client.llen(name), {"queue": name}) for name in names]

        get_meter("devstack").create_observable_gauge(
            "celery.queue.length", callbacks=[lengths], unit="{task}", description="Tasks that wait for a worker.")

    worker_ready.connect(measure, weak=False)
