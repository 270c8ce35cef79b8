import pytest
from waffle import get_waffle_flag_model

from common.djangoapps.student.models import CourseEnrollment
from lms.djangoapps.coursewarehistoryextended.models import StudentModuleHistoryExtended
from xmodule.modulestore.django import contentstore

pytestmark = pytest.mark.django_db(databases=["default", "student_module_history"])
PAGE = "/courses/course-v1:Org+Knots+2026"


def test_the_about_page_is_open(client, course):
    html = client.get(f"{PAGE}/about").content.decode()

    assert "Knots" in html and 'id="login-to-enroll"' in html


def test_the_content_asks_to_log_in(client, course):
    assert client.get(f"{PAGE}/course/").url.startswith("/login?next=")


def test_the_content_asks_to_enrol(client, course, user):
    client.force_login(user)

    assert client.get(f"{PAGE}/course/").url == f"{PAGE}/about"


def test_enrolling_opens_the_content(client, course, user):
    client.force_login(user)

    response = client.post("/change_enrollment", {"course_id": course.id, "enrollment_action": "enroll"}, follow=True)

    assert "A rabbit and a hole" in response.content.decode()


def test_no_course_is_not_found(client, store):
    assert client.get("/courses/course-v1:No+Such+Course/about").status_code == 404
    assert client.get("/courses/nonsense/about").status_code == 404


def test_what_is_done_is_kept_with_its_history(client, course, user):
    CourseEnrollment.enroll(user, course.id)
    client.force_login(user)

    client.post(f"{PAGE}/complete", {"block": "text"})

    assert '<p class="done">' in client.get(f"{PAGE}/course/").content.decode()
    assert StudentModuleHistoryExtended.objects.count() == 1


def test_the_dashboard_shows_my_courses(client, course, user):
    CourseEnrollment.enroll(user, course.id)
    client.force_login(user)

    assert "Knots" in client.get("/dashboard").content.decode()


@pytest.mark.parametrize("everyone, location", [(True, "http://apps.example.com/learner-dashboard/"), (False, None)])
def test_the_dashboard_may_be_a_micro_frontend(client, user, settings, everyone, location):
    settings.LEARNER_HOME_MICROFRONTEND_URL = "http://apps.example.com/learner-dashboard/"
    get_waffle_flag_model().objects.create(name="learner_home_mfe.enabled", everyone=everyone)
    client.force_login(user)

    assert client.get("/dashboard").headers.get("Location") == location


def test_files_of_a_course_come_from_gridfs(client, course):
    key = contentstore().save(course.key, "knot.svg", b"<svg/>")

    response = client.get(f"/{key}")

    assert response.content == b"<svg/>"
    assert response["Content-Type"] == "image/svg+xml"
    assert client.get(f"/{key}x").status_code == 404
