def plugin_settings(settings):
    """Runs before the YAML file is read."""
    settings.ENABLE_ANNOUNCEMENTS = False
    settings.ANNOUNCEMENTS_PER_PAGE = 5
