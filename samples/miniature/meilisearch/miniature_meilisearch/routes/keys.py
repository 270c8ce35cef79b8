"""API keys."""

from typing import Any

from .table import Request, route


@route("GET", "/keys", "keys.get")
def list_keys(request: Request) -> tuple[int, Any]:
    """All keys with their values."""
    offset, limit = request.page
    keys = [request.access.show(key) for key in request.store.keys()]
    return 200, {"results": keys[offset : offset + limit], "offset": offset, "limit": limit, "total": len(keys)}


@route("GET", "/keys/{key}", "keys.get")
def get_key(request: Request) -> tuple[int, Any]:
    """One key, by its uid or value."""
    return 200, request.access.show(request.access.find(request.parameters["key"]))


@route("POST", "/keys", "keys.create")
def create_key(request: Request) -> tuple[int, Any]:
    """A new key."""
    return 201, request.access.create(request.object)


@route("PATCH", "/keys/{key}", "keys.update")
def update_key(request: Request) -> tuple[int, Any]:
    """Another name or description."""
    return 200, request.access.update(request.parameters["key"], request.object)


@route("DELETE", "/keys/{key}", "keys.delete")
def delete_key(request: Request) -> tuple[int, Any]:
    """Removes a key."""
    request.access.delete(request.parameters["key"])
    return 204, None
