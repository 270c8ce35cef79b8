"""``mongosh --quiet [address] --eval "db.adminCommand('ping').ok"``."""

import argparse
import json
import os
import re
import sys
from typing import Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError

_CALL = re.compile(
    r"""^\s*(?:print\(|printjson\(|EJSON\.stringify\()?\s*
    db(?:\.getSiblingDB\(\s*['"](?P<database>[^'"]+)['"]\s*\)|\.getMongo\(\)\.getDB\(\s*['"](?P<other>[^'"]+)['"]\s*\))?
    \.(?P<method>adminCommand|runCommand)\(\s*(?P<command>.+?)\s*\)
    (?P<field>(?:\.\w+)*)\s*\)?\s*;?\s*$""",
    re.VERBOSE | re.DOTALL,
)


# mongosh is JavaScript. The one script that is understood logs in with a password from a file or from a variable.
_LOGIN = re.compile(
    r"db\s*=\s*connect\(.*(?:readFileSync\(process\.env\.(?P<file>\w+)|encodeURIComponent\(process\.env\.(?P<variable>\w+)\)).*@(?P<address>[^\"]+)\""
)
_VARIABLE = re.compile(r"\bprocess\.env\.(\w+)")


def main() -> int:
    """Prints what the expression gives; 1 when it fails."""
    parser = argparse.ArgumentParser(prog="mongosh", allow_abbrev=False)
    parser.add_argument("address", nargs="?", default="mongodb://127.0.0.1:27017/test")
    parser.add_argument("--eval", action="append", default=[])
    parser.add_argument("--host", default=None)
    parser.add_argument("--port", type=int, default=None)
    parser.add_argument("-u", "--username", default=None)
    parser.add_argument("-p", "--password", default=None)
    parser.add_argument("--authenticationDatabase", default=None)
    parser.add_argument("--authenticationMechanism", default=None)
    parser.add_argument("--tlsCAFile", default=None)
    for flag in ("--tls", "--quiet", "--norc", "--nodb", "--shell"):
        parser.add_argument(flag, action="store_true")
    options = parser.parse_args()
    client: MongoClient[Any] | None = None
    try:
        for expression in options.eval:
            if login := _LOGIN.search(expression):
                client = _log_in(login)
            else:
                print(_evaluate(client or _connect(options), expression))
        if options.shell or not options.eval:
            _shell(client or _connect(options))
    except (OSError, PyMongoError, ValueError) as error:
        print(f"mongosh: {error}", file=sys.stderr)
        return 1
    return 0


def _log_in(login: re.Match[str]) -> MongoClient[Any]:
    if login["file"]:
        with open(os.environ[login["file"]], encoding="utf-8") as file:
            password = file.read().strip()
    else:
        password = os.environ[login["variable"]]
    return MongoClient(
        f"mongodb://{login['address']}", username=os.environ["MONGO_INITDB_ROOT_USERNAME"], password=password,
        serverSelectionTimeoutMS=3000, directConnection=True)


def _shell(client: MongoClient[Any]) -> None:
    """Evaluates lines until ``exit`` or the end; a mistake ends no session of a person."""
    prompt = f"{client.get_default_database('test').name}> " if sys.stdin.isatty() else ""
    while True:
        try:
            line = input(prompt).strip()
        except EOFError:
            return
        if line in ("exit", "quit"):
            return
        try:
            if line:
                print(_evaluate(client, line))
        except (PyMongoError, ValueError) as error:
            if not prompt:
                raise
            print(error)


def _connect(options: argparse.Namespace) -> MongoClient[Any]:
    address = options.address
    if "://" not in address:
        address = f"mongodb://{address}" if "/" in address or ":" in address else f"mongodb://127.0.0.1:27017/{address}"
    if options.host or options.port:
        address = f"mongodb://{options.host or '127.0.0.1'}:{options.port or 27017}/test"
    extra: dict[str, Any] = {"tls": True, "tlsCAFile": options.tlsCAFile} if options.tls else {}
    if options.username:
        extra |= {"username": options.username, "password": options.password or ""}
        extra["authSource"] = options.authenticationDatabase or "admin"
        if options.authenticationMechanism:
            extra["authMechanism"] = options.authenticationMechanism
    return MongoClient(address, serverSelectionTimeoutMS=3000, directConnection=True, **extra)


def _evaluate(client: MongoClient[Any], expression: str) -> str:
    call = _CALL.match(expression)
    if call is None:
        raise ValueError(
            f"'{expression}' isn't understood: only db.runCommand(...) and db.adminCommand(...) are, "
            "with the name of a command or a document."
        )
    default = client.get_default_database("test").name
    database = "admin" if call["method"] == "adminCommand" else call["database"] or call["other"] or default
    reply: Any = client[database].command(_command(call["command"]))
    for field in filter(None, call["field"].split(".")):
        reply = reply.get(field) if isinstance(reply, dict) else None
    if isinstance(reply, float) and reply.is_integer():
        reply = int(reply)
    return reply if isinstance(reply, str) else json.dumps(reply, indent=2, default=str)


def _command(text: str) -> dict[str, Any]:
    """A command as a name in quotes or as a document whose names may lack quotes."""
    if text[0] in "'\"":
        return {text.strip("'\""): 1}
    strict = re.sub(r"([{,]\s*)([A-Za-z_$][\w$]*)\s*:", r'\1"\2":', text.replace("'", '"'))
    strict = _VARIABLE.sub(lambda match: json.dumps(os.environ[match[1]]), strict)
    try:
        command = json.loads(strict)
    except json.JSONDecodeError as error:
        raise ValueError(f"'{text}' isn't a document: {error}") from error
    if not isinstance(command, dict):
        raise ValueError(f"'{text}' isn't a document.")
    return command


if __name__ == "__main__":
    sys.exit(main())
