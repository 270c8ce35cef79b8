"""Which function answers which command, and who may call it."""

from collections.abc import Callable
from dataclasses import dataclass

from ..engine.values import Document
from ..errors import CommandError
from ..session import Connection, ServerState


@dataclass(frozen=True)
class Context:
    """A command and where it came from."""

    server: ServerState
    connection: Connection
    database: str
    body: Document

    @property
    def argument(self) -> str:
        """The collection that the command names."""
        value = next(iter(self.body.values()))
        if not isinstance(value, str):
            raise CommandError(73, f"Collection name has invalid type {type(value).__name__}")
        return value

    @property
    def namespace(self) -> str:
        """Database and collection."""
        return f"{self.database}.{self.argument}"


Handler = Callable[[Context], Document]

OPEN = ""
"""For commands that a client may send before it logs in."""


@dataclass(frozen=True)
class _Command:
    handler: Handler
    needs: str


_commands: dict[str, _Command] = {}


def command(*names: str, needs: str) -> Callable[[Handler], Handler]:
    """Registers a function for the names; ``needs`` is an action of a role, or OPEN."""

    def register(handler: Handler) -> Handler:
        for name in names:
            _commands[name.lower()] = _Command(handler, needs)
        return handler

    return register


def run(context: Context) -> Document:
    """Answers a command; the caller holds the server's lock."""
    name = next(iter(context.body))
    found = _commands.get(name.lower())
    if found is None:
        raise CommandError(59, f"no such command: '{name}'")
    _check_access(context, name, found.needs)
    if "txnNumber" in context.body or context.body.get("startTransaction"):
        raise CommandError(20, "Transaction numbers are only allowed on a replica set member or mongos")
    return found.handler(context)


def _check_access(context: Context, name: str, needs: str) -> None:
    if needs == OPEN or not context.server.requires_login:
        return
    if not context.connection.identities:
        raise CommandError(13, f"Command {name} requires authentication")
    if needs == "self":
        return
    if not context.server.users.allows(context.connection.identities, needs, context.database):
        raise CommandError(13, f"not authorized on {context.database} to execute command {{ {name} }}")
