"""Commands about logging in and about users."""

from typing import Any

from bson import Binary

from ..engine.values import Document
from ..errors import CommandError
from ..scram import MECHANISMS, Conversation, failed
from ..users import read_roles, show_user
from .registry import OPEN, Context, command


@command("saslStart", needs=OPEN)
def sasl_start(context: Context) -> Document:
    """``saslStart``: the first message of a SCRAM conversation."""
    return _start(context, context.database, context.body)


def start_early(context: Context, body: Document) -> Document | None:
    """A login that came along with the greeting; None leaves the client to begin it properly."""
    try:
        return _start(context, str(body.get("db", "admin")), body)
    except CommandError:
        context.connection.conversation = None
        return None


def _start(context: Context, database: str, body: Document) -> Document:
    mechanism = body.get("mechanism")
    if mechanism not in MECHANISMS:
        raise CommandError(334, f"Received authentication for mechanism {mechanism} which is unknown or not enabled")
    options = body.get("options") or {}
    conversation = Conversation(mechanism, database, bool(options.get("skipEmptyExchange")))
    conversation.read_first(_payload(body))
    credential = context.server.users.credential(database, conversation.user, mechanism)
    if credential is None:
        raise failed()
    context.connection.conversation = conversation
    return _step(conversation, conversation.challenge(credential), done=False)


@command("saslContinue", needs=OPEN)
def sasl_continue(context: Context) -> Document:
    """``saslContinue``: the proof, and for old clients an empty message after it."""
    conversation = context.connection.conversation
    if conversation is None or conversation.identity != context.body.get("conversationId"):
        raise CommandError(17, "No SASL session state found")
    if conversation.is_proven:
        _log_in(context, conversation)
        return _step(conversation, b"", done=True)
    try:
        answer = conversation.prove(_payload(context.body))
    except CommandError:
        context.connection.conversation = None
        raise
    if conversation.skip_empty_exchange:
        _log_in(context, conversation)
    return _step(conversation, answer, done=conversation.skip_empty_exchange)


def _log_in(context: Context, conversation: Conversation) -> None:
    identity = (conversation.user, conversation.database)
    if identity not in context.connection.identities:
        context.connection.identities.append(identity)
    context.connection.conversation = None


def _payload(body: Document) -> bytes:
    payload: Any = body.get("payload", b"")
    return payload.encode() if isinstance(payload, str) else bytes(payload)


def _step(conversation: Conversation, payload: bytes, done: bool) -> Document:
    return {"conversationId": conversation.identity, "done": done, "payload": Binary(payload), "ok": 1.0}


@command("logout", needs=OPEN)
def logout(context: Context) -> Document:
    """``logout``: ends the logins of this database."""
    kept = [identity for identity in context.connection.identities if identity[1] != context.database]
    context.connection.identities[:] = kept
    return {"ok": 1.0}


@command("connectionStatus", needs=OPEN)
def connection_status(context: Context) -> Document:
    """``connectionStatus``: who is logged in on this connection."""
    identities = context.connection.identities
    users = [user for name, home in identities if (user := context.server.users.find(home, name))]
    return {
        "authInfo": {
            "authenticatedUsers": [{"user": user["user"], "db": user["db"]} for user in users],
            "authenticatedUserRoles": [role for user in users for role in user["roles"]],
        },
        "ok": 1.0,
    }


@command("createUser", needs="users")
def create_user(context: Context) -> Document:
    """``createUser``."""
    body = context.body
    if "pwd" not in body or "roles" not in body:
        raise CommandError(2, "Must provide a 'pwd' and 'roles' to create a user")
    context.server.users.create(context.database, context.argument, body["pwd"], body["roles"], body)
    return {"ok": 1.0}


@command("updateUser", needs="users")
def update_user(context: Context) -> Document:
    """``updateUser``: password, roles, data."""
    context.server.users.update(context.database, context.argument, context.body)
    return {"ok": 1.0}


@command("dropUser", needs="users")
def drop_user(context: Context) -> Document:
    """``dropUser``."""
    context.server.users.drop(context.database, context.argument)
    return {"ok": 1.0}


@command("dropAllUsersFromDatabase", needs="users")
def drop_all_users(context: Context) -> Document:
    """``dropAllUsersFromDatabase``."""
    doomed = context.server.users.all_of(context.database)
    for user in doomed:
        context.server.users.drop(user["db"], user["user"])
    return {"n": len(doomed), "ok": 1.0}


@command("grantRolesToUser", needs="users")
def grant_roles(context: Context) -> Document:
    """``grantRolesToUser``."""
    user = context.server.users.require(context.database, context.argument)
    added = [role for role in read_roles(context.body["roles"], context.database) if role not in user["roles"]]
    context.server.users.update(context.database, context.argument, {"roles": [*user["roles"], *added]})
    return {"ok": 1.0}


@command("revokeRolesFromUser", needs="users")
def revoke_roles(context: Context) -> Document:
    """``revokeRolesFromUser``."""
    user = context.server.users.require(context.database, context.argument)
    removed = read_roles(context.body["roles"], context.database)
    left = [role for role in user["roles"] if role not in removed]
    context.server.users.update(context.database, context.argument, {"roles": left})
    return {"ok": 1.0}


@command("usersInfo", needs="self")
def users_info(context: Context) -> Document:
    """``usersInfo``: one user, some, all of a database (1), or all; others than oneself need the right to."""
    wanted = context.body["usersInfo"]
    users = context.server.users
    if isinstance(wanted, dict) and "forAllDBs" in wanted:
        found = users.all_of(None)
    elif isinstance(wanted, (int, float)):
        found = users.all_of(context.database)
    else:
        found = []
        for item in wanted if isinstance(wanted, list) else [wanted]:
            name, home = (item, context.database) if isinstance(item, str) else (item["user"], item["db"])
            user = users.find(home, name)
            found += [user] if user else []
    identities = context.connection.identities
    foreign = any((user["user"], user["db"]) not in identities for user in found)
    if foreign and context.server.requires_login and not users.allows(identities, "users", context.database):
        raise CommandError(13, f"not authorized on {context.database} to execute command {{ usersInfo }}")
    return {"users": [show_user(user, bool(context.body.get("showCredentials"))) for user in found], "ok": 1.0}
