import jwt
import pytest
import requests
from django.core.management import call_command

from lms.djangoapps.edxnotes import helpers

pytestmark = pytest.mark.django_db
SECRET = "a secret that is long enough for SHA-256"


@pytest.fixture
def application(user):
    call_command("create_dot_application", "notes", "ann", "--client-id", "notes", "--client-secret", SECRET)


@pytest.fixture(autouse=True)
def configured(settings):
    settings.EDXNOTES_CLIENT_NAME, settings.EDXNOTES_INTERNAL_API = "notes", "http://notes:8000/api/v1"


def test_a_token_is_signed_with_the_application_s_secret(user, application):
    claims = jwt.decode(helpers.token(user), SECRET, algorithms=["HS256"], audience="notes")

    assert claims["sub"] == helpers.anonymous_id(user)
    assert user.username not in claims["sub"]


def test_without_an_application_it_is_said(user):
    with pytest.raises(helpers.NotesUnavailable, match="create_dot_application"):
        helpers.token(user)


def test_notes_that_do_not_answer_are_unavailable(user, application, monkeypatch):
    def refuse(*_, **__):
        raise requests.ConnectionError("refused")

    monkeypatch.setattr(requests, "get", refuse)

    with pytest.raises(helpers.NotesUnavailable, match="refused"):
        helpers.search(user, "course-v1:O+C+R", "cork")
