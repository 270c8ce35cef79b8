import time

import jwt
import pytest
import requests
from django.conf import settings
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
COURSE = "course-v1:Miniature+DemoX+2026"
NOTE = {
    "user": "ann", "course_id": COURSE, "usage_id": "block-v1:x", "quote": "a ship", "text": "mind the cork", "tags": ["hull"],
    "ranges": [{"start": "/p[1]", "startOffset": 0, "end": "/p[1]", "endOffset": 6}],
}


def client(user="ann", audience="notes", secret=None):
    token = jwt.encode({"sub": user, "aud": audience, "exp": int(time.time()) + 60}, secret or settings.CLIENT_SECRET, algorithm="HS256")
    return APIClient(headers={"x-annotator-auth-token": token})


def write(**changes):
    return client().post("/api/v1/annotations/", {**NOTE, **changes}, format="json")


def found(**query):
    response = client().get("/api/v1/search/", {"user": "ann", "course_id": COURSE, **query})
    return [note["text"] for note in response.json()["results"]]


def test_a_note_is_stored_and_found():
    assert write().status_code == 201
    write(text="something else")

    assert found(text="CORK") == ["mind the cork"]
    assert found() == ["something else", "mind the cork"]


def test_a_note_is_changed_and_deleted():
    path = f"/api/v1/annotations/{write().json()['id']}/"

    client().put(path, {**NOTE, "text": "changed"}, format="json")
    assert client().get(path, {"user": "ann"}).json()["text"] == "changed"
    assert client().delete(f"{path}?user=ann").status_code == 204
    assert client().get(path, {"user": "ann"}).status_code == 404


@pytest.mark.parametrize("caller", [
    APIClient(), client("bob"), client(audience="other"), client(secret="another secret that is long enough too")])
def test_others_read_and_write_nothing(caller):
    write()

    assert caller.get("/api/v1/search/", {"user": "ann"}).status_code == 403
    assert caller.post("/api/v1/annotations/", NOTE, format="json").status_code == 403


def test_a_note_of_another_is_not_there():
    pk = write().json()["id"]

    assert client("bob").get(f"/api/v1/annotations/{pk}/", {"user": "bob"}).status_code == 404


def test_a_note_without_a_passage_is_refused():
    assert write(ranges=[]).status_code == 400


def test_the_heartbeat_says_what_is_missing(settings, monkeypatch):
    assert APIClient().get("/heartbeat/").json() == {"OK": True}

    def refuse(*_, **__):
        raise requests.ConnectionError("refused")

    settings.ES_DISABLED = settings.MEILISEARCH_ENABLED = True
    monkeypatch.setattr(requests, "request", refuse)
    response = APIClient().get("/heartbeat/")

    assert response.status_code == 500
    assert "doesn't answer" in response.json()["check"]


def test_meilisearch_is_asked_for_one_learner_in_one_course(settings, monkeypatch):
    calls = []

    def answer(method, url, **arguments):
        calls.append((method, url, arguments.get("json")))
        response = requests.Response()
        response.status_code = 404 if (method, url) == ("GET", "http://m:7700/indexes/p_notes") else 200
        response._content = b'{"hits": [{"id": 1}]}'
        return response

    settings.ES_DISABLED = settings.MEILISEARCH_ENABLED = True
    settings.MEILISEARCH_URL, settings.MEILISEARCH_INDEX = "http://m:7700", "p_notes"
    monkeypatch.setattr(requests, "request", answer)
    write()
    found(text="cork")

    assert [call[:2] for call in calls] == [
        ("GET", "http://m:7700/indexes/p_notes"), ("POST", "http://m:7700/indexes"),
        ("PUT", "http://m:7700/indexes/p_notes/settings/filterable-attributes"), ("POST", "http://m:7700/indexes/p_notes/documents"),
        ("POST", "http://m:7700/indexes/p_notes/search")]
    assert calls[-1][2]["filter"] == f'user_id = "ann" AND course_id = "{COURSE}"'
