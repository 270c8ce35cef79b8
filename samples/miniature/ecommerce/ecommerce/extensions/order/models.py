"""Baskets and orders. A basket has one seat, an order what it cost."""
from django.conf import settings
from django.contrib.sites.models import Site
from django.db import models

from ecommerce.courses.models import Seat


class Basket(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="baskets")
    site = models.ForeignKey(Site, models.CASCADE)
    seat = models.ForeignKey(Seat, models.CASCADE)
    date_created = models.DateTimeField(auto_now_add=True)

    class Meta:
        unique_together = [("owner", "site")]

    @property
    def is_free(self):
        return self.seat.price == 0


class Order(models.Model):
    """Open until its buyer is enrolled."""

    OPEN, COMPLETE, FULFILLMENT_ERROR = "Open", "Complete", "Fulfillment Error"

    number = models.CharField(max_length=128, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="orders")
    site = models.ForeignKey(Site, models.PROTECT)
    seat = models.ForeignKey(Seat, models.PROTECT)
    total_excl_tax = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=12)
    status = models.CharField(max_length=100, default=OPEN)
    date_placed = models.DateTimeField(auto_now_add=True, db_index=True)

    @property
    def is_fulfillable(self):
        return self.status in (self.OPEN, self.FULFILLMENT_ERROR)
