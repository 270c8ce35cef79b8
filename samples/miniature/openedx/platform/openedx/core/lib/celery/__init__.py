"""Celery apps of both services, configured from Django's settings when they are first used."""
import os

from celery import Celery


def create_app(service, default_settings):
    """Make the app of a service; `default_settings` applies when DJANGO_SETTINGS_MODULE is unset.

    Its configuration is named rather than imported: the settings import their service's package,
    which imports this.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", default_settings)
    app = Celery(service)
    app.config_from_object("openedx.core.lib.celery.config")
    app.autodiscover_tasks()
    return app
