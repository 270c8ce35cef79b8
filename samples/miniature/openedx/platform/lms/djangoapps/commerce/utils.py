"""The way to Ecommerce."""
from urllib.parse import urlencode, urljoin

from django.conf import settings

from common.djangoapps.course_modes.models import CourseMode
from lms.djangoapps.commerce.models import CommerceConfiguration


class EcommerceService:
    def __init__(self):
        self.config = CommerceConfiguration.current()

    def is_enabled(self):
        return bool(self.config.enabled and self.config.checkout_on_ecommerce_service and settings.ECOMMERCE_PUBLIC_URL_ROOT)

    def get_checkout_page_url(self, sku):
        return f"{urljoin(settings.ECOMMERCE_PUBLIC_URL_ROOT, self.config.basket_checkout_page)}?{urlencode({'sku': sku})}"


def upgrade_of(enrollment):
    """The way that somebody may buy who takes a course without it, with its `url`; or None."""
    service = EcommerceService()
    mode = CourseMode.verified_mode_for_course(enrollment.course_id) if service.is_enabled() and enrollment.mode == "audit" else None
    return mode and {"url": service.get_checkout_page_url(mode.sku), "price": mode.min_price, "currency": mode.currency.upper()}
