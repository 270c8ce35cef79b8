"""How the platform speaks with a codejail service: CODE_JAIL_REST_SERVICE_*."""
import json
import logging

import requests
from django.conf import settings

from xmodule.capa.safe_exec.exceptions import CodejailServiceError, SafeExecException

log = logging.getLogger(__name__)


def is_codejail_rest_service_enabled():
    return bool(settings.ENABLE_CODEJAIL_REST_SERVICE)


def get_codejail_rest_service_endpoint():
    return f"{settings.CODE_JAIL_REST_SERVICE_HOST}/api/v0/code-exec"


def send_safe_exec_request_v0(data):
    """What went wrong in the code, if something did, and the exception to raise; the globals are brought up to date."""
    data = dict(data)
    files = dict(data.pop("extra_files") or [])
    try:
        response = requests.post(
            get_codejail_rest_service_endpoint(), data={"payload": json.dumps(data)}, files=files or None,
            timeout=(settings.CODE_JAIL_REST_SERVICE_CONNECT_TIMEOUT, settings.CODE_JAIL_REST_SERVICE_READ_TIMEOUT))
    except requests.RequestException as error:
        log.error("The codejail service at %s doesn't answer: %s", settings.CODE_JAIL_REST_SERVICE_HOST, error)
        raise CodejailServiceError("Codejail API Service is unavailable. Please try again in a few minutes.") from error
    if response.status_code != 200:
        log.error("The codejail service answered %s: %s", response.status_code, response.text[:500])
        raise CodejailServiceError("Codejail API Service invalid response.")
    try:
        answer = json.loads(response.text)
        data["globals_dict"].update(answer["globals_dict"])
    except (ValueError, KeyError, TypeError) as error:
        raise CodejailServiceError("Invalid JSON response received from codejail api service.") from error
    message = answer.get("emsg")
    return message, SafeExecException(message) if message else None
