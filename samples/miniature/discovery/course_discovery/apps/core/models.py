from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sites.models import Site
from django.db import models
from edx_rest_api_client.client import OAuthAPIClient


class User(AbstractUser):
    """Somebody who has been here, by their name in the LMS."""

    full_name = models.CharField(max_length=255, blank=True, null=True)


class Partner(models.Model):
    """A platform whose courses are in the catalogue."""

    name = models.CharField(max_length=128)
    short_code = models.CharField(max_length=8, unique=True)
    site = models.OneToOneField(Site, models.PROTECT)
    lms_url = models.URLField(max_length=255, blank=True)
    studio_url = models.URLField(max_length=255, blank=True)
    courses_api_url = models.URLField(max_length=255, blank=True)
    organizations_api_url = models.URLField(max_length=255, blank=True)

    @property
    def oauth_api_client(self):
        """What asks the partner's services, as this service's application in the LMS."""
        return OAuthAPIClient(
            settings.BACKEND_SERVICE_EDX_OAUTH2_PROVIDER_URL, settings.BACKEND_SERVICE_EDX_OAUTH2_KEY,
            settings.BACKEND_SERVICE_EDX_OAUTH2_SECRET, timeout=settings.OAUTH_API_TIMEOUT)
