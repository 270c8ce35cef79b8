import pytest

from common.djangoapps.student.auth import add_author, has_studio_access
from common.djangoapps.student.models import CourseEnrollment

pytestmark = pytest.mark.django_db


def test_enrolling_twice_makes_one_row(user, course_key):
    CourseEnrollment.enroll(user, course_key)
    CourseEnrollment.enroll(user, course_key)

    assert CourseEnrollment.objects.count() == 1


def test_whoever_left_may_come_back(user, course_key):
    CourseEnrollment.enroll(user, course_key)
    CourseEnrollment.unenroll(user, course_key)
    assert not CourseEnrollment.is_enrolled(user, course_key)

    CourseEnrollment.enroll(user, course_key)
    assert CourseEnrollment.is_enrolled(user, course_key)


def test_an_author_may_edit_their_course_alone(user, course_key):
    from openedx.core.lib.keys import CourseKey

    add_author(user, course_key)

    assert has_studio_access(user, course_key)
    assert not has_studio_access(user, CourseKey("Org", "Other", "1"))
