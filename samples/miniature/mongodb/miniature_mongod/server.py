"""Accepts clients, a thread for each, and answers their commands one at a time."""

import logging
import socket
import socketserver
import sqlite3
import ssl
import struct
from pathlib import Path
from typing import Any

from bson.errors import BSONError

from . import commands
from .commands.registry import Context
from .engine.values import Document
from .errors import CommandError
from .session import Connection, ServerState
from .wire import ProtocolError, Request, encode_reply, read_request

_log = logging.getLogger(__name__)


class _Handler(socketserver.BaseRequestHandler):
    server: "Server"

    def handle(self) -> None:
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        state = self.server.state
        with state.lock:
            self.server.accepted += 1
            state.connections += 1
            connection = Connection(self.server.accepted, f"{self.client_address[0]}:{self.client_address[1]}")
        try:
            while (request := read_request(self.request)) is not None:
                reply = answer(state, connection, request)
                if request.wants_reply:
                    self.request.sendall(encode_reply(request, reply))
        except (ConnectionError, TimeoutError):
            pass
        except ssl.SSLError as error:
            _log.info("Connection %d from %s ended: %s", connection.number, connection.peer, error)
        except (ProtocolError, BSONError, ValueError, struct.error) as error:
            _log.warning("Connection %d from %s ended: %s", connection.number, connection.peer, error)
        finally:
            with state.lock:
                state.connections -= 1


def answer(state: ServerState, connection: Connection, request: Request) -> Document:
    """The reply to a command. What it wrote is on its way to the disk before the client hears of it."""
    name = next(iter(request.command), "")
    with state.lock:
        state.commands += 1
        try:
            return commands.run(Context(state, connection, request.database, request.command))
        except CommandError as error:
            return error.as_reply()
        except sqlite3.Error as error:
            _log.exception("The disk refused what %s wrote", name)
            return CommandError(1, f"The data folder can't be written: {error}").as_reply()
        except Exception as error:  # A mistake here must cost one command, not the client's connection.
            _log.exception("%s failed", name)
            return CommandError(1, f"{type(error).__name__}: {error}").as_reply()
        finally:
            state.storage.commit()


class Server(socketserver.ThreadingTCPServer):
    """Listens on a port until ``shutdown``."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], state: ServerState, certificate: Path | None = None) -> None:
        self.state = state
        self._tls: ssl.SSLContext | None = None
        if certificate:
            self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self._tls.load_cert_chain(certificate)
        self.accepted = 0
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        if self.address_family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        super().server_bind()

    def get_request(self) -> tuple[Any, Any]:
        connection, address = super().get_request()
        # The handshake is part of the first read, in the client's own thread.
        return (self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False) if self._tls else connection), address

    def handle_error(self, request: Any, client_address: Any) -> None:
        _log.exception("Connection from %s failed", client_address)
