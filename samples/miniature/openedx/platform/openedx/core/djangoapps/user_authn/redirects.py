"""Where a person goes after logging in or out."""
from urllib.parse import urlsplit

from django.conf import settings


def safe_next(request, default):
    """The parameter `next`, if it leads to this host or to one of LOGIN_REDIRECT_WHITELIST; else `default`."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    parts = urlsplit(target)
    hosts = {request.get_host(), settings.LMS_BASE, *settings.LOGIN_REDIRECT_WHITELIST}
    if parts.netloc and parts.scheme in ("http", "https") and parts.netloc in hosts:
        return target
    if not parts.netloc and not parts.scheme and target.startswith("/") and not target.startswith(("//", "/\\")):
        return target
    return default
