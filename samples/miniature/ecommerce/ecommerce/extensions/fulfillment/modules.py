"""What somebody gets for an order: a place in a course."""
import logging

import requests
from django.conf import settings

from ecommerce.extensions.order.models import Order

log = logging.getLogger(__name__)


class EnrollmentFulfillmentModule:
    def fulfill(self, order):
        """Has the LMS enrol the buyer; the order says whether it did."""
        order.status = Order.COMPLETE if self._enrol(order) else Order.FULFILLMENT_ERROR
        order.save(update_fields=["status"])

    @staticmethod
    def _enrol(order):
        if not settings.EDX_API_KEY:
            log.error("EDX_API_KEY must be set to use the EnrollmentFulfillmentModule")
            return False
        try:
            response = requests.post(
                order.site.siteconfiguration.build_lms_url("/api/enrollment/v1/enrollment"), timeout=settings.ENROLLMENT_FULFILLMENT_TIMEOUT,
                headers={"X-Edx-Api-Key": settings.EDX_API_KEY},
                json={
                    "user": order.user.username, "is_active": True, "mode": order.seat.certificate_type, "course_details": {"course_id": order.seat.course_id},
                    "enrollment_attributes": [{"namespace": "order", "name": "order_number", "value": order.number}]})
        except requests.RequestException as error:
            log.error("Order [%s]: the LMS doesn't answer: %s", order.number, error)
            return False
        if response.status_code != 200:
            log.error("Order [%s]: the LMS says %s %s", order.number, response.status_code, response.text[:500])
            return False
        log.info("Order [%s] is fulfilled.", order.number)
        return True
