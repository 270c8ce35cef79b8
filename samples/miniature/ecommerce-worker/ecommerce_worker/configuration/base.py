"""Defaults, by the names of openedx/ecommerce-worker; Celery reads those that are its own."""
BROKER_URL = "redis://127.0.0.1:6379"
CELERY_RESULT_BACKEND = None
CELERY_IMPORTS = ("ecommerce_worker.fulfillment.v1.tasks",)
CELERY_DEFAULT_QUEUE = CELERY_DEFAULT_EXCHANGE = CELERY_DEFAULT_ROUTING_KEY = "ecommerce.default"
CELERYD_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = CELERY_EVENT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]

ECOMMERCE_API_ROOT = "http://127.0.0.1:8002/api/v2/"
# The waits double: a second, two, four, ... half an hour in all.
MAX_FULFILLMENT_RETRIES = 11
BACKEND_SERVICE_EDX_OAUTH2_PROVIDER_URL = "http://localhost:18000/oauth2/"
BACKEND_SERVICE_EDX_OAUTH2_KEY = "ecommerce-backend-service-key"
BACKEND_SERVICE_EDX_OAUTH2_SECRET = "ecommerce-backend-service-secret"
SITE_OVERRIDES = None
