"""Mails in the shape of MailPit's API."""

import email.policy
import email.utils
import re
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

_SNIPPET = 200


def parse(raw: bytes) -> EmailMessage:
    """The mail as an object."""
    message = BytesParser(policy=email.policy.default).parsebytes(raw)
    assert isinstance(message, EmailMessage)
    return message


def summary(item: dict[str, Any], raw: bytes) -> dict[str, Any]:
    """An entry of ``/api/v1/messages``."""
    message = parse(raw)
    text = _text(message, "plain") or re.sub(r"<[^>]+>", " ", _text(message, "html"))
    return {
        **_heads(item, message),
        "Read": not item.get("isUnread", False),
        "Created": item["receivedDate"],
        "Size": len(raw),
        "Attachments": len(_attachments(message)[1]),
        "Snippet": " ".join(text.split())[:_SNIPPET],
        "Username": "",
    }


def whole(item: dict[str, Any], raw: bytes) -> dict[str, Any]:
    """The answer to ``/api/v1/message/{ID}``."""
    message = parse(raw)
    inline, attached = _attachments(message)
    return {
        **_heads(item, message),
        "ReturnPath": item["from"],
        "Date": _date(message) or item["receivedDate"],
        "Text": _text(message, "plain"),
        "HTML": _text(message, "html"),
        "Size": len(raw),
        "Inline": [_describe(number, part) for number, part in inline],
        "Attachments": [_describe(number, part) for number, part in attached],
        "ListUnsubscribe": {"Header": str(message.get("List-Unsubscribe", "")), "Links": [], "Errors": "", "HeaderPost": ""},
    }


def part(raw: bytes, number: str) -> tuple[str, bytes]:
    """Type and content of an attachment."""
    for index, item in enumerate(parse(raw).walk()):
        if str(index) == number and not item.is_multipart():
            content = item.get_payload(decode=True)
            return item.get_content_type(), content if isinstance(content, bytes) else b""
    raise KeyError(number)


def headers(raw: bytes) -> dict[str, list[str]]:
    """All headers by name."""
    found: dict[str, list[str]] = {}
    for name, value in parse(raw).items():
        found.setdefault(name, []).append(str(value))
    return found


def _heads(item: dict[str, Any], message: EmailMessage) -> dict[str, Any]:
    sender = _addresses(message, "From") or [{"Name": "", "Address": item["from"]}]
    named = {entry["Address"].lower() for name in ("To", "Cc", "Bcc") for entry in _addresses(message, name)}
    # Who received the mail without being named in it.
    hidden = [{"Name": "", "Address": address} for address in item.get("to", []) if address.lower() not in named]
    return {
        "ID": item["id"],
        "MessageID": str(message.get("Message-ID", "")).strip("<> "),
        "From": sender[0],
        "To": _addresses(message, "To"),
        "Cc": _addresses(message, "Cc"),
        "Bcc": _addresses(message, "Bcc") + hidden,
        "ReplyTo": _addresses(message, "Reply-To"),
        "Subject": str(message.get("Subject", "")),
        "Tags": [],
    }


def _addresses(message: EmailMessage, name: str) -> list[dict[str, str]]:
    values = [str(value) for value in message.get_all(name, [])]
    return [{"Name": person, "Address": address} for person, address in email.utils.getaddresses(values) if address]


def _date(message: EmailMessage) -> str | None:
    try:
        return email.utils.parsedate_to_datetime(str(message["Date"])).isoformat() if message["Date"] else None
    except ValueError:
        return None


def _text(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    if body is None:
        return ""
    try:
        return str(body.get_content())
    except (LookupError, ValueError):
        content = body.get_payload(decode=True)
        return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _attachments(message: EmailMessage) -> tuple[list[tuple[int, Any]], list[tuple[int, Any]]]:
    inline: list[tuple[int, Any]] = []
    attached: list[tuple[int, Any]] = []
    bodies = [body for body in (message.get_body(("plain",)), message.get_body(("html",))) if body is not None]
    for number, item in enumerate(message.walk()):
        if item.is_multipart() or any(item is body for body in bodies):
            continue
        is_inline = item.get_content_disposition() == "inline" or item.get("Content-ID")
        (inline if is_inline else attached).append((number, item))
    return inline, attached


def _describe(number: int, item: Any) -> dict[str, Any]:
    content = item.get_payload(decode=True) or b""
    return {
        "PartID": str(number),
        "FileName": item.get_filename() or "",
        "ContentType": item.get_content_type(),
        "ContentID": str(item.get("Content-ID", "")).strip("<>"),
        "Size": len(content),
    }
