"""People in courses: profiles, enrolments and roles."""
from django.conf import settings
from django.db import models


class UserProfile(models.Model):
    """What is known of a person beside their account."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, related_name="profile", on_delete=models.CASCADE)
    name = models.CharField(max_length=255, blank=True)
    language = models.CharField(max_length=32, blank=True)
    profile_image_uploaded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "auth_userprofile"


class CourseEnrollment(models.Model):
    """A person in a course. Leaving it keeps the row."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    course_id = models.CharField(max_length=255, db_index=True)
    mode = models.CharField(max_length=100, default="audit")
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        unique_together = [("user", "course_id")]
        ordering = ["course_id"]

    @classmethod
    def is_enrolled(cls, user, course_id):
        return user.is_authenticated and cls.objects.filter(user=user, course_id=str(course_id), is_active=True).exists()

    @classmethod
    def enroll(cls, user, course_id, mode="audit"):
        """Put a person in a course; harmless when they are in it. Without a mode they keep the one that they had, which they may have paid for."""
        enrollment, created = cls.objects.get_or_create(user=user, course_id=str(course_id), defaults={"mode": mode or "audit"})
        mode = mode or enrollment.mode
        if not created and (not enrollment.is_active or enrollment.mode != mode):
            enrollment.is_active, enrollment.mode = True, mode
            enrollment.save()
        return enrollment

    @classmethod
    def unenroll(cls, user, course_id):
        cls.objects.filter(user=user, course_id=str(course_id)).update(is_active=False)


class CourseAccessRole(models.Model):
    """Who may author a course: role `instructor` or `staff`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    org = models.CharField(max_length=64, blank=True, db_index=True)
    course_id = models.CharField(max_length=255, blank=True, db_index=True)
    role = models.CharField(max_length=64, db_index=True)

    class Meta:
        unique_together = [("user", "org", "course_id", "role")]
