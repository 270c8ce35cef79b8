"""Who may create courses without being staff."""
from django.conf import settings
from django.db import models


class CourseCreator(models.Model):
    UNREQUESTED, PENDING, GRANTED, DENIED = "unrequested", "pending", "granted", "denied"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    state = models.CharField(max_length=24, default=UNREQUESTED)
    state_changed = models.DateTimeField(auto_now=True)
