from django.apps import AppConfig

_SETTINGS = {"common": {"relative_path": "settings.common"}}


class EventRoutingBackendsConfig(AppConfig):
    name = "event_routing_backends"
    verbose_name = "Event routing backends"
    plugin_app = {"settings_config": {"lms.djangoapp": _SETTINGS, "cms.djangoapp": _SETTINGS}}
