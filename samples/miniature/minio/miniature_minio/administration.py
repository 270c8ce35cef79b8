"""The port of MinIO's console: a page that says what this is, and what `mc admin` asks for."""
import base64
import hmac
import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from . import health
from .gateway import NO_BUCKETS, Gateway
from .options import Options

PAGE = """<!DOCTYPE html><title>MinIO of the miniature</title>
<h1>Buckets are here</h1>
<p>The real MinIO has pages for its administrators at this address. The miniature's server is Ceph's object gateway, which has none:
use <code>mc</code>, the AWS command line, or any other client of S3.</p>
"""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class Administration(ThreadingHTTPServer):
    """Answers on the console's port."""

    daemon_threads = True

    def __init__(self, options: Options, gateway: Gateway) -> None:
        super().__init__(("", options.console_port), Handler)
        self._options, self._gateway = options, gateway
        self._policies = options.data / "policies"

    def knows(self, login: str) -> bool:
        expected = base64.b64encode(f"{self._options.user}:{self._options.password}".encode()).decode()
        return hmac.compare_digest(login, f"Basic {expected}")

    def put_user(self, access_key: str, secret_key: str) -> None:
        self._gateway.put_account(_name(access_key), secret_key, NO_BUCKETS)

    def put_policy(self, name: str, policy: dict) -> None:
        self._policies.mkdir(exist_ok=True)
        self._file(name).write_text(json.dumps(policy), encoding="utf-8")

    def attach(self, policy: str, user: str) -> None:
        health.client(self._options, "iam").put_user_policy(
            UserName=_name(user), PolicyName=policy, PolicyDocument=self._file(policy).read_text(encoding="utf-8"))

    def _file(self, policy: str) -> Path:
        return self._policies / f"{_name(policy)}.json"


class Handler(BaseHTTPRequestHandler):
    server: Administration

    def do_GET(self) -> None:
        self._answer(200, PAGE, "text/html; charset=utf-8")

    def do_POST(self) -> None:
        if not self.server.knows(self.headers.get("Authorization", "")):
            self._answer(403, "The administrator's name and password are others.")
            return
        actions = {"/admin/user": self.server.put_user, "/admin/policy": self.server.put_policy, "/admin/attach": self.server.attach}
        try:
            actions[self.path](**json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0)))))
        except Exception as error:  # whatever it is, whoever asked has to know
            self._answer(400, f"{type(error).__name__}: {error}")
        else:
            self._answer(200, "done")

    def log_message(self, format: str, *arguments: object) -> None:
        """Quiet: the server beside it has a log of its own."""

    def _answer(self, status: int, text: str, kind: str = "text/plain; charset=utf-8") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise ValueError(f"'{text}' is no name of a user or a policy.")
    return text
