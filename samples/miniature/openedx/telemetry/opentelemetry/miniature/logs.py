"""Log lines with their level, inside the trace in which they were written."""
import logging
import time

from opentelemetry.proto.logs.v1 import logs_pb2

from . import export, spans

SEVERITIES = [  # the lowest number of each of OpenTelemetry's levels
    (logging.CRITICAL, "FATAL"), (logging.ERROR, "ERROR"), (logging.WARNING, "WARN"), (logging.INFO, "INFO"), (logging.NOTSET, "DEBUG")]


class Handler(logging.Handler):
    def emit(self, record):
        if export.is_own_thread():
            return
        name = next(name for level, name in SEVERITIES if record.levelno >= level)
        line = logs_pb2.LogRecord(
            time_unix_nano=time.time_ns(), severity_text=record.levelname,
            severity_number=getattr(logs_pb2, f"SEVERITY_NUMBER_{name}"))
        line.body.string_value = record.getMessage()
        export.add_attribute(line.attributes, "logger.name", record.name)
        if record.exc_info:
            export.add_attribute(line.attributes, "exception.stacktrace", logging.Formatter().formatException(record.exc_info))
        if (span := spans.current()) is not None:
            line.trace_id, line.span_id = span.context
        export.add_line(line)


def instrument():
    """Django's settings replace the handlers of the root logger; the classes' own method is what stays."""
    handler = Handler(logging.INFO)
    call = logging.Logger.callHandlers

    def call_handlers(self, record):
        call(self, record)
        if record.levelno >= handler.level:
            handler.handle(record)

    logging.Logger.callHandlers = call_handlers
