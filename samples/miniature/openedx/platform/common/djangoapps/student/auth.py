"""Who may do what with a course."""
from common.djangoapps.student.models import CourseAccessRole

AUTHORS = ("instructor", "staff")


def has_studio_access(user, course_key):
    """Global staff, and the course's own staff and instructors."""
    if not (user.is_authenticated and user.is_active):
        return False
    return user.is_staff or CourseAccessRole.objects.filter(
        user=user, course_id=str(course_key), role__in=AUTHORS).exists()


def add_author(user, course_key):
    """Make a person instructor of a course."""
    CourseAccessRole.objects.get_or_create(user=user, org=course_key.org, course_id=str(course_key), role="instructor")
