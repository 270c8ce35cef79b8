def plugin_settings(settings):
    """Runs after the YAML file was read."""
    settings.ANNOUNCEMENTS_PER_PAGE = int(settings.ANNOUNCEMENTS_PER_PAGE)
