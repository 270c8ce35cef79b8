"""Documents."""

from typing import Any

from .. import documents, tasks
from ..errors import ApiError, bad_request
from .indexes import check_uid
from .table import Request, route


@route("GET", "/indexes/{uid}/documents", "documents.get")
def list_documents(request: Request) -> tuple[int, Any]:
    """A page of documents."""
    offset, limit = request.page
    query: dict[str, Any] = {"offset": offset, "limit": limit, "filter": request.query.get("filter")}
    for name in ("fields", "ids"):
        if name in request.query:
            query[name] = request.query[name].split(",")
    return 200, documents.fetch(request.store, request.uid, query)


@route("POST", "/indexes/{uid}/documents/fetch", "documents.get")
def fetch_documents(request: Request) -> tuple[int, Any]:
    """A page of documents, filtered."""
    return 200, documents.fetch(request.store, request.uid, request.object)


@route("GET", "/indexes/{uid}/documents/{document}", "documents.get")
def get_document(request: Request) -> tuple[int, Any]:
    """One document."""
    index, identity = request.store.require_index(request.uid), request.parameters["document"]
    document = request.store.find_document(index, identity)
    if document is None:
        raise ApiError(404, "document_not_found", f"Document `{identity}` not found.")
    fields = request.query.get("fields")
    return 200, documents.choose(document, fields.split(",") if fields else None)


@route("POST", "/indexes/{uid}/documents", "documents.add")
def add_documents(request: Request) -> tuple[int, Any]:
    """Adds documents, replacing those of the same identity."""
    return _add(request, partial=False)


@route("PUT", "/indexes/{uid}/documents", "documents.add")
def update_documents(request: Request) -> tuple[int, Any]:
    """Adds documents, changing fields of those of the same identity."""
    return _add(request, partial=True)


def _add(request: Request, partial: bool) -> tuple[int, Any]:
    uid = check_uid(request.uid)
    received = request.body if isinstance(request.body, list) else [request.body]
    if any(not isinstance(document, dict) for document in received):
        raise bad_request("malformed_payload", "The payload must be an object or an array of objects.")
    details = {"receivedDocuments": len(received), "indexedDocuments": 0}

    def work() -> dict[str, Any]:
        key = request.query.get("primaryKey")
        return {"indexedDocuments": documents.add(request.store, uid, received, key, partial)}

    return 202, tasks.run(request.store, "documentAdditionOrUpdate", uid, details, work)


@route("POST", "/indexes/{uid}/documents/delete-batch", "documents.delete")
def delete_batch(request: Request) -> tuple[int, Any]:
    """Removes documents by identity."""
    return _delete(request, {"providedIds": len(request.body)}, lambda: documents.delete(request.store, request.uid, request.body))


@route("POST", "/indexes/{uid}/documents/delete", "documents.delete")
def delete_matching(request: Request) -> tuple[int, Any]:
    """Removes documents that fit a filter."""
    expression = request.object.get("filter")
    if expression is None:
        raise bad_request("missing_document_filter", "Missing field `filter`")
    details = {"providedIds": 0, "originalFilter": str(expression)}
    return _delete(request, details, lambda: documents.delete_matching(request.store, request.uid, expression))


@route("DELETE", "/indexes/{uid}/documents/{document}", "documents.delete")
def delete_document(request: Request) -> tuple[int, Any]:
    """Removes one document."""
    identity = request.parameters["document"]
    return _delete(request, {"providedIds": 1}, lambda: documents.delete(request.store, request.uid, [identity]))


@route("DELETE", "/indexes/{uid}/documents", "documents.delete")
def clear_documents(request: Request) -> tuple[int, Any]:
    """Removes all documents."""
    return _delete(request, {"providedIds": 0}, lambda: documents.clear(request.store, request.uid))


def _delete(request: Request, details: dict[str, Any], count: Any) -> tuple[int, Any]:
    details = {**details, "deletedDocuments": None}
    return 202, tasks.run(
        request.store, "documentDeletion", request.uid, details, lambda: {"deletedDocuments": count()}
    )
