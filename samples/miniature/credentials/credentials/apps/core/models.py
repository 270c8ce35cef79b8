from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sites.models import Site
from django.db import models
from edx_rest_api_client.client import OAuthAPIClient


class User(AbstractUser):
    """Somebody who has been here, by their name in the LMS."""

    full_name = models.CharField(max_length=255, blank=True, null=True)
    lms_user_id = models.IntegerField(null=True, db_index=True)


class SiteConfiguration(models.Model):
    """The platform whose credentials these are."""

    site = models.OneToOneField(Site, models.CASCADE)
    platform_name = models.CharField(max_length=255)
    company_name = models.CharField(max_length=255)
    lms_url_root = models.URLField()
    catalog_api_url = models.URLField()
    homepage_url = models.URLField()
    tos_url = models.URLField()
    privacy_policy_url = models.URLField()
    certificate_help_url = models.URLField()
    theme_name = models.CharField(max_length=255, blank=True)

    @property
    def api_client(self):
        """What asks the platform's services, as this service's application in the LMS."""
        return OAuthAPIClient(
            settings.BACKEND_SERVICE_EDX_OAUTH2_PROVIDER_URL, settings.BACKEND_SERVICE_EDX_OAUTH2_KEY, settings.BACKEND_SERVICE_EDX_OAUTH2_SECRET)
