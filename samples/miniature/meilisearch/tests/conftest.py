"""A server of its own for each test, and a client that does nothing clever."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

MASTER_KEY = "a-master-key-of-enough-bytes"


class Failure(Exception):
    """An answer that isn't a success."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.code = body.get("code")


class Meilisearch:
    """A server process over a data folder that outlives it."""

    def __init__(self, folder: Path, master_key: str) -> None:
        self._folder = folder
        self._master_key = master_key
        self.key = master_key
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        environment = {
            **os.environ, "MEILI_MASTER_KEY": self._master_key, "MEILI_DB_PATH": str(self._folder),
            "MEILI_HTTP_ADDR": f"127.0.0.1:{self.port}",
        }  # fmt: skip
        self._process = subprocess.Popen([sys.executable, "-m", "miniature_meilisearch"], env=environment)
        deadline = time.monotonic() + 20
        while True:
            try:
                assert self("GET", "/health") == {"status": "available"}
                return
            except OSError:
                assert time.monotonic() < deadline and self._process.poll() is None
                time.sleep(0.05)

    def stop(self, number: int = signal.SIGTERM) -> int:
        assert self._process is not None
        self._process.send_signal(number)
        return self._process.wait(timeout=5)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def __call__(self, method: str, path: str, body: Any = None, key: str | None = None) -> Any:
        """Sends a request; a key of '' sends none."""
        headers = {"Content-Type": "application/json"} if body is not None else {}
        key = self.key if key is None else key
        if key:
            headers["Authorization"] = f"Bearer {key}"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                text = response.read()
        except urllib.error.HTTPError as error:
            text = error.read()
            raise Failure(error.code, json.loads(text) if text else {}) from None
        return json.loads(text) if text else None

    def do(self, method: str, path: str, body: Any = None) -> Any:
        """Sends what becomes a task, and returns the task."""
        return self("GET", f"/tasks/{self(method, path, body)['taskUid']}")

    def search(self, uid: str, **parameters: Any) -> list[Any]:
        """The identities of the hits."""
        return [hit["id"] for hit in self("POST", f"/indexes/{uid}/search", parameters)["hits"]]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Meilisearch]:
    server = Meilisearch(tmp_path / "data", MASTER_KEY)
    server.start()
    yield server
    if server.is_running:
        server.stop(signal.SIGKILL)


@pytest.fixture
def open_server(tmp_path: Path) -> Iterator[Meilisearch]:
    """A server without a master key."""
    server = Meilisearch(tmp_path / "data", "")
    server.start()
    yield server
    server.stop(signal.SIGKILL)


COURSES = [
    {"id": "a", "title": "Introduction to Chemistry", "org": "edX", "level": 1, "tags": ["science", "lab"],
     "content": {"body": "Atoms and molecules"}, "start": 10},
    {"id": "b", "title": "Advanced Chemistry", "org": "edX", "level": 3, "tags": ["science"], "content": {"body": "Bonds"}},
    {"id": "c", "title": "History of Réunion", "org": "HarvardX", "level": 1, "tags": [], "content": {"body": "An island"},
     "start": 30},
    {"id": "d", "title": "Poetry", "org": "MITx", "level": 2, "content": {"body": "Chemistry of words"}, "start": None},
]  # fmt: skip


@pytest.fixture
def courses(server: Meilisearch) -> Meilisearch:
    """The server with an index of courses."""
    server.do("POST", "/indexes/courses/documents", COURSES)
    server.do("PATCH", "/indexes/courses/settings", {
        "filterableAttributes": ["org", "level", "tags", "content.body", "start"], "sortableAttributes": ["level", "title"],
    })  # fmt: skip
    return server
