"""Commands about the server itself."""

import datetime
import os
import platform
import socket
import time

import bson

from .. import MAX_WIRE_VERSION, VERSION
from ..engine.values import Document
from ..errors import CommandError, bad_value
from ..wire import MAX_MESSAGE_BYTES
from . import access
from .registry import OPEN, Context, command

_VERSION_ARRAY = [*(int(part) for part in VERSION.split(".")), 0]


@command("hello", "isMaster", needs=OPEN)
def hello(context: Context) -> Document:
    """``hello`` and its old name: a standalone server, which has neither sets of replicas nor transactions."""
    legacy = next(iter(context.body)) != "hello"
    reply: Document = {
        "helloOk": True,
        ("ismaster" if legacy else "isWritablePrimary"): True,
        "maxBsonObjectSize": 16 * 1024 * 1024,
        "maxMessageSizeBytes": MAX_MESSAGE_BYTES,
        "maxWriteBatchSize": 100_000,
        "localTime": datetime.datetime.now(datetime.UTC),
        "logicalSessionTimeoutMinutes": 30,
        "connectionId": context.connection.number,
        "minWireVersion": 0,
        "maxWireVersion": MAX_WIRE_VERSION,
        "readOnly": False,
    }
    if "saslSupportedMechs" in context.body:
        database, _, name = str(context.body["saslSupportedMechs"]).partition(".")
        user = context.server.users.find(database, name)
        if user:
            reply["saslSupportedMechs"] = list(user["credentials"])
    speculative = context.body.get("speculativeAuthenticate")
    if isinstance(speculative, dict) and "saslStart" in speculative:
        begun = access.start_early(context, speculative)
        if begun:
            reply["speculativeAuthenticate"] = begun
    return {**reply, "ok": 1.0}


@command("ping", needs=OPEN)
def ping(context: Context) -> Document:
    """``ping``."""
    return {"ok": 1.0}


@command("buildInfo", needs=OPEN)
def build_info(context: Context) -> Document:
    """``buildInfo``: says in ``modules`` what this is."""
    return {
        "version": VERSION,
        "gitVersion": "0" * 40,
        "modules": ["miniature-stand-in"],
        "allocator": "system",
        "javascriptEngine": "none",
        "sysInfo": "deprecated",
        "versionArray": _VERSION_ARRAY,
        "bits": 64,
        "debug": False,
        "maxBsonObjectSize": 16 * 1024 * 1024,
        "storageEngines": ["miniature"],
        "ok": 1.0,
    }


@command("serverStatus", needs="server")
def server_status(context: Context) -> Document:
    """``serverStatus``: what is known here of it."""
    server = context.server
    uptime = time.monotonic() - server.started
    return {
        "host": socket.gethostname(),
        "version": VERSION,
        "process": "mongod",
        "pid": bson.Int64(os.getpid()),
        "uptime": uptime,
        "uptimeMillis": bson.Int64(int(uptime * 1000)),
        "localTime": datetime.datetime.now(datetime.UTC),
        "connections": {"current": server.connections, "available": 1000, "totalCreated": context.connection.number},
        "metrics": {"cursor": {"open": {"total": len(server.cursors)}}},
        "opcounters": {"command": server.commands},
        "storageEngine": {"name": "miniature", "persistent": True, "readOnly": False},
        "ok": 1.0,
    }


@command("hostInfo", needs="server")
def host_info(context: Context) -> Document:
    """``hostInfo``."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "system": {
            "currentTime": datetime.datetime.now(datetime.UTC),
            "hostname": socket.gethostname(),
            "cpuAddrSize": 64,
            "memSizeMB": bson.Int64(pages >> 20),
            "numCores": os.cpu_count() or 1,
            "cpuArch": platform.machine(),
        },
        "os": {"type": platform.system(), "name": "Debian", "version": platform.release()},
        "extra": {},
        "ok": 1.0,
    }


@command("getParameter", needs="server")
def get_parameter(context: Context) -> Document:
    """``getParameter``: the few that tools ask for."""
    known: Document = {
        "featureCompatibilityVersion": {"version": VERSION.rpartition(".")[0]},
        "authenticationMechanisms": ["SCRAM-SHA-1", "SCRAM-SHA-256"],
        "logLevel": 0,
    }
    wanted = context.body["getParameter"]
    if wanted == "*" or (isinstance(wanted, dict) and wanted.get("allParameters")):
        return {**known, "ok": 1.0}
    found = {name: value for name, value in known.items() if name in context.body}
    if not found:
        raise CommandError(72, "no option found to get")
    return {**found, "ok": 1.0}


@command("setParameter", "setFeatureCompatibilityVersion", "fsync", "fsyncUnlock", "profile", needs="server")
def accept(context: Context) -> Document:
    """What has no effect here, and does no harm."""
    return {"ok": 1.0}


@command("getLog", needs="server")
def get_log(context: Context) -> Document:
    """``getLog``: the log goes to the container's output, so there is nothing to give."""
    wanted = context.body["getLog"]
    if wanted == "*":
        return {"names": ["global", "startupWarnings"], "ok": 1.0}
    if wanted not in ("global", "startupWarnings"):
        raise bad_value(f"no RamLog named: {wanted}")
    return {"totalLinesWritten": 0, "log": [], "ok": 1.0}


@command("getCmdLineOpts", needs="server")
def get_command_line(context: Context) -> Document:
    """``getCmdLineOpts``."""
    return {"argv": ["mongod"], "parsed": {}, "ok": 1.0}


@command("currentOp", needs="server")
def current_operations(context: Context) -> Document:
    """``currentOp``: commands run one after another, so there is never another."""
    return {"inprog": [], "ok": 1.0}


@command("whatsmyuri", needs=OPEN)
def my_address(context: Context) -> Document:
    """``whatsmyuri``."""
    return {"you": context.connection.peer, "ok": 1.0}


@command("startSession", needs="self")
def start_session(context: Context) -> Document:
    """``startSession``: sessions are accepted everywhere and mean nothing on a standalone server."""
    identity = bson.Binary(os.urandom(16), 4)
    return {"id": {"id": identity}, "timeoutMinutes": 30, "ok": 1.0}


@command("endSessions", "refreshSessions", "killSessions", needs="self")
def end_sessions(context: Context) -> Document:
    """Nothing is kept for a session."""
    return {"ok": 1.0}


@command("replSetGetStatus", "replSetGetConfig", needs="server")
def no_replication(context: Context) -> Document:
    """A standalone server."""
    raise CommandError(76, "not running with --replSet")
