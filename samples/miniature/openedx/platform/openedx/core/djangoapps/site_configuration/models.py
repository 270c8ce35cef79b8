"""Settings that differ between the sites of one platform."""
from django.contrib.sites.models import Site
from django.db import models


class SiteConfiguration(models.Model):
    site = models.OneToOneField(Site, related_name="configuration", on_delete=models.CASCADE)
    enabled = models.BooleanField(default=False)
    site_values = models.JSONField(default=dict, blank=True)
