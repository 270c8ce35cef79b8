"""Commands that read documents."""

from typing import Any

from ..engine.collection import sorted_documents
from ..engine.projection import project
from ..engine.query import compile_filter, values_at
from ..engine.update import matched_position
from ..engine.values import MISSING, Document, copy, sort_key
from ..errors import CommandError, bad_value, not_supported
from .registry import Context, command


@command("find", needs="read")
def find(context: Context) -> Document:
    """``find``: filter, sort, skip, limit, projection; hints and collations have no effect."""
    body = context.body
    if body.get("tailable"):
        raise not_supported("A tailable cursor")
    query = body.get("filter") or {}
    documents = _matching(context, query)
    projection = body.get("projection") or None
    name = next((field for field in projection or () if field.endswith(".$")), None)
    projected = [
        project(document, projection, matched_position(document, query, name[:-2]) if name else None)
        for document in documents
    ]
    size = body.get("batchSize")
    return context.server.cursors.first(
        context.namespace, projected, None if size is None else int(size), bool(body.get("singleBatch"))
    )


def _matching(context: Context, query: Document) -> list[Document]:
    collection = context.server.catalog.find(context.database, context.argument)
    if collection is None:
        compile_filter(query)
        return []
    documents: list[Document] = list(collection.find(query))
    order = context.body.get("sort")
    if order:
        documents = sorted_documents(documents, order)
    skip, limit = int(context.body.get("skip") or 0), abs(int(context.body.get("limit") or 0))
    if skip < 0:
        raise bad_value("BSON field 'skip' value must be >= 0")
    return documents[skip : skip + limit if limit else None]


@command("getMore", needs="self")
def get_more(context: Context) -> Document:
    """``getMore``: the next batch of a cursor."""
    size = context.body.get("batchSize")
    return context.server.cursors.more(int(context.body["getMore"]), int(size) if size else None)


@command("killCursors", needs="self")
def kill_cursors(context: Context) -> Document:
    """``killCursors``."""
    killed, unknown = [], []
    for identity in context.body.get("cursors", []):
        (killed if context.server.cursors.kill(identity) else unknown).append(identity)
    return {"cursorsKilled": killed, "cursorsNotFound": unknown, "cursorsAlive": [], "cursorsUnknown": [], "ok": 1.0}


@command("count", needs="read")
def count(context: Context) -> Document:
    """``count``."""
    return {"n": len(_matching(context, context.body.get("query") or {})), "ok": 1.0}


@command("distinct", needs="read")
def distinct(context: Context) -> Document:
    """``distinct``: the values of a field, those of arrays one by one."""
    key = context.body.get("key")
    if not isinstance(key, str):
        raise CommandError(14, "BSON field 'distinct.key' is the wrong type, expected type 'string'")
    found: dict[tuple[Any, ...], Any] = {}
    for document in _matching(context, context.body.get("query") or {}):
        for value in values_at(document, key.split(".")):
            for item in value if isinstance(value, list) else [value]:
                if item is not None and item is not MISSING:
                    found.setdefault(sort_key(item), copy(item))
    return {"values": [found[rank] for rank in sorted(found)], "ok": 1.0}
