from django.db import models

from openedx.core.lib.configuration_model import ConfigurationModel


class CommerceConfiguration(ConfigurationModel):
    """Whether people buy at Ecommerce; where that is, settings say."""

    checkout_on_ecommerce_service = models.BooleanField(default=False)
    basket_checkout_page = models.CharField(max_length=255, default="/basket/add/")
