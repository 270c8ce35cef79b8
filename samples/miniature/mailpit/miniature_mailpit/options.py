"""MailPit's environment variables, as far as they mean something here."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CATCHER_PORT = 5000
"""Where smtp4dev's own pages listen inside the container."""


@dataclass(frozen=True)
class Options:
    """How the catcher starts."""

    database: Path
    smtp_port: int
    http_port: int
    most_messages: int


def read(environment: Mapping[str, str] = os.environ) -> Options:
    """The options; without MP_DATABASE mails are kept in /data if a volume is mounted there, else beside the container."""
    if environment.get("MP_DATABASE"):
        folder = Path(environment["MP_DATABASE"]).parent
    else:
        folder = Path("/data") if os.path.ismount("/data") else Path("/tmp/mailpit")
    return Options(
        database=folder / "smtp4dev.db",
        smtp_port=_port(environment.get("MP_SMTP_BIND_ADDR", ""), 1025),
        http_port=_port(environment.get("MP_UI_BIND_ADDR", ""), 8025),
        most_messages=int(environment.get("MP_MAX_MESSAGES") or 500) or 1_000_000,
    )


def _port(address: str, default: int) -> int:
    port = address.rpartition(":")[2]
    return int(port) if port.isdigit() else default
