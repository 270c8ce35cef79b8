def plugin_settings(settings):
    """Developers see the feature."""
    settings.ENABLE_ANNOUNCEMENTS = True
