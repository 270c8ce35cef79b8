from django.conf import settings
from django.template.loaders.filesystem import Loader

from openedx.core.djangoapps.theming.helpers import get_current_theme


class ThemeTemplateLoader(Loader):
    """Looks into the current site's theme: `<theme>/lms/templates/` or `<theme>/cms/templates/`."""

    def get_dirs(self):
        theme = get_current_theme()
        return [theme / settings.ROOT_URLCONF.partition(".")[0] / "templates"] if theme else []
