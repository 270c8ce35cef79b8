"""Starts the server: ``python3 -m miniature_meilisearch [meilisearch's flags]``."""

import argparse
import logging
import os
import signal
import ssl
import sys
import threading
from pathlib import Path

from .access import Access
from .server import Server
from .store import Store

_log = logging.getLogger("meilisearch")
_SHORTEST_KEY = 16


def main() -> int:
    """Runs until SIGTERM or SIGINT; returns the exit code."""
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    options = _read_options()
    if options.env == "production" and len(options.master_key.encode()) < _SHORTEST_KEY:
        _log.error("In production MEILI_MASTER_KEY must have %d bytes or more.", _SHORTEST_KEY)
        return 1
    try:
        store = Store(Path(options.db_path))
    except Exception as error:
        _log.error("The data folder '%s' can't be opened: %s", options.db_path, error)
        return 1

    access = Access(store, options.master_key)
    access.create_defaults()
    host, _, port = options.http_addr.rpartition(":")
    server = Server((host, int(port)), store, access, _tls(options))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=server.serve_forever, name="listener", daemon=True).start()
    _log.info("Listening on %s (a stand-in for Meilisearch, see the image's README)", options.http_addr)
    if not options.master_key:
        _log.warning("No master key: everybody may do everything. Set MEILI_MASTER_KEY to change that.")

    stop.wait()
    _log.info("Stopping")
    server.shutdown()
    with server.lock:
        store.close()
    # Threads of clients that keep their connection open have nothing left to save.
    sys.stdout.flush()
    os._exit(0)


def _tls(options: argparse.Namespace) -> ssl.SSLContext | None:
    if not options.ssl_cert_path:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(options.ssl_cert_path, options.ssl_key_path)
    return context


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="meilisearch")
    parser.add_argument("--master-key", default=os.environ.get("MEILI_MASTER_KEY", ""))
    parser.add_argument("--db-path", default=os.environ.get("MEILI_DB_PATH", "./data.ms"))
    parser.add_argument("--http-addr", default=os.environ.get("MEILI_HTTP_ADDR", "0.0.0.0:7700"))
    parser.add_argument("--ssl-cert-path", default=os.environ.get("MEILI_SSL_CERT_PATH"))
    parser.add_argument("--ssl-key-path", default=os.environ.get("MEILI_SSL_KEY_PATH"))
    parser.add_argument("--env", default=os.environ.get("MEILI_ENV", "development"))
    options, ignored = parser.parse_known_args()
    if ignored:
        _log.info("Ignored %s: no meaning here.", " ".join(ignored))
    return options


if __name__ == "__main__":
    sys.exit(main())
