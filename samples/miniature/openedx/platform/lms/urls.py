"""The pages and APIs of the LMS."""
from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path, re_path

from openedx.core.djangoapps.plugins import registry

urlpatterns = [
    path("", include("openedx.core.djangoapps.heartbeat.urls")),
    path("", include("openedx.core.djangoapps.user_authn.urls")),
    path("", include("openedx.core.djangoapps.oauth_dispatch.urls")),
    path("", include("openedx.core.djangoapps.profile_images.urls")),
    path("", include("openedx.core.djangoapps.user_api.urls")),
    path("", include("openedx.core.djangoapps.enrollments.urls")),
    path("", include("openedx.core.djangoapps.theming.urls")),
    path("", include("lms.djangoapps.branding.urls")),
    path("", include("lms.djangoapps.commerce.urls")),
    path("", include("lms.djangoapps.course_api.urls")),
    path("", include("lms.djangoapps.courseware.urls")),
    path("", include("lms.djangoapps.edxnotes.urls")),
    path("", include("lms.djangoapps.instructor_task.urls")),
    path("", include("lms.djangoapps.mfe_config_api.urls")),
    path("admin/", admin.site.urls),
    *(re_path(regex, include(module)) for regex, module in registry.url_configs("lms.djangoapp")),
]

if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
