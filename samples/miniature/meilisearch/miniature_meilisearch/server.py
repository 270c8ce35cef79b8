"""HTTP: reads requests, writes JSON, and lets browsers of other origins in."""

import json
import logging
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from . import routes
from .access import Access
from .errors import ApiError, bad_request
from .store import Store

_log = logging.getLogger(__name__)
_MOST_BYTES = 100 * 1024 * 1024


class Server(ThreadingHTTPServer):
    """Answers requests one at a time; the lock guards the store."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], store: Store, access: Access, tls: ssl.SSLContext | None = None) -> None:
        self.store = store
        self._tls = tls
        self.access = access
        self.lock = threading.Lock()
        super().__init__(address, _Handler)

    def get_request(self) -> tuple[Any, Any]:
        connection, address = super().get_request()
        # The handshake is part of the first read, in the client's own thread.
        return (self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False) if self._tls else connection), address


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "miniature-meilisearch"
    disable_nagle_algorithm = True
    timeout = 75

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_GET

    def do_OPTIONS(self) -> None:
        """The question that a browser asks before it sends a key to another origin."""
        self.send_response(200)
        self._send_origin_headers()
        self.send_header("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS")
        self.send_header(
            "Access-Control-Allow-Headers", self.headers.get("Access-Control-Request-Headers", "authorization, content-type")
        )
        self.send_header("Access-Control-Max-Age", "86400")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self) -> None:
        url = urlsplit(self.path)
        query = dict(parse_qsl(url.query, keep_blank_values=True))
        method = "GET" if self.command == "HEAD" else self.command
        try:
            data = self._read_body()
            with self.server.lock:
                status, body = routes.answer(
                    method, unquote(url.path), query, lambda: self._parse(data), self.headers.get("Authorization"),
                    self.server.store, self.server.access,
                )  # fmt: skip
        except ApiError as error:
            status, body = error.status, error.as_body()
        except Exception as error:  # A mistake here must cost one request, not the connection.
            _log.exception("%s %s failed", self.command, url.path)
            status, body = 500, ApiError(500, "internal", f"{type(error).__name__}: {error}").as_body()
        self._send(status, body)

    def _read_body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self._read_chunks()
        length = int(self.headers.get("Content-Length") or 0)
        if length > _MOST_BYTES:
            self.close_connection = True
            raise ApiError(413, "payload_too_large", f"The provided payload reached the size limit: {_MOST_BYTES} bytes.")
        return self.rfile.read(length) if length else b""

    def _read_chunks(self) -> bytes:
        data = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            data += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return data

    def _parse(self, data: bytes) -> Any:
        if not data:
            return None
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        try:
            if kind == "application/x-ndjson":
                return [json.loads(line) for line in data.splitlines() if line.strip()]
            if kind == "application/json":
                return json.loads(data)
        except ValueError as error:
            raise bad_request("malformed_payload", f"The json payload provided is malformed. `{error}`.") from error
        raise ApiError(
            415, "invalid_content_type",
            f"The Content-Type `{kind}` is invalid. Accepted values for the Content-Type header are: "
            "`application/json`, `application/x-ndjson`",
        )  # fmt: skip

    def _send(self, status: int, body: Any) -> None:
        data = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self._send_origin_headers()
        if data:
            self.send_header("Content-Type", "application/json")
        if status != 204:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _send_origin_headers(self) -> None:
        if "Origin" in self.headers:
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Expose-Headers", "*")
            self.send_header("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers")

    def log_message(self, format: str, *args: Any) -> None:
        if "/health" not in self.path:
            _log.info("%s %s", self.address_string(), format % args)

    def address_string(self) -> str:
        return str(self.client_address[0])
