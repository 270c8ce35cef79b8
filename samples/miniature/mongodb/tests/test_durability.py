"""What was acknowledged is there after an end of any kind."""

import threading
import time
from collections.abc import Callable
from typing import Any

import gridfs
from pymongo.errors import PyMongoError


def test_everything_survives_a_restart(mongod: Any) -> None:
    with mongod.client() as client:
        client.db.things.insert_many([{"_id": i, "n": i} for i in range(200)])
        client.db.things.create_index("n", unique=True, name="by_n")
        client.db.things.update_many({"_id": {"$lt": 10}}, {"$set": {"changed": True}})
        client.db.things.delete_many({"_id": {"$gte": 100}})
        client.db.create_collection("empty")
        client.db.old.insert_one({"_id": 1})
        client.db.old.rename("new")
        client.gone.things.insert_one({})
        client.drop_database("gone")
        gridfs.GridFS(client.db).put(b"x" * 600_000, _id="file")
    assert mongod.stop() == 0
    mongod.start()

    with mongod.client() as client:
        assert client.db.things.count_documents({}) == 100
        assert client.db.things.count_documents({"changed": True}) == 10
        assert [document["_id"] for document in client.db.things.find()] == list(range(100))
        assert client.db.things.index_information()["by_n"]["unique"]
        assert {"empty", "new", "things"} <= set(client.db.list_collection_names())
        assert client.list_database_names() == ["db"]
        assert gridfs.GridFS(client.db).get("file").read() == b"x" * 600_000


def test_a_kill_loses_nothing_that_was_acknowledged(mongod: Any) -> None:
    acknowledged: dict[int, int] = {}

    def write(worker: int) -> None:
        with mongod.client(serverSelectionTimeoutMS=200, retryWrites=False) as client:
            try:
                for step in range(100_000):
                    client.db.log.insert_one({"worker": worker, "step": step, "pad": "x" * 500})
                    client.db.state.update_one({"_id": worker}, {"$set": {"step": step}}, upsert=True)
                    acknowledged[worker] = step
            except PyMongoError:
                return

    for _ in range(2):
        acknowledged.clear()
        writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
        for writer in writers:
            writer.start()
        time.sleep(1)
        mongod.kill()
        for writer in writers:
            writer.join()
        mongod.start()

        with mongod.client() as client:
            assert len(acknowledged) == 4
            for worker, step in acknowledged.items():
                assert client.db.state.find_one({"_id": worker})["step"] in (step, step + 1)
                assert client.db.log.count_documents({"worker": worker}) in (step + 1, step + 2)
            client.db.log.drop()
            client.db.state.drop()


def test_a_command_is_written_whole_or_not_at_all(mongod: Any) -> None:
    def write() -> None:
        with mongod.client(serverSelectionTimeoutMS=200, retryWrites=False) as client:
            try:
                for batch in range(100_000):
                    client.db.log.insert_many([{"batch": batch} for _ in range(50)])
            except PyMongoError:
                return

    writer = threading.Thread(target=write)
    writer.start()
    time.sleep(0.7)
    mongod.kill()
    writer.join()
    mongod.start()

    with mongod.client() as client:
        sizes = [group["n"] for group in client.db.log.aggregate([{"$group": {"_id": "$batch", "n": {"$sum": 1}}}])]
        assert sizes and set(sizes) == {50}


def test_it_stops_at_once(make_mongod: Callable[..., Any]) -> None:
    mongod = make_mongod()
    with mongod.client() as client:
        client.db.things.insert_one({})
        started = time.monotonic()

        assert mongod.stop() == 0

        assert time.monotonic() - started < 2


def test_unknown_flags_are_named_in_the_log(make_mongod: Callable[..., Any]) -> None:
    mongod = make_mongod("--storageEngine", "wiredTiger", "--quiet", "--replSet=rs0")

    log = mongod.log.read_text()
    assert "Ignored --storageEngine wiredTiger" in log and "Ignored --quiet" in log and "--replSet=rs0" in log
