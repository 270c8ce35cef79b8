"""Users, kept as documents of ``admin.system.users`` like on the real server, and what their roles allow."""

import uuid
from collections.abc import Iterable
from typing import Any

from bson import Binary

from .engine.catalog import Catalog
from .engine.collection import Collection
from .engine.values import Document
from .errors import CommandError
from .scram import MECHANISMS, Credential, make_credential

_DATABASE_ROLES = {
    "read": {"read"},
    "readWrite": {"read", "write"},
    "dbAdmin": {"manage"},
    "userAdmin": {"users"},
    "dbOwner": {"read", "write", "manage", "users"},
}
_GLOBAL_ROLES = {
    "readAnyDatabase": {"read", "server"},
    "readWriteAnyDatabase": {"read", "write", "server"},
    "dbAdminAnyDatabase": {"manage", "server"},
    "userAdminAnyDatabase": {"users", "server"},
    "clusterAdmin": {"manage", "server"},
    "clusterManager": {"server"},
    "clusterMonitor": {"server"},
    "hostManager": {"server"},
    "backup": {"read", "server"},
    "restore": {"read", "write", "manage", "users", "server"},
    "root": {"read", "write", "manage", "users", "server"},
}

Role = dict[str, str]
Identity = tuple[str, str]
"""A user's name and the database that it belongs to."""


class Users:
    """The users of a server."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @property
    def _kept(self) -> Collection:
        return self._catalog.find_or_create("admin", "system.users")

    def find(self, database: str, name: str) -> Document | None:
        """A user's document."""
        kept = self._catalog.find("admin", "system.users")
        return next(kept.find({"_id": f"{database}.{name}"}), None) if kept else None

    def all_of(self, database: str | None) -> list[Document]:
        """The users of a database, or of all."""
        kept = self._catalog.find("admin", "system.users")
        return list(kept.find({"db": database} if database else {})) if kept else []

    def create(self, database: str, name: str, password: str, roles: list[Any], extra: Document) -> None:
        """A new user."""
        if self.find(database, name):
            raise CommandError(51003, f'User "{name}@{database}" already exists')
        self._kept.insert(
            {
                "_id": f"{database}.{name}",
                "userId": Binary.from_uuid(uuid.uuid4()),
                "user": name,
                "db": database,
                "credentials": _credentials(name, password, extra.get("mechanisms")),
                "roles": read_roles(roles, database),
                **({"customData": extra["customData"]} if "customData" in extra else {}),
            }
        )

    def update(self, database: str, name: str, change: Document) -> None:
        """Another password, other roles, other data."""
        user = self.require(database, name)
        fields: Document = {}
        if "pwd" in change:
            fields["credentials"] = _credentials(name, change["pwd"], change.get("mechanisms"))
        if "roles" in change:
            fields["roles"] = read_roles(change["roles"], database)
        if "customData" in change:
            fields["customData"] = change["customData"]
        if fields:
            self._kept.change(user, {"$set": fields}, {}, [])

    def drop(self, database: str, name: str) -> None:
        """Removes a user."""
        self._kept.discard(self.require(database, name))

    def require(self, database: str, name: str) -> Document:
        """A user that must exist."""
        user = self.find(database, name)
        if user is None:
            raise CommandError(11, f"Could not find user {name}@{database}")
        return user

    def credential(self, database: str, name: str, mechanism: str) -> Credential | None:
        """What is kept of the user's password for a mechanism."""
        user = self.find(database, name)
        return user["credentials"].get(mechanism) if user else None

    def allows(self, identities: Iterable[Identity], action: str, database: str) -> bool:
        """Whether one of the users may do something in a database."""
        for name, home in identities:
            user = self.find(home, name)
            for role in user["roles"] if user else ():
                if _role_allows(role, action, database):
                    return True
        return False


def _role_allows(role: Role, action: str, database: str) -> bool:
    if role["db"] == "admin" and action in _GLOBAL_ROLES.get(role["role"], ()):
        return True
    return role["db"] == database and action in _DATABASE_ROLES.get(role["role"], ())


def read_roles(roles: list[Any], database: str) -> list[Role]:
    """Roles as commands name them: a bare name belongs to the command's database."""
    read: list[Role] = []
    for item in roles:
        role = {"role": item, "db": database} if isinstance(item, str) else {"role": item["role"], "db": item["db"]}
        known = role["role"] in _DATABASE_ROLES or (role["role"] in _GLOBAL_ROLES and role["db"] == "admin")
        if not known:
            raise CommandError(31, f"Could not find role: {role['role']}@{role['db']}")
        read.append(role)
    return read


def show_user(user: Document, with_credentials: bool = False) -> Document:
    """A user as ``usersInfo`` shows it."""
    shown = {name: value for name, value in user.items() if name != "credentials"}
    shown["mechanisms"] = list(user["credentials"])
    if with_credentials:
        shown["credentials"] = user["credentials"]
    return shown


def _credentials(name: str, password: Any, mechanisms: list[str] | None) -> dict[str, Credential]:
    if not isinstance(password, str) or not password:
        raise CommandError(2, "User passwords must not be empty")
    return {mechanism: make_credential(mechanism, name, password) for mechanism in mechanisms or MECHANISMS}
