"""HTTP: who may ask, reads requests, writes JSON."""

import base64
import hmac
import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from .errors import ApiError
from .routes import answer, parse
from .store import Store

_log = logging.getLogger(__name__)


class Server(ThreadingHTTPServer):
    """Answers requests one at a time; the lock guards the store."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], store: Store, password: str | None, cluster: str) -> None:
        self.store, self.cluster, self.lock = store, cluster, threading.Lock()
        self.authorization = "Basic " + base64.b64encode(f"elastic:{password}".encode()).decode() if password else None
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "miniature-elasticsearch"
    disable_nagle_algorithm = True
    timeout = 75

    def do_GET(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        try:
            self._check_who_asks()
            # One transaction a request: of a bulk all or nothing stays.
            with self.server.lock, self.server.store:
                status, body = answer(
                    self.command, unquote(url.path), dict(parse_qsl(url.query)), lambda: parse(data),
                    lambda: [parse(line) for line in data.splitlines() if line.strip()], self.server.store, self.server.cluster)
        except ApiError as error:
            status, body = error.status, error.as_body()
        except Exception as error:  # A mistake here must cost one request, not the connection.
            _log.exception("%s %s failed", self.command, url.path)
            status, body = 500, ApiError(500, "exception", f"{type(error).__name__}: {error}").as_body()
        self._send(status, body)

    do_POST = do_PUT = do_DELETE = do_HEAD = do_GET

    def _check_who_asks(self) -> None:
        wanted = self.server.authorization
        if wanted and not hmac.compare_digest(self.headers.get("Authorization", ""), wanted):
            raise ApiError(401, "security_exception", "unable to authenticate user for REST request")

    def _send(self, status: int, body: Any) -> None:
        data = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        # Clients look for it before they talk to a server.
        self.send_header("X-elastic-product", "Elasticsearch")
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(data)))
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="security" charset="UTF-8"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        if "/_cluster/health" not in self.path:
            _log.info("%s %s", self.client_address[0], format % args)
