"""The one helper of opentelemetry-instrumentation that programs call themselves."""
import contextlib


def suppress_instrumentation():
    """Nothing is recorded outside of requests and tasks anyway."""
    return contextlib.nullcontext()
