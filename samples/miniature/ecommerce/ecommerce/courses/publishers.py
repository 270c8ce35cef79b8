"""Telling the LMS what is sold: it shows the way to the basket to those who are enrolled."""
import logging

import requests

log = logging.getLogger(__name__)


class LMSPublisher:
    def publish(self, course):
        """What went wrong, or None."""
        configuration = course.site.siteconfiguration
        try:
            response = configuration.oauth_api_client.put(configuration.build_lms_url(f"/api/commerce/v1/courses/{course.id}/"), json={
                "id": course.id, "name": course.name, "verification_deadline": None,
                "modes": [{
                    "name": seat.certificate_type, "currency": seat.price_currency, "price": int(seat.price), "sku": seat.partner_sku,
                    "bulk_sku": None, "expires": None,
                } for seat in course.seats.order_by("certificate_type")]})
            response.raise_for_status()
        except requests.RequestException as error:
            log.error("Failed to publish commerce data for [%s] to LMS. Error was %s.", course.id, error)
            return f"Failed to publish commerce data for {course.id} to LMS."
        return None
