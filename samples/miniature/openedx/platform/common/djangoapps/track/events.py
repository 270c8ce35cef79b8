"""The event log: one JSON object a line, which analytics reads."""
import json
import logging
from datetime import datetime, timezone

from django.conf import settings


def emit(name, user=None, **data):
    """Log an event by the loggers that TRACKING_BACKENDS lists."""
    event = {
        "name": name,
        "username": getattr(user, "username", "") or "",
        "time": datetime.now(timezone.utc).isoformat(),
        "event_source": "server",
        "event": data,
    }
    for backend in settings.TRACKING_BACKENDS.values():
        logging.getLogger(backend["OPTIONS"]["name"]).info(json.dumps(event, sort_keys=True))
