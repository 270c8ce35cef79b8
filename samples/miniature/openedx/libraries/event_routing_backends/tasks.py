"""What workers do: events become statements, and statements go out."""
from celery import shared_task
from celery.utils.log import get_task_logger
from django.conf import settings

from event_routing_backends.models import RouterConfiguration
from event_routing_backends.utils.clients import EventNotDispatched, HttpClient, LrsClient

log = get_task_logger(__name__)
CLIENTS = {RouterConfiguration.XAPI_BACKEND: LrsClient, RouterConfiguration.CALIPER_BACKEND: HttpClient}


@shared_task
def send_event(backend_name, event):
    """An event for the routers of a backend."""
    from event_routing_backends.backends.async_events_router import AsyncEventsRouter

    AsyncEventsRouter(backend_name).send(event)


@shared_task(bind=True)
def dispatch_event(self, statement, router_id):
    _dispatch(self, router_id, "send", statement)


@shared_task(bind=True)
def dispatch_bulk_events(self, statements, router_id):
    _dispatch(self, router_id, "bulk_send", statements)


def _dispatch(task, router_id, method, content):
    # By the row's number: what a queue holds is read by others, and passwords are none of that.
    router = RouterConfiguration.objects.get(pk=router_id)
    client = CLIENTS[router.backend_name](
        url=router.route_url, auth_scheme=router.auth_scheme, auth_key=router.auth_key, username=router.username, password=router.password)
    try:
        getattr(client, method)(content)
    except EventNotDispatched as error:
        log.warning("Not dispatched: %s", error)
        if task.request.is_eager:
            return  # in the request of somebody who waits for a page
        raise task.retry(exc=error, countdown=settings.EVENT_ROUTING_BACKEND_COUNTDOWN, max_retries=settings.EVENT_ROUTING_BACKEND_MAX_RETRIES) from error
