import json

import pytest
import requests

from xmodule.capa import custom_response
from xmodule.capa.code_response import split
from xmodule.capa.xqueue_interface import XQueueInterface, callback_url, make_xheader

HEADER = make_xheader("http://lms/x", "k", "q")


def xqueue(monkeypatch, *replies):
    """An interface whose server gives these answers, and the paths that it was asked for."""
    interface, asked, left = XQueueInterface("http://xqueue:8000", {"username": "lms", "password": "pw"}), [], list(replies)

    def post(url, data, **_):
        asked.append((url.removeprefix("http://xqueue:8000/xqueue"), data))
        if not left:
            raise requests.ConnectionError("refused")
        response = requests.Response()
        response.status_code, response._content = 200, json.dumps(left.pop(0)).encode()
        return response

    monkeypatch.setattr(interface.session, "post", post)
    return interface, asked


def test_the_graders_part_is_not_shown():
    shown, response = split('<p>How?</p><coderesponse queuename="q"><textbox/><codeparam><grader_payload>{"a": 1}</grader_payload></codeparam></coderesponse>', "d")

    assert shown == "<p>How?</p>"
    assert (response.queue_name, response.grader_payload) == ("q", '{"a": 1}')
    assert split("<p>How?</p>", "d") == ("<p>How?</p>", None)
    assert split("<coderesponse></coderesponse>", "Org-Knots")[1].queue_name == "Org-Knots"


def test_the_lms_logs_in_when_it_has_to(monkeypatch):
    interface, asked = xqueue(
        monkeypatch, {"return_code": 1, "content": "login_required"}, {"return_code": 0, "content": "in"}, {"return_code": 0, "content": "1"})

    assert interface.send_to_queue(HEADER, "body") == (0, "1")
    assert [path for path, _ in asked] == ["/submit/", "/login/", "/submit/"]
    assert asked[1][1] == {"username": "lms", "password": "pw"}


def test_a_queue_that_is_away_is_said(monkeypatch):
    interface, _ = xqueue(monkeypatch)

    assert interface.send_to_queue(HEADER, "body") == (1, "cannot connect to server")
    assert XQueueInterface(None, None).send_to_queue(HEADER, "body") == (1, "there is no XQueue")


def test_results_come_back_by_the_address_that_xqueue_knows(settings):
    settings.XQUEUE_INTERFACE = {"url": "http://xqueue:8000", "callback_url": "http://lms:8000"}

    assert callback_url("/x") == "http://lms:8000/x"


@pytest.mark.parametrize("script", [
    "def f(expect, answer):\n    return 1 &lt; 2",
    "<![CDATA[\ndef f(expect, answer):\n    return 1 < 2\n]]>",
    "\n    def f(expect, answer):\n        return 1 < 2\n",
])
def test_an_authors_function_is_taken_out_of_the_text(script):
    shown, response = custom_response.split(
        f"""<p>How?</p><script type="loncapa/python">{script}</script><customresponse cfn="f" expect="a &amp; b"><textline/></customresponse>""")

    assert shown == "<p>How?</p>"
    assert response == custom_response.CustomResponse("def f(expect, answer):\n    return 1 < 2", "f", "a & b")


def test_a_functions_name_is_no_program():
    assert custom_response.split("""<customresponse cfn="f(); evil" expect=""/>""")[1].function == "None"
