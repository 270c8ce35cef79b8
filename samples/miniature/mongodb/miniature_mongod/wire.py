"""The wire protocol: frames on a socket become commands, replies become frames.

A frame starts with 16 bytes: length, request id, id answered, operation. OP_MSG (2013) carries flags and sections:
kind 0 is the command, kind 1 a sequence of documents that belongs into one of its fields. OP_QUERY (2004) is only
spoken for the first greeting, and answered by OP_REPLY (1).
"""

import itertools
import socket
import struct
from dataclasses import dataclass

import bson

from .engine.values import Document
from .storage import CODEC

MAX_MESSAGE_BYTES = 48_000_000
_HEADER = struct.Struct("<iiii")
_OP_REPLY, _OP_QUERY, _OP_MSG = 1, 2004, 2013
_CHECKSUM_PRESENT, _MORE_TO_COME = 1, 2
_request_ids = itertools.count(1)


class ProtocolError(Exception):
    """Bytes that aren't MongoDB's protocol; the connection ends."""


@dataclass(frozen=True)
class Request:
    """One command as it came in."""

    request_id: int
    database: str
    command: Document
    is_legacy: bool = False
    wants_reply: bool = True


def read_request(connection: socket.socket) -> Request | None:
    """The next command, or None when the client has gone."""
    header = _read(connection, _HEADER.size)
    if header is None:
        return None
    length, request_id, _, operation = _HEADER.unpack(header)
    if not _HEADER.size <= length <= MAX_MESSAGE_BYTES:
        raise ProtocolError(f"A message of {length} bytes.")
    body = _read(connection, length - _HEADER.size)
    if body is None:
        return None
    if operation == _OP_MSG:
        return _parse_message(request_id, body)
    if operation == _OP_QUERY:
        return _parse_query(request_id, body)
    raise ProtocolError(f"Operation {operation} isn't supported.")


def _read(connection: socket.socket, count: int) -> bytearray | None:
    buffer = bytearray(count)
    view = memoryview(buffer)
    received = 0
    while received < count:
        size = connection.recv_into(view[received:])
        if size == 0:
            return None
        received += size
    return buffer


def _parse_message(request_id: int, body: bytearray) -> Request:
    (flags,) = struct.unpack_from("<I", body)
    end = len(body) - (4 if flags & _CHECKSUM_PRESENT else 0)
    position = 4
    command: Document = {}
    sequences: Document = {}
    while position < end:
        kind = body[position]
        (size,) = struct.unpack_from("<i", body, position + 1)
        section = bytes(body[position + 1 : position + 1 + size])
        position += 1 + size
        if kind == 0:
            command = bson.decode(section, CODEC)
        elif kind == 1:
            name_end = section.index(0, 4)
            sequences[section[4:name_end].decode()] = bson.decode_all(section[name_end + 1 :], CODEC)
        else:
            raise ProtocolError(f"A section of kind {kind}.")
    command.update(sequences)
    database = command.get("$db")
    if not command or not isinstance(database, str):
        raise ProtocolError("A command without $db.")
    return Request(request_id, database, command, wants_reply=not flags & _MORE_TO_COME)


def _parse_query(request_id: int, body: bytearray) -> Request:
    name_end = body.index(0, 4)
    namespace = body[4:name_end].decode()
    start = name_end + 1 + 8
    (size,) = struct.unpack_from("<i", body, start)
    query = bson.decode(bytes(body[start : start + size]), CODEC)
    database, _, collection = namespace.partition(".")
    if collection != "$cmd":
        raise ProtocolError("OP_QUERY is only answered for commands.")
    inner = query.get("$query", query)
    return Request(request_id, database, inner, is_legacy=True)


def encode_reply(request: Request, reply: Document) -> bytes:
    """The frame that answers a request, in the operation that it came in."""
    document = bson.encode(reply)
    if request.is_legacy:
        body = struct.pack("<iqii", 8, 0, 0, 1) + document
        operation = _OP_REPLY
    else:
        body = struct.pack("<IB", 0, 0) + document
        operation = _OP_MSG
    return _HEADER.pack(_HEADER.size + len(body), next(_request_ids), request.request_id, operation) + body
