"""Tasks: what changes an index. Done before the answer, so a client that polls finds them finished."""

import sqlite3
from collections.abc import Callable
from typing import Any

from .errors import ApiError
from .store import Store, now

Work = Callable[[], dict[str, Any]]
"""Does a task's work and returns what to add to its details."""


def run(store: Store, kind: str, uid: str | None, details: dict[str, Any], work: Work) -> dict[str, Any]:
    """Does a task in one transaction and remembers it; an error ends the task, not the request."""
    started = now()
    error: dict[str, Any] | None = None
    store.begin()
    try:
        details = {**details, **work()}
        store.commit()
    except ApiError as failure:
        store.roll_back()
        error = failure.as_body()
        details = _nothing_done(details)
    except sqlite3.Error as failure:
        store.roll_back()
        error = ApiError(500, "internal", f"The data folder can't be written: {failure}").as_body()
    except BaseException:
        store.roll_back()
        raise
    task = {
        "uid": store.next_task(), "batchUid": None, "indexUid": uid, "status": "failed" if error else "succeeded",
        "type": kind, "canceledBy": None, "details": details, "error": error, "duration": "PT0.001S",
        "enqueuedAt": started, "startedAt": started, "finishedAt": now(),
    }  # fmt: skip
    task["batchUid"] = task["uid"]
    store.put_task(task)
    return {"taskUid": task["uid"], "indexUid": uid, "status": "enqueued", "type": kind, "enqueuedAt": started}


def _nothing_done(details: dict[str, Any]) -> dict[str, Any]:
    return {**details, **{name: 0 for name in ("indexedDocuments", "deletedDocuments") if name in details}}


def select(tasks: list[dict[str, Any]], query: dict[str, str]) -> list[dict[str, Any]]:
    """The tasks that a query string asks for."""
    fields = {"uids": "uid", "statuses": "status", "types": "type", "indexUids": "indexUid", "batchUids": "batchUid"}
    for name, field in fields.items():
        if query.get(name, "*") != "*":
            wanted = set(query[name].split(","))
            tasks = [task for task in tasks if str(task[field]) in wanted]
    return tasks
