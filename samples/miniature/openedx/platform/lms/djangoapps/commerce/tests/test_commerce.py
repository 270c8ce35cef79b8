import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import call_command

from common.djangoapps.course_modes.models import CourseMode
from common.djangoapps.student.models import CourseEnrollment
from openedx.core.lib import jwt

pytestmark = pytest.mark.django_db
MODES = {"id": "x", "name": "Knots", "verification_deadline": None, "modes": [
    {"name": "verified", "currency": "USD", "price": 10, "sku": "ABC1234", "bulk_sku": None, "expires": None}]}
KEY = "a key"


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.EDX_API_KEY, settings.ECOMMERCE_PUBLIC_URL_ROOT = KEY, "http://ecommerce.local:8130"


def publish(client, course, user):
    return client.put(f"/api/commerce/v1/courses/{course.id}/", MODES, content_type="application/json",
                      headers={"Authorization": f"JWT {jwt.create(user, ['user_id'])}"})


@pytest.fixture
def service(db):
    return get_user_model().objects.create_user("ecommerce", is_staff=True)


def test_staff_alone_may_not_say_what_is_sold(client, course, service):
    assert publish(client, course, service).status_code == 403


def test_a_service_that_was_allowed_says_what_is_sold(client, course, service):
    service.user_permissions.add(Permission.objects.get(content_type__app_label="course_modes", codename="change_coursemode"))

    assert publish(client, course, service).json()["modes"] == [{"name": "verified", "price": 10, "currency": "usd", "sku": "ABC1234"}]
    assert publish(client, course, service).status_code == 200
    assert CourseMode.objects.get().sku == "ABC1234"


@pytest.fixture
def learner(client, course, user):
    CourseMode.objects.create(course_id=course.id, mode_slug="verified", min_price=10, sku="ABC1234")
    CourseEnrollment.enroll(user, course.id)
    client.force_login(user)
    return client


def test_learners_are_shown_the_way_to_the_basket(learner):
    assert "/basket/add/" not in learner.get("/dashboard").content.decode()

    call_command("configure_commerce")
    call_command("configure_commerce")

    assert "http://ecommerce.local:8130/basket/add/?sku=ABC1234" in learner.get("/dashboard").content.decode()


def test_who_has_paid_isnt_asked_again(learner, user, course):
    call_command("configure_commerce")
    CourseEnrollment.enroll(user, course.id, "verified")

    assert "/basket/add/" not in learner.get("/dashboard").content.decode()
    learner.post("/change_enrollment", {"course_id": course.id, "enrollment_action": "unenroll"})
    learner.post("/change_enrollment", {"course_id": course.id, "enrollment_action": "enroll"})
    assert CourseEnrollment.objects.get().mode == "verified"


def enrol(client, course, key, **more):
    return client.post("/api/enrollment/v1/enrollment", {"user": "ann", "mode": "verified", "course_details": {"course_id": course.id}, **more},
                       content_type="application/json", headers={"X-Edx-Api-Key": key})


def test_a_service_with_the_key_enrols_others(client, course, user):
    assert enrol(client, course, KEY).json()["mode"] == "verified"
    assert enrol(client, course, KEY, user="nobody").status_code == 406
    assert enrol(client, course, KEY, is_active=False).json()["is_active"] is False


@pytest.mark.parametrize("key", ["", "another key"])
def test_nobody_else_does(client, course, user, key):
    assert enrol(client, course, key).status_code in (401, 403)
    client.force_login(user)
    assert enrol(client, course, key).status_code == 403
    assert enrol(client, course, key, user="sam").status_code == 404
    assert not CourseEnrollment.objects.exists()


def test_without_a_key_in_the_settings_there_is_none(client, course, user, settings):
    settings.EDX_API_KEY = None
    assert enrol(client, course, "").status_code in (401, 403)
