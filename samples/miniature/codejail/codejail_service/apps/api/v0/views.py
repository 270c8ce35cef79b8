"""The one call of the API, as the platform's `xmodule.capa.safe_exec.remote_exec` makes it."""
import json
import logging

from django.conf import settings
from django.http import JsonResponse
from django.views.decorators.http import require_POST
from jsonschema.exceptions import best_match
from jsonschema.validators import Draft202012Validator

from codejail_service.codejail import safe_exec
from codejail_service.startup_check import is_exec_safe

log = logging.getLogger(__name__)

# The one file that the platform sends along: a course's own library.
LIBRARY = "python_lib.zip"


def _optional(schema):
    return {"anyOf": [schema, {"type": "null"}]}


PAYLOAD = Draft202012Validator({
    "type": "object",
    "required": ["code", "globals_dict"],
    "properties": {
        "code": {"type": "string"},
        "globals_dict": {"type": "object"},
        "python_path": _optional({"type": "array", "items": {"type": "string"}}),
        "limit_overrides_context": _optional({"type": "string"}),
        "slug": _optional({"type": "string"}),
        "unsafely": {"type": "boolean"},
    },
})


def _refused(error, status=400):
    log.error("Refused: %s", error)
    return JsonResponse({"error": error}, status=status)


@require_POST
def code_exec(request):
    """`POST /api/v0/code-exec`: a form with `payload`, JSON, and at most the file python_lib.zip.

    200 means that the code ran, to its end (`globals_dict`) or to an error (`emsg`, too). NaN and Infinity are numbers here.
    """
    if not settings.CODEJAIL_ENABLED:
        return _refused("Codejail service not enabled", 500)
    if not is_exec_safe():
        return _refused("Codejail service is not correctly configured", 500)
    if "payload" not in request.POST:
        return _refused("Missing 'payload' parameter in POST body")
    try:
        payload = json.loads(request.POST["payload"])
    except ValueError as error:
        return _refused(f"Unable to parse payload JSON: {error}")
    if problem := best_match(PAYLOAD.iter_errors(payload)):
        return _refused(f"Payload JSON did not match schema at path {problem.json_path}: {problem.message}")
    python_path, files = payload.get("python_path") or [], [(name, file.read()) for name, file in request.FILES.items()]
    if set(python_path) - {LIBRARY}:
        return _refused(f"Only allowed entry in 'python_path' is '{LIBRARY}'")
    if {name for name, _ in files} - {LIBRARY}:
        return _refused(f"Only allowed name for uploaded file is '{LIBRARY}'")
    if payload.get("unsafely"):
        return _refused("Refusing codejail execution with unsafely=true")

    result, error = safe_exec(
        payload["code"], payload["globals_dict"], python_path, files, payload.get("limit_overrides_context"), payload.get("slug"))
    return JsonResponse({"globals_dict": result} if error is None else {"globals_dict": result, "emsg": error})
