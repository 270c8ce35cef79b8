"""What lists of courses need, kept in MySQL so that they don't have to read every course from MongoDB."""
from django.db import models

from xmodule.modulestore.django import modulestore


class CourseOverview(models.Model):
    id = models.CharField(max_length=255, primary_key=True)
    org = models.CharField(max_length=255)
    display_name = models.CharField(max_length=255)
    short_description = models.TextField(blank=True)
    start = models.CharField(max_length=64, blank=True)
    course_image = models.CharField(max_length=255, blank=True)
    version = models.CharField(max_length=64)
    modified = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "course_overviews_courseoverview"
        ordering = ["id"]

    @classmethod
    def load_from_module_store(cls, key):
        """Bring the row of a course up to date; drop it when the course is gone."""
        course = modulestore().get_course(key, branch="published-only")
        if course is None:
            cls.objects.filter(pk=str(key)).delete()
            return None
        overview, _ = cls.objects.update_or_create(pk=course.id, defaults={
            "org": key.org,
            "display_name": course.display_name,
            "short_description": course.short_description,
            "start": course.start,
            "course_image": course.image,
            "version": course.version,
        })
        return overview
