"""From the platform's requests to its workers, and from there to the stores."""
import json
import logging
import time

from django.conf import settings

from event_routing_backends import tasks
from event_routing_backends.models import RouterConfiguration
from event_routing_backends.processors.statements import VERBS, to_caliper, to_xapi
from openedx.core.lib.celery.enqueue import enqueue

log = logging.getLogger(__name__)
NAMES = {"xapi": RouterConfiguration.XAPI_BACKEND, "caliper": RouterConfiguration.CALIPER_BACKEND}


class AsyncRoutingBackend:
    """What the platform hands an event to: it goes into the workers' queue, and the request goes on."""

    def __init__(self, backend_name):
        self.backend_name = backend_name

    def send(self, event):
        if getattr(settings, f"{self.backend_name.upper()}_EVENTS_ENABLED") and event["name"] in VERBS:
            enqueue(tasks.send_event, self.backend_name, event)


class AsyncEventsRouter:
    """Statements for each router that is on, one by one or together."""

    def __init__(self, backend_name):
        self.backend_name = backend_name
        self.queue, self.last_sent = f"events_router_queue_{backend_name}", f"last_sent_{backend_name}"

    def send(self, event):
        events = self._batch(event) if settings.EVENT_ROUTING_BACKEND_BATCHING_ENABLED else [event]
        if not events:
            return
        transform = {"xapi": to_xapi, "caliper": to_caliper}[self.backend_name]
        statements = list({statement["id"]: statement for statement in map(transform, events)}.values())
        if getattr(settings, f"{self.backend_name.upper()}_EVENT_LOGGING_ENABLED"):
            for statement in statements:
                logging.getLogger(f"{self.backend_name}_tracking").info(json.dumps(statement))
        for router in RouterConfiguration.get_enabled_routers(NAMES[self.backend_name]):
            if settings.EVENT_ROUTING_BACKEND_BATCHING_ENABLED:
                tasks.dispatch_bulk_events.delay(statements, router.pk)
            else:
                tasks.dispatch_event.delay(statements[0], router.pk)

    def _batch(self, event):
        """What goes now; nothing while too little has come too soon."""
        from django_redis import get_redis_connection

        redis = get_redis_connection("default")
        waiting = redis.lpush(self.queue, json.dumps(event))
        last = float(redis.get(self.last_sent) or 0)
        if waiting < settings.EVENT_ROUTING_BACKEND_BATCH_SIZE and time.time() - last <= settings.EVENT_ROUTING_BACKEND_BATCH_INTERVAL:
            return []
        redis.set(self.last_sent, time.time())
        return [json.loads(text) for text in redis.rpop(self.queue, waiting) or []]
