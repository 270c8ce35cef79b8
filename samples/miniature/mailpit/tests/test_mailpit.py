"""MailPit's ports and API, over a real smtp4dev."""

import json
import os
import signal
import smtplib
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

SITE = "http://127.0.0.1:8025"


class Mailpit:
    """The server as its container runs it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {**os.environ, "MP_DATABASE": str(self._folder / "mailpit.db")}
        self.process = subprocess.Popen([sys.executable, "-m", "miniature_mailpit"], env=environment, start_new_session=True)
        deadline = time.monotonic() + 180
        while True:
            try:
                assert call("GET", "/readyz") == b"ok"
                return
            except (OSError, AssertionError):
                assert time.monotonic() < deadline and self.process.poll() is None
                time.sleep(0.2)

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def call(method: str, path: str, body: Any = None) -> bytes:
    data = json.dumps(body).encode() if body is not None else None
    with urllib.request.urlopen(urllib.request.Request(SITE + path, data, method=method), timeout=30) as response:
        return response.read()


def get(path: str) -> Any:
    return json.loads(call("GET", path))


def send(subject: str, receiver: str = "b@example.com", hidden: str = "") -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Änne <a@example.com>", receiver, subject
    message["Message-ID"] = "<1@example.com>"
    message.set_content("Guten Tag, grüß Gott")
    message.add_alternative("<p>Guten <b>Tag</b></p>", subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    with smtplib.SMTP("127.0.0.1", 1025, timeout=60) as smtp:
        smtp.send_message(message, to_addrs=[receiver, *filter(None, [hidden])])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mailpit]:
    mailpit = Mailpit(tmp_path_factory.mktemp("data"))
    mailpit.start()
    yield mailpit
    if mailpit.process is not None and mailpit.process.poll() is None:
        mailpit.kill()


@pytest.fixture
def mailpit(server: Mailpit) -> Mailpit:
    """The server without mails."""
    if server.process is None or server.process.poll() is not None:
        server.start()
    call("DELETE", "/api/v1/messages")
    return server


def test_a_mail_is_listed(mailpit: Mailpit) -> None:
    send("Größe", hidden="c@example.com")

    answer = get("/api/v1/messages")

    [mail] = answer["messages"]
    assert (answer["total"], answer["unread"]) == (1, 1)
    assert mail["Subject"] == "Größe" and mail["From"] == {"Name": "Änne", "Address": "a@example.com"}
    assert mail["Bcc"] == [{"Name": "", "Address": "c@example.com"}] and mail["Attachments"] == 1
    assert mail["Snippet"] == "Guten Tag, grüß Gott" and mail["MessageID"] == "1@example.com"


def test_a_mail_is_shown(mailpit: Mailpit) -> None:
    send("one")
    identity = get("/api/v1/messages")["messages"][0]["ID"]

    mail = get(f"/api/v1/message/{identity}")

    assert mail["Text"].strip() == "Guten Tag, grüß Gott" and "<b>Tag</b>" in mail["HTML"]
    [attachment] = mail["Attachments"]
    assert attachment["FileName"] == "a.pdf" and attachment["ContentType"] == "application/pdf"
    assert call("GET", f"/api/v1/message/{identity}/part/{attachment['PartID']}") == b"%PDF"
    assert b"Subject: one" in call("GET", f"/api/v1/message/{identity}/raw")
    assert get(f"/api/v1/message/{identity}/headers")["Subject"] == ["one"]
    assert get("/api/v1/message/latest")["ID"] == identity
    assert b"<b>Tag</b>" in call("GET", f"/view/{identity}.html")


def test_the_newest_comes_first_and_pages_work(mailpit: Mailpit) -> None:
    for number in range(3):
        send(f"mail {number}")

    answer = get("/api/v1/messages?start=1&limit=1")

    assert answer["total"] == 3 and [mail["Subject"] for mail in answer["messages"]] == ["mail 1"]


def test_search_and_deletion(mailpit: Mailpit) -> None:
    send("first", "x@example.com")
    send("second", "y@example.com")

    found = get("/api/v1/search?query=to:y@example.com+grüß".replace("ü", "%C3%BC").replace("ß", "%C3%9F"))
    call("DELETE", "/api/v1/messages", {"IDs": [found["messages"][0]["ID"]]})

    assert [mail["Subject"] for mail in found["messages"]] == ["second"]
    assert [mail["Subject"] for mail in get("/api/v1/messages")["messages"]] == ["first"]


def test_what_is_not_there_has_code_404(mailpit: Mailpit) -> None:
    for path in ("/api/v1/message/00000000-0000-0000-0000-000000000000", "/api/v1/nonsense"):
        with pytest.raises(urllib.error.HTTPError) as error:
            call("GET", path)
        assert error.value.code == 404


def test_smtp4devs_pages_are_at_the_root(mailpit: Mailpit) -> None:
    assert b"smtp4dev" in call("GET", "/")
    assert get("/api/Messages")["results"] == []


def test_mails_survive_a_kill(mailpit: Mailpit) -> None:
    send("kept")
    mailpit.kill()
    mailpit.start()

    assert [mail["Subject"] for mail in get("/api/v1/messages")["messages"]] == ["kept"]


def test_when_smtp4dev_dies_everything_ends(mailpit: Mailpit) -> None:
    assert mailpit.process is not None
    children = Path(f"/proc/{mailpit.process.pid}/task/{mailpit.process.pid}/children").read_text().split()

    os.kill(int(children[0]), signal.SIGKILL)

    assert mailpit.process.wait(timeout=30) != 0
