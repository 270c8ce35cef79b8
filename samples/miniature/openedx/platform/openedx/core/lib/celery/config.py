"""Celery's configuration, from Django settings of Celery 4's names, which are those that operators write.

Imported by name when an app first needs it, thus after the last settings module had its say.
"""
from django.conf import settings
from kombu import Exchange, Queue

_exchange = Exchange(settings.CELERY_DEFAULT_EXCHANGE, type=settings.CELERY_DEFAULT_EXCHANGE_TYPE)

broker_url = settings.BROKER_URL
broker_pool_limit = settings.BROKER_POOL_LIMIT
broker_connection_timeout = settings.BROKER_CONNECTION_TIMEOUT
broker_heartbeat = settings.BROKER_HEARTBEAT
broker_use_ssl = settings.BROKER_USE_SSL or None
broker_transport_options = dict(settings.BROKER_TRANSPORT_OPTIONS)
broker_connection_retry_on_startup = True

result_backend = settings.CELERY_RESULT_BACKEND
cache_backend = "celery"
task_serializer = settings.CELERY_TASK_SERIALIZER
result_serializer = settings.CELERY_RESULT_SERIALIZER
task_compression = settings.CELERY_MESSAGE_COMPRESSION
accept_content = ["json"]
task_track_started = settings.CELERY_TRACK_STARTED
task_always_eager = settings.CELERY_ALWAYS_EAGER
task_eager_propagates = settings.CELERY_EAGER_PROPAGATES
worker_prefetch_multiplier = settings.CELERYD_PREFETCH_MULTIPLIER
worker_hijack_root_logger = settings.CELERYD_HIJACK_ROOT_LOGGER
worker_send_task_events = settings.CELERY_SEND_EVENTS
imports = list(settings.CELERY_IMPORTS)
timezone = settings.CELERY_TIMEZONE
beat_schedule = dict(settings.CELERYBEAT_SCHEDULE)

task_queues = [Queue(name, exchange=_exchange, routing_key=name) for name in settings.CELERY_QUEUES]
task_default_queue = settings.CELERY_DEFAULT_QUEUE
task_default_exchange = settings.CELERY_DEFAULT_EXCHANGE
task_default_exchange_type = settings.CELERY_DEFAULT_EXCHANGE_TYPE
task_default_routing_key = settings.CELERY_DEFAULT_ROUTING_KEY
task_routes = (settings.CELERY_ROUTES,)
