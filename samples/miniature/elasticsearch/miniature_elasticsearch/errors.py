"""What a request is refused with."""

from typing import Any


class ApiError(Exception):
    """An answer that isn't a success."""

    def __init__(self, status: int, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.status, self.kind, self.reason = status, kind, reason

    def as_body(self) -> dict[str, Any]:
        cause = {"type": self.kind, "reason": self.reason}
        return {"error": {"root_cause": [cause], **cause}, "status": self.status}


def no_index(name: str) -> ApiError:
    return ApiError(404, "index_not_found_exception", f"no such index [{name}]")


def not_understood(what: str) -> ApiError:
    return ApiError(400, "parsing_exception", f"This stand-in doesn't know {what}.")
