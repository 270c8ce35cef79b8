import io
import json
import time
import zipfile

import pytest
from django.test import Client

from codejail_service import startup_check
from codejail_service.codejail import safe_exec

DENIED = "Permission denied"


@pytest.fixture
def run(monkeypatch):
    """A call of the API, past the check that only a confined worker passes."""
    monkeypatch.setattr(startup_check, "_passed", True)

    def post(code, names=None, expect=200, files=None, **more):
        answer = Client().post("/api/v0/code-exec", {
            "payload": json.dumps({"code": code, "globals_dict": names or {}, **more}), **(files or {})})
        assert answer.status_code == expect, answer.content
        return answer.json()

    return post


def test_globals_go_in_and_come_out(run):
    assert run("b = a * 2; c.append(4)", {"a": 21, "c": [1]}) == {"globals_dict": {"a": 21, "b": 42, "c": [1, 4]}}


def test_what_json_cant_say_is_left_out(run):
    assert run("import math\ndef f(): pass\nx = object(); y = 'hi'; z = None")["globals_dict"] == {"y": "hi", "z": None}


def test_numbers_may_be_infinite(run):
    assert run("y = x * -1", {"x": float("inf")})["globals_dict"]["y"] == float("-inf")


def test_what_is_printed_spoils_nothing(run):
    assert run("print('{'); x = 1")["globals_dict"] == {"x": 1}


def test_an_error_is_told_with_its_line_and_changes_no_globals(run):
    answer = run("x = 2\ny = nothing + 1", {"x": 1})

    assert answer["globals_dict"] == {"x": 1}
    assert "NameError: name 'nothing' is not defined" in answer["emsg"] and "line 2" in answer["emsg"] and "run.py" not in answer["emsg"]


@pytest.mark.parametrize("code", [
    "import os; os.listdir('/')",
    "open('/etc/passwd')",
    "open('/run/secrets/openedx-codejail-secret-key')",
    "open('/tmp/x', 'w')",
    "import os; os.readlink('/proc/self/exe')",
    "import socket; socket.create_connection(('127.0.0.1', 3306))",
    "import socket; socket.socket(socket.AF_UNIX)",
    "import subprocess; subprocess.run(['true'])",
    "import os; os.fork()",
    "import os; os.kill(1, 9)",
    "import os; os.execv('/bin/true', ['true'])",
    "import ctypes; ctypes.CDLL(None).ptrace(0, 1, 0, 0)",
    "import os; os.setuid(0)",
])
def test_nothing_leads_out(run, code):
    error = run(code)["emsg"]
    assert DENIED in error or "ModuleNotFoundError" in error or "gaierror" in error, error


def test_another_filter_opens_nothing(run):
    assert "Error" in run("import seccomp; f = seccomp.SyscallFilter(seccomp.ALLOW); f.load(); open('/etc/passwd')")["emsg"]


def test_time_is_up_at_some_point(run):
    assert "longer than 2 s" in run("import time; time.sleep(20)")["emsg"]


def test_a_context_has_limits_of_its_own(run):
    assert run("import time; time.sleep(2.5); x = 1", limit_overrides_context="patient")["globals_dict"] == {"x": 1}


def test_processor_and_memory_are_limited(run):
    assert "emsg" in run("while True: pass")
    assert "MemoryError" in run("x = 'x' * (1 << 30)")["emsg"]


def test_a_course_brings_its_library(run):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as library:
        library.writestr("ropes/__init__.py", "from ropes.knots import KNOT")
        library.writestr("ropes/knots.py", "KNOT = 'bowline'")
    content.seek(0)
    content.name = "python_lib.zip"

    assert run("import ropes; x = ropes.KNOT", files={"python_lib.zip": content}, python_path=["python_lib.zip"])["globals_dict"] == {"x": "bowline"}


@pytest.mark.parametrize(("more", "message"), [
    ({"python_path": ["/etc"]}, "Only allowed entry"),
    ({"unsafely": True}, "Refusing"),
    ({"slug": 5}, "$.slug"),
])
def test_what_isnt_understood_is_refused(run, more, message):
    assert message in run("x = 1", expect=400, **more)["error"]


def test_another_file_is_refused(run):
    file = io.BytesIO(b"x")
    file.name = "evil.py"
    assert "Only allowed name" in run("x = 1", expect=400, files={"evil.py": file})["error"]


def test_nothing_runs_where_the_sandbox_isnt_closed(monkeypatch, client):
    monkeypatch.setattr(startup_check, "_passed", False)
    monkeypatch.setattr(startup_check, "_ended", time.monotonic())

    assert client.get("/health/").status_code == 503
    assert client.post("/api/v0/code-exec", {"payload": "{}"}).status_code == 500


def test_an_open_sandbox_is_noticed(monkeypatch):
    monkeypatch.setattr(startup_check, "safe_exec", lambda code, names: ({"found": ["etc"], "x": 17}, None))
    startup_check.run()
    assert not startup_check.is_exec_safe()


def test_a_sandbox_that_was_too_slow_is_tried_again(monkeypatch, client):
    monkeypatch.setattr(startup_check, "_has_no_network", lambda: None)
    monkeypatch.setattr(startup_check, "_passed", False)
    monkeypatch.setattr(startup_check, "_ended", time.monotonic() - startup_check.PAUSE - 1)

    assert client.get("/health/").status_code == 200


def test_a_sandbox_without_its_python_says_so(settings):
    settings.CODE_JAIL = {**settings.CODE_JAIL, "python_bin": "/nowhere"}
    assert "see the service's logs" in safe_exec("x = 1", {})[1]
