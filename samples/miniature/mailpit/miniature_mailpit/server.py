"""The HTTP port: MailPit's paths are answered here, all others are smtp4dev's own pages."""

import http.client
import select
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from . import api
from .options import CATCHER_PORT

_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "upgrade", "proxy-connection", "te", "trailer"}


class Server(ThreadingHTTPServer):
    """A thread for each connection."""

    daemon_threads = True


class Handler(BaseHTTPRequestHandler):
    """Answers or forwards one request after another."""

    protocol_version = "HTTP/1.1"
    timeout = 120

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if self.headers.get("Upgrade", "").lower() == "websocket":
            self._tunnel()
        elif api.answers(url.path):
            method = "GET" if self.command == "HEAD" else self.command
            status, kind, body = api.answer(method, url.path, dict(parse_qsl(url.query)), self._read_body())
            self._send(status, [("Content-Type", kind)], body)
        else:
            self._forward()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = do_GET

    def _read_body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _forward(self) -> None:
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP_BY_HOP}
        # The pages wait up to two minutes for news.
        connection = http.client.HTTPConnection("127.0.0.1", CATCHER_PORT, timeout=150)
        try:
            connection.request(self.command, self.path, self._read_body(), headers)
            response = connection.getresponse()
            body = response.read()
            kept = [(name, value) for name, value in response.getheaders() if name.lower() not in _HOP_BY_HOP]
            self._send(response.status, [pair for pair in kept if pair[0].lower() != "content-length"], body)
        except OSError as error:
            self._send(503, [("Content-Type", "text/plain")], f"smtp4dev doesn't answer: {error}".encode())
        finally:
            connection.close()

    def _tunnel(self) -> None:
        """A web socket: the request as it came, then bytes in both directions."""
        self.close_connection = True
        try:
            other = socket.create_connection(("127.0.0.1", CATCHER_PORT), timeout=10)
        except OSError:
            self._send(503, [], b"")
            return
        with other:
            other.sendall(f"{self.requestline}\r\n{self.headers}".encode("latin-1"))
            pairs = {self.connection: other, other: self.connection}
            while True:
                readable, _, _ = select.select(list(pairs), [], [], 600)
                for source in readable:
                    data = source.recv(65536)
                    if not data:
                        return
                    pairs[source].sendall(data)
                if not readable:
                    return

    def _send(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status not in (204, 304):
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """smtp4dev's log says what matters."""
