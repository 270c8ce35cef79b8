"""Comprehensive theming: a theme is a folder in one of COMPREHENSIVE_THEME_DIRS with `lms/` or `cms/` in it."""
import contextvars
from pathlib import Path

from django.conf import settings
from django.db import Error

_request = contextvars.ContextVar("request", default=None)


def set_current_request(request):
    """Remember the request whose pages are being made; returns what `reset_current_request` wants."""
    return _request.set(request)


def reset_current_request(token):
    _request.reset(token)


def get_themes():
    """The folders of all themes by name; the first directory that has a name wins."""
    themes = {}
    for directory in settings.COMPREHENSIVE_THEME_DIRS:
        root = Path(directory)
        for folder in sorted(root.iterdir()) if root.is_dir() else []:
            if (folder / "lms").is_dir() or (folder / "cms").is_dir():
                themes.setdefault(folder.name, folder)
    return themes


def get_current_theme():
    """The folder of the current site's theme, or None."""
    if not settings.ENABLE_COMPREHENSIVE_THEMING:
        return None
    request = _request.get()
    if request is None:
        return _folder(settings.DEFAULT_SITE_THEME)
    if not hasattr(request, "_site_theme"):
        request._site_theme = _folder(_name_for(request) or settings.DEFAULT_SITE_THEME)
    return request._site_theme


def theme_file(*parts):
    """The path of a file of this service in the current theme, or None: theme_file("static", "css/lms.css")."""
    theme = get_current_theme()
    path = theme and theme.joinpath(settings.ROOT_URLCONF.partition(".")[0], *parts)
    return path if path and path.is_file() else None


def _folder(name):
    return get_themes().get(name) if name else None


def _name_for(request):
    from openedx.core.djangoapps.site_configuration.helpers import current_site

    site = current_site(request)
    try:
        theme = site and site.themes.first()
    except Error:
        return None
    return theme.theme_dir_name if theme else None
