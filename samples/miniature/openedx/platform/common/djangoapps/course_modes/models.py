"""In which ways a course can be taken."""
from django.db import models


class CourseMode(models.Model):
    """A way that costs something: what, and by which article number it is bought."""

    course_id = models.CharField(max_length=255, db_index=True)
    mode_slug = models.CharField(max_length=100)
    mode_display_name = models.CharField(max_length=255)
    min_price = models.IntegerField(default=0)
    currency = models.CharField(max_length=8, default="usd")
    sku = models.CharField(max_length=255, null=True, blank=True)

    class Meta:
        unique_together = [("course_id", "mode_slug", "currency")]
        ordering = ["course_id", "mode_slug"]

    @classmethod
    def verified_mode_for_course(cls, course_id):
        """The one that is bought, or None."""
        return cls.objects.filter(course_id=str(course_id), mode_slug="verified", sku__gt="").first()
