"""What every page needs."""
from django.conf import settings
from django.utils.functional import SimpleLazyObject

from openedx.core.djangoapps.site_configuration.helpers import get_value


def platform(request):
    return {
        "platform_name": SimpleLazyObject(lambda: get_value(request, "PLATFORM_NAME")),
        "studio_name": settings.STUDIO_NAME,
        "lms_root_url": settings.LMS_ROOT_URL,
        "cms_root_url": settings.CMS_ROOT_URL,
        "contact_email": settings.CONTACT_EMAIL,
        "language_code": settings.LANGUAGE_CODE,
    }
