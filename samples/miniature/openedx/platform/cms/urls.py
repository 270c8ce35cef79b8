"""The pages of Studio."""
from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path, re_path

from openedx.core.djangoapps.plugins import registry

urlpatterns = [
    path("", include("openedx.core.djangoapps.heartbeat.urls")),
    path("", include("openedx.core.djangoapps.theming.urls")),
    path("", include("cms.djangoapps.contentstore.urls")),
    path("", include("social_django.urls", namespace="social")),
    *(re_path(regex, include(module)) for regex, module in registry.url_configs("cms.djangoapp")),
]

if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
