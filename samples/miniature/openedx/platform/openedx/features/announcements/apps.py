from django.apps import AppConfig


class AnnouncementsConfig(AppConfig):
    """A plugin: the LMS knows it by its entry point in `lms.djangoapp` alone (setup.py)."""

    name = "openedx.features.announcements"
    plugin_app = {
        "settings_config": {
            "lms.djangoapp": {
                "common": {"relative_path": "settings.common"},
                "production": {"relative_path": "settings.production"},
                "devstack": {"relative_path": "settings.devstack"},
            }
        },
        "url_config": {"lms.djangoapp": {"regex": r"^announcements/", "relative_path": "urls"}},
    }
