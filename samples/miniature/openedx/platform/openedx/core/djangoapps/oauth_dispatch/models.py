"""What an OAuth application may ask for beyond the defaults."""
from django.db import models
from oauth2_provider.settings import oauth2_settings


class ApplicationAccess(models.Model):
    application = models.OneToOneField(
        oauth2_settings.APPLICATION_MODEL, related_name="access", on_delete=models.CASCADE)
    scopes = models.JSONField(default=list)
