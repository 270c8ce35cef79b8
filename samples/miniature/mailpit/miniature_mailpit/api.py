"""MailPit's probes and read API, answered by smtp4dev."""

import json
import re
from typing import Any

from . import VERSION, catcher, messages
from .catcher import CatcherError

Answer = tuple[int, str, bytes]
"""Status, content type, body."""

_TEXT = "text/plain; charset=utf-8"
_TERM = re.compile(r'(?:(?P<field>from|to|subject|cc|bcc):)?(?:"(?P<phrase>[^"]*)"|(?P<word>\S+))', re.IGNORECASE)


def answers(path: str) -> bool:
    """Whether a path is MailPit's rather than one of smtp4dev's pages."""
    return path in ("/livez", "/readyz") or path.startswith("/api/v1/") or bool(_view(path))


def answer(method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
    """The answer to a request that is MailPit's."""
    try:
        return _answer(method, path, query, body)
    except CatcherError as error:
        return error.status, _TEXT, str(error).encode()
    except (KeyError, ValueError) as error:
        return 400, _TEXT, f"The request isn't understood: {error}".encode()


def _answer(method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
    if path in ("/livez", "/readyz"):
        return (200, _TEXT, b"ok") if catcher.is_ready() else (503, _TEXT, b"smtp4dev doesn't answer yet")
    if view := _view(path):
        return _show(*view)
    name = path.removeprefix("/api/v1/").rstrip("/")
    if name == "info":
        found = catcher.list_messages()
        return _json({"Version": VERSION, "LatestVersion": VERSION, "Messages": len(found), "Unread": _unread(found)})
    if name == "messages" and method == "GET":
        return _json(_page(catcher.list_messages(), query))
    if name == "messages" and method == "DELETE":
        return _delete(json.loads(body) if body else {})
    if name == "search" and method in ("GET", "DELETE"):
        found = _matching(catcher.list_messages(), query.get("query", ""))
        if method == "GET":
            return _json(_page(found, query))
        return _delete({"IDs": [item["id"] for item in found]}) if found else (200, _TEXT, b"ok")
    if name.startswith("message/") and method == "GET":
        return _message(*name.removeprefix("message/").split("/"))
    return 404, _TEXT, b"404 page not found"


def _message(identity: str, *rest: str) -> Answer:
    item = catcher.find_message(identity)
    raw = catcher.raw_message(item["id"])
    if not rest:
        return _json(messages.whole(item, raw))
    if rest == ("raw",):
        return 200, _TEXT, raw
    if rest == ("headers",):
        return _json(messages.headers(raw))
    if len(rest) == 2 and rest[0] == "part":
        return (200, *messages.part(raw, rest[1]))
    return 404, _TEXT, b"404 page not found"


def _view(path: str) -> tuple[str, str] | None:
    match = re.fullmatch(r"/view/([\w-]+)\.(html|txt)", path)
    return (match[1], match[2]) if match else None


def _show(identity: str, kind: str) -> Answer:
    item = catcher.find_message(identity)
    shown = messages.whole(item, catcher.raw_message(item["id"]))
    if kind == "html":
        return 200, "text/html; charset=utf-8", shown["HTML"].encode()
    return 200, _TEXT, shown["Text"].encode()


def _page(found: list[dict[str, Any]], query: dict[str, str]) -> dict[str, Any]:
    start, limit = int(query.get("start", 0)), int(query.get("limit", 50))
    page = [messages.summary(item, catcher.raw_message(item["id"])) for item in found[start : start + limit]]
    everything = len(found)
    return {
        "total": everything, "unread": _unread(found), "count": len(page), "messages_count": everything,
        "messages_unread": _unread(found), "start": start, "tags": [], "messages": page,
    }  # fmt: skip


def _unread(found: list[dict[str, Any]]) -> int:
    return sum(bool(item.get("isUnread")) for item in found)


def _matching(found: list[dict[str, Any]], query: str) -> list[dict[str, Any]]:
    terms = [(match["field"], (match["phrase"] or match["word"] or "").lower()) for match in _TERM.finditer(query)]
    return [item for item in found if all(_contains(item, *term) for term in terms)]


def _contains(item: dict[str, Any], field: str | None, text: str) -> bool:
    shown = messages.whole(item, catcher.raw_message(item["id"]))
    people = {name: " ".join(f"{entry['Name']} {entry['Address']}" for entry in shown[name]) for name in ("To", "Cc", "Bcc")}
    places = {
        "from": f"{shown['From']['Name']} {shown['From']['Address']}", "to": people["To"], "cc": people["Cc"],
        "bcc": people["Bcc"], "subject": shown["Subject"], "text": shown["Text"], "html": shown["HTML"],
    }  # fmt: skip
    searched = [places[field.lower()]] if field else list(places.values())
    return any(text in place.lower() for place in searched)


def _delete(body: dict[str, Any]) -> Answer:
    identities = body.get("IDs") or []
    for identity in identities:
        catcher.delete_message(identity)
    if not identities:
        catcher.delete_all()
    return 200, _TEXT, b"ok"


def _json(body: Any) -> Answer:
    return 200, "application/json", json.dumps(body, ensure_ascii=False).encode()
