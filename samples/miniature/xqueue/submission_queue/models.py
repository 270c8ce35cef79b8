from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone


class SubmissionManager(models.Manager):
    def waiting(self, queue_name, taken):
        """What nobody took (`taken`: pull_time or push_time) of late, the oldest first."""
        long_ago = timezone.now() - timedelta(minutes=settings.SUBMISSION_PROCESSING_DELAY)
        free = models.Q(**{f"{taken}__isnull": True}) | models.Q(**{f"{taken}__lte": long_ago})
        return self.filter(free, queue_name=queue_name, retired=False).order_by("arrival_time")


class Submission(models.Model):
    """A learner's answer on its way to a grader and back."""

    requester_id = models.CharField(max_length=128, help_text="Whose LMS")
    lms_callback_url = models.CharField(max_length=128, db_index=True)
    queue_name = models.CharField(max_length=128)
    xqueue_header = models.CharField(max_length=1024, help_text="JSON: where the result goes, and the key that opens it")
    xqueue_body = models.TextField(help_text="For the grader")
    s3_urls = models.CharField(max_length=1024, help_text="JSON: addresses of files")

    arrival_time = models.DateTimeField(auto_now_add=True)
    pull_time = models.DateTimeField(null=True, blank=True)
    push_time = models.DateTimeField(null=True, blank=True)
    return_time = models.DateTimeField(null=True, blank=True)

    grader_id = models.CharField(max_length=128)
    pullkey = models.CharField(max_length=128)
    grader_reply = models.TextField()

    num_failures = models.IntegerField(default=0)
    lms_ack = models.BooleanField(default=False)
    retired = models.BooleanField(default=False, db_index=True)

    objects = SubmissionManager()

    class Meta:
        db_table = "queue_submission"
