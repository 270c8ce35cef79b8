import json

import pytest
import requests
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from grader.views import judge
from submission_queue.consumer import deliver_next
from submission_queue.models import Submission

pytestmark = pytest.mark.django_db
CALLBACK = "http://lms:8000/courses/x/xqueue/1/y/score_update"


@pytest.fixture
def lms():
    call_command("update_users")
    client = Client()
    assert body_of(client.post("/xqueue/login/", {"username": "lms", "password": "a password"}))["return_code"] == 0
    return client


@pytest.fixture
def answers(monkeypatch):
    """Other servers: what they were sent; each answers with its entry, or not at all."""
    calls, replies = [], {}

    def post(url, data, **_):
        calls.append((url, data))
        if url not in replies:
            raise requests.ConnectionError("refused")
        response = requests.Response()
        response.status_code, response._content = replies[url]
        return response

    monkeypatch.setattr(requests, "post", post)
    return calls, replies


def body_of(response):
    # Callers parse it whatever its type is called.
    return json.loads(response.content)


def header(queue="asked", callback=CALLBACK):
    return json.dumps({"lms_callback_url": callback, "lms_key": "k", "queue_name": queue})


def submit(client, queue="asked", callback=CALLBACK, body="{}", **files):
    return body_of(client.post("/xqueue/submit/", {"xqueue_header": header(queue, callback), "xqueue_body": body, **files}))


def test_a_stranger_is_told_to_log_in():
    assert body_of(Client().get("/xqueue/submit/", follow=True))["content"] == "login_required"
    assert body_of(Client().post("/xqueue/login/", {"username": "lms", "password": "wrong"}))["return_code"] == 1


def test_a_grader_asks_for_work_and_its_result_reaches_the_lms(lms, answers):
    calls, replies = answers
    replies[CALLBACK] = (200, b"")
    assert submit(lms, body="mine", code=SimpleUploadedFile("a.py", b"1")) == {"return_code": 0, "content": "1"}

    given = json.loads(body_of(lms.get("/xqueue/get_submission/", {"queue_name": "asked"}))["content"])
    result = body_of(lms.post("/xqueue/put_result/", {"xqueue_header": given["xqueue_header"], "xqueue_body": "good"}))

    assert (given["xqueue_body"], result["return_code"]) == ("mine", 0)
    assert json.loads(given["xqueue_files"])["code"].startswith("http://xqueue:8000/media/asked/")
    assert calls == [(CALLBACK, {"xqueue_header": header(), "xqueue_body": "good"})]
    assert Submission.objects.get().retired


def test_who_has_a_submission_has_it_alone_and_knows_its_key(lms):
    submit(lms)
    given = json.loads(body_of(lms.get("/xqueue/get_submission/", {"queue_name": "asked"}))["content"])
    forged = json.dumps({**json.loads(given["xqueue_header"]), "submission_key": "guess"})

    assert body_of(lms.get("/xqueue/get_submission/", {"queue_name": "asked"}))["return_code"] == 1
    assert body_of(lms.post("/xqueue/put_result/", {"xqueue_header": forged, "xqueue_body": "good"}))["content"] == "Incorrect key for submission"


def test_an_answer_takes_the_place_of_the_one_before(lms):
    submit(lms, body="first")
    submit(lms, body="second")
    submit(lms, callback=f"{CALLBACK}?other")

    assert body_of(lms.get("/xqueue/get_queuelen/", {"queue_name": "asked"}))["content"] == 2


def test_a_grader_with_an_address_is_called(lms, answers):
    calls, replies = answers
    replies.update({"http://grader:8000/": (200, b'{"correct": true}'), CALLBACK: (200, b"")})
    submit(lms, "called", body="mine")

    deliver_next("called", "http://grader:8000/")
    deliver_next("called", "http://grader:8000/")

    assert json.loads(calls[0][1])["xqueue_body"] == "mine"
    assert calls[1] == (CALLBACK, {"xqueue_header": header("called"), "xqueue_body": '{"correct": true}'})
    assert len(calls) == 2


def test_a_grader_that_fails_is_told_to_the_learner(lms, answers):
    calls, replies = answers
    replies[CALLBACK] = (200, b"")
    submit(lms, "called")

    deliver_next("called", "http://grader:8000/")

    assert json.loads(calls[-1][1]["xqueue_body"])["correct"] is None
    assert Submission.objects.get().num_failures == 1


def test_an_lms_that_is_away_is_asked_again(lms, answers):
    calls, replies = answers
    replies["http://grader:8000/"] = (200, b"{}")
    submit(lms, "called")

    deliver_next("called", "http://grader:8000/")

    assert [url for url, _ in calls] == ["http://grader:8000/", *[CALLBACK] * 5]


def test_an_unknown_queue_is_refused(lms):
    assert submit(lms, "nowhere") == {"return_code": 1, "content": "Queue 'nowhere' not found"}
    assert body_of(lms.post("/xqueue/submit/", {"xqueue_header": "nonsense", "xqueue_body": ""}))["return_code"] == 1


@pytest.mark.parametrize("answer, right", [("18", True), (" 36 / 2 ", True), ("-(2 - 20)", True), ("17", False), ("1 / 0", False), ("exit()", False), ("2 +", False)])
def test_the_grader_works_an_expression_out(answer, right):
    assert judge(answer, 18)[0] is right


@pytest.mark.parametrize("answer, expected", [
    ("9 * 2", {"correct": True, "score": 1, "msg": "<p>That makes 18.</p>"}),
    ("(2", {"correct": False, "score": 0, "msg": "<p>This can&#x27;t be worked out: &#x27;(&#x27; was never closed.</p>"}),
])
def test_the_grader_speaks_as_xqueue_does(answer, expected):
    body = json.dumps({"student_response": answer, "grader_payload": json.dumps({"value": 18})})

    reply = Client().post("/grader/", json.dumps({"xqueue_body": body, "xqueue_files": "{}"}), content_type="text/plain")

    assert reply.json() == expected
