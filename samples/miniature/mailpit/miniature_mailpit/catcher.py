"""smtp4dev: its process, and what its API knows of mails."""

import http.client
import json
import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .options import CATCHER_PORT, Options

_PROGRAM = Path("/usr/local/lib/smtp4dev/Rnwood.Smtp4dev")
_EMPTY_DATABASE = Path("/usr/local/lib/smtp4dev-empty.db")


def start(options: Options) -> subprocess.Popen[bytes]:
    """Starts the process over its database; a new one begins as a copy, which spares a hundred migrations."""
    options.database.parent.mkdir(parents=True, exist_ok=True)
    if not options.database.exists() and _EMPTY_DATABASE.exists():
        # Under another name first: a kill in the middle must not leave half a database.
        partial = options.database.with_suffix(".partial")
        shutil.copyfile(_EMPTY_DATABASE, partial)
        partial.rename(options.database)
    return subprocess.Popen(
        [
            str(_PROGRAM),
            f"--urls=http://127.0.0.1:{CATCHER_PORT}",
            f"--smtpport={options.smtp_port}",
            "--imapport=",
            "--pop3port=",
            f"--db={options.database}",
            f"--messagestokeep={options.most_messages}",
            "--nousersettings",
            "--baseappdatapath=/tmp/smtp4dev",
        ],
        env={**os.environ, "HOME": "/tmp"},
    )


class CatcherError(Exception):
    """smtp4dev doesn't answer, or says that there is no such mail."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def request(method: str, path: str) -> bytes:
    """What smtp4dev answers."""
    connection = http.client.HTTPConnection("127.0.0.1", CATCHER_PORT, timeout=10)
    try:
        connection.request(method, path)
        response = connection.getresponse()
        body = response.read()
    except OSError as error:
        raise CatcherError(503, f"smtp4dev doesn't answer: {error}") from error
    finally:
        connection.close()
    if response.status >= 400:
        raise CatcherError(404 if response.status == 404 else 502, f"smtp4dev answers {response.status} to {path}")
    return body


def is_ready() -> bool:
    """Whether its API answers, which it does once the SMTP port is open."""
    try:
        request("GET", "/api/Messages?pageSize=1")
    except CatcherError:
        return False
    return True


def list_messages() -> list[dict[str, Any]]:
    """What smtp4dev tells of all mails, the newest first."""
    found: list[dict[str, Any]] = []
    page = 1
    while True:
        answer = json.loads(request("GET", f"/api/Messages?pageSize=500&page={page}&sortColumn=receivedDate&sortIsDescending=true"))
        found += answer["results"]
        if page >= answer["pageCount"]:
            return found
        page += 1


def find_message(identity: str) -> dict[str, Any]:
    """What smtp4dev tells of one mail."""
    for item in list_messages():
        if item["id"] == identity or identity == "latest":
            return item
    raise CatcherError(404, "message not found")


@lru_cache(maxsize=2000)
def raw_message(identity: str) -> bytes:
    """A mail as it was received; mails never change."""
    return request("GET", f"/api/Messages/{quote(identity)}/download")


def delete_message(identity: str) -> None:
    """Removes one mail."""
    request("DELETE", f"/api/Messages/{quote(identity)}")


def delete_all() -> None:
    """Removes all mails."""
    request("DELETE", "/api/Messages/*")
