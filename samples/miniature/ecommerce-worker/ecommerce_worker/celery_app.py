import os

from celery import Celery

from ecommerce_worker.configuration import CONFIGURATION_MODULE

os.environ.setdefault(CONFIGURATION_MODULE, "ecommerce_worker.configuration.base")
app = Celery("ecommerce_worker")
app.config_from_envvar(CONFIGURATION_MODULE)
