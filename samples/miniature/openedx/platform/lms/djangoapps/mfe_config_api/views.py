"""`GET /api/mfe_config/v1[?mfe=NAME]`: what micro-frontends ask for when they start."""
from django.conf import settings
from django.http import HttpResponseNotFound, JsonResponse
from django.views.decorators.cache import cache_control

from openedx.core.lib.features import is_enabled


@cache_control(max_age=0)
def mfe_config(request):
    if not is_enabled("ENABLE_MFE_CONFIG_API"):
        return HttpResponseNotFound()
    own = settings.MFE_CONFIG_OVERRIDES.get(request.GET.get("mfe"), {})
    return JsonResponse({**settings.MFE_CONFIG, **own})
