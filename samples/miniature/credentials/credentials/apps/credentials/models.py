"""Certificates of courses, and who has them."""
import uuid

from django.contrib.sites.models import Site
from django.db import models

from credentials.apps.catalog.models import CourseRun


class CourseCertificate(models.Model):
    """That a course run has a certificate at all: made when its first one is issued."""

    site = models.ForeignKey(Site, models.CASCADE)
    course_id = models.CharField(max_length=255)
    course_run = models.OneToOneField(CourseRun, models.PROTECT)
    certificate_type = models.CharField(max_length=255, blank=True)
    is_active = models.BooleanField(default=False)

    class Meta:
        unique_together = [("course_id", "certificate_type", "site")]


class UserCredential(models.Model):
    """A person's certificate. Its owner may never have been here."""

    AWARDED, REVOKED = "awarded", "revoked"

    credential = models.ForeignKey(CourseCertificate, models.CASCADE, related_name="user_credentials")
    username = models.CharField(max_length=255, db_index=True)
    status = models.CharField(max_length=255, choices=[(AWARDED, AWARDED), (REVOKED, REVOKED)], default=AWARDED)
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    modified = models.DateTimeField(auto_now=True)

    class Meta:
        unique_together = [("username", "credential")]


class UserCredentialAttribute(models.Model):
    user_credential = models.ForeignKey(UserCredential, models.CASCADE, related_name="attributes")
    name = models.CharField(max_length=255)
    value = models.CharField(max_length=255)

    class Meta:
        unique_together = [("user_credential", "name")]
