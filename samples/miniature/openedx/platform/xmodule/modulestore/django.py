"""The module store and content store that the settings configure."""
import functools

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string


@functools.lru_cache(maxsize=None)
def modulestore():
    """The courses: MODULESTORE['default']. Making it connects to nothing."""
    config = settings.MODULESTORE["default"]
    return import_string(config["ENGINE"])(**config["OPTIONS"])


@functools.lru_cache(maxsize=None)
def contentstore():
    """The files of courses: CONTENTSTORE."""
    config = settings.CONTENTSTORE
    return import_string(config["ENGINE"])(config["DOC_STORE_CONFIG"], **(config.get("ADDITIONAL_OPTIONS") or {}))


def _forget(setting, **kwargs):
    if setting in ("MODULESTORE", "CONTENTSTORE", "DOC_STORE_CONFIG"):
        modulestore.cache_clear()
        contentstore.cache_clear()


setting_changed.connect(_forget)
