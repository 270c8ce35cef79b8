"""Errors as clients see them: the codes and names of the real server."""

from collections.abc import Mapping
from typing import Any

CODE_NAMES: Mapping[int, str] = {
    1: "InternalError",
    2: "BadValue",
    9: "FailedToParse",
    11: "UserNotFound",
    13: "Unauthorized",
    14: "TypeMismatch",
    18: "AuthenticationFailed",
    20: "IllegalOperation",
    26: "NamespaceNotFound",
    27: "IndexNotFound",
    28: "PathNotViable",
    31: "RoleNotFound",
    40: "ConflictingUpdateOperators",
    43: "CursorNotFound",
    48: "NamespaceExists",
    52: "DollarPrefixedFieldName",
    59: "CommandNotFound",
    66: "ImmutableField",
    72: "InvalidOptions",
    73: "InvalidNamespace",
    76: "NoReplicationEnabled",
    85: "IndexOptionsConflict",
    86: "IndexKeySpecsConflict",
    115: "CommandNotSupported",
    238: "NotImplemented",
    263: "OperationNotSupportedInTransaction",
    334: "MechanismUnavailable",
    10334: "BSONObjectTooLarge",
    11000: "DuplicateKey",
    51003: "Location51003",
}


class CommandError(Exception):
    """What a command answers with ``ok: 0``, or one entry of ``writeErrors``."""

    def __init__(self, code: int, message: str, **details: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details

    def as_reply(self) -> dict[str, Any]:
        """The whole reply of a command that failed."""
        name = CODE_NAMES.get(self.code, f"Location{self.code}")
        return {"ok": 0.0, "errmsg": self.message, "code": self.code, "codeName": name, **self.details}

    def as_write_error(self, index: int) -> dict[str, Any]:
        """The entry for the statement ``index`` of a write command."""
        return {"index": index, "code": self.code, "errmsg": self.message, **self.details}


def bad_value(message: str) -> CommandError:
    """A value that the server can't work with."""
    return CommandError(2, message)


def not_supported(what: str) -> CommandError:
    """Something that the real server does and this one doesn't."""
    return CommandError(238, f"{what} isn't supported by the miniature's stand-in for MongoDB.")
