"""How the LMS speaks with XQueue: XQUEUE_INTERFACE."""
import json

import requests
from django.conf import settings

TIMEOUT = (3.05, 10)  # seconds: to connect, to read


def make_xheader(lms_callback_url, lms_key, queue_name):
    """What comes back with the result."""
    return json.dumps({"lms_callback_url": lms_callback_url, "lms_key": lms_key, "queue_name": queue_name})


def callback_url(path):
    """The address of this LMS for XQueue, which may know it by another name than browsers do."""
    return settings.XQUEUE_INTERFACE.get("callback_url", settings.LMS_ROOT_URL) + path


class XQueueInterface:
    """A session with XQueue."""

    def __init__(self, url, django_auth):
        self.url, self.auth = url, django_auth
        self.session = requests.Session()

    @classmethod
    def from_settings(cls):
        return cls(settings.XQUEUE_INTERFACE["url"], settings.XQUEUE_INTERFACE["django_auth"])

    def send_to_queue(self, header, body):
        """Hand over an answer; (0, how many wait) or (1, what went wrong)."""
        if not self.url:
            return 1, "there is no XQueue"
        payload = {"xqueue_header": header, "xqueue_body": body}
        error, content = self._post("/xqueue/submit/", payload)
        if error and content == "login_required":
            error, content = self._post("/xqueue/login/", {name: self.auth[name] for name in ("username", "password")})
            if not error:
                error, content = self._post("/xqueue/submit/", payload)
        return error, content

    def _post(self, path, data):
        try:
            response = self.session.post(self.url + path, data=data, timeout=TIMEOUT)
        except requests.RequestException:
            return 1, "cannot connect to server"
        if response.status_code != 200:
            return 1, f"unexpected HTTP status code [{response.status_code}]"
        try:
            answer = json.loads(response.text)
            return answer["return_code"], answer["content"]
        except (ValueError, KeyError, TypeError):
            return 1, "unexpected reply from server"
