"""Handing tasks to the worker, which has none of this code: only their names are known here."""
from celery import Celery

app = Celery("ecommerce")
app.config_from_object("django.conf:settings")
FULFILL_ORDER = "ecommerce_worker.fulfillment.v1.tasks.fulfill_order"
