from django.db import models


class Announcement(models.Model):
    """What the operator tells everyone."""

    content = models.CharField(max_length=1000)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["-id"]
