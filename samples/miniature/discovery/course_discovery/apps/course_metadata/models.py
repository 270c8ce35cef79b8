"""The catalogue: a course of an organization, and its runs."""
import uuid

from django.db import models

from course_discovery.apps.core.models import Partner


class Organization(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    partner = models.ForeignKey(Partner, models.CASCADE)
    key = models.CharField(max_length=255)
    name = models.CharField(max_length=255, blank=True)

    class Meta:
        unique_together = [("partner", "key")]
        ordering = ["key"]


class Course(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    partner = models.ForeignKey(Partner, models.CASCADE)
    key = models.CharField(max_length=255, help_text="ORG+COURSE")
    title = models.CharField(max_length=255)
    card_image_url = models.URLField(null=True, blank=True)
    authoring_organizations = models.ManyToManyField(Organization)

    class Meta:
        unique_together = [("partner", "key")]
        ordering = ["key"]


class CourseRun(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    course = models.ForeignKey(Course, models.CASCADE, related_name="course_runs")
    key = models.CharField(max_length=255, unique=True)
    title = models.CharField(max_length=255)
    short_description = models.TextField(blank=True)
    start = models.DateTimeField(null=True, blank=True)
    end = models.DateTimeField(null=True, blank=True)
    pacing_type = models.CharField(max_length=255, blank=True)
    hidden = models.BooleanField(default=False)

    class Meta:
        ordering = ["key"]
