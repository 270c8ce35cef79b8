import json
import time

import jwt
import pytest
import requests
from django.conf import settings
from django.contrib.sites.models import Site
from django.core.management import CommandError, call_command
from django.test import Client

from credentials.apps.catalog.models import Course, CourseRun
from credentials.apps.core.models import SiteConfiguration, User
from credentials.apps.credentials.models import UserCredential

pytestmark = pytest.mark.django_db
KEY = "course-v1:Miniature+DemoX+2026"
OWNER = {"uuid": "00000000-0000-0000-0000-000000000001", "key": "Miniature", "name": None}
COURSE = {
    "uuid": "00000000-0000-0000-0000-000000000002", "key": "Miniature+DemoX", "title": "A Course in Miniature", "owners": [OWNER],
    "course_runs": [{"uuid": "00000000-0000-0000-0000-000000000003", "key": KEY, "title": "A Course in Miniature"}],
}


@pytest.fixture(autouse=True)
def site():
    call_command(
        "create_or_update_site", site_id=1, site_domain="credentials.local:8150", site_name="local", platform_name="A platform", company_name="A platform",
        lms_url_root="http://local", catalog_api_url="http://discovery:8000/api/v1/", homepage_url="http://local", tos_url="http://local/tos",
        privacy_policy_url="http://local/privacy", certificate_help_url="http://local/faq", theme_name="edx-theme")


@pytest.fixture
def discovery(monkeypatch):
    """Course Discovery behind the LMS's tokens: what was asked of it."""
    asked = []

    def request(self, method, url, **arguments):
        asked.append((method.upper(), url, arguments))
        page = (arguments.get("params") or {}).get("page")
        answer = {
            "http://lms:8000/oauth2/access_token": {"access_token": "a-token", "expires_in": 3600},
            "http://discovery:8000/api/v1/organizations/": {"results": [OWNER], "next": None},
            # What an address in the answer says is of no use here: another host.
            "http://discovery:8000/api/v1/courses/": {"results": [COURSE] if page == 2 else [], "next": None if page == 2 else "http://elsewhere/?page=2"},
        }[url]
        response = requests.Response()
        response.status_code, response._content = 200, json.dumps(answer).encode()
        return response

    monkeypatch.setattr(requests.Session, "request", request)
    return asked


@pytest.fixture
def catalogue(discovery):
    call_command("copy_catalog")


def caller(**claims):
    payload = {"preferred_username": "credentials", "administrator": True, "aud": "openedx", "exp": int(time.time()) + 60, **claims}
    token = jwt.encode(payload, settings.JWT_AUTH["JWT_SECRET_KEY"], algorithm="HS256")
    return Client(headers={"Authorization": f"JWT {token}"})


def issue(client=None, status="awarded", **credential):
    body = {"username": "ann", "status": status, "credential": {"type": "course-run", "course_run_key": KEY, "mode": "honor", **credential},
            "attributes": [{"name": "visible_date", "value": "2026-07-01T00:00:00Z"}]}
    return (client or caller()).post("/api/v2/credentials/", body, content_type="application/json")


def test_the_catalogue_is_copied_from_discovery(catalogue, discovery):
    call_command("copy_catalog")

    run = CourseRun.objects.get()
    assert (run.key, run.title, [owner.key for owner in run.course.owners.all()]) == (KEY, "A Course in Miniature", ["Miniature"])
    assert discovery[1][2]["headers"]["Authorization"] == "JWT a-token"


def test_what_discovery_has_no_more_stays_until_somebody_says_so(catalogue, capsys):
    course = Course.objects.get()
    CourseRun.objects.create(course=course, uuid="00000000-0000-0000-0000-00000000000a", key="course-v1:Miniature+DemoX+1999")

    with pytest.raises(SystemExit) as end:
        call_command("copy_catalog")
    assert end.value.code == 1 and "00000000000a" in capsys.readouterr().out
    assert CourseRun.objects.count() == 2

    call_command("copy_catalog", delete=True)
    assert CourseRun.objects.get().key == KEY


def test_a_discovery_that_is_away_is_said(monkeypatch):
    def refuse(*_, **__):
        raise requests.ConnectionError("refused")

    monkeypatch.setattr(requests.Session, "request", refuse)

    with pytest.raises(CommandError, match="http://discovery:8000/api/v1/: refused"):
        call_command("copy_catalog")


def test_the_lms_issues_and_its_owner_sees_it(catalogue):
    answer = issue().json()

    ann = Client()
    ann.force_login(User.objects.create(username="ann", full_name="Ann Chor"))
    records = ann.get("/records/").content.decode()
    assert f'data-course="{KEY}"' in records and answer["certificate_url"].removeprefix("http://testserver") in records
    page = Client().get(answer["certificate_url"]).content.decode()
    assert "Ann Chor" in page and "A Course in Miniature" in page and "A platform certifies" in page


def test_a_certificate_is_issued_once_and_can_be_revoked(catalogue):
    first, second = issue().json(), issue(status="revoked").json()

    assert (first["uuid"], second["status"]) == (second["uuid"], "revoked")
    assert UserCredential.objects.get().attributes.get().name == "visible_date"
    assert Client().get(first["certificate_url"]).status_code == 404


def test_a_course_that_the_catalogue_lacks_has_no_certificate():
    answer = issue()

    assert answer.status_code == 400
    assert "copy_catalog" in answer.json()["credential"]["course_run_key"]


@pytest.mark.parametrize("client, status", [(Client(), 401), (caller(aud="other"), 401), (caller(preferred_username="ann", administrator=False), 403)])
def test_others_issue_nothing(catalogue, client, status):
    assert issue(client).status_code == status
    assert not UserCredential.objects.exists()


def test_people_read_their_own(catalogue):
    issue()
    ann = caller(preferred_username="ann", administrator=False)

    assert ann.get("/api/v2/credentials/", {"username": "Ann"}).json()["count"] == 1
    assert ann.get("/api/v2/credentials/").status_code == 403
    assert caller(preferred_username="bob", administrator=False).get("/api/v2/credentials/", {"username": "ann"}).status_code == 403


def test_people_log_in_at_the_lms():
    assert Client().get("/records/").url == "/login/?next=/records/"
    client = Client()
    assert client.get("/login/edx-oauth2/?next=/records/").url.startswith("http://lms.example.com/oauth2/authorize?")
    assert list(client.cookies) == ["credentials_sessionid"]


def test_a_micro_frontend_shows_the_records_where_there_is_one(settings):
    settings.USE_LEARNER_RECORD_MFE, settings.LEARNER_RECORD_MFE_RECORDS_PAGE_URL = True, "http://apps.local/learner-record/"
    ann = Client()
    ann.force_login(User.objects.create(username="ann"))

    assert ann.get("/records/").url == "http://apps.local/learner-record/"


def test_the_site_is_changed_by_the_same_command():
    assert (Site.objects.get().domain, SiteConfiguration.objects.get().platform_name) == ("credentials.local:8150", "A platform")
    assert User.objects.get().username == settings.CREDENTIALS_SERVICE_USER


def test_it_is_healthy():
    assert Client().get("/health/").json()["overall_status"] == "OK"
