import json
import re

import pytest
import requests

from common.djangoapps.student.models import CourseEnrollment
from lms.djangoapps.courseware.models import StudentModule

pytestmark = pytest.mark.django_db(databases=["default", "student_module_history"])
PAGE = "/courses/course-v1:Org+Knots+2026"
PROBLEM = """<p>How long?</p><script type="loncapa/python">
    def long_enough(expect, answer):
        return {"ok": float(answer) &gt;= float(expect), "msg": "secret"}
</script><customresponse cfn="long_enough" expect="2"><textline/></customresponse>"""


@pytest.fixture
def learner(client, course, store, user, settings):
    settings.ENABLE_CODEJAIL_REST_SERVICE, settings.CODE_JAIL_REST_SERVICE_HOST = True, "http://codejail:8550"
    store.update_block(course.key, "quiz", {"data": PROBLEM}, user)
    store.publish(course.key, user)
    CourseEnrollment.enroll(user, course.id)
    client.force_login(user)
    return client


@pytest.fixture
def service(monkeypatch):
    """What the service is asked; it answers by what is put into `says`, with the globals that it got."""
    class Service:
        asked, says, status = [], {}, 200

    def post(url, data, files, timeout):
        if Service.says is None:
            raise requests.ConnectionError("refused")
        payload = json.loads(data["payload"])
        Service.asked.append((url, payload, files, timeout))
        response = requests.Response()
        response.status_code = Service.status
        response._content = json.dumps({"globals_dict": {**payload["globals_dict"], **Service.says.get("globals", {})}, **{
            name: value for name, value in Service.says.items() if name == "emsg"}}).encode()
        return response

    Service.asked = []
    Service.says = {}
    monkeypatch.setattr(requests, "post", post)
    return Service


def answer(learner, text="2"):
    return learner.post(f"{PAGE}/problem_check", {"block": "quiz", "answer": text}, follow=True).content.decode()


def test_the_function_gets_the_answer_and_the_learner_its_verdict(learner, service):
    service.says = {"globals": {"verdict": {"ok": True, "msg": "<p>Long enough.</p>"}}}

    page = answer(learner, "2.5")

    url, payload, files, timeout = service.asked[0]
    assert (url, files, timeout) == ("http://codejail:8550/api/v0/code-exec", None, (0.5, 3.5))
    assert payload["globals_dict"] == {"expect": "2", "answer": "2.5"}
    assert "float(answer) >= float(expect)" in payload["code"] and payload["code"].endswith("verdict = long_enough(expect, answer)\n")
    compile(payload["code"], "sent", "exec")
    assert payload["unsafely"] is False and payload["slug"].endswith("@quiz")
    assert "Correct." in page and "<p>Long enough.</p>" in page and '<p class="done">' in page
    assert "long_enough" not in page and "secret" not in page


def test_a_wrong_answer_is_not_done(learner, service):
    service.says = {"globals": {"verdict": False}}

    page = answer(learner, "1")

    assert "Incorrect." in page and StudentModule.objects.get().state["done"] is False


def test_each_learner_has_a_seed(learner, service, course, django_user_model):
    answer(learner)
    answer(learner)
    other = django_user_model.objects.create_user("bob", "bob@example.com", "pw")
    CourseEnrollment.enroll(other, course.id)
    learner.force_login(other)
    answer(learner)

    seeds = [re.search(r"Random\((\d+)\)", payload["code"]).group(1) for _, payload, _, _ in service.asked]
    assert seeds[0] == seeds[1] != seeds[2]


def test_an_error_in_the_code_is_told_and_staff_see_where(learner, service, user):
    service.says = {"emsg": "Couldn't execute jailed code: Traceback\n  line 3, in long_enough\nNameError: name '<b>' is not defined (status code 1)"}

    page = answer(learner)

    assert "The problem&#x27;s own Python ended with an error: NameError: name &#x27;&lt;b&gt;&#x27; is not defined" in page and "line 3" not in page
    user.is_staff = True
    user.save()
    assert "line 3, in long_enough" in learner.get(f"{PAGE}/course/").content.decode()


@pytest.mark.parametrize(("says", "status"), [(None, 200), ({}, 500)])
def test_a_service_that_is_away_is_told_to_the_learner(learner, service, says, status):
    service.says, service.status = says, status

    assert "Codejail API Service" in answer(learner)


def test_without_a_service_nothing_runs(learner, service, settings):
    settings.ENABLE_CODEJAIL_REST_SERVICE = False

    assert "Python can&#x27;t be run" in answer(learner) and not service.asked


def test_a_course_sends_its_library(learner, service, course):
    from xmodule.modulestore.django import contentstore

    contentstore().save(course.key, "python_lib.zip", b"PK")

    answer(learner)

    _, payload, files, _ = service.asked[0]
    assert (payload["python_path"], files) == (["python_lib.zip"], {"python_lib.zip": b"PK"})
