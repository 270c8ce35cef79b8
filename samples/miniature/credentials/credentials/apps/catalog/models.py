"""What is known of the courses: copied from Course Discovery."""
from django.contrib.sites.models import Site
from django.db import models


class Organization(models.Model):
    site = models.ForeignKey(Site, models.CASCADE)
    uuid = models.UUIDField()
    key = models.CharField(max_length=255)
    name = models.CharField(max_length=255, blank=True)

    class Meta:
        unique_together = [("site", "uuid")]


class Course(models.Model):
    site = models.ForeignKey(Site, models.CASCADE)
    uuid = models.UUIDField()
    key = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    owners = models.ManyToManyField(Organization)

    class Meta:
        unique_together = [("site", "uuid")]


class CourseRun(models.Model):
    course = models.ForeignKey(Course, models.CASCADE, related_name="course_runs")
    uuid = models.UUIDField(unique=True)
    key = models.CharField(max_length=255, unique=True)
    title_override = models.CharField(max_length=255, blank=True)

    @property
    def title(self):
        return self.title_override or self.course.title
