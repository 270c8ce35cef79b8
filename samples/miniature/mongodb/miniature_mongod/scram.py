"""SCRAM-SHA-1 and SCRAM-SHA-256 (RFC 5802, RFC 7677), the server's side, and the credentials that it keeps."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Any

from pymongo.saslprep import saslprep

from .errors import CommandError

MECHANISMS = {"SCRAM-SHA-1": ("sha1", 10000, 16), "SCRAM-SHA-256": ("sha256", 15000, 28)}
"""Hash, iterations and bytes of salt, as the real server has them."""

Credential = dict[str, Any]


def make_credential(mechanism: str, user: str, password: str) -> Credential:
    """What is kept of a password."""
    digest, iterations, salt_size = MECHANISMS[mechanism]
    salt = secrets.token_bytes(salt_size)
    if mechanism == "SCRAM-SHA-1":
        secret = hashlib.md5(f"{user}:mongo:{password}".encode(), usedforsecurity=False).hexdigest()
    else:
        secret = saslprep(password)
    salted = hashlib.pbkdf2_hmac(digest, secret.encode(), salt, iterations)
    stored = hashlib.new(digest, _mac(digest, salted, b"Client Key")).digest()
    return {
        "iterationCount": iterations,
        "salt": _base64(salt),
        "storedKey": _base64(stored),
        "serverKey": _base64(_mac(digest, salted, b"Server Key")),
    }


@dataclass
class Conversation:
    """One login in progress."""

    mechanism: str
    database: str
    skip_empty_exchange: bool
    user: str = ""
    credential: Credential = field(default_factory=dict)
    identity: int = 1
    is_proven: bool = False
    _nonce: str = ""
    _signed: str = ""

    def read_first(self, payload: bytes) -> None:
        """Takes the user's name and nonce from the client's first message."""
        try:
            header, first = payload.decode().split(",,", 1)
            fields = _fields(first)
            self.user = fields["n"].replace("=2C", ",").replace("=3D", "=")
            self._nonce = fields["r"] + _base64(secrets.token_bytes(24))
        except (ValueError, KeyError) as error:
            raise failed() from error
        if header not in ("n", "y"):
            raise failed()
        self._signed = first

    def challenge(self, credential: Credential) -> bytes:
        """The server's first message."""
        self.credential = credential
        message = f"r={self._nonce},s={credential['salt']},i={credential['iterationCount']}"
        self._signed += f",{message}"
        return message.encode()

    def prove(self, payload: bytes) -> bytes:
        """Checks the client's proof and gives the server's."""
        digest = MECHANISMS[self.mechanism][0]
        try:
            text = payload.decode()
            fields = _fields(text)
            proof = base64.b64decode(fields["p"], validate=True)
        except (ValueError, KeyError) as error:
            raise failed() from error
        signed = f"{self._signed},{text[: text.rindex(',p=')]}".encode()
        stored = base64.b64decode(self.credential["storedKey"])
        signature = _mac(digest, stored, signed)
        client_key = bytes(left ^ right for left, right in zip(proof, signature, strict=False))
        genuine = hmac.compare_digest(hashlib.new(digest, client_key).digest(), stored)
        if fields.get("r") != self._nonce or not genuine:
            raise failed()
        self.is_proven = True
        server = _mac(digest, base64.b64decode(self.credential["serverKey"]), signed)
        return f"v={_base64(server)}".encode()


def failed() -> CommandError:
    """One answer for a wrong name and a wrong password."""
    return CommandError(18, "Authentication failed.")


def _fields(message: str) -> dict[str, str]:
    return dict(item.split("=", 1) for item in message.split(","))  # type: ignore[misc]


def _mac(digest: str, key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, text, digest)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
