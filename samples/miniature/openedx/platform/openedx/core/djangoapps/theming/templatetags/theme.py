"""`{% asset 'css/lms.css' %}`: the URL of a static file, the current theme's own if it has one."""
from django import template
from django.templatetags.static import static

from openedx.core.djangoapps.theming.helpers import get_current_theme, theme_file

register = template.Library()


@register.simple_tag
def asset(path):
    if theme_file("static", path):
        return static(f"{get_current_theme().name}/{path}")
    return static(path)
