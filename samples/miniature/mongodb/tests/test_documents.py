"""Reading and writing documents through the driver."""

import datetime
import re
from typing import Any

import pytest
from bson import Binary, Decimal128, Int64, ObjectId, Regex, Timestamp
from pymongo import ASCENDING, DESCENDING, DeleteOne, InsertOne, ReplaceOne, ReturnDocument, UpdateMany, UpdateOne
from pymongo.errors import BulkWriteError, OperationFailure, WriteError


def test_every_type_comes_back_as_it_went_in(db: Any) -> None:
    document = {
        "_id": ObjectId(), "double": 1.5, "string": "grüße", "object": {"a": {"b": []}}, "array": [1, [2, {"c": None}]],
        "binary": Binary(b"0123456789abcdef", 4), "bytes": b"abc", "bool": True, "date": datetime.datetime(2025, 1, 2, 3, 4, 5, 6000),
        "null": None, "regex": Regex("^a", "i"), "int": 1, "long": Int64(5), "big": 2**40, "timestamp": Timestamp(1, 2),
        "decimal": Decimal128("1.10"),
    }  # fmt: skip
    db.things.insert_one(document)

    found = db.things.find_one()

    assert found == document
    assert list(found) == list(document)
    assert isinstance(found["long"], Int64)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [1, 2, 3, 4]),
        ({"n": 10}, [1]),
        ({"n": {"$gt": 10, "$lte": 30}}, [2, 3]),
        ({"n": None}, [4]),
        ({"n": {"$exists": False}}, [4]),
        ({"n": {"$ne": 10}}, [2, 3, 4]),
        ({"n": {"$in": [10, 30]}}, [1, 3]),
        ({"n": {"$nin": [10, 30]}}, [2, 4]),
        ({"n": {"$gt": "10"}}, []),
        ({"n": {"$not": {"$gt": 15}}}, [1, 4]),
        ({"n": {"$type": "int"}}, [1, 2, 3]),
        ({"n": {"$mod": [20, 0]}}, [2]),
        ({"tags": "red"}, [1, 2]),
        ({"tags": ["red", "blue"]}, [1]),
        ({"tags": {"$all": ["red", "blue"]}}, [1]),
        ({"tags": {"$size": 1}}, [2]),
        ({"tags.0": "red"}, [1, 2]),
        ({"sub.a": 1}, [1]),
        ({"sub": {"a": 1, "b": 2}}, [1]),
        ({"sub": {"b": 2, "a": 1}}, []),
        ({"rows.k": 2}, [3]),
        ({"rows": {"$elemMatch": {"k": 1, "v": "x"}}}, [3]),
        ({"rows": {"$elemMatch": {"k": 2, "v": "x"}}}, []),
        ({"name": {"$regex": "^A", "$options": "i"}}, [1, 2]),
        ({"name": re.compile("^a")}, [2]),
        ({"$or": [{"n": 10}, {"name": "abc"}]}, [1, 2]),
        ({"$and": [{"n": {"$gte": 10}}, {"n": {"$lt": 20}}]}, [1]),
        ({"$nor": [{"n": 10}, {"n": 20}]}, [3, 4]),
        ({"$expr": {"$gt": ["$n", 20]}}, [3]),
        ({"flag": True}, [3]),
        ({"flag": 1}, []),
    ],
)
def test_filters(db: Any, query: dict[str, Any], expected: list[int]) -> None:
    db.things.insert_many(
        [
            {"_id": 1, "n": 10, "name": "Anna", "tags": ["red", "blue"], "sub": {"a": 1, "b": 2}},
            {"_id": 2, "n": 20, "name": "abc", "tags": ["red"]},
            {"_id": 3, "n": 30, "rows": [{"k": 1, "v": "x"}, {"k": 2, "v": "y"}], "flag": True},
            {"_id": 4},
        ]
    )

    found = [document["_id"] for document in db.things.find(query, sort=[("_id", 1)])]

    assert found == expected


def test_an_unknown_operator_is_refused(db: Any) -> None:
    with pytest.raises(OperationFailure) as error:
        db.things.find_one({"n": {"$nonsense": 1}})

    assert error.value.code == 2


def test_sort_skip_limit_and_projection(db: Any) -> None:
    db.things.insert_many([{"_id": i, "group": i % 2, "nested": {"a": i, "b": -i}, "list": [i, i + 1]} for i in range(6)])

    found = list(
        db.things.find({}, {"nested.a": 1, "list": {"$slice": 1}}).sort([("group", DESCENDING), ("_id", ASCENDING)])[1:3]
    )

    assert found == [{"_id": 3, "nested": {"a": 3}, "list": [3]}, {"_id": 5, "nested": {"a": 5}, "list": [5]}]
    assert db.things.find_one({"_id": 1}, {"_id": 0, "nested": 0, "list": 0}) == {"group": 1}
    assert db.things.find_one({"_id": 1}, {"_id": 1}) == {"_id": 1}
    assert db.things.find_one({"list": 2}, {"list.$": 1}) == {"_id": 1, "list": [2]}


def test_values_of_different_types_have_an_order(db: Any) -> None:
    values = [None, 1, 2.5, "a", {"a": 1}, b"x", ObjectId(), False, True, datetime.datetime(2025, 1, 1)]
    db.things.insert_many([{"_id": index, "v": value} for index, value in reversed(list(enumerate(values)))])

    assert [document["_id"] for document in db.things.find().sort("v")] == list(range(len(values)))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"$set": {"a.b.c": 1}}, {"n": 1, "list": [1, 2, 3], "a": {"b": {"c": 1}}}),
        ({"$set": {"list.1": 9}}, {"n": 1, "list": [1, 9, 3]}),
        ({"$set": {"list.4": 5}}, {"n": 1, "list": [1, 2, 3, None, 5]}),
        ({"$unset": {"n": ""}}, {"list": [1, 2, 3]}),
        ({"$inc": {"n": 4, "m": 1}}, {"n": 5, "list": [1, 2, 3], "m": 1}),
        ({"$mul": {"n": 4}}, {"n": 4, "list": [1, 2, 3]}),
        ({"$min": {"n": 0}}, {"n": 0, "list": [1, 2, 3]}),
        ({"$max": {"n": 0}}, {"n": 1, "list": [1, 2, 3]}),
        ({"$rename": {"n": "x.y"}}, {"list": [1, 2, 3], "x": {"y": 1}}),
        ({"$push": {"list": 4}}, {"n": 1, "list": [1, 2, 3, 4]}),
        ({"$push": {"list": {"$each": [5, 0], "$sort": 1, "$slice": -3}}}, {"n": 1, "list": [2, 3, 5]}),
        ({"$push": {"list": {"$each": [0], "$position": 0}}}, {"n": 1, "list": [0, 1, 2, 3]}),
        ({"$addToSet": {"list": {"$each": [3, 4]}}}, {"n": 1, "list": [1, 2, 3, 4]}),
        ({"$pop": {"list": -1}}, {"n": 1, "list": [2, 3]}),
        ({"$pull": {"list": {"$gte": 2}}}, {"n": 1, "list": [1]}),
        ({"$pullAll": {"list": [1, 3]}}, {"n": 1, "list": [2]}),
        ({"$bit": {"n": {"or": 6}}}, {"n": 7, "list": [1, 2, 3]}),
        ([{"$set": {"twice": {"$multiply": ["$n", 2]}}}], {"n": 1, "list": [1, 2, 3], "twice": 2}),
    ],
)
def test_update_operators(db: Any, change: Any, expected: dict[str, Any]) -> None:
    db.things.insert_one({"_id": 1, "n": 1, "list": [1, 2, 3]})

    db.things.update_one({"_id": 1}, change)

    assert db.things.find_one({}, {"_id": 0}) == expected


def test_positional_updates(db: Any) -> None:
    db.things.insert_one({"_id": 1, "rows": [{"k": 1, "v": 0}, {"k": 2, "v": 0}, {"k": 2, "v": 5}]})

    db.things.update_one({"_id": 1, "rows.k": 2}, {"$set": {"rows.$.v": 7}})
    db.things.update_one({"_id": 1}, {"$inc": {"rows.$[].n": 1}})
    db.things.update_one({"_id": 1}, {"$set": {"rows.$[row].v": 9}}, array_filters=[{"row.k": {"$lt": 2}}])

    assert db.things.find_one()["rows"] == [{"k": 1, "v": 9, "n": 1}, {"k": 2, "v": 7, "n": 1}, {"k": 2, "v": 5, "n": 1}]


def test_an_update_that_fails_changes_nothing(db: Any) -> None:
    db.things.insert_one({"_id": 1, "n": 1, "s": "text"})

    for change, code in (({"$set": {"n": 2}, "$inc": {"s": 1}}, 14), ({"$set": {"_id": 2}}, 66), ({"$set": {"n": 1}, "$inc": {"n": 1}}, 40)):
        with pytest.raises(WriteError) as error:
            db.things.update_one({"_id": 1}, change)
        assert error.value.code == code

    assert db.things.find_one() == {"_id": 1, "n": 1, "s": "text"}


def test_upserts(db: Any) -> None:
    first = db.things.update_one({"a.b": 1, "c": {"$gt": 5}}, {"$set": {"d": 2}, "$setOnInsert": {"e": 3}}, upsert=True)
    second = db.things.update_one({"a.b": 1}, {"$set": {"d": 4}, "$setOnInsert": {"e": 5}}, upsert=True)
    third = db.things.replace_one({"_id": "x"}, {"f": 6}, upsert=True)

    assert first.upserted_id is not None and second.upserted_id is None and third.upserted_id == "x"
    assert db.things.find_one({"_id": first.upserted_id}, {"_id": 0}) == {"a": {"b": 1}, "d": 4, "e": 3}
    assert db.things.find_one({"_id": "x"}) == {"_id": "x", "f": 6}


def test_counts_of_changes(db: Any) -> None:
    db.things.insert_many([{"_id": i, "n": 1} for i in range(4)])

    changed = db.things.update_many({"_id": {"$lt": 3}}, {"$set": {"n": 1, "m": 1}})
    unchanged = db.things.update_many({}, {"$set": {"n": 1}})
    deleted = db.things.delete_many({"_id": {"$gte": 2}})

    assert (changed.matched_count, changed.modified_count) == (3, 3)
    assert (unchanged.matched_count, unchanged.modified_count) == (4, 0)
    assert deleted.deleted_count == 2 and db.things.count_documents({}) == 2
    assert db.things.estimated_document_count() == 2


def test_bulk_writes(db: Any) -> None:
    result = db.things.bulk_write(
        [
            InsertOne({"_id": 1}), InsertOne({"_id": 2}), UpdateOne({"_id": 1}, {"$set": {"a": 1}}),
            UpdateMany({}, {"$inc": {"n": 1}}), ReplaceOne({"_id": 2}, {"b": 2}), DeleteOne({"_id": 1}),
        ]
    )  # fmt: skip

    assert (result.inserted_count, result.modified_count, result.deleted_count) == (2, 4, 1)
    assert list(db.things.find()) == [{"_id": 2, "b": 2}]


def test_an_unordered_bulk_goes_on_after_an_error(db: Any) -> None:
    with pytest.raises(BulkWriteError) as ordered:
        db.things.insert_many([{"_id": 1}, {"_id": 1}, {"_id": 2}])
    with pytest.raises(BulkWriteError) as unordered:
        db.things.insert_many([{"_id": 3}, {"_id": 1}, {"_id": 4}], ordered=False)

    assert ordered.value.details["nInserted"] == 1 and unordered.value.details["nInserted"] == 2
    assert unordered.value.details["writeErrors"][0]["code"] == 11000
    assert [document["_id"] for document in db.things.find()] == [1, 3, 4]


def test_find_and_modify(db: Any) -> None:
    db.things.insert_many([{"_id": i, "n": i} for i in range(3)])

    before = db.things.find_one_and_update({}, {"$inc": {"n": 10}}, sort=[("n", -1)])
    after = db.things.find_one_and_update({"_id": 0}, {"$inc": {"n": 5}}, return_document=ReturnDocument.AFTER)
    made = db.things.find_one_and_replace({"_id": 9}, {"n": 9}, upsert=True, return_document=ReturnDocument.AFTER)
    gone = db.things.find_one_and_delete({"_id": 1}, projection={"_id": 0})
    nothing = db.things.find_one_and_delete({"_id": 1})

    assert (before["n"], after["n"], made, gone, nothing) == (2, 5, {"_id": 9, "n": 9}, {"n": 1}, None)
    assert db.things.find_one({"_id": 2})["n"] == 12


def test_distinct(db: Any) -> None:
    db.things.insert_many([{"v": [1, 2]}, {"v": 2}, {"v": "a"}, {}])

    assert db.things.distinct("v") == [1, 2, "a"]


def test_aggregation(db: Any) -> None:
    db.things.insert_many([{"_id": i, "kind": "ab"[i % 2], "n": i, "tags": ["x", "y"][: i % 3]} for i in range(6)])
    db.kinds.insert_many([{"_id": "a", "title": "A"}, {"_id": "b", "title": "B"}])

    totals = list(db.things.aggregate([{"$match": {"n": {"$gt": 0}}}, {"$group": {"_id": "$kind", "sum": {"$sum": "$n"}}}, {"$sort": {"_id": 1}}]))
    joined = list(db.things.aggregate([{"$limit": 1}, {"$lookup": {"from": "kinds", "localField": "kind", "foreignField": "_id", "as": "found"}}]))
    unwound = list(db.things.aggregate([{"$unwind": "$tags"}, {"$count": "n"}]))
    db.things.aggregate([{"$match": {"_id": 3}}, {"$out": "copy"}])

    assert totals == [{"_id": "a", "sum": 6}, {"_id": "b", "sum": 9}]
    assert joined[0]["found"] == [{"_id": "a", "title": "A"}]
    assert unwound == [{"n": 6}]
    assert [document["_id"] for document in db.copy.find()] == [3]
    assert "found" not in db.things.find_one()
