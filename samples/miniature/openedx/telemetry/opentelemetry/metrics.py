"""As much of OpenTelemetry's metrics API as the devstack's own instruments use: observable gauges."""
from opentelemetry.miniature import export


class Observation:
    def __init__(self, value, attributes=None):
        self.value = value
        self.attributes = attributes or {}


class Meter:
    def create_observable_gauge(self, name, callbacks=None, unit="", description=""):
        for callback in callbacks or ():
            export.add_gauge(name, unit, description, callback)


def get_meter(name):
    return Meter()
