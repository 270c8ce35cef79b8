from django.conf import settings
from django.db import models


class GeneratedCertificate(models.Model):
    """That somebody has passed a course."""

    DOWNLOADABLE = "downloadable"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    course_id = models.CharField(max_length=255)
    mode = models.CharField(max_length=32, default="honor")
    grade = models.CharField(max_length=5, blank=True)
    status = models.CharField(max_length=32, default=DOWNLOADABLE)
    created_date = models.DateTimeField(auto_now_add=True)

    class Meta:
        unique_together = [("user", "course_id")]

    def is_valid(self):
        return self.status == self.DOWNLOADABLE
