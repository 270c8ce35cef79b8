"""Logins, users and roles."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.errors import OperationFailure

PASSWORD = "p'w\"$%@/# ü\u00a0x"


@pytest.fixture
def guarded(make_mongod: Callable[..., Any]) -> Any:
    """A server with a root user."""
    return make_mongod(MONGO_INITDB_ROOT_USERNAME="admin", MONGO_INITDB_ROOT_PASSWORD=PASSWORD)


def root(mongod: Any, **options: Any) -> MongoClient[Any]:
    return mongod.client(username="admin", password=PASSWORD, authSource="admin", **options)


def test_without_a_login_only_the_greeting_and_ping_work(guarded: Any) -> None:
    with guarded.client() as client:
        client.admin.command("ping")
        client.admin.command("hello")
        for action in (client.db.things.find_one, client.list_database_names, lambda: client.db.things.insert_one({})):
            with pytest.raises(OperationFailure) as error:
                action()
            assert error.value.code == 13


@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-256", "SCRAM-SHA-1", "DEFAULT"])
def test_root_logs_in(guarded: Any, mechanism: str) -> None:
    options = {} if mechanism == "DEFAULT" else {"authMechanism": mechanism}
    with root(guarded, **options) as client:
        client.db.things.insert_one({"_id": 1})

        status = client.admin.command("connectionStatus")

        assert status["authInfo"]["authenticatedUsers"] == [{"user": "admin", "db": "admin"}]


@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-256", "SCRAM-SHA-1"])
@pytest.mark.parametrize(("user", "password"), [("admin", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_login_is_refused(guarded: Any, mechanism: str, user: str, password: str) -> None:
    with guarded.client(username=user, password=password, authMechanism=mechanism) as client:
        with pytest.raises(OperationFailure) as error:
            client.db.things.find_one()

    assert error.value.code == 18


def test_a_user_stays_in_its_database(guarded: Any) -> None:
    with root(guarded) as client:
        client.openedx.command("createUser", "edx", pwd="secret", roles=["readWrite"])
        client.other.things.insert_one({})

    with guarded.client(username="edx", password="secret", authSource="openedx") as client:
        client.openedx.things.insert_one({"_id": 1})
        client.openedx.things.create_index("n")
        assert client.list_database_names() == ["openedx"]
        forbidden: list[Callable[[], Any]] = [
            client.other.things.find_one,
            lambda: client.openedx.command("createUser", "x", pwd="y", roles=[]),
            lambda: client.drop_database("openedx"),
            lambda: list(client.openedx.things.aggregate([{"$out": {"db": "other", "coll": "stolen"}}])),
        ]
        for action in forbidden:
            with pytest.raises(OperationFailure) as error:
                action()
            assert error.value.code == 13


def test_reading_is_not_writing(guarded: Any) -> None:
    with root(guarded) as client:
        client.db.things.insert_one({"_id": 1})
        client.admin.command("createUser", "reader", pwd="secret", roles=[{"role": "read", "db": "db"}])

    with guarded.client(username="reader", password="secret") as client:
        assert client.db.things.find_one() == {"_id": 1}
        with pytest.raises(OperationFailure) as error:
            client.db.things.insert_one({})
        assert error.value.code == 13


def test_users_are_administered(guarded: Any) -> None:
    with root(guarded) as client:
        client.db.command("createUser", "u", pwd="one", roles=["read"], customData={"a": 1})
        with pytest.raises(OperationFailure) as error:
            client.db.command("createUser", "u", pwd="one", roles=[])
        assert error.value.code == 51003
        client.db.command("updateUser", "u", pwd="two")
        client.db.command("grantRolesToUser", "u", roles=["readWrite"])
        client.db.command("revokeRolesFromUser", "u", roles=["read"])

        [info] = client.db.command("usersInfo", "u")["users"]

        assert info["roles"] == [{"role": "readWrite", "db": "db"}] and info["customData"] == {"a": 1}
        assert "credentials" not in info and len(client.db.command("usersInfo", 1)["users"]) == 1
        with guarded.client(username="u", password="two", authSource="db") as other:
            other.db.things.insert_one({})
        client.db.command("dropUser", "u")
        with pytest.raises(OperationFailure) as error:
            client.db.command("dropUser", "u")
        assert error.value.code == 11
        with pytest.raises(OperationFailure) as error:
            client.db.command("createUser", "v", pwd="one", roles=["emperor"])
        assert error.value.code == 31


def test_users_survive_a_restart(guarded: Any) -> None:
    with root(guarded) as client:
        client.db.command("createUser", "u", pwd="one", roles=["readWrite"])
    guarded.kill()
    guarded.start()

    with root(guarded) as client:
        assert client.db.command("usersInfo", "u")["users"]
    with guarded.client(username="u", password="one", authSource="db") as client:
        client.db.things.insert_one({})


def test_a_password_from_a_file(make_mongod: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from a file\n")
    mongod = make_mongod(MONGO_INITDB_ROOT_USERNAME="r", MONGO_INITDB_ROOT_PASSWORD_FILE=str(tmp_path / "secret"))

    with mongod.client(username="r", password="from a file") as client:
        client.db.things.insert_one({})


def test_a_user_without_a_password_is_refused(make_mongod: Callable[..., Any]) -> None:
    with pytest.raises(AssertionError, match="belong together"):
        make_mongod(MONGO_INITDB_ROOT_USERNAME="r")
