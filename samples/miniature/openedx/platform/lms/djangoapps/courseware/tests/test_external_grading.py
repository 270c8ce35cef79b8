import json

import pytest

from common.djangoapps.student.models import CourseEnrollment
from lms.djangoapps.courseware.models import StudentModule
from xmodule.capa.xqueue_interface import XQueueInterface

pytestmark = pytest.mark.django_db(databases=["default", "student_module_history"])
PAGE = "/courses/course-v1:Org+Knots+2026"
PROBLEM = '<p>How long?</p><coderesponse queuename="ropes"><textbox/><codeparam><grader_payload>secret</grader_payload></codeparam></coderesponse>'


@pytest.fixture
def learner(client, course, store, user, settings):
    settings.XQUEUE_INTERFACE = {"url": "http://xqueue:8000", "callback_url": "http://lms:8000", "django_auth": {"username": "lms", "password": "pw"}}
    store.update_block(course.key, "quiz", {"data": PROBLEM}, user)
    store.publish(course.key, user)
    CourseEnrollment.enroll(user, course.id)
    client.force_login(user)
    return client


@pytest.fixture
def queue(monkeypatch):
    """What went to XQueue, which takes everything."""
    sent = []
    monkeypatch.setattr(XQueueInterface, "send_to_queue", lambda self, header, body: sent.append((json.loads(header), json.loads(body))) or (0, "1"))
    return sent


def answer(learner, text="2 m"):
    return learner.post(f"{PAGE}/problem_check", {"block": "quiz", "answer": text}, follow=True).content.decode()


def bring(client, header, **result):
    path = header["lms_callback_url"].removeprefix("http://lms:8000")
    return client.post(path, {"xqueue_header": json.dumps(header), "xqueue_body": json.dumps(result)})


def test_an_answer_goes_to_the_queue_that_the_problem_names(learner, queue, user):
    page = answer(learner)

    header, body = queue[0]
    assert (header["queue_name"], body["student_response"], body["grader_payload"]) == ("ropes", "2 m", "secret")
    assert header["lms_callback_url"].startswith(f"http://lms:8000{PAGE}/xqueue/{user.pk}/block-v1:Org+Knots+2026+type@problem+block@quiz/")
    assert user.username not in json.dumps(body)
    assert 'class="queued"' in page and "secret" not in page


def test_the_result_is_shown(learner, queue, client):
    answer(learner)

    assert bring(client, queue[0][0], correct=True, score=1, msg="<p>Well tied.</p>").status_code == 200

    page = learner.get(f"{PAGE}/course/").content.decode()
    assert "<p>Well tied.</p>" in page and "Correct." in page and '<p class="done">' in page


@pytest.mark.parametrize("key", ["", "guess"])
def test_a_result_that_nobody_waits_for_changes_nothing(learner, queue, client, key):
    answer(learner)
    header, _ = queue[0]

    assert bring(client, {**header, "lms_key": key}, correct=True, score=1, msg="").status_code == 404
    assert bring(client, header, correct=False, score=0, msg="no").status_code == 200
    assert bring(client, {**header, "lms_key": ""}, correct=True, score=1, msg="").status_code == 404
    assert StudentModule.objects.get().state["done"] is False


def test_what_is_no_result_is_refused(learner, queue, client):
    answer(learner)

    assert bring(client, queue[0][0], nonsense=True).status_code == 404


def test_a_queue_that_is_away_is_told_to_the_learner(learner, monkeypatch):
    monkeypatch.setattr(XQueueInterface, "send_to_queue", lambda *_: (1, "cannot connect to server"))

    assert "Your answer wasn't sent" in answer(learner)


def test_strangers_answer_nothing(client, course, queue):
    assert client.post(f"{PAGE}/problem_check", {"block": "quiz", "answer": "2 m"}).url.startswith("/login?next=")
