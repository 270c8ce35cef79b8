"""What each path does."""

import json
import uuid
from collections.abc import Callable
from typing import Any

from .errors import ApiError, not_understood
from .query import score
from .store import Store

VERSION = "7.17.13"
_SHARDS = {"total": 1, "successful": 1, "skipped": 0, "failed": 0}
Answer = tuple[int, Any]


def answer(method: str, path: str, query: dict[str, str], body: Callable[[], Any], lines: Callable[[], list[Any]], store: Store, cluster: str) -> Answer:
    """Status and body for a request; ``body`` and ``lines`` read what it carries as JSON."""
    match method, [part for part in path.split("/") if part]:
        case "GET", []:
            return 200, {"name": "miniature", "cluster_name": cluster, "version": {"number": VERSION, "build_flavor": "miniature", "lucene_version": "none",
                         "minimum_wire_compatibility_version": "6.8.0", "minimum_index_compatibility_version": "6.0.0"}, "tagline": "You Know, for Search"}
        case "GET", ["_cluster", "health"]:
            return 200, {"cluster_name": cluster, "status": "green", "timed_out": False, "number_of_nodes": 1}
        case "POST", ["_aliases"]:
            return _change_aliases(body(), store)
        case "GET", ["_alias", alias] | [_, "_alias", alias]:
            return 200, store.aliases(alias)
        case "POST" | "PUT", ["_bulk"] | [_, "_bulk"]:
            return _bulk(lines(), path.strip("/").removesuffix("_bulk").rstrip("/"), store)
        case "GET" | "POST", [name, "_search"]:
            return _search(name, body() or {}, query, store)
        case "GET" | "POST", [name, "_count"]:
            return 200, {"count": len(_hits(name, body() or {}, store)), "_shards": _SHARDS}
        case "POST", [name, "_delete_by_query"]:
            hits = _hits(name, body() or {}, store)
            return 200, {"deleted": sum(store.remove(hit["_index"], hit["_id"]) for hit in hits), "failures": []}
        case "POST", [_, "_refresh"]:
            return 200, {"_shards": _SHARDS}
        case "PUT", [_, "_settings" | "_mapping"]:
            return 200, {"acknowledged": True}
        case _, [name, "_doc", identifier]:
            return _document(method, name, identifier, body, store)
        case "POST", [name, "_doc"]:
            return _document("PUT", name, uuid.uuid4().hex, body, store)
        case _, [name] if not name.startswith("_"):
            return _index(method, name, body, store)
    raise not_understood(f"{method} {path}")


def _index(method: str, name: str, body: Callable[[], Any], store: Store) -> Answer:
    match method:
        case "HEAD":
            return (200 if store.exists(name) else 404), None
        case "GET":
            return 200, store.describe(name)
        case "PUT":
            store.create(name, body() or {})
            return 200, {"acknowledged": True, "shards_acknowledged": True, "index": name}
        case "DELETE":
            store.delete(name)
            return 200, {"acknowledged": True}
    raise not_understood(f"{method} /{name}")


def _document(method: str, name: str, identifier: str, body: Callable[[], Any], store: Store) -> Answer:
    place = {"_index": name, "_id": identifier}
    if method in ("PUT", "POST"):
        is_new = store.put(name, identifier, body())
        return (201 if is_new else 200), {**place, "result": "created" if is_new else "updated"}
    if method == "DELETE":
        removed = store.remove(name, identifier)
        return (200 if removed else 404), {**place, "result": "deleted" if removed else "not_found"}
    source = store.get(name, identifier)
    return (404, {**place, "found": False}) if source is None else (200, {**place, "found": True, "_source": source})


def _change_aliases(body: Any, store: Store) -> Answer:
    for action in body["actions"]:
        (kind, target), = action.items()
        names = target.get("indices") or [target["index"]]
        for name in names:
            if kind == "remove_index":
                store.delete(name)
                continue
            for alias in target.get("aliases") or [target["alias"]]:
                {"add": store.add_alias, "remove": store.remove_alias}[kind](alias, name)
    return 200, {"acknowledged": True}


def _bulk(lines: list[Any], default: str, store: Store) -> Answer:
    items, left = [], iter(lines)
    for line in left:
        (kind, target), = line.items()
        name, identifier = target.get("_index", default), str(target.get("_id") or uuid.uuid4().hex)
        if kind == "delete":
            status, result = _document("DELETE", name, identifier, dict, store)
        elif kind in ("index", "create"):
            source = next(left)
            status, result = _document("PUT", name, identifier, lambda source=source: source, store)
        else:
            raise not_understood(f"'{kind}' in _bulk")
        items.append({kind: {**result, "status": status}})
    return 200, {"took": 0, "errors": False, "items": items}


def _hits(name: str, body: dict[str, Any], store: Store) -> list[dict[str, Any]]:
    unknown = set(body) - {"query", "from", "size", "track_total_hits", "_source"}
    if unknown:
        raise not_understood(f"{', '.join(sorted(unknown))} in a search")
    wanted = body.get("query") or {"match_all": {}}
    found = [{"_index": index, "_type": "_doc", "_id": identifier, "_score": score(wanted, source), "_source": source}
             for index, identifier, source in store.documents(name)]
    return sorted((hit for hit in found if hit["_score"]), key=lambda hit: -hit["_score"])


def _search(name: str, body: dict[str, Any], query: dict[str, str], store: Store) -> Answer:
    hits = _hits(name, body, store)
    try:
        first, size = (int(query.get(key, body.get(key, usual))) for key, usual in (("from", 0), ("size", 10)))
    except ValueError as error:
        raise ApiError(400, "illegal_argument_exception", str(error)) from error
    return 200, {
        "took": 0, "timed_out": False, "_shards": _SHARDS,
        "hits": {"total": {"value": len(hits), "relation": "eq"}, "max_score": hits[0]["_score"] if hits else None, "hits": hits[first:first + size]}}


def parse(data: bytes) -> Any:
    """JSON, or nothing."""
    try:
        return json.loads(data) if data.strip() else None
    except ValueError as error:
        raise ApiError(400, "parse_exception", f"request body is not JSON: {error}") from error
