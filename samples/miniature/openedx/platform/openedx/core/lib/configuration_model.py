"""Configuration that people change while the platform runs: the newest row of a table counts."""
from django.db import models


class ConfigurationModel(models.Model):
    change_date = models.DateTimeField(auto_now_add=True)
    enabled = models.BooleanField(default=False)

    class Meta:
        abstract = True
        ordering = ["-change_date", "-id"]

    @classmethod
    def current(cls):
        """The newest row, or the defaults."""
        return cls.objects.first() or cls()
