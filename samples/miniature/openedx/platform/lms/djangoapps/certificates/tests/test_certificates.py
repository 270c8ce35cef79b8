import jwt as pyjwt
import pytest
import requests
from celery.exceptions import Retry
from django.contrib.auth import get_user_model

from common.djangoapps.student.models import CourseEnrollment
from lms.djangoapps.certificates.models import GeneratedCertificate
from openedx.core.djangoapps.credentials.models import CredentialsApiConfig
from openedx.core.djangoapps.programs.tasks import award_course_certificate

pytestmark = pytest.mark.django_db(databases=["default", "student_module_history"])
PAGE = "/courses/course-v1:Org+Knots+2026"


@pytest.fixture
def learner(client, course, user, settings):
    settings.CREDENTIALS_INTERNAL_SERVICE_URL, settings.CREDENTIALS_PUBLIC_SERVICE_URL = "http://credentials:8000", "http://credentials.local"
    get_user_model().objects.create_user("credentials_service_user", is_staff=True)
    CourseEnrollment.enroll(user, course.id)
    client.force_login(user)
    return client


@pytest.fixture
def credentials(monkeypatch):
    """What was told to Credentials, which answers with these statuses, and with 201 afterwards."""
    told, statuses = [], []

    def post(self, url, json=None, **_):
        told.append((url, self.headers["Authorization"].removeprefix("JWT "), json))
        response = requests.Response()
        response.status_code = statuses.pop(0) if statuses else 201
        return response

    monkeypatch.setattr(requests.Session, "post", post)
    return told, statuses


def complete(learner, block, capture):
    with capture(execute=True):
        learner.post(f"{PAGE}/complete", {"block": block})


def test_who_passes_gets_a_certificate_and_a_credential(learner, credentials, django_capture_on_commit_callbacks):
    CredentialsApiConfig.objects.create(enabled=True, enable_learner_issuance=True)

    complete(learner, "text", django_capture_on_commit_callbacks)
    complete(learner, "quiz", django_capture_on_commit_callbacks)

    (url, token, body), = credentials[0]
    assert (url, body["username"], body["status"]) == ("http://credentials:8000/api/v2/credentials/", "ann", "awarded")
    assert body["credential"] == {"course_run_key": "course-v1:Org+Knots+2026", "mode": "honor", "type": "course-run"}
    claims = pyjwt.decode(token, options={"verify_signature": False})
    assert (claims["preferred_username"], claims["administrator"]) == ("credentials_service_user", True)
    page = learner.get(f"{PAGE}/progress").content.decode()
    assert 'id="certified"' in page and "http://credentials.local/records/" in page


@pytest.mark.parametrize("issues, records", [(False, True), (True, False)])
def test_without_credentials_the_certificate_stays_here(learner, credentials, django_capture_on_commit_callbacks, settings, issues, records):
    CredentialsApiConfig.objects.create(enabled=issues, enable_learner_issuance=issues)
    settings.ENABLE_LEARNER_RECORDS = records

    complete(learner, "text", django_capture_on_commit_callbacks)

    assert GeneratedCertificate.objects.get().grade == "0.50"
    assert not credentials[0]
    assert "records-link" not in learner.get(f"{PAGE}/progress").content.decode()


def test_a_credentials_that_is_away_is_told_again(learner, credentials, user):
    told, statuses = credentials
    statuses += [503]
    GeneratedCertificate.objects.create(user=user, course_id="course-v1:Org+Knots+2026")

    with pytest.raises(Retry):
        award_course_certificate.apply(args=("ann", "course-v1:Org+Knots+2026"))

    assert len(told) == 1


def test_the_newest_configuration_counts():
    assert not CredentialsApiConfig.current().is_learner_issuance_enabled
    CredentialsApiConfig.objects.create(enabled=True, enable_learner_issuance=True)
    assert CredentialsApiConfig.current().is_learner_issuance_enabled
    CredentialsApiConfig.objects.create(enabled=False)
    assert not CredentialsApiConfig.current().is_learner_issuance_enabled
