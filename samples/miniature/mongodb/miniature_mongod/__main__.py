"""Starts the server: ``python3 -m miniature_mongod [mongod's flags]``."""

import logging
import os
import signal
import socket
import sys
import threading
from dataclasses import replace
from pathlib import Path

from .options import Options, OptionsError, parse
from .server import Server
from .session import ServerState
from .storage import Storage

_log = logging.getLogger("mongod")
_INITDB = Path("/docker-entrypoint-initdb.d")


def main() -> int:
    """Runs until SIGTERM or SIGINT; returns the exit code."""
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        options = parse(sys.argv[1:])
        storage = Storage(options.folder)
    except OptionsError as error:
        _log.error("%s", error)
        return 1
    except Exception as error:
        _log.error("The data folder can't be opened: %s", error)
        return 1

    state = ServerState(storage, options.requires_login)
    _initialise(state, options)
    server = _listen(state, options)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=server.serve_forever, name="listener", daemon=True).start()
    _log.info("Waiting for connections on port %d (a stand-in for MongoDB, see the image's README)", options.port)

    stop.wait()
    _log.info("Stopping")
    server.shutdown()
    with state.lock:
        storage.close()
    # Clients' threads wait in recv; nothing of theirs is left to be saved.
    sys.stdout.flush()
    os._exit(0)


def _initialise(state: ServerState, options: Options) -> None:
    """The first start makes the root user, in one transaction with the note that it did."""
    if state.storage.fact("initialised"):
        return
    if options.root_user:
        state.users.create("admin", options.root_user, options.root_password, [{"role": "root", "db": "admin"}], {})
    state.storage.note_fact("initialised", "yes")
    state.storage.commit()
    scripts = sorted(path.name for path in _INITDB.iterdir()) if _INITDB.is_dir() else []
    if scripts:
        _log.warning("Ignored %s in %s: scripts need the real MongoDB.", ", ".join(scripts), _INITDB)


def _listen(state: ServerState, options: Options) -> Server:
    """IPv6 and IPv4 at once, or IPv4 alone on a machine without IPv6."""
    if options.host == "::" and not socket.has_dualstack_ipv6():
        options = replace(options, host="0.0.0.0")
    return Server((options.host, options.port), state, options.certificate)


if __name__ == "__main__":
    sys.exit(main())
