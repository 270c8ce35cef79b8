"""Running a program of others: in a process of its own, which closes the door behind itself (sandbox/run.py)."""
import base64
import json
import logging
import subprocess

from django.conf import settings

log = logging.getLogger(__name__)
RUNNER = "/sandbox/run.py"


def limits_of(context):
    jail = settings.CODE_JAIL
    return {**jail.get("limits", {}), **jail.get("limit_overrides", {}).get(context, {})}


def safe_exec(code, globals_dict, python_path=(), extra_files=(), limit_overrides_context=None, slug=None):
    """The globals afterwards, and what went wrong or None. After an error they are those of before."""
    limits = limits_of(limit_overrides_context)
    order = json.dumps({
        "code": code, "globals": globals_dict, "limits": limits,
        "libraries": [base64.b64encode(content).decode() for name, content in extra_files if name in python_path]})
    try:
        done = subprocess.run(
            # -I: nothing of the environment and of the current folder.
            [settings.CODE_JAIL["python_bin"], "-I", "-B", RUNNER],
            input=order.encode(), capture_output=True, env={"LC_ALL": "C.UTF-8"}, cwd="/", timeout=limits.get("REALTIME") or None)
    except subprocess.TimeoutExpired:
        return globals_dict, f"Couldn't execute jailed code: it took longer than {limits['REALTIME']} s."
    except OSError as error:
        log.error("The sandbox's Python can't be started: %s", error)
        return globals_dict, "Couldn't execute sandboxed code: see the service's logs."
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode != 0:
        return globals_dict, f"Couldn't execute jailed code: {said or 'it was killed'} (status code {done.returncode})"
    try:
        return json.loads(done.stdout), None
    except ValueError:
        log.warning("What came out of the sandbox for %s isn't JSON.", slug)
        return globals_dict, "Sandboxed code produced corrupted stdout."
