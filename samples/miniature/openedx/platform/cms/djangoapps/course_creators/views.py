from cms.djangoapps.course_creators.models import CourseCreator
from openedx.core.lib.features import is_enabled


def may_create_courses(user):
    """Global staff, and people whom the table grants it."""
    if is_enabled("DISABLE_COURSE_CREATION"):
        return False
    return user.is_staff or CourseCreator.objects.filter(user=user, state=CourseCreator.GRANTED).exists()
