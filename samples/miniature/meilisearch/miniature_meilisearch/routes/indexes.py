"""Indexes and their settings."""

import re
from typing import Any

from .. import settings, tasks
from ..access import invalid_key
from ..errors import ApiError, bad_request
from .table import Request, route

_UID = re.compile(r"[a-zA-Z0-9_-]{1,400}")


def check_uid(uid: Any) -> str:
    """A name that an index may have."""
    if not isinstance(uid, str) or not _UID.fullmatch(uid):
        raise bad_request(
            "invalid_index_uid",
            f"`{uid}` is not a valid index uid. Index uid can be an integer or a string containing only alphanumeric "
            "characters, hyphens (-) and underscores (_), and can not be more than 400 bytes.",
        )
    return uid


@route("GET", "/indexes", "indexes.get")
def list_indexes(request: Request) -> tuple[int, Any]:
    """The indexes that the key is for."""
    offset, limit = request.page
    seen = [index.as_body() for index in request.store.indexes() if request.grant.sees(index.uid)]
    return 200, {"results": seen[offset : offset + limit], "offset": offset, "limit": limit, "total": len(seen)}


@route("POST", "/indexes", "indexes.create")
def create_index(request: Request) -> tuple[int, Any]:
    """A new index."""
    uid, key = check_uid(request.object.get("uid")), request.object.get("primaryKey")
    if not request.grant.sees(uid):
        raise invalid_key()

    def work() -> dict[str, Any]:
        if request.store.find_index(uid):
            raise ApiError(409, "index_already_exists", f"Index `{uid}` already exists.")
        request.store.create_index(uid, key)
        return {}

    return 202, tasks.run(request.store, "indexCreation", uid, {"primaryKey": key}, work)


@route("GET", "/indexes/{uid}", "indexes.get")
def get_index(request: Request) -> tuple[int, Any]:
    """One index."""
    return 200, request.store.require_index(request.uid).as_body()


@route("PATCH", "/indexes/{uid}", "indexes.update")
def update_index(request: Request) -> tuple[int, Any]:
    """Another primary key, while there are no documents."""
    key = request.object.get("primaryKey")

    def work() -> dict[str, Any]:
        index = request.store.require_index(request.uid)
        if index.primary_key not in (None, key) and request.store.count(index):
            raise bad_request(
                "index_primary_key_already_exists",
                f"Index `{index.uid}` already has a primary key: `{index.primary_key}`.",
            )
        request.store.change_index(index, primary_key=key)
        return {}

    return 202, tasks.run(request.store, "indexUpdate", request.uid, {"primaryKey": key}, work)


@route("DELETE", "/indexes/{uid}", "indexes.delete")
def delete_index(request: Request) -> tuple[int, Any]:
    """Removes an index with its documents."""

    def work() -> dict[str, Any]:
        index = request.store.require_index(request.uid)
        count = request.store.count(index)
        request.store.delete_index(index)
        return {"deletedDocuments": count}

    return 202, tasks.run(request.store, "indexDeletion", request.uid, {"deletedDocuments": None}, work)


@route("POST", "/swap-indexes", "indexes.swap")
def swap_indexes(request: Request) -> tuple[int, Any]:
    """Exchanges the names of pairs of indexes, all or none."""
    swaps = request.body
    pairs = [tuple(check_uid(uid) for uid in swap["indexes"]) for swap in swaps]
    if not all(request.grant.sees(uid) for pair in pairs for uid in pair):
        raise invalid_key()
    if any(len(pair) != 2 for pair in pairs):
        raise bad_request("invalid_swap_indexes", "Two indexes must be given for each swap.")

    def work() -> dict[str, Any]:
        store = request.store
        for first, second in pairs:
            left, right = store.require_index(first), store.require_index(second)
            store.change_index(left, uid=f"{first} is being swapped")
            store.change_index(right, uid=first)
            store.change_index(left, uid=second)
        return {}

    return 202, tasks.run(request.store, "indexSwap", None, {"swaps": swaps}, work)


@route("GET", "/indexes/{uid}/settings", "settings.get")
def get_settings(request: Request) -> tuple[int, Any]:
    """All settings."""
    return 200, request.store.require_index(request.uid).settings


@route("PATCH", "/indexes/{uid}/settings", "settings.update")
def update_settings(request: Request) -> tuple[int, Any]:
    """Changes some settings."""
    return _change(request, request.object)


@route("DELETE", "/indexes/{uid}/settings", "settings.update")
def reset_settings(request: Request) -> tuple[int, Any]:
    """Back to the defaults."""
    return _change(request, dict.fromkeys(settings.DEFAULTS), may_create=False)


@route("GET", "/indexes/{uid}/settings/{name}", "settings.get")
def get_setting(request: Request) -> tuple[int, Any]:
    """One setting."""
    return 200, request.store.require_index(request.uid).settings[_name(request)]


@route("DELETE", "/indexes/{uid}/settings/{name}", "settings.update")
def reset_setting(request: Request) -> tuple[int, Any]:
    """One setting back to its default."""
    return _change(request, {_name(request): None}, may_create=False)


def update_setting(request: Request) -> tuple[int, Any]:
    """Sets one setting."""
    return _change(request, {_name(request): request.body})


for _method in ("PUT", "PATCH"):
    route(_method, "/indexes/{uid}/settings/{name}", "settings.update")(update_setting)


def _name(request: Request) -> str:
    name = settings.by_route(request.parameters["name"])
    if name is None:
        raise ApiError(404, "not_found", f"There is no setting `{request.parameters['name']}`.")
    return name


def _change(request: Request, change: dict[str, Any], may_create: bool = True) -> tuple[int, Any]:
    check_uid(request.uid)
    settings.changed({}, change)  # a wrong value is refused at once

    def work() -> dict[str, Any]:
        store = request.store
        index = store.find_index(request.uid) if may_create else store.require_index(request.uid)
        index = index or store.create_index(request.uid, None)
        store.write_settings(index, settings.changed(index.stored_settings, change))
        return {}

    shown = {name: value for name, value in change.items() if value is not None}
    return 202, tasks.run(request.store, "settingsUpdate", request.uid, shown, work)
