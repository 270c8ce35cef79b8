import hashlib

from django.contrib.sites.models import Site
from django.db import models


class Course(models.Model):
    """A course run that is sold, by its key."""

    id = models.CharField(max_length=255, primary_key=True)
    site = models.ForeignKey(Site, models.PROTECT)
    name = models.CharField(max_length=255)


class Seat(models.Model):
    """A place in a course, in one of its modes."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="seats")
    certificate_type = models.CharField(max_length=100, default="verified")
    price = models.DecimalField(max_digits=12, decimal_places=2)
    price_currency = models.CharField(max_length=3)
    partner_sku = models.CharField(max_length=128, unique=True)

    class Meta:
        unique_together = [("course", "certificate_type")]

    @staticmethod
    def sku_of(course_id, certificate_type, partner_code):
        """The same for the same seat."""
        return hashlib.md5(f"{partner_code} {course_id} {certificate_type}".encode()).hexdigest()[-7:].upper()
