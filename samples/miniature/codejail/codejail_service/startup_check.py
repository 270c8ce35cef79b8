"""Trying the sandbox from inside before anything of others runs in it."""
import logging
import threading
import time
import urllib.request

from codejail_service.codejail import safe_exec

log = logging.getLogger(__name__)

# What is tried, and the error that has to come of it.
ESCAPES = {
    "files": "import os; found = os.listdir('/')",
    "secrets": "found = open('/proc/self/environ').read()",
    "programs": "import subprocess; found = subprocess.check_output(['true'])",
    "network": "import socket; found = socket.socket().fileno()",
}
DENIED = "Permission denied"

# A machine that starts much at once may have been too slow for a check: nothing is known then, and it is tried again.
PAUSE = 5  # seconds
_passed, _ended, _running = False, 0.0, threading.Lock()


def is_exec_safe():
    return _passed


def is_exec_safe_by_now():
    """The same, after another try if the last one was a while ago."""
    if not _passed and time.monotonic() - _ended > PAUSE and _running.acquire(blocking=False):
        try:
            run()
        finally:
            _running.release()
    return _passed


def run():
    """Logs what was tried; only if all of it went as it has to, is anything run for others."""
    global _passed, _ended
    results = [*(_reports(name, _denied(code)) for name, code in ESCAPES.items()),
               _reports("arithmetic", _works()), _reports("the service's own network", _has_no_network())]
    _passed, _ended = all(results), time.monotonic()


def _reports(name, problem):
    if problem:
        log.error("Startup check %r failed: %s", name, problem)
    else:
        log.info("Startup check %r passed", name)
    return not problem


def _works():
    result, error = safe_exec("x = x + 1", {"x": 16})
    return error or (None if result.get("x") == 17 else f"16 + 1 gave {result}")


def _denied(code):
    result, error = safe_exec(code, {})
    return None if error and DENIED in error else f"expected {DENIED!r}, got {error or result}"


def _has_no_network():
    # By number: a name that can't be looked up would say nothing of connections.
    try:
        with urllib.request.urlopen("http://127.0.0.1:8550/health/", timeout=1) as answer:
            return f"connected, and got {answer.status}"
    except OSError as error:
        return None if DENIED in str(error) else f"expected {DENIED!r}, got {error}"
