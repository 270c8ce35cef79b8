"""Sends spans, log lines and gauges by OTLP over HTTP, from a thread of its own.

Reads OpenTelemetry's own variables: OTEL_EXPORTER_OTLP_ENDPOINT and _HEADERS, OTEL_SERVICE_NAME,
OTEL_BSP_SCHEDULE_DELAY and OTEL_METRIC_EXPORT_INTERVAL (milliseconds).
"""
import logging
import os
import queue
import sys
import threading
import time
import urllib.parse
import urllib.request

from opentelemetry.proto.collector.logs.v1 import logs_service_pb2
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2

SCOPE = "miniature"
LIMIT = 5000  # what waits while nobody receives; more is dropped, as OpenTelemetry's own processors do

_spans, _lines = queue.Queue(LIMIT), queue.Queue(LIMIT)
_gauges = []
_thread = None


def start():
    global _thread
    if _thread is None and os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        _thread = threading.Thread(target=_run, name="telemetry", daemon=True)
        _thread.start()


def is_own_thread():
    return threading.current_thread() is _thread


def add_span(record):
    _offer(_spans, record)


def add_line(record):
    _offer(_lines, record)


def add_gauge(name, unit, description, callback):
    _gauges.append((name, unit, description, callback))


def add_attribute(attributes, key, value):
    item = attributes.add(key=key)
    if isinstance(value, bool):
        item.value.bool_value = value
    elif isinstance(value, int):
        item.value.int_value = value
    elif isinstance(value, float):
        item.value.double_value = value
    else:
        item.value.string_value = str(value)


def _offer(waiting, record):
    if _thread is not None:
        try:
            waiting.put_nowait(record)
        except queue.Full:
            pass


def _run():
    delay = int(os.environ.get("OTEL_BSP_SCHEDULE_DELAY", "5000")) / 1000
    every = int(os.environ.get("OTEL_METRIC_EXPORT_INTERVAL", "60000")) / 1000
    next_gauges = time.monotonic()
    unreachable = False
    while True:
        batch = _batch(_spans, delay)
        try:
            _send_spans(batch)
            _send_lines(_batch(_lines, 0))
            if time.monotonic() >= next_gauges:
                next_gauges = time.monotonic() + every
                _send_gauges()
            unreachable = False
        except OSError as error:
            if not unreachable:
                print(f"Telemetry can't be sent ({error}). Until it can, it is dropped.", file=sys.stderr, flush=True)
            unreachable = True


def _batch(waiting, patience):
    """What waits: at the latest after ``patience`` seconds, also when it is nothing."""
    records = []
    deadline = time.monotonic() + patience
    try:
        while len(records) < 500:
            records.append(waiting.get(timeout=max(0, deadline - time.monotonic())) if patience else waiting.get_nowait())
    except queue.Empty:
        pass
    return records


def _send_spans(records):
    if records:
        request = trace_service_pb2.ExportTraceServiceRequest()
        scope = _resource(request.resource_spans.add()).scope_spans.add()
        scope.scope.name = SCOPE
        scope.spans.extend(records)
        _post("traces", request)


def _send_lines(records):
    if records:
        request = logs_service_pb2.ExportLogsServiceRequest()
        scope = _resource(request.resource_logs.add()).scope_logs.add()
        scope.scope.name = SCOPE
        scope.log_records.extend(records)
        _post("logs", request)


def _send_gauges():
    request = metrics_service_pb2.ExportMetricsServiceRequest()
    scope = _resource(request.resource_metrics.add()).scope_metrics.add()
    scope.scope.name = SCOPE
    for name, unit, description, callback in list(_gauges):
        metric = scope.metrics.add(name=name, unit=unit, description=description)
        for observation in _ask(callback):
            point = metric.gauge.data_points.add(time_unix_nano=time.time_ns(), as_double=float(observation.value))
            for key, value in observation.attributes.items():
                add_attribute(point.attributes, key, value)
    if scope.metrics:
        _post("metrics", request)


def _ask(callback):
    try:
        return callback(None)
    except Exception:
        # A gauge that can't be read now doesn't end the others.
        logging.getLogger(__name__).exception("A gauge can't be read.")
        return []


def _resource(holder):
    add_attribute(holder.resource.attributes, "service.name", os.environ.get("OTEL_SERVICE_NAME", "unknown_service"))
    for pair in filter(None, os.environ.get("OTEL_RESOURCE_ATTRIBUTES", "").split(",")):
        key, _, value = pair.partition("=")
        add_attribute(holder.resource.attributes, key, value)
    return holder


def _post(signal, message):
    headers = {"Content-Type": "application/x-protobuf"}
    for pair in filter(None, os.environ.get("OTEL_EXPORTER_OTLP_HEADERS", "").split(",")):
        key, _, value = pair.partition("=")
        headers[key.strip()] = urllib.parse.unquote(value.strip())
    url = f"{os.environ['OTEL_EXPORTER_OTLP_ENDPOINT'].rstrip('/')}/v1/{signal}"
    urllib.request.urlopen(urllib.request.Request(url, message.SerializeToString(), headers), timeout=10).close()
