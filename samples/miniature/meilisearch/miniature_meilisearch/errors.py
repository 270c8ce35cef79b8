"""Errors in the shape of the real API."""

from typing import Any

_TYPES = {401: "auth", 403: "auth", 500: "internal"}


class ApiError(Exception):
    """What a request is answered with instead of a result, or a task ends with."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    def as_body(self) -> dict[str, Any]:
        """The JSON body."""
        return {
            "message": self.message,
            "code": self.code,
            "type": _TYPES.get(self.status, "invalid_request"),
            "link": f"https://docs.meilisearch.com/errors#{self.code}",
        }


def bad_request(code: str, message: str) -> ApiError:
    """A request that isn't understood."""
    return ApiError(400, code, message)


def index_not_found(uid: str) -> ApiError:
    """An index that doesn't exist."""
    return ApiError(404, "index_not_found", f"Index `{uid}` not found.")


def not_supported(what: str) -> ApiError:
    """Something that the real server does and this one doesn't."""
    return ApiError(501, "not_implemented", f"{what} isn't supported by the miniature's stand-in for Meilisearch.")
