"""Which function answers which method and path, and what it needs to be allowed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..access import Access, Grant, invalid_key
from ..errors import ApiError, bad_request
from ..store import Store

Handler = Callable[["Request"], tuple[int, Any]]

OPEN = ""
"""For routes that need no key."""


@dataclass(frozen=True)
class Request:
    """A request with what answers it."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    store: Store
    access: Access
    grant: Grant
    parameters: dict[str, str]

    @property
    def uid(self) -> str:
        """The index in the path."""
        return self.parameters["uid"]

    @property
    def object(self) -> dict[str, Any]:
        """The body, which must be a JSON object."""
        if not isinstance(self.body, dict):
            raise bad_request("bad_request", "The body must be a JSON object.")
        return self.body

    @property
    def page(self) -> tuple[int, int]:
        """Offset and limit of a list."""
        return int(self.query.get("offset", 0)), int(self.query.get("limit", 20))


@dataclass(frozen=True)
class _Route:
    method: str
    pattern: re.Pattern[str]
    action: str
    handler: Handler


_routes: list[_Route] = []


def route(method: str, path: str, action: str) -> Callable[[Handler], Handler]:
    """Registers a function; ``{uid}`` in the path becomes a parameter."""
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path) + "/?")

    def register(handler: Handler) -> Handler:
        _routes.append(_Route(method, pattern, action, handler))
        return handler

    return register


def answer(
    method: str, path: str, query: dict[str, str], read_body: Callable[[], Any], header: str | None, store: Store,
    access: Access,
) -> tuple[int, Any]:  # fmt: skip
    """Status and body for a request."""
    known = [(item, match) for item in _routes if (match := item.pattern.fullmatch(path))]
    if not known:
        return 404, ApiError(404, "not_found", "Not found").as_body()
    chosen = next((pair for pair in known if pair[0].method == method), None)
    if chosen is None:
        return 405, None
    found, match = chosen
    try:
        grant = access.identify(header) if found.action != OPEN else Grant()
        parameters = match.groupdict()
        if found.action != OPEN and not grant.allows(found.action, parameters.get("uid")):
            raise invalid_key()
        return found.handler(Request(method, path, query, read_body(), store, access, grant, parameters))
    except ApiError as error:
        return error.status, error.as_body()
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        return 400, bad_request("bad_request", f"The request isn't understood: {error}").as_body()
