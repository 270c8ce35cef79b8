import json

import pytest

from cms.djangoapps.contentstore.models import CourseEdit
from common.djangoapps.student.auth import add_author
from openedx.core.lib.keys import CourseKey
from search.search_engine_base import COURSEWARE_CONTENT, SearchEngine

pytestmark = pytest.mark.django_db
PAGE = "/course/course-v1:Org+Knots+2026"
BACKEND = "openedx.core.djangoapps.user_authn.backends.EmailOrUsernameBackend"
NEW = {"display_name": "Sails", "org": "Org", "number": "Sails", "run": "1"}


def test_whoever_is_nobody_goes_to_the_lms(client, settings):
    settings.SOCIAL_AUTH_EDX_OAUTH2_PUBLIC_URL_ROOT = "http://lms.test"

    assert client.get("/home/").url == "/login/?next=/home/"
    assert client.get("/login/?next=/home/").url == "/login/edx-oauth2/?next=%2Fhome%2F"
    assert client.get("/login/edx-oauth2/?next=/home/").url.startswith("http://lms.test/oauth2/authorize?")


def test_logging_out_goes_on_to_the_lms_unless_it_asks(client, settings):
    settings.SOCIAL_AUTH_EDX_OAUTH2_LOGOUT_URL = "http://lms.test/logout"

    assert client.get("/logout/").url == "http://lms.test/logout"
    assert client.get("/logout/?no_redirect=1").json() == {"logged_out": True}


def test_staff_see_all_courses(client, course, staff):
    client.force_login(staff, BACKEND)

    assert 'data-course-id="course-v1:Org+Knots+2026"' in client.get("/home/").content.decode()


def test_others_see_their_own(client, course, user):
    client.force_login(user, BACKEND)

    assert "course-card" not in client.get("/home/").content.decode()
    assert client.get(PAGE).status_code == 403

    add_author(user, course.key)
    assert client.get(PAGE).status_code == 200


def test_a_new_course_is_its_makers(client, store, staff):
    client.force_login(staff, BACKEND)

    answer = client.post("/course/", json.dumps(NEW), content_type="application/json").json()

    assert answer["course_key"] == "course-v1:Org+Sails+1"
    assert store.has_course(CourseKey("Org", "Sails", "1"))


def test_learners_make_no_courses(client, store, user):
    client.force_login(user, BACKEND)

    assert client.post("/course/", NEW).status_code == 403


def test_a_taken_key_is_said(client, course, staff):
    client.force_login(staff, BACKEND)

    response = client.post("/course/", {**NEW, "number": "Knots", "run": "2026"})

    assert "There is a course course-v1:Org+Knots+2026 already." in response.content.decode()


def test_publishing_reaches_the_search_index(client, course, staff, django_capture_on_commit_callbacks):
    client.force_login(staff, BACKEND)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{PAGE}/block/text", {"display_name": "Sheet Bend", "data": "<p>two ropes</p>", "publish": "1"})

    assert SearchEngine.get_search_engine(COURSEWARE_CONTENT).search("two ropes")[0]["display_name"] == "Sheet Bend"
    assert [edit.action for edit in CourseEdit.objects.all()] == ["publish", "edit"]


def test_a_child_of_the_right_type_is_added(client, course, staff, store):
    client.force_login(staff, BACKEND)

    client.post(f"{PAGE}/block/one/add")

    assert [block.block_type for block in store.get_course(course.key).chapters[0].children] == ["sequential"] * 2


def test_an_author_tries_a_problem(client, course, store, staff, monkeypatch, settings):
    settings.ENABLE_CODEJAIL_REST_SERVICE = True
    store.update_block(course.key, "quiz", {"data": '<script type="loncapa/python">def f(e, a): return True</script><customresponse cfn="f"/>'}, staff)
    monkeypatch.setattr("xmodule.capa.safe_exec.remote_exec.send_safe_exec_request_v0", lambda data: data["globals_dict"].update(verdict=True) or (None, None))
    client.force_login(staff, BACKEND)

    page = client.get(f"/course/{course.id}/block/quiz").content.decode()
    assert f'action="/course/{course.id}/block/quiz/try"' in page and f'action="/course/{course.id}/block/quiz"' in page
    assert "Correct." in client.post(f"/course/{course.id}/block/quiz/try", {"answer": "x"}).content.decode()
    assert client.post(f"/course/{course.id}/block/text/try", {"answer": "x"}).status_code == 404
