from django.shortcuts import redirect

from openedx.core.djangoapps.theming.templatetags.theme import asset


def themed_asset(request, path):
    """`/theming/asset/<path>`: go to a static file without knowing the theme."""
    return redirect(asset(path))
