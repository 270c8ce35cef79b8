"""What people do: a line of the event log, one JSON object each, which analytics reads; and whatever else wants to know."""
import json
import logging
from datetime import datetime, timezone

from django.conf import settings
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)


def emit(name, user=None, **data):
    """Log an event by the loggers that TRACKING_BACKENDS lists, and hand it to the engines that EVENT_TRACKING_BACKENDS names."""
    username, time = getattr(user, "username", "") or "", datetime.now(timezone.utc).isoformat()
    event = {"name": name, "username": username, "time": time, "event_source": "server", "event": data}
    for backend in settings.TRACKING_BACKENDS.values():
        logging.getLogger(backend["OPTIONS"]["name"]).info(json.dumps(event, sort_keys=True))
    for key, backend in settings.EVENT_TRACKING_BACKENDS.items():
        if "ENGINE" not in backend:
            continue
        try:
            import_string(backend["ENGINE"])(**backend["OPTIONS"]).send({"name": name, "username": username, "timestamp": time, "data": data})
        except Exception:
            # Nobody's request fails because somebody else isn't told of it.
            log.exception("The event %s didn't reach %s", name, key)
