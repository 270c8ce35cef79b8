"""Commands about indexes."""

from ..engine.values import Document
from ..errors import CommandError, not_supported
from .registry import Context, command


@command("createIndexes", needs="write")
def create_indexes(context: Context) -> Document:
    """``createIndexes``: unique, sparse and partial ones are enforced; the others only remembered."""
    catalog = context.server.catalog
    is_new = catalog.find(context.database, context.argument) is None
    collection = catalog.find_or_create(context.database, context.argument)
    before = len(collection.indexes)
    for item in context.body.get("indexes") or []:
        if not item.get("key") or not item.get("name"):
            raise CommandError(9, "An index needs a key and a name.")
        if any(direction == "2dsphere" for direction in item["key"].values()):
            raise not_supported("An index of places")
        collection.create_index({"v": 2, **item})
    return {
        "numIndexesBefore": before,
        "numIndexesAfter": len(collection.indexes),
        "createdCollectionAutomatically": is_new,
        "ok": 1.0,
    }


@command("listIndexes", needs="read")
def list_indexes(context: Context) -> Document:
    """``listIndexes``."""
    collection = context.server.catalog.require(context.database, context.argument)
    specifications = [index.specification for index in collection.indexes.values()]
    return context.server.cursors.first(context.namespace, specifications, None)


@command("dropIndexes", "deleteIndexes", needs="write")
def drop_indexes(context: Context) -> Document:
    """``dropIndexes``: by name, by key, or all with ``*``."""
    collection = context.server.catalog.require(context.database, context.argument)
    before = len(collection.indexes)
    wanted = context.body.get("index")
    if wanted == "*":
        names = [name for name in collection.indexes if name != "_id_"]
    elif isinstance(wanted, dict):
        names = [name for name, index in collection.indexes.items() if index.specification["key"] == wanted]
        if not names:
            raise CommandError(27, f"can't find index with key: {wanted}")
    else:
        names = wanted if isinstance(wanted, list) else [str(wanted)]
    collection.drop_indexes(names)
    return {"nIndexesWas": before, "ok": 1.0}
