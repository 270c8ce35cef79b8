"""Aggregation pipelines."""

from ..engine.collection import sorted_documents
from ..engine.expressions import run_stages
from ..engine.query import compile_filter
from ..engine.values import Document
from ..errors import CommandError, not_supported
from .registry import Context, command


@command("aggregate", needs="read")
def aggregate(context: Context) -> Document:
    """``aggregate``: leading stages by our own engine, the rest by mongomock; ``$out`` as the last one."""
    stages = list(context.body.get("pipeline") or [])
    if not isinstance(context.body["aggregate"], str):
        raise not_supported("A pipeline without a collection")
    target = stages.pop()["$out"] if stages and "$out" in stages[-1] else None
    documents = _run(context, context.argument, stages)
    if target is not None:
        _replace_target(context, target, documents)
        documents = []
    size = (context.body.get("cursor") or {}).get("batchSize")
    return context.server.cursors.first(context.namespace, documents, None if size is None else int(size))


def _run(context: Context, name: str, stages: list[Document]) -> list[Document]:
    collection = context.server.catalog.find(context.database, name)
    documents: list[Document] = []
    if collection is not None:
        query: Document = {}
        if stages and "$match" in stages[0]:
            query = stages[0]["$match"]
            stages = stages[1:]
        documents = list(collection.find(query))
    else:
        for stage in stages:
            compile_filter(stage.get("$match", {}))
    while stages and next(iter(stages[0])) in ("$match", "$sort", "$skip", "$limit"):
        documents = _simple(stages[0], documents)
        stages = stages[1:]
    return run_stages(documents, stages, lambda other: _run(context, other, [])) if stages else documents


def _simple(stage: Document, documents: list[Document]) -> list[Document]:
    operator, operand = next(iter(stage.items()))
    if operator == "$match":
        matches = compile_filter(operand)
        return [document for document in documents if matches(document)]
    if operator == "$sort":
        return sorted_documents(documents, operand)
    return documents[int(operand) :] if operator == "$skip" else documents[: int(operand)]


def _replace_target(context: Context, target: str | Document, documents: list[Document]) -> None:
    database, name = (context.database, target) if isinstance(target, str) else (target["db"], target["coll"])
    server = context.server
    if server.requires_login and not server.users.allows(context.connection.identities, "write", database):
        raise CommandError(13, f"not authorized on {database} to execute command {{ aggregate }}")
    server.catalog.find_or_create(database, name).replace_all(documents)
