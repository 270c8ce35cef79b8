"""Runs the object gateway, MinIO's probes and the port of its console; when the gateway ends, all do."""
import signal
import subprocess
import sys
import threading
import warnings
from types import FrameType

from . import health, options
from .administration import Administration
from .gateway import Gateway


STOP_SECONDS = 5


def main() -> int:
    """Runs until SIGTERM, or until the gateway dies; returns the exit code."""
    # It speaks with its own server, whose certificate is for other names.
    warnings.filterwarnings("ignore", message="Unverified HTTPS request")
    chosen = options.read(sys.argv[1:])
    gateway = Gateway(chosen)
    gateway.put_account(chosen.user, chosen.password, "--caps=user-policy=*")
    server = Administration(chosen, gateway)
    process = gateway.start()
    stopping = threading.Event()
    impatience = threading.Timer(STOP_SECONDS, process.kill)
    impatience.daemon = True

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()
        process.terminate()
        # Its end may hang; SQLite's files are whole at any time.
        impatience.start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    for work in (server.serve_forever, lambda: health.show(chosen)):
        threading.Thread(target=_watched, args=(work, process, stopping), daemon=True).start()

    code = process.wait()
    if stopping.is_set():
        return 0
    print(f"radosgw ended with {code}: the container ends, too.", file=sys.stderr, flush=True)
    return code or 1


def _watched(work, process: subprocess.Popen[bytes], stopping: threading.Event) -> None:
    """Without probes or administration the gateway must not go on alone."""
    try:
        work()
    except Exception as error:
        if not stopping.is_set():
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
