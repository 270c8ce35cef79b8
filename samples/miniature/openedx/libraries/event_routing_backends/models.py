from django.conf import settings
from django.db import models
from django.db.models import Max

from event_routing_backends.utils.fields import EncryptedCharField


class RouterConfigurationManager(models.Manager):
    def current_set(self):
        """The newest row of each address."""
        return self.filter(pk__in=self.values("route_url").annotate(newest=Max("pk")).values("newest"))


class RouterConfiguration(models.Model):
    """Where events go. A change is a new row, and the newest of an address counts."""

    AUTH_BASIC, AUTH_BEARER = "Basic", "Bearer"
    XAPI_BACKEND, CALIPER_BACKEND = "xAPI", "Caliper"

    change_date = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False)
    enabled = models.BooleanField(default=False)
    backend_name = models.CharField(max_length=50, choices=[(XAPI_BACKEND, "xAPI"), (CALIPER_BACKEND, "Caliper")], default=XAPI_BACKEND, db_index=True)
    route_url = models.CharField(max_length=255)
    auth_scheme = models.CharField(max_length=6, choices=[(AUTH_BASIC, "Basic"), (AUTH_BEARER, "Bearer")], null=True, blank=True)
    auth_key = EncryptedCharField(null=True, blank=True)
    username = EncryptedCharField(null=True, blank=True)
    password = EncryptedCharField(null=True, blank=True)
    configurations = models.JSONField(default=dict, blank=True)

    objects = RouterConfigurationManager()

    @classmethod
    def current(cls, route_url):
        """The newest row of an address, or the defaults."""
        return cls.objects.filter(route_url=route_url).order_by("-pk").first() or cls(route_url=route_url)

    @classmethod
    def get_enabled_routers(cls, backend_name):
        return cls.objects.current_set().filter(backend_name=backend_name, enabled=True).order_by("pk")
