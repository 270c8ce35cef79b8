"""A server of its own for each test, and the unmodified driver."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient


class Mongod:
    """A server process over a data folder that outlives it."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.environment = environment
        self.log = folder / "log"
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *flags: str) -> None:
        """Starts it and waits until it answers a ping."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = [sys.executable, "-m", "miniature_mongod", "--dbpath", str(self.folder), "--port", str(self.port), *flags]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, env={**os.environ, **self.environment}
            )
        deadline = time.monotonic() + 20
        while True:
            try:
                with self.client(serverSelectionTimeoutMS=500) as client:
                    client.admin.command("ping")
                return
            except Exception:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise AssertionError(self.log.read_text()) from None

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Sends a signal and waits for the end."""
        assert self._process is not None
        self._process.send_signal(number)
        return self._process.wait(timeout=5)

    def kill(self) -> None:
        """kill -9."""
        self.stop(signal.SIGKILL)

    def client(self, **options: Any) -> MongoClient[Any]:
        """An unmodified driver."""
        return MongoClient("127.0.0.1", self.port, **{"serverSelectionTimeoutMS": 5000, **options})


@pytest.fixture
def make_mongod(tmp_path: Path) -> Iterator[Callable[..., Mongod]]:
    """Starts servers over the test's folder; the last is stopped at the end."""
    made: list[Mongod] = []

    def make(*flags: str, **environment: str) -> Mongod:
        mongod = Mongod(tmp_path, **environment)
        mongod.start(*flags)
        made.append(mongod)
        return mongod

    yield make
    for mongod in made:
        if mongod._process is not None and mongod._process.poll() is None:
            mongod.kill()


@pytest.fixture
def mongod(make_mongod: Callable[..., Mongod]) -> Mongod:
    """A server without users."""
    return make_mongod()


@pytest.fixture
def db(mongod: Mongod) -> Iterator[Any]:
    """An empty database."""
    with mongod.client() as client:
        yield client["openedx"]
