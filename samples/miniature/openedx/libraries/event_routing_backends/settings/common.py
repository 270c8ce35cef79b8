"""Defaults, by the names of edx-event-routing-backends."""


def plugin_settings(settings):
    settings.XAPI_EVENTS_ENABLED = True
    settings.XAPI_EVENT_LOGGING_ENABLED = True
    settings.CALIPER_EVENTS_ENABLED = False
    settings.CALIPER_EVENT_LOGGING_ENABLED = False
    # Seconds between tries, and how many there are after the first.
    settings.EVENT_ROUTING_BACKEND_COUNTDOWN = 30
    settings.EVENT_ROUTING_BACKEND_MAX_RETRIES = 3
    # Together, when there are so many or the last ones went so many seconds ago; else each at once.
    settings.EVENT_ROUTING_BACKEND_BATCHING_ENABLED = False
    settings.EVENT_ROUTING_BACKEND_BATCH_SIZE = 100
    settings.EVENT_ROUTING_BACKEND_BATCH_INTERVAL = 60
    # The platform hands each event over to these.
    settings.EVENT_TRACKING_BACKENDS = {
        **settings.EVENT_TRACKING_BACKENDS,
        **{name: {"ENGINE": "event_routing_backends.backends.async_events_router.AsyncRoutingBackend", "OPTIONS": {"backend_name": name}}
           for name in ("xapi", "caliper")},
    }
