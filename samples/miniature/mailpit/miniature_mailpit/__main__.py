"""Runs smtp4dev and MailPit's port in front of it; when one ends, both do."""

import signal
import subprocess
import sys
import threading
from types import FrameType

from . import catcher, options
from .server import Handler, Server


def main() -> int:
    """Runs until SIGTERM, or until smtp4dev dies; returns the exit code."""
    chosen = options.read()
    server = Server(("", chosen.http_port), Handler)
    process = catcher.start(chosen)
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()
        process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    threading.Thread(target=_serve, args=(server, process), name="http", daemon=True).start()

    code = process.wait()
    if stopping.is_set():
        return 0
    print(f"smtp4dev ended with {code}: the container ends, too.", file=sys.stderr, flush=True)
    return code or 1


def _serve(server: Server, process: subprocess.Popen[bytes]) -> None:
    """If the port's loop ends by an error, smtp4dev must not go on alone."""
    try:
        server.serve_forever()
    finally:
        process.terminate()


if __name__ == "__main__":
    sys.exit(main())
