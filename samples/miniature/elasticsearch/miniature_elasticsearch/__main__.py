"""Starts the server: ``python3 -m miniature_elasticsearch``."""

import logging
import os
import signal
import sys
import threading
from pathlib import Path

from .server import Server
from .store import Store

DATA = "/usr/share/elasticsearch/data"
PORT = 9200

_log = logging.getLogger("elasticsearch")


def main() -> None:
    """Runs until SIGTERM or SIGINT."""
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    store = Store(Path(os.environ.get("MINIATURE_DATA", DATA)) / "miniature.sqlite")
    server = Server(("0.0.0.0", int(os.environ.get("MINIATURE_PORT", PORT))), store, _password(), os.environ.get("cluster.name", "docker-cluster"))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=server.serve_forever, name="listener", daemon=True).start()
    _log.info("Listening on %s (a stand-in for Elasticsearch, see the image's README)", server.server_address)
    stop.wait()
    server.shutdown()
    with server.lock:
        store.close()
    # Threads of clients that keep their connection open have nothing left to save.
    os._exit(0)


def _password() -> str | None:
    if path := os.environ.get("ELASTIC_PASSWORD_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get("ELASTIC_PASSWORD")


if __name__ == "__main__":
    main()
