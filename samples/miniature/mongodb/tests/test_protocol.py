"""What drivers rely on beyond documents: greeting, cursors, errors, GridFS, many clients."""

import socket
import struct
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import bson
import gridfs
import pytest
from pymongo import ASCENDING, IndexModel, WriteConcern
from pymongo.errors import CollectionInvalid, CursorNotFound, DuplicateKeyError, OperationFailure


def test_the_greeting_is_that_of_a_standalone_server(mongod: Any) -> None:
    with mongod.client() as client:
        hello = client.admin.command("hello")

        assert hello["isWritablePrimary"] and "setName" not in hello and hello["maxWireVersion"] >= 21
        assert client.server_info()["version"] == "7.0.0"
        assert client.topology_description.topology_type_name == "Single"


def test_an_unknown_command_has_code_59(db: Any) -> None:
    with pytest.raises(OperationFailure) as error:
        db.command("makeCoffee")

    assert error.value.code == 59 and error.value.details["codeName"] == "CommandNotFound"


def test_cursors_come_in_batches(db: Any) -> None:
    db.things.insert_many([{"_id": i} for i in range(1000)])

    cursor = db.things.find(batch_size=7).sort("_id", -1)

    assert [document["_id"] for document in cursor] == list(reversed(range(1000)))
    assert len(list(db.things.find())) == 1000
    assert len(list(db.things.find(limit=150))) == 150
    assert len(list(db.things.aggregate([{"$match": {}}], batchSize=3))) == 1000


def test_a_batch_never_exceeds_what_a_client_accepts(db: Any) -> None:
    db.big.insert_many([{"_id": i, "data": b"x" * 1_000_000} for i in range(60)])

    assert sum(len(document["data"]) for document in db.big.find()) == 60_000_000


def test_a_killed_cursor_is_gone(db: Any) -> None:
    db.things.insert_many([{} for _ in range(10)])
    reply = db.command("find", "things", batchSize=2)

    killed = db.command("killCursors", "things", cursors=[reply["cursor"]["id"]])

    assert killed["cursorsKilled"] == [reply["cursor"]["id"]]
    with pytest.raises(CursorNotFound):
        db.command("getMore", reply["cursor"]["id"], collection="things")


def test_a_cursor_shows_documents_as_they_were(db: Any) -> None:
    db.things.insert_many([{"_id": i, "n": 0} for i in range(10)])
    cursor = db.things.find(batch_size=2)
    next(cursor)

    db.things.update_many({}, {"$inc": {"n": 1}})

    assert [document["n"] for document in cursor] == [0] * 9


def test_unique_indexes(db: Any) -> None:
    db.users.create_index("email", unique=True)
    db.users.create_index([("org", 1), ("number", 1)], unique=True, sparse=True)
    db.users.create_index("tags", unique=True, partialFilterExpression={"tags": {"$exists": True}})
    db.users.insert_one({"_id": 1, "email": "a@x", "org": "O", "number": 1, "tags": ["p", "q"]})
    db.users.insert_one({"_id": 2, "email": "b@x", "org": "O", "number": 2})
    db.users.insert_one({"_id": 3, "email": "c@x"})

    with pytest.raises(DuplicateKeyError) as error:
        db.users.insert_one({"email": "a@x"})
    assert error.value.details["keyPattern"] == {"email": 1} and error.value.details["keyValue"] == {"email": "a@x"}
    with pytest.raises(DuplicateKeyError):
        db.users.update_one({"_id": 2}, {"$set": {"number": 1}})
    with pytest.raises(DuplicateKeyError):
        db.users.insert_one({"email": "d@x", "tags": ["z", "q"]})
    with pytest.raises(DuplicateKeyError):
        db.users.find_one_and_update({"_id": 2}, {"$set": {"email": "a@x"}})
    db.users.delete_one({"_id": 1})
    db.users.insert_one({"email": "a@x", "tags": ["q"]})

    assert db.users.find_one({"_id": 2})["number"] == 2 and db.users.count_documents({}) == 3


def test_a_unique_index_over_duplicates_is_refused(db: Any) -> None:
    db.things.insert_many([{"n": 1}, {"n": 1}])

    with pytest.raises(DuplicateKeyError):
        db.things.create_index("n", unique=True)

    assert list(db.things.index_information()) == ["_id_"]


def test_index_administration(db: Any) -> None:
    db.things.create_indexes([IndexModel([("a", 1)]), IndexModel([("b", -1)], name="by_b", background=True)])
    db.things.create_index("a")

    information = db.things.index_information()
    db.things.drop_index("by_b")

    assert set(information) == {"_id_", "a_1", "by_b"} and information["by_b"]["key"] == [("b", -1)]
    assert set(db.things.index_information()) == {"_id_", "a_1"}
    with pytest.raises(OperationFailure) as error:
        db.things.drop_index("by_b")
    assert error.value.code == 27
    db.things.drop_indexes()
    assert set(db.things.index_information()) == {"_id_"}


def test_an_index_finds_what_a_scan_finds(db: Any) -> None:
    documents: list[dict[str, Any]] = [{"v": 1}, {"v": 1.0}, {"v": [1, 2]}, {"v": None}, {}, {"v": []}, {"v": [[1]]}]
    db.plain.insert_many([dict(document) for document in documents])
    db.indexed.insert_many([dict(document) for document in documents])
    db.indexed.create_index([("v", ASCENDING)])

    for query in ({"v": 1}, {"v": None}, {"v": []}, {"v": [1, 2]}, {"v": [1]}, {"v": {"$in": [2]}}):
        assert db.indexed.count_documents(query) == db.plain.count_documents(query), query


def test_collections_and_databases(db: Any) -> None:
    db.create_collection("made")
    db.one.insert_one({"_id": 1})
    with pytest.raises(CollectionInvalid):
        db.create_collection("made")
    db.one.rename("two")
    with pytest.raises(OperationFailure):
        db.two.rename("made")
    db.two.rename("made", dropTarget=True)

    assert db.list_collection_names() == ["made"] and db.made.find_one() == {"_id": 1}
    assert db.client.list_database_names() == ["openedx"]
    assert db.command("dbStats")["objects"] == 1 and db.command("collStats", "made")["count"] == 1
    db.made.drop()
    db.client.drop_database("openedx")
    assert db.client.list_database_names() == []


def test_gridfs(db: Any) -> None:
    files = gridfs.GridFS(db, "assets")
    content = bytes(range(256)) * 4096
    identity = files.put(content, filename="a.bin", content_type="x/y", metadata={"course": "c"})
    files.put(b"second", filename="a.bin")
    special = {"tag": "c4x", "org": "edX"}
    files.put(b"keyed", _id=special, filename="key")

    assert files.get(identity).read() == content
    assert files.get_last_version("a.bin").read() == b"second"
    assert files.get(special).read() == b"keyed"
    assert sorted(files.list()) == ["a.bin", "key"]
    files.delete(identity)
    assert not files.exists(identity) and db.assets.chunks.count_documents({"files_id": identity}) == 0
    bucket = gridfs.GridFSBucket(db, "assets")
    with bucket.open_download_stream_by_name("a.bin") as stream:
        assert stream.read() == b"second"


def test_unacknowledged_writes_and_sessions(db: Any) -> None:
    db.get_collection("things", write_concern=WriteConcern(w=0)).insert_one({"_id": 1})
    with db.client.start_session() as session:
        assert db.things.find_one({}, session=session) == {"_id": 1}
    with db.client.start_session() as session, pytest.raises(OperationFailure) as error, session.start_transaction():
        db.things.insert_one({}, session=session)
    assert error.value.code == 20


def test_many_clients_at_once(mongod: Any) -> None:
    def work(number: int) -> None:
        with mongod.client() as client:
            things = client.shared.things
            for step in range(40):
                things.insert_one({"worker": number, "step": step})
                things.update_one({"_id": "total"}, {"$inc": {"n": 1}}, upsert=True)
                things.find_one({"worker": number, "step": step})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))

    with mongod.client() as client:
        assert client.shared.things.find_one({"_id": "total"}) == {"_id": "total", "n": 320}
        assert client.shared.things.count_documents({"worker": {"$exists": True}}) == 320


def test_one_of_many_wins_a_unique_key(mongod: Any) -> None:
    start = threading.Barrier(6)

    def claim(number: int) -> bool:
        with mongod.client() as client:
            client.admin.command("ping")
            start.wait()
            try:
                client.shared.claims.insert_one({"_id": "key", "owner": number})
            except DuplicateKeyError:
                return False
            return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(claim, range(6))) == 1


def test_rubbish_ends_only_its_own_connection(mongod: Any) -> None:
    for rubbish in (b"GET / HTTP/1.1\r\n\r\n", struct.pack("<iiii", 20, 1, 0, 2013) + b"\xff" * 4, b"\0" * 64):
        with socket.create_connection(("127.0.0.1", mongod.port)) as raw:
            raw.sendall(rubbish)
            raw.settimeout(5)
            assert raw.recv(100) == b""

    with mongod.client() as client:
        assert client.admin.command("ping") == {"ok": 1.0}


def test_the_old_greeting(mongod: Any) -> None:
    query = bson.encode({"isMaster": 1})
    body = struct.pack("<i", 0) + b"admin.$cmd\0" + struct.pack("<ii", 0, -1) + query
    with socket.create_connection(("127.0.0.1", mongod.port)) as raw:
        raw.sendall(struct.pack("<iiii", 16 + len(body), 7, 0, 2004) + body)
        reply = raw.recv(10_000)

    assert struct.unpack_from("<ii", reply, 8) == (7, 1)
    assert bson.decode(reply[36:])["ismaster"] is True
