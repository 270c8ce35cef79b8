"""Where learners are in their courses."""
from django.conf import settings
from django.db import models


class StudentModule(models.Model):
    """What one person did in one block; `state` holds whether it is done."""

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    course_id = models.CharField(max_length=255, db_index=True)
    module_state_key = models.CharField(max_length=255, db_column="module_id")
    module_type = models.CharField(max_length=32)
    state = models.JSONField(default=dict)
    modified = models.DateTimeField(auto_now=True)

    class Meta:
        unique_together = [("student", "module_state_key", "course_id")]
