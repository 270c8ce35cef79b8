"""Who may do what: the master key, API keys, and tenant tokens made of them."""

import base64
import binascii
import datetime
import hashlib
import hmac
import json
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from .errors import ApiError, bad_request
from .store import Store, now

ACTIONS = {
    "*", "search", "documents.*", "documents.add", "documents.get", "documents.delete", "indexes.*", "indexes.create",
    "indexes.get", "indexes.update", "indexes.delete", "indexes.swap", "tasks.*", "tasks.cancel", "tasks.delete",
    "tasks.get", "settings.*", "settings.get", "settings.update", "stats.*", "stats.get", "metrics.*", "metrics.get",
    "dumps.*", "dumps.create", "snapshots.*", "snapshots.create", "version", "keys.get", "keys.create", "keys.update",
    "keys.delete", "*.get", "experimental.get", "experimental.update",
}  # fmt: skip


@dataclass(frozen=True)
class Grant:
    """What the sender of a request may do."""

    actions: tuple[str, ...] = ("*",)
    indexes: tuple[str, ...] = ("*",)
    rules: dict[str, Any] = field(default_factory=lambda: {"*": None})

    def allows(self, action: str, uid: str | None = None) -> bool:
        """Whether an action is allowed, on an index if there is one."""
        family = action.partition(".")[0] + ".*"
        if not {"*", action, family} & set(self.actions) and not (action.endswith(".get") and "*.get" in self.actions):
            return False
        return uid is None or self.sees(uid)

    def sees(self, uid: str) -> bool:
        """Whether an index is among those that the key is for."""
        return _fits(uid, self.indexes) and _fits(uid, self.rules)

    def filter_for(self, uid: str) -> Any:
        """The filter that a tenant token adds to each search."""
        for pattern in sorted(self.rules, key=len, reverse=True):
            if _fits(uid, [pattern]):
                return (self.rules[pattern] or {}).get("filter")
        return None


def _fits(uid: str, patterns: Any) -> bool:
    return any(uid == item or (item.endswith("*") and uid.startswith(item[:-1])) for item in patterns)


class Access:
    """The keys of the server. Without a master key everybody may do everything."""

    def __init__(self, store: Store, master_key: str) -> None:
        self._store = store
        self._master_key = master_key

    def identify(self, header: str | None) -> Grant:
        """What the request's Authorization header grants."""
        if not self._master_key:
            return Grant()
        if not header:
            raise ApiError(
                401,
                "missing_authorization_header",
                "The Authorization header is missing. It must use the bearer authorization method.",
            )
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            raise invalid_key()
        if hmac.compare_digest(token.encode(), self._master_key.encode()):
            return Grant()
        for key in self._store.keys():
            if hmac.compare_digest(token.encode(), self._value(key["uid"]).encode()):
                _check_expiry(key["expiresAt"])
                return Grant(tuple(key["actions"]), tuple(key["indexes"]))
        return self._read_tenant_token(token)

    def show(self, key: dict[str, Any]) -> dict[str, Any]:
        """A key as the API shows it, with its value."""
        return {"name": key["name"], "description": key["description"], "key": self._value(key["uid"]), **{
            name: key[name] for name in ("uid", "actions", "indexes", "expiresAt", "createdAt", "updatedAt")
        }}  # fmt: skip

    def find(self, identity: str) -> dict[str, Any]:
        """A key by its uid or value."""
        for key in self._store.keys():
            if identity in (key["uid"], self._value(key["uid"])):
                return key
        raise ApiError(404, "api_key_not_found", f"API key `{identity}` not found.")

    def create(self, body: dict[str, Any]) -> dict[str, Any]:
        """A new key."""
        self._require_master_key()
        for name in ("actions", "indexes", "expiresAt"):
            if name not in body:
                raise bad_request(f"missing_api_key_{_snake(name)}", f"Missing field `{name}`")
        unknown = [action for action in body["actions"] if action not in ACTIONS]
        if unknown:
            raise bad_request("invalid_api_key_actions", f"Unknown value `{unknown[0]}` at `.actions`.")
        uid = _read_uid(body.get("uid"))
        if any(key["uid"] == uid for key in self._store.keys()):
            raise ApiError(409, "api_key_already_exists", f"`uid` field value `{uid}` is already an existing API key.")
        key = {
            "uid": uid, "name": body.get("name"), "description": body.get("description"), "actions": body["actions"],
            "indexes": body["indexes"], "expiresAt": _read_expiry(body["expiresAt"]), "createdAt": now(),
            "updatedAt": now(),
        }  # fmt: skip
        self._store.put_key(key)
        return self.show(key)

    def update(self, identity: str, body: dict[str, Any]) -> dict[str, Any]:
        """Another name or description; the rest of a key never changes."""
        for name in body:
            if name not in ("name", "description"):
                raise bad_request(f"immutable_api_key_{_snake(name)}", f"Immutable field `{name}`: found unexpected field")
        key = {**self.find(identity), **body, "updatedAt": now()}
        self._store.put_key(key)
        return self.show(key)

    def delete(self, identity: str) -> None:
        """Removes a key."""
        self._store.delete_key(self.find(identity)["uid"])

    def create_defaults(self) -> None:
        """The two keys that a server with a master key starts with."""
        if not self._master_key or self._store.keys():
            return
        self.create({"name": "Default Admin API Key", "description": "Use it for anything that is not a search operation.",
                     "actions": ["*"], "indexes": ["*"], "expiresAt": None})  # fmt: skip
        self.create({"name": "Default Search API Key", "description": "Use it to search from the frontend",
                     "actions": ["search"], "indexes": ["*"], "expiresAt": None})  # fmt: skip

    def _value(self, uid: str) -> str:
        return hmac.digest(self._master_key.encode(), uid.encode(), hashlib.sha256).hex()

    def _require_master_key(self) -> None:
        if not self._master_key:
            raise ApiError(
                401, "missing_master_key",
                "Meilisearch is running without a master key. To access this API endpoint, you must have set a master "
                "key at launch.",
            )  # fmt: skip

    def _read_tenant_token(self, token: str) -> Grant:
        """A JSON Web Token, signed with an API key, that narrows what the key may search."""
        try:
            head, payload, signature = token.split(".")
            header, claims = json.loads(_decode(head)), json.loads(_decode(payload))
            key = self.find(claims["apiKeyUid"])
            digest = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}[header["alg"]]
            wanted = hmac.digest(self._value(key["uid"]).encode(), f"{head}.{payload}".encode(), digest)
            if not hmac.compare_digest(wanted, _decode(signature)):
                raise invalid_key()
            rules = claims["searchRules"]
            expiry = claims.get("exp")
        except (ValueError, KeyError, TypeError, binascii.Error, ApiError) as error:
            raise invalid_key() from error
        _check_expiry(key["expiresAt"])
        if expiry is not None and float(expiry) < datetime.datetime.now(datetime.UTC).timestamp():
            raise invalid_key()
        if not {"*", "search"} & set(key["actions"]):
            raise invalid_key()
        return Grant(
            ("search",), tuple(key["indexes"]), dict.fromkeys(rules) if isinstance(rules, list) else dict(rules)
        )


def invalid_key() -> ApiError:
    """A key that doesn't exist, has expired, or isn't for this."""
    return ApiError(403, "invalid_api_key", "The provided API key is invalid.")


def _decode(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _check_expiry(text: str | None) -> None:
    if text and datetime.datetime.fromisoformat(text) < datetime.datetime.now(datetime.UTC):
        raise invalid_key()


def _read_expiry(text: Any) -> str | None:
    if text is None:
        return None
    try:
        time = datetime.datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise bad_request("invalid_api_key_expires_at", f"`{text}` is not a valid date.") from error
    time = time if time.tzinfo else time.replace(tzinfo=datetime.UTC)
    if time < datetime.datetime.now(datetime.UTC):
        raise bad_request("invalid_api_key_expires_at", f"`{text}` is in the past.")
    return time.isoformat().replace("+00:00", "Z")


def _read_uid(text: Any) -> str:
    if text is None:
        return str(uuid.uuid4())
    try:
        return str(uuid.UUID(str(text)))
    except ValueError as error:
        raise bad_request("invalid_api_key_uid", f"Invalid value at `.uid`: `{text}` is not a valid UUID.") from error


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda match: "_" + match[1].lower(), name)
