"""Work that people asked for and that a worker does: where it stands, and what came out."""
from django.conf import settings
from django.db import models


class InstructorTask(models.Model):
    PENDING, PROGRESS, SUCCESS, FAILURE = "PENDING", "PROGRESS", "SUCCESS", "FAILURE"

    task_type = models.CharField(max_length=50, db_index=True)
    course_id = models.CharField(max_length=255, db_index=True)
    requester = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    task_id = models.CharField(max_length=255, blank=True)
    task_state = models.CharField(max_length=50, default=PENDING)
    task_output = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-id"]

    @property
    def is_finished(self):
        return self.task_state in (self.SUCCESS, self.FAILURE)
