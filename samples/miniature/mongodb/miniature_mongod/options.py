"""The flags of mongod: those that mean something here, and a line in the log for the others."""

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_log = logging.getLogger(__name__)


class OptionsError(Exception):
    """A start that the real image would refuse, too."""


@dataclass(frozen=True)
class Options:
    """How the server starts."""

    folder: Path = Path("/data/db")
    host: str = "::"
    port: int = 27017
    requires_login: bool = False
    certificate: Path | None = None  # with its key, in one file; clients speak TLS then
    root_user: str = ""
    root_password: str = ""


def parse(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Options:
    """Reads flags as mongod takes them (``--port 1``, ``--port=1``) and the environment as the image does."""
    values = {"dbpath": "/data/db", "port": "27017", "bind_ip": "::", "tlsMode": "disabled", "tlsCertificateKeyFile": ""}
    requires_login = False
    rest = list(arguments)
    while rest:
        name, has_value, value = rest.pop(0).partition("=")
        name = name.lstrip("-")
        takes_value = not has_value and bool(rest) and not rest[0].startswith("-")
        if name == "auth":
            requires_login = True
        elif name in values:
            if not has_value and not takes_value:
                raise OptionsError(f"--{name} needs a value.")
            values[name] = value if has_value else rest.pop(0)
        elif name not in ("bind_ip_all", "ipv6", "noauth"):
            shown = f"{name} {rest.pop(0)}" if takes_value else f"{name}{has_value}{value}"
            _log.info("Ignored --%s: it has no meaning here.", shown)

    user = _read(environment, "MONGO_INITDB_ROOT_USERNAME")
    password = _read(environment, "MONGO_INITDB_ROOT_PASSWORD")
    if bool(user) != bool(password):
        raise OptionsError(
            "MONGO_INITDB_ROOT_USERNAME and MONGO_INITDB_ROOT_PASSWORD belong together: set both, or none."
        )
    if values["tlsMode"] not in ("disabled", "requireTLS"):
        raise OptionsError(f"--tlsMode {values['tlsMode']}: here it is disabled or requireTLS.")
    if (values["tlsMode"] == "requireTLS") != bool(values["tlsCertificateKeyFile"]):
        raise OptionsError("--tlsMode requireTLS and --tlsCertificateKeyFile belong together: set both, or none.")
    host = values["bind_ip"].split(",")[-1]
    return Options(
        folder=Path(values["dbpath"]),
        host="::" if host in ("*", "0.0.0.0") else host,
        port=int(values["port"]),
        requires_login=requires_login or bool(user),
        certificate=Path(values["tlsCertificateKeyFile"]) if values["tlsCertificateKeyFile"] else None,
        root_user=user,
        root_password=password,
    )


def _read(environment: Mapping[str, str], name: str) -> str:
    value, file_name = environment.get(name, ""), environment.get(f"{name}_FILE", "")
    if value and file_name:
        raise OptionsError(f"Both {name} and {name}_FILE are set: keep one.")
    if not file_name:
        return value
    try:
        return Path(file_name).read_text(encoding="utf-8").rstrip("\n")
    except OSError as error:
        raise OptionsError(f"{name}_FILE names '{file_name}', which can't be read: {error.strerror}.") from error
