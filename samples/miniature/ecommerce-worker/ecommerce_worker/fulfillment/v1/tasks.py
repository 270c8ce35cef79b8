from celery import shared_task
from celery.exceptions import Ignore
from celery.utils.log import get_task_logger
from requests import RequestException

from ecommerce_worker.utils import get_client, get_configuration

logger = get_task_logger(__name__)
ALREADY = 406


@shared_task(bind=True, ignore_result=True)
def fulfill_order(self, order_number, site_code=None, email_opt_in=False):
    """Has Ecommerce fulfil an order; again and again while it can't, and with longer waits."""
    root = get_configuration("ECOMMERCE_API_ROOT", site_code).rstrip("/")
    try:
        logger.info("Requesting fulfillment of order [%s].", order_number)
        response = get_client().put(f"{root}/orders/{order_number}/fulfill/", params={"email_opt_in": email_opt_in})
        if response.status_code == ALREADY:
            logger.info("Order [%s] has already been fulfilled. Ignoring.", order_number)
            raise Ignore
        response.raise_for_status()
    except RequestException as error:
        logger.warning("Fulfillment of order [%s] failed (%s). Retrying.", order_number, error)
        raise self.retry(exc=error, countdown=2 ** self.request.retries, max_retries=get_configuration("MAX_FULFILLMENT_RETRIES", site_code))
