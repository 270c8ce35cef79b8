import json

import pytest
import requests
from django.db import connection
from event_routing_backends import tasks
from event_routing_backends.backends.async_events_router import AsyncEventsRouter
from event_routing_backends.models import RouterConfiguration

from common.djangoapps.track.events import emit

pytestmark = pytest.mark.django_db
URL = "https://lrs.example.org/xapi/"
COURSE = "course-v1:Org+Knots+2026"


@pytest.fixture
def store(monkeypatch):
    """A store: what it was sent, and how it answers."""
    class Store:
        sent, status, away = [], 204, False

    Store.sent = []

    def send(self, request, **_):
        if Store.away:
            raise requests.ConnectionError("refused")
        Store.sent.append((request.method, request.url, dict(request.headers), json.loads(request.body)))
        response = requests.Response()
        response.status_code, response._content, response.request = Store.status, b"", request
        return response

    monkeypatch.setattr(requests.Session, "send", send)
    return Store


@pytest.fixture
def router():
    return RouterConfiguration.objects.create(
        enabled=True, route_url=URL, auth_scheme="Basic", username="key", password="a secret", configurations={})


def enrol(user):
    emit("edx.course.enrollment.activated", user, course_id=COURSE)


def test_an_event_becomes_a_statement(user, store, router, settings):
    settings.LMS_ROOT_URL = "https://lms.test"
    enrol(user)

    method, url, headers, statement = store.sent[0]
    assert (method, url) == ("PUT", f"{URL}statements?statementId={statement['id']}")
    assert (headers["X-Experience-API-Version"], headers["Authorization"]) == ("1.0.3", "Basic a2V5OmEgc2VjcmV0")
    assert statement["verb"]["id"] == "http://adlnet.gov/expapi/verbs/registered"
    assert statement["object"]["id"] == f"https://lms.test/course/{COURSE}"
    assert user.username not in json.dumps(statement) and user.email not in json.dumps(statement)


def test_an_answer_says_whether_it_was_right(user, store, router):
    emit("problem_check", user, course_id=COURSE, problem_id="block-v1:x", success=False)

    assert store.sent[0][3]["result"] == {"success": False}


@pytest.mark.parametrize("change", [{"enabled": False}, {"route_url": URL, "enabled": False}])
def test_the_newest_row_counts(user, store, router, change):
    RouterConfiguration.objects.create(**{"route_url": URL, **change})
    enrol(user)

    assert not store.sent


def test_what_has_no_words_goes_nowhere(user, store, router, settings):
    emit("edx.done.toggled", user, course_id=COURSE, usage_key="x")
    settings.XAPI_EVENTS_ENABLED = False
    enrol(user)

    assert not store.sent


def test_a_token_and_caliper(user, store, settings):
    settings.XAPI_EVENTS_ENABLED, settings.CALIPER_EVENTS_ENABLED = False, True
    RouterConfiguration.objects.create(enabled=True, backend_name="Caliper", route_url=URL, auth_scheme="Bearer", auth_key="a-token")
    enrol(user)

    method, url, headers, event = store.sent[0]
    assert (method, url, headers["Authorization"], event["action"]) == ("POST", URL, "Bearer a-token", "Activated")


@pytest.mark.parametrize(("status", "away"), [(503, False), (401, False), (204, True)])
def test_a_store_that_doesnt_take_it_is_asked_again(user, store, router, monkeypatch, status, away):
    store.status, store.away = status, away
    retried = []

    class Again(Exception):
        pass

    monkeypatch.setattr(tasks.dispatch_event, "retry", lambda **options: retried.append(options) or Again())
    tasks.dispatch_event.push_request(is_eager=False)
    try:
        with pytest.raises(Again):
            tasks.dispatch_event.run({"id": "x"}, router.pk)
    finally:
        tasks.dispatch_event.pop_request()

    assert (retried[0]["countdown"], retried[0]["max_retries"]) == (30, 3)
    assert "a secret" not in str(retried[0]["exc"])


def test_a_store_that_is_away_breaks_no_page(user, store, router):
    store.away = True
    enrol(user)


def test_what_it_has_already_is_fine(user, store, router):
    store.status = 409
    enrol(user)
    assert len(store.sent) == 1


def test_secrets_are_encrypted(router):
    with connection.cursor() as cursor:
        cursor.execute("SELECT username, password FROM event_routing_backends_routerconfiguration")
        assert "a secret" not in str(cursor.fetchall())
    assert RouterConfiguration.current(URL).password == "a secret"


def test_many_go_together(user, store, router, settings, monkeypatch):
    lists, values = {}, {}

    class Redis:
        def lpush(self, name, text):
            lists.setdefault(name, []).insert(0, text.encode())
            return len(lists[name])

        def rpop(self, name, count):
            taken = [lists[name].pop() for _ in range(min(count, len(lists[name])))]
            return taken or None

        def get(self, name):
            return values.get(name)

        def set(self, name, value):
            values[name] = str(value).encode()

    monkeypatch.setattr("django_redis.get_redis_connection", lambda alias: Redis())
    settings.EVENT_ROUTING_BACKEND_BATCHING_ENABLED, settings.EVENT_ROUTING_BACKEND_BATCH_SIZE = True, 3
    for number in range(5):
        AsyncEventsRouter("xapi").send({"name": "problem_check", "username": "ann", "timestamp": str(number), "data": {"course_id": COURSE, "problem_id": "x"}})

    # The first, as nothing has gone for long; then as many as make a batch. The last one waits.
    assert [(method, url, len(body)) for method, url, _, body in store.sent] == [("POST", f"{URL}statements", 1), ("POST", f"{URL}statements", 3)]
