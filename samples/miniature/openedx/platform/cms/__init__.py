"""The CMS. Importing it makes its Celery app the current one, so that shared tasks bind to it."""
from .celery import APP as CELERY_APP

__all__ = ["CELERY_APP"]
