"""Health, version, statistics and tasks."""

import json
from typing import Any

from .. import VERSION, tasks
from ..errors import ApiError, bad_request, not_supported
from ..store import Index, Store
from .table import OPEN, Request, route


@route("GET", "/", OPEN)
def root(request: Request) -> tuple[int, Any]:
    """What runs here."""
    return 200, {"status": "Meilisearch is running"}


@route("GET", "/health", OPEN)
def health(request: Request) -> tuple[int, Any]:
    """Answers once the data folder is open."""
    return 200, {"status": "available"}


@route("GET", "/version", "version")
def version(request: Request) -> tuple[int, Any]:
    """The version that is imitated; the commit says that it's no more than that."""
    return 200, {"commitSha": "miniature-stand-in", "commitDate": "unknown", "pkgVersion": VERSION}


@route("GET", "/stats", "stats.get")
def statistics(request: Request) -> tuple[int, Any]:
    """Sizes of the database and of all indexes."""
    store = request.store
    seen = [index for index in store.indexes() if request.grant.sees(index.uid)]
    size = store.path.stat().st_size
    return 200, {
        "databaseSize": size,
        "usedDatabaseSize": size,
        "lastUpdate": max((index.updated for index in seen), default=None),
        "indexes": {index.uid: describe(store, index) for index in seen},
    }


@route("GET", "/indexes/{uid}/stats", "stats.get")
def index_statistics(request: Request) -> tuple[int, Any]:
    """Sizes of one index."""
    return 200, describe(request.store, request.store.require_index(request.uid))


def describe(store: Store, index: Index) -> dict[str, Any]:
    """How many documents an index has, and how many of them have each field."""
    fields: dict[str, int] = {}
    size = 0
    documents = store.documents(index)
    for _, document in documents:
        size += len(json.dumps(document))
        for name in document:
            fields[name] = fields.get(name, 0) + 1
    return {
        "numberOfDocuments": len(documents), "rawDocumentDbSize": size,
        "avgDocumentSize": size // len(documents) if documents else 0, "isIndexing": False, "numberOfEmbeddings": 0,
        "numberOfEmbeddedDocuments": 0, "fieldDistribution": dict(sorted(fields.items())),
    }  # fmt: skip


@route("GET", "/tasks", "tasks.get")
def list_tasks(request: Request) -> tuple[int, Any]:
    """Tasks, the last first, those of the key's indexes."""
    found = [task for task in request.store.tasks() if task["indexUid"] is None or request.grant.sees(task["indexUid"])]
    found = tasks.select(found, request.query)
    total = len(found)
    limit = int(request.query.get("limit", 20))
    if "from" in request.query:
        found = [task for task in found if task["uid"] <= int(request.query["from"])]
    page = found[:limit]
    following = found[limit]["uid"] if len(found) > limit else None
    first = page[0]["uid"] if page else None
    return 200, {"results": page, "total": total, "limit": limit, "from": first, "next": following}


@route("GET", "/tasks/{task}", "tasks.get")
def get_task(request: Request) -> tuple[int, Any]:
    """One task."""
    wanted = request.parameters["task"]
    if not wanted.isdigit():
        raise bad_request("invalid_task_uid", f"Invalid value in parameter `task_uid`: could not parse `{wanted}`.")
    for task in request.store.tasks():
        if task["uid"] == int(wanted):
            return 200, task
    raise ApiError(404, "task_not_found", f"Task `{wanted}` not found.")


@route("DELETE", "/tasks", "tasks.delete")
def delete_tasks(request: Request) -> tuple[int, Any]:
    """Forgets tasks; the query must say which."""
    if not request.query:
        raise bad_request("missing_task_filters", "Query parameters to filter the tasks to delete are missing.")
    chosen = tasks.select(request.store.tasks(), request.query)
    details = {"matchedTasks": len(chosen), "deletedTasks": len(chosen), "originalFilter": str(request.query)}

    def work() -> dict[str, Any]:
        request.store.delete_tasks(task["uid"] for task in chosen)
        return {}

    return 200, tasks.run(request.store, "taskDeletion", None, details, work)


@route("POST", "/tasks/cancel", "tasks.cancel")
def cancel_tasks(request: Request) -> tuple[int, Any]:
    """Nothing waits here, so there is never anything to cancel."""
    details = {"matchedTasks": 0, "canceledTasks": 0, "originalFilter": str(request.query)}
    return 200, tasks.run(request.store, "taskCancelation", None, details, dict)


@route("GET", "/experimental-features", "experimental.get")
def features(request: Request) -> tuple[int, Any]:
    """None of them."""
    return 200, {"metrics": False, "logsRoute": False, "editDocumentsByFunction": False, "containsFilter": True}


@route("POST", "/dumps", "dumps.create")
def dump(request: Request) -> tuple[int, Any]:
    """Back up the data folder instead."""
    raise not_supported("A dump")


@route("POST", "/snapshots", "snapshots.create")
def snapshot(request: Request) -> tuple[int, Any]:
    """Back up the data folder instead."""
    raise not_supported("A snapshot")
