"""Commands that change documents."""

from collections.abc import Callable
from typing import Any

import bson

from ..engine.collection import sorted_documents
from ..engine.projection import project
from ..engine.values import Document
from ..errors import CommandError
from .registry import Context, command

_MAX_DOCUMENT_BYTES = 16 * 1024 * 1024


@command("insert", needs="write")
def insert(context: Context) -> Document:
    """``insert``: up to 100,000 documents, ordered or not."""
    collection = context.server.catalog.find_or_create(context.database, context.argument)

    def one(document: Document, index: int) -> None:
        _check_size(document)
        collection.insert(document)

    documents = context.body.get("documents") or []
    errors = _each(context, documents, one)
    done = documents if not errors or not _is_ordered(context) else documents[: errors[0]["index"]]
    failed = {error["index"] for error in errors}
    return _written({"n": sum(index not in failed for index in range(len(done)))}, errors)


@command("update", needs="write")
def update(context: Context) -> Document:
    """``update``: operators, replacements, pipelines; ``multi``, ``upsert``, ``arrayFilters``."""
    totals = {"n": 0, "nModified": 0}
    upserted: list[Document] = []

    def one(statement: Document, index: int) -> None:
        upsert = bool(statement.get("upsert"))
        found = context.server.catalog.find(context.database, context.argument)
        if found is None:
            if not upsert:
                return
            found = context.server.catalog.create(context.database, context.argument, {})
        outcome = found.update(
            statement.get("q") or {},
            statement["u"],
            multi=bool(statement.get("multi")),
            upsert=upsert,
            array_filters=statement.get("arrayFilters") or [],
        )
        totals["n"] += outcome.matched + outcome.upserted
        totals["nModified"] += outcome.modified
        if outcome.upserted and outcome.after is not None:
            upserted.append({"index": index, "_id": outcome.after["_id"]})

    errors = _each(context, context.body.get("updates") or [], one)
    return _written({**totals, **({"upserted": upserted} if upserted else {})}, errors)


@command("delete", needs="write")
def delete(context: Context) -> Document:
    """``delete``: one document or all that match."""
    totals = {"n": 0}

    def one(statement: Document, index: int) -> None:
        limit = int(statement.get("limit", 0))
        if limit not in (0, 1):
            raise CommandError(9, f"The limit field in delete objects must be 0 or 1. Got {limit}")
        collection = context.server.catalog.find(context.database, context.argument)
        if collection is not None:
            totals["n"] += len(collection.delete(statement.get("q") or {}, limit))

    errors = _each(context, context.body.get("deletes") or [], one)
    return _written(totals, errors)


@command("findAndModify", needs="write")
def find_and_modify(context: Context) -> Document:
    """``findAndModify``: changes or removes the first match in an order, and returns it."""
    body = context.body
    query, change = body.get("query") or {}, body.get("update")
    if bool(body.get("remove")) == (change is not None):
        raise CommandError(9, "Either an update or remove=true must be specified")
    catalog = context.server.catalog
    collection = catalog.find(context.database, context.argument)
    if collection is None and body.get("upsert"):
        collection = catalog.create(context.database, context.argument, {})
    found = sorted_documents(collection.find(query), body.get("sort"))[:1] if collection else []
    fields = body.get("fields") or body.get("projection")
    filters = body.get("arrayFilters") or []

    if body.get("remove"):
        if not collection or not found:
            return {"lastErrorObject": {"n": 0}, "value": None, "ok": 1.0}
        collection.discard(found[0])
        return {"lastErrorObject": {"n": 1}, "value": project(found[0], fields), "ok": 1.0}

    if collection and found:
        changed = collection.change(found[0], change, query, filters)
        value = changed if body.get("new") else found[0]
        return {
            "lastErrorObject": {"n": 1, "updatedExisting": True},
            "value": project(value, fields),
            "ok": 1.0,
        }
    if collection and body.get("upsert"):
        outcome = collection.update(query, change, multi=False, upsert=True, array_filters=filters)
        assert outcome.after is not None
        return {
            "lastErrorObject": {"n": 1, "updatedExisting": False, "upserted": outcome.after["_id"]},
            "value": project(outcome.after, fields) if body.get("new") else None,
            "ok": 1.0,
        }
    return {"lastErrorObject": {"n": 0, "updatedExisting": False}, "value": None, "ok": 1.0}


def _each(context: Context, statements: list[Any], step: Callable[[Any, int], None]) -> list[Document]:
    """Runs the statements of a write command; an ordered one ends at the first error."""
    errors: list[Document] = []
    for index, statement in enumerate(statements):
        try:
            step(statement, index)
        except CommandError as error:
            errors.append(error.as_write_error(index))
            if _is_ordered(context):
                break
    return errors


def _is_ordered(context: Context) -> bool:
    return bool(context.body.get("ordered", True))


def _written(totals: Document, errors: list[Document]) -> Document:
    return {**totals, **({"writeErrors": errors} if errors else {}), "ok": 1.0}


def _check_size(document: Document) -> None:
    size = len(bson.encode(document))
    if size > _MAX_DOCUMENT_BYTES:
        raise CommandError(10334, f"BSONObj size: {size} is invalid. Size must be between 0 and {_MAX_DOCUMENT_BYTES}")
