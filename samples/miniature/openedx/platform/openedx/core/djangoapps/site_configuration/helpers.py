"""The site that a request is for, and what is configured for it."""
from django.conf import settings
from django.contrib.sites.models import Site
from django.db import Error

from openedx.core.djangoapps.site_configuration.models import SiteConfiguration


def current_site(request):
    """The row of the request's host, else that of SITE_ID, else None. Also None while the database is away."""
    if not hasattr(request, "_current_site"):
        host = request.get_host()
        try:
            sites = list(Site.objects.filter(domain=host)) or list(Site.objects.filter(pk=settings.SITE_ID))
        except Error:
            sites = []
        request._current_site = sites[0] if sites else None
    return request._current_site


def get_value(request, name, default=None):
    """A value of the site's configuration when that is enabled, else the setting of this name."""
    default = getattr(settings, name, default)
    site = current_site(request)
    if site is None:
        return default
    try:
        configuration = SiteConfiguration.objects.filter(site=site, enabled=True).first()
    except Error:
        return default
    return configuration.site_values.get(name, default) if configuration else default
