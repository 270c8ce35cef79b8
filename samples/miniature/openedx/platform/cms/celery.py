"""The Celery app of the CMS: `celery --app=cms.celery worker ...`."""
from openedx.core.lib.celery import create_app

APP = create_app("cms", default_settings="cms.envs.production")
