"""Commands about databases and collections."""

import hashlib
import uuid

import bson

from ..engine.collection import Collection
from ..engine.query import compile_filter
from ..engine.values import Document
from ..errors import CommandError
from .registry import Context, command


@command("create", needs="write")
def create(context: Context) -> Document:
    """``create``: options are remembered, not enforced."""
    ignored = {"create", "$db", "lsid", "writeConcern", "$readPreference", "comment", "$clusterTime"}
    options = {name: value for name, value in context.body.items() if name not in ignored}
    context.server.catalog.create(context.database, context.argument, options)
    return {"ok": 1.0}


@command("drop", needs="write")
def drop(context: Context) -> Document:
    """``drop``: also answers well when there is nothing, as 7.0 does."""
    collection = context.server.catalog.find(context.database, context.argument)
    if collection is None:
        return {"ok": 1.0}
    context.server.catalog.drop(context.database, context.argument)
    return {"nIndexesWas": len(collection.indexes), "ns": context.namespace, "ok": 1.0}


@command("dropDatabase", needs="manage")
def drop_database(context: Context) -> Document:
    """``dropDatabase``; users of the database stay."""
    names = [name for name, _ in context.server.catalog.collections(context.database) if name != "system.users"]
    for name in names:
        context.server.catalog.drop(context.database, name)
    return {**({"dropped": context.database} if names else {}), "ok": 1.0}


@command("renameCollection", needs="manage")
def rename_collection(context: Context) -> Document:
    """``renameCollection``, also into another database."""
    source, target = (str(context.body[name]).partition(".") for name in ("renameCollection", "to"))
    context.server.catalog.rename(
        (source[0], source[2]), (target[0], target[2]), bool(context.body.get("dropTarget"))
    )
    return {"ok": 1.0}


@command("listDatabases", needs="self")
def list_databases(context: Context) -> Document:
    """``listDatabases``: those that the user may read."""
    server = context.server
    shown: list[Document] = []
    for name in server.catalog.databases():
        if server.requires_login and not _sees(context, name):
            continue
        size = sum(_bytes(collection) for _, collection in server.catalog.collections(name))
        shown.append({"name": name, "sizeOnDisk": bson.Int64(size), "empty": size == 0})
    if context.body.get("filter"):
        matches = compile_filter(context.body["filter"])
        shown = [item for item in shown if matches(item)]
    if context.body.get("nameOnly"):
        return {"databases": [{"name": item["name"]} for item in shown], "ok": 1.0}
    total = sum(item["sizeOnDisk"] for item in shown)
    return {"databases": shown, "totalSize": bson.Int64(total), "totalSizeMb": bson.Int64(total >> 20), "ok": 1.0}


def _sees(context: Context, database: str) -> bool:
    users, identities = context.server.users, context.connection.identities
    return any(users.allows(identities, action, database) for action in ("read", "manage", "server"))


@command("listCollections", needs="read")
def list_collections(context: Context) -> Document:
    """``listCollections``."""
    shown = [_describe(name, collection) for name, collection in context.server.catalog.collections(context.database)]
    if context.body.get("filter"):
        matches = compile_filter(context.body["filter"])
        shown = [item for item in shown if matches(item)]
    if context.body.get("nameOnly"):
        shown = [{"name": item["name"], "type": item["type"]} for item in shown]
    return context.server.cursors.first(f"{context.database}.$cmd.listCollections", shown, None)


def _describe(name: str, collection: Collection) -> Document:
    identity = uuid.UUID(bytes=hashlib.sha256(f"collection {collection.number}".encode()).digest()[:16], version=4)
    return {
        "name": name,
        "type": "collection",
        "options": collection.options,
        "info": {"readOnly": False, "uuid": bson.Binary.from_uuid(identity)},
        "idIndex": collection.indexes["_id_"].specification,
    }


@command("collMod", needs="manage")
def change_collection(context: Context) -> Document:
    """``collMod``: accepted for a collection that exists; options aren't enforced anyway."""
    context.server.catalog.require(context.database, context.argument)
    return {"ok": 1.0}


@command("dbStats", needs="read")
def database_statistics(context: Context) -> Document:
    """``dbStats``."""
    collections = [collection for _, collection in context.server.catalog.collections(context.database)]
    size = sum(_bytes(collection) for collection in collections)
    objects = sum(collection.count for collection in collections)
    return {
        "db": context.database,
        "collections": len(collections),
        "views": 0,
        "objects": objects,
        "avgObjSize": size / objects if objects else 0.0,
        "dataSize": float(size),
        "storageSize": float(context.server.storage.size()),
        "indexes": sum(len(collection.indexes) for collection in collections),
        "indexSize": 0.0,
        "totalSize": float(size),
        "scaleFactor": 1,
        "ok": 1.0,
    }


@command("collStats", needs="read")
def collection_statistics(context: Context) -> Document:
    """``collStats``."""
    collection = context.server.catalog.find(context.database, context.argument)
    size, count = (_bytes(collection), collection.count) if collection else (0, 0)
    return {
        "ns": context.namespace,
        "size": size,
        "count": count,
        "avgObjSize": size // count if count else 0,
        "storageSize": size,
        "nindexes": len(collection.indexes) if collection else 0,
        "totalIndexSize": 0,
        "indexSizes": dict.fromkeys(collection.indexes, 0) if collection else {},
        "capped": False,
        "scaleFactor": 1,
        "ok": 1.0,
    }


@command("validate", needs="manage")
def validate(context: Context) -> Document:
    """``validate``: memory and indexes are one, so there is nothing to find."""
    collection = context.server.catalog.find(context.database, context.argument)
    if collection is None:
        raise CommandError(26, f"Collection '{context.namespace}' does not exist to validate.")
    return {"ns": context.namespace, "nrecords": collection.count, "nIndexes": len(collection.indexes), "valid": True,
            "errors": [], "warnings": [], "ok": 1.0}  # fmt: skip


def _bytes(collection: Collection) -> int:
    return sum(len(bson.encode(document)) for document in collection.find({}))
