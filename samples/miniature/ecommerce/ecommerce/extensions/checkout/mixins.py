"""From a basket to an order."""
import logging

import waffle
from django.db import transaction

from ecommerce.celery_app import FULFILL_ORDER, app
from ecommerce.extensions.fulfillment.modules import EnrollmentFulfillmentModule
from ecommerce.extensions.order.models import Order

log = logging.getLogger(__name__)
FIRST_NUMBER = 100000


def place_order(basket):
    """The order; its buyer is enrolled by and by (the sample async_order_fulfillment) or at once."""
    with transaction.atomic():
        partner = basket.site.siteconfiguration.partner
        order = Order.objects.create(
            number=f"{partner.short_code.upper()}-{FIRST_NUMBER + basket.pk}", user=basket.owner, site=basket.site, seat=basket.seat,
            total_excl_tax=basket.seat.price, currency=basket.seat.price_currency)
        basket.delete()
    # After the order is there for everybody: the worker may be quick.
    if waffle.sample_is_active("async_order_fulfillment"):
        app.send_task(FULFILL_ORDER, args=[order.number], kwargs={"site_code": partner.short_code, "email_opt_in": False})
        log.info("Order [%s] is for the worker.", order.number)
    else:
        EnrollmentFulfillmentModule().fulfill(order)
    return order
