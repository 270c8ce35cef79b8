from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sites.models import Site
from django.db import models
from edx_rest_api_client.client import OAuthAPIClient


class User(AbstractUser):
    """Somebody who has been here, by their name in the LMS."""

    lms_user_id = models.IntegerField(null=True, db_index=True)


class Partner(models.Model):
    """Who sells."""

    short_code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=255)


class SiteConfiguration(models.Model):
    """The platform whose courses are sold."""

    site = models.OneToOneField(Site, models.CASCADE)
    partner = models.ForeignKey(Partner, models.PROTECT)
    lms_url_root = models.URLField()
    lms_public_url_root = models.URLField(blank=True)
    payment_processors = models.CharField(max_length=255, blank=True)
    from_email = models.CharField(max_length=255)
    payment_support_email = models.CharField(max_length=255, blank=True)
    payment_support_url = models.CharField(max_length=255, blank=True)
    discovery_api_url = models.URLField()
    # Of the site's applications in the LMS. What talks to it takes settings of the same names.
    oauth_settings = models.JSONField(default=dict)

    def build_lms_url(self, path):
        return urljoin(self.lms_url_root, path)

    @property
    def oauth_api_client(self):
        """What asks the platform's services, as this service's application in the LMS."""
        return OAuthAPIClient(
            settings.BACKEND_SERVICE_EDX_OAUTH2_PROVIDER_URL, settings.BACKEND_SERVICE_EDX_OAUTH2_KEY, settings.BACKEND_SERVICE_EDX_OAUTH2_SECRET)

    @property
    def usable_payment_processors(self):
        """Those that the site wants and that have an account."""
        accounts = settings.PAYMENT_PROCESSOR_CONFIG.get(self.partner.short_code, {})
        wanted = [name.strip() for name in self.payment_processors.split(",") if name.strip()]
        return [name for name in wanted if accounts.get(name, {}).get("client_id")]
