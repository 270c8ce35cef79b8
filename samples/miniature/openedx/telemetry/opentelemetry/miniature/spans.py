"""Spans, and which one is the current one in each thread and task."""
import contextlib
import contextvars
import os
import time

from opentelemetry.proto.trace.v1 import trace_pb2

from . import export

INTERNAL, SERVER, CLIENT, PRODUCER, CONSUMER = (
    getattr(trace_pb2.Span, f"SPAN_KIND_{name}") for name in ("INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"))

_current = contextvars.ContextVar("span", default=None)


class Span:
    """A span that runs; what is in ``record`` is sent when it ends."""

    def __init__(self, name, kind, parent):
        trace, parent_id = parent or (os.urandom(16), b"")
        self.record = trace_pb2.Span(
            name=name, kind=kind, trace_id=trace, span_id=os.urandom(8), parent_span_id=parent_id, start_time_unix_nano=time.time_ns())

    def set(self, **attributes):
        """Attributes, with ``__`` in their names for ``.``."""
        for key, value in attributes.items():
            export.add_attribute(self.record.attributes, key.replace("__", "."), value)

    def fail(self, error):
        self.record.status.code = trace_pb2.Status.STATUS_CODE_ERROR
        self.record.status.message = str(error)[:500]

    @property
    def context(self):
        return self.record.trace_id, self.record.span_id

    @property
    def traceparent(self):
        """The W3C header that carries the span to the next process."""
        return f"00-{self.record.trace_id.hex()}-{self.record.span_id.hex()}-01"


def current():
    return _current.get()


def parent_from(traceparent):
    """The trace and span of a ``traceparent`` header; None where there is none that can be read."""
    parts = (traceparent or "").split("-")
    if len(parts) != 4 or len(parts[1]) != 32 or len(parts[2]) != 16:
        return None
    return bytes.fromhex(parts[1]), bytes.fromhex(parts[2])


def begin(name, kind, parent=None):
    """Starts a span and makes it the current one; ``end`` takes what this returns."""
    around = _current.get()
    span = Span(name, kind, parent or (around.context if around else None))
    return span, _current.set(span)


def end(span, token):
    span.record.end_time_unix_nano = time.time_ns()
    _current.reset(token)
    export.add_span(span.record)


@contextlib.contextmanager
def span(name, kind, parent=None):
    started, token = begin(name, kind, parent)
    try:
        yield started
    except Exception as error:
        started.fail(error)
        raise
    finally:
        end(started, token)
