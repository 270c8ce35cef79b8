"""The Celery app of the LMS: `celery --app=lms.celery worker ...`."""
from openedx.core.lib.celery import create_app

APP = create_app("lms", default_settings="lms.envs.production")
