"""Studio's own tables: the LMS never makes them."""
from django.conf import settings
from django.db import models


class CourseEdit(models.Model):
    """Who changed which block, when."""

    course_id = models.CharField(max_length=255, db_index=True)
    block_id = models.CharField(max_length=255, blank=True)
    action = models.CharField(max_length=32)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
