"""Adding, changing and removing documents."""

import re
from typing import Any

from .errors import bad_request
from .filters import compile_filter
from .store import Document, Index, Store

_IDENTITY = re.compile(r"[a-zA-Z0-9_-]{1,511}")


def add(store: Store, uid: str, documents: list[Document], primary_key: str | None, partial: bool) -> int:
    """Adds documents, replacing those of the same identity or, with ``partial``, changing their fields."""
    index = store.find_index(uid) or store.create_index(uid, primary_key)
    key = _find_primary_key(index, documents, primary_key)
    if key is None:
        return 0
    if index.primary_key is None:
        store.change_index(index, primary_key=key)
        index = store.require_index(uid)
    for document in documents:
        identity = _identity(document, key)
        if partial:
            document = {**(store.find_document(index, identity) or {}), **document}
        store.put_document(index, identity, document)
    store.touch(index)
    return len(documents)


def delete(store: Store, uid: str, identities: list[Any]) -> int:
    """Removes documents by identity."""
    index = store.require_index(uid)
    count = sum(store.delete_document(index, str(identity)) for identity in identities)
    store.touch(index)
    return count


def delete_matching(store: Store, uid: str, expression: Any) -> int:
    """Removes documents that fit a filter."""
    index = store.require_index(uid)
    if expression in (None, "", []):
        raise bad_request("missing_document_filter", "Missing field `filter`")
    test = compile_filter(expression, index.settings["filterableAttributes"], "invalid_document_filter")
    key = index.primary_key or "id"
    return delete(store, uid, [document[key] for _, document in store.documents(index) if test(document)])


def clear(store: Store, uid: str) -> int:
    """Removes all documents."""
    index = store.require_index(uid)
    count = store.clear(index)
    store.touch(index)
    return count


def _find_primary_key(index: Index, documents: list[Document], wanted: str | None) -> str | None:
    if index.primary_key is not None:
        if wanted not in (None, index.primary_key):
            raise bad_request(
                "index_primary_key_already_exists",
                f"Index `{index.uid}` already has a primary key: `{index.primary_key}`.",
            )
        return index.primary_key
    if wanted or not documents:
        return wanted
    candidates = [name for name in documents[0] if name.lower().endswith("id")]
    if not candidates:
        raise bad_request(
            "index_primary_key_no_candidate_found",
            "The primary key inference failed as the engine did not find any field ending with `id` in its name. "
            "Please specify the primary key manually using the `primaryKey` query parameter.",
        )
    if len(candidates) > 1:
        raise bad_request(
            "index_primary_key_multiple_candidates_found",
            f"The primary key inference failed as the engine found {len(candidates)} fields ending with `id` in their "
            f"names: '{candidates[0]}' and '{candidates[1]}'. Please specify the primary key manually using the "
            "`primaryKey` query parameter.",
        )
    return candidates[0]


def _identity(document: Document, key: str) -> str:
    if key not in document:
        raise bad_request("missing_document_id", f"Document doesn't have a `{key}` attribute: `{document}`.")
    value = document[key]
    if isinstance(value, bool) or not isinstance(value, (int, str)) or not _IDENTITY.fullmatch(str(value)):
        raise bad_request(
            "invalid_document_id",
            f'Document identifier `"{value}"` is invalid. A document identifier can be of type integer or string, only '
            "composed of alphanumeric characters (a-z A-Z 0-9), hyphens (-) and underscores (_), and can not be more "
            "than 511 bytes.",
        )
    return str(value)


def fetch(store: Store, uid: str, request: dict[str, Any]) -> dict[str, Any]:
    """A page of documents, filtered and with chosen fields."""
    index = store.require_index(uid)
    offset, limit = request.get("offset", 0), request.get("limit", 20)
    test = compile_filter(request.get("filter"), index.settings["filterableAttributes"], "invalid_document_filter")
    found = [document for _, document in store.documents(index) if test(document)]
    if request.get("ids") is not None:
        wanted = {str(identity) for identity in request["ids"]}
        found = [document for document in found if str(document[index.primary_key]) in wanted]
    page = [choose(document, request.get("fields")) for document in found[offset : offset + limit]]
    return {"results": page, "offset": offset, "limit": limit, "total": len(found)}


def choose(document: Document, fields: list[str] | None) -> Document:
    """The document with only the chosen fields; dots reach into objects."""
    if fields is None or "*" in fields:
        return document
    result: Document = {}
    for name, value in document.items():
        if name in fields:
            result[name] = value
            continue
        inner = [field[len(name) + 1 :] for field in fields if field.startswith(f"{name}.")]
        if inner and isinstance(value, dict):
            result[name] = choose(value, inner)
        elif inner and isinstance(value, list):
            result[name] = [choose(item, inner) if isinstance(item, dict) else item for item in value]
    return result
