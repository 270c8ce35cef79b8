import json
import time

import jwt
import pytest
import requests
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from course_discovery.apps.core.models import Partner, User
from course_discovery.apps.course_metadata.models import Course, CourseRun

pytestmark = pytest.mark.django_db
RUN = {
    "id": "course-v1:Miniature+DemoX+2026", "name": "A Course in Miniature", "org": "Miniature", "number": "DemoX", "start": "2026-01-01T00:00:00Z",
    "end": None, "short_description": " Ships ", "pacing": "instructor", "hidden": False, "media": {"image": {"raw": "http://lms/ship.svg"}},
}


def token(**claims):
    payload = {"preferred_username": "credentials", "administrator": True, "aud": "openedx", "exp": int(time.time()) + 60, **claims}
    return jwt.encode(payload, settings.JWT_AUTH["JWT_SECRET_KEY"], algorithm="HS256")


@pytest.fixture
def partner():
    call_command(
        "create_or_update_partner", site_id=1, site_domain="discovery.local", code="openedx", name="A platform",
        lms_url="http://lms:8000", studio_url="http://cms:8000", courses_api_url="http://lms:8000/api/courses/v1/")
    return Partner.objects.get()


@pytest.fixture
def servers(monkeypatch):
    """LMS and Elasticsearch: what they were asked, and what they answer beside the usual."""
    asked, answers = [], {
        ("POST", "http://lms:8000/oauth2/access_token"): {"access_token": "a-token", "expires_in": 3600},
        ("GET", "http://lms:8000/api/courses/v1/courses/"): {"results": [RUN], "pagination": {"num_pages": 1}},
        ("POST", "/_bulk"): {"errors": False},
        ("GET", "/_alias/course_run"): None,
        ("GET", "/course_run/_count"): {"count": 1},
        ("POST", "/course_run/_search"): {"hits": {"total": {"value": 1}, "hits": [{"_source": {"key": RUN["id"], "title": RUN["name"]}}]}},
    }

    def request(self, method, url, **arguments):
        place = (method.upper(), url.removeprefix("http://elastic:pw@elasticsearch:9200"))
        asked.append((*place, arguments))
        answer = answers.get(place, {})
        response = requests.Response()
        response.status_code, response._content = (404, b"{}") if answer is None else (200, json.dumps(answer).encode())
        return response

    monkeypatch.setattr(requests.Session, "request", request)
    return asked, answers


def test_courses_are_taken_over_from_the_lms(partner, servers):
    asked, _ = servers

    call_command("refresh_course_metadata", partner_code="openedx")
    call_command("refresh_course_metadata")

    run = CourseRun.objects.get()
    assert (run.key, run.short_description, run.course.key) == (RUN["id"], "Ships", "Miniature+DemoX")
    assert [organization.key for organization in run.course.authoring_organizations.all()] == ["Miniature"]
    assert asked[0][2]["data"]["grant_type"] == "client_credentials"
    assert asked[1][2]["headers"]["Authorization"] == "JWT a-token"


def test_a_change_in_the_lms_is_taken_over(partner, servers):
    call_command("refresh_course_metadata")
    servers[1]["GET", "http://lms:8000/api/courses/v1/courses/"]["results"] = [{**RUN, "name": "Another name"}]

    call_command("refresh_course_metadata")

    assert (Course.objects.get().title, CourseRun.objects.get().title) == ("Another name", "Another name")


def test_a_catalogue_without_partners_is_said():
    with pytest.raises(CommandError, match="No partners"):
        call_command("refresh_course_metadata", partner_code="openedx")


def test_the_index_is_made_anew_behind_its_alias(partner, servers):
    asked, answers = servers
    call_command("refresh_course_metadata")
    answers["GET", "/_alias/course_run"] = {"course_run_old": {}}
    asked.clear()

    call_command("update_index", disable_change_limit=True)

    paths = [(method, path) for method, path, _ in asked]
    new = paths[2][1]
    assert new.startswith("/course_run_2") and paths[2:] == [("PUT", new), ("POST", "/_bulk"), ("POST", "/_aliases"), ("DELETE", "/course_run_old")]
    assert '"title": "A Course in Miniature"' in asked[3][2]["data"]


def test_an_index_that_shrinks_too_much_is_refused(partner, servers):
    servers[1].update({("GET", "/_alias/course_run"): {"course_run_old": {}}, ("GET", "/course_run/_count"): {"count": 9}})

    with pytest.raises(CommandError, match="from 9 documents to 0"):
        call_command("update_index")


def test_services_read_the_catalogue_with_a_token(partner, servers):
    call_command("refresh_course_metadata")
    caller = Client(headers={"Authorization": f"JWT {token()}"})

    course, = caller.get("/api/v1/courses/").json()["results"]

    assert course["course_runs"][0]["key"] == RUN["id"] and course["owners"][0]["key"] == "Miniature"
    assert caller.get("/api/v1/search/all/", {"q": "miniature"}).json()["results"][0]["key"] == RUN["id"]
    assert User.objects.get().is_staff


@pytest.mark.parametrize("headers", [{}, {"Authorization": f"JWT {token(aud='other')}"}, {"Authorization": f"JWT {token(exp=1)}"}])
def test_strangers_read_nothing(partner, headers):
    assert Client(headers=headers).get("/api/v1/courses/").status_code == 401


def test_people_log_in_at_the_lms(partner):
    assert Client().get("/").url == "/login/?next=/"
    assert Client().get("/login/?next=/").url == "/login/edx-oauth2/?next=%2F"
    client = Client()
    assert client.get("/login/edx-oauth2/?next=%2F").url.startswith("http://lms.example.com/oauth2/authorize?")
    assert list(client.cookies) == ["course_discovery_sessionid"]


def test_the_page_shows_what_is_found(partner, servers):
    client = Client()
    client.force_login(User.objects.create(username="ann"))

    assert 'data-key="course-v1:Miniature+DemoX+2026"' in client.get("/", {"q": "miniature"}).content.decode()
    servers[1]["POST", "/course_run/_search"] = None
    assert "There is no index yet" in client.get("/").content.decode()


def test_it_is_healthy(partner):
    assert Client().get("/health/").json()["overall_status"] == "OK"
