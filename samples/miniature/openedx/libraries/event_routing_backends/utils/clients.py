"""How stores are spoken with."""
import requests

from event_routing_backends.models import RouterConfiguration

TIMEOUT = (3.05, 10)  # seconds: to connect, to read


class EventNotDispatched(Exception):
    """The store didn't take it: the task sends it again."""


class _Client:
    def __init__(self, url, auth_scheme=None, auth_key=None, username=None, password=None):
        self._url = url
        self._session = requests.Session()
        # Nothing of a .netrc: that would win over the header.
        self._session.trust_env = False
        if auth_scheme == RouterConfiguration.AUTH_BASIC:
            self._session.auth = (username, password)
        elif auth_scheme == RouterConfiguration.AUTH_BEARER:
            self._session.headers["Authorization"] = f"{auth_scheme} {auth_key}"

    def _send(self, method, url, body, **arguments):
        try:
            response = self._session.request(method, url, json=body, timeout=TIMEOUT, allow_redirects=False, **arguments)
        except requests.RequestException as error:
            raise EventNotDispatched(f"{self._url} doesn't answer: {type(error).__name__}") from error
        # 409: it has it already.
        if not 200 <= response.status_code < 300 and response.status_code != 409:
            raise EventNotDispatched(f"{self._url} answered {response.status_code}: {response.text[:200]}")


class LrsClient(_Client):
    """xAPI: the resource `statements` below the address."""

    def __init__(self, **configuration):
        super().__init__(**configuration)
        self._session.headers["X-Experience-API-Version"] = "1.0.3"
        self._statements = f"{self._url.rstrip('/')}/statements"

    def send(self, statement):
        self._send("PUT", self._statements, statement, params={"statementId": statement["id"]})

    def bulk_send(self, statements):
        self._send("POST", self._statements, statements)


class HttpClient(_Client):
    """Caliper: the address itself."""

    def send(self, event):
        self._send("POST", self._url, event)

    bulk_send = send
