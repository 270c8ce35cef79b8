"""BSON values: their order, their equality, their copies."""

import datetime
import decimal
import re
from typing import Any

from bson import Binary, Code, DBRef, Decimal128, Int64, MaxKey, MinKey, ObjectId, Regex, Timestamp
from bson.datetime_ms import DatetimeMS

Document = dict[str, Any]

MISSING = type("Missing", (), {"__repr__": lambda self: "MISSING", "__bool__": lambda self: False})()
"""A field that a document doesn't have; sorts and compares like null."""

NULL_RANK = 5
NUMBER_RANK = 10
STRING_RANK = 15
ARRAY_RANK = 25
_EPOCH = datetime.datetime(1970, 1, 1)
_NOT_A_NUMBER = (NUMBER_RANK, 0)  # below every (NUMBER_RANK, 1, n)


def sort_key(value: Any) -> tuple[Any, ...]:
    """A hashable tuple that orders and equals as BSON values do: type first, then value; 1, 1.0 and Int64(1) are one."""
    if value is None or value is MISSING:
        return (NULL_RANK,)
    if isinstance(value, str):
        return (60, str(value)) if isinstance(value, Code) else (STRING_RANK, value)
    if isinstance(value, bool):
        return (40, value)
    if isinstance(value, (int, float)):
        return (NUMBER_RANK, 1, value) if value == value else _NOT_A_NUMBER
    if isinstance(value, ObjectId):
        return (35, value.binary)
    if isinstance(value, dict):
        return (20, tuple((sort_key(item)[0], name, sort_key(item)) for name, item in value.items()))
    if isinstance(value, (list, tuple)):
        return (ARRAY_RANK, tuple(sort_key(item) for item in value))
    if isinstance(value, datetime.datetime):
        naive = value.replace(tzinfo=None) - (value.utcoffset() or datetime.timedelta())
        return (45, (naive - _EPOCH) // datetime.timedelta(milliseconds=1))
    return _rare_sort_key(value)


def _rare_sort_key(value: Any) -> tuple[Any, ...]:
    if isinstance(value, (bytes, Binary)):
        return (30, len(value), getattr(value, "subtype", 0), bytes(value))
    if isinstance(value, DatetimeMS):
        return (45, int(value))
    if isinstance(value, Decimal128):
        number = value.to_decimal()
        return _NOT_A_NUMBER if number.is_nan() else (NUMBER_RANK, 1, number)
    if isinstance(value, decimal.Decimal):
        return (NUMBER_RANK, 1, value)
    if isinstance(value, Timestamp):
        return (47, value.time, value.inc)
    if isinstance(value, (Regex, re.Pattern)):
        return (50, str(value.pattern), value.flags)
    if isinstance(value, DBRef):
        return sort_key(dict(value.as_doc()))
    if isinstance(value, MinKey):
        return (-1,)
    if isinstance(value, MaxKey):
        return (127,)
    return (100, repr(value))


def equal(left: Any, right: Any) -> bool:
    """Whether two values are the same to the server: 1 and 1.0 are, true and 1 aren't; the order of fields counts."""
    return sort_key(left) == sort_key(right)


def identical(left: Any, right: Any) -> bool:
    """Whether nothing has to be written: the same values of the same types."""
    return type(left) is type(right) and (
        (list(left) == list(right) and all(identical(left[name], right[name]) for name in left))
        if isinstance(left, dict)
        else (len(left) == len(right) and all(map(identical, left, right)))
        if isinstance(left, list)
        else sort_key(left) == sort_key(right)
    )


def copy(value: Any) -> Any:
    """A deep copy; scalars are immutable and shared."""
    if isinstance(value, dict):
        return {name: copy(item) for name, item in value.items()}
    if isinstance(value, list):
        return [copy(item) for item in value]
    return value


def is_number(value: Any) -> bool:
    """Whether ``$inc`` and ``$mul`` take the value."""
    return isinstance(value, (int, float, Decimal128)) and not isinstance(value, bool)


def arithmetic(left: Any, right: Any, multiply: bool) -> Any:
    """The sum or product, in the wider of both types: a 64-bit integer stays one."""
    if isinstance(left, Decimal128) or isinstance(right, Decimal128):
        first, second = (
            item.to_decimal() if isinstance(item, Decimal128) else decimal.Decimal(item) for item in (left, right)
        )
        return Decimal128(first * second if multiply else first + second)
    result = left * right if multiply else left + right
    if isinstance(result, int) and (isinstance(left, Int64) or isinstance(right, Int64)):
        return Int64(result)
    return result


def show(value: Any) -> str:
    """A value as the server prints it in messages."""
    if isinstance(value, dict):
        inner = ", ".join(f"{name}: {show(item)}" for name, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[ {', '.join(show(item) for item in value)} ]"
    if isinstance(value, str):
        return f'"{value}"'
    if value is None or value is MISSING:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return f"ObjectId('{value}')" if isinstance(value, ObjectId) else str(value)


TYPE_NAMES = {
    "double": 1, "string": 2, "object": 3, "array": 4, "binData": 5, "objectId": 7, "bool": 8, "date": 9, "null": 10,
    "regex": 11, "javascript": 13, "int": 16, "timestamp": 17, "long": 18, "decimal": 19, "minKey": -1, "maxKey": 127,
}  # fmt: skip


def type_number(value: Any) -> int:
    """The BSON type that the value is stored as."""
    if isinstance(value, bool):
        return 8
    if isinstance(value, int):
        return 18 if isinstance(value, Int64) or not -(2**31) <= value < 2**31 else 16
    for kinds, number in _TYPES:
        if isinstance(value, kinds):
            return number
    return 10


_TYPES: tuple[tuple[Any, int], ...] = (
    (float, 1), (Code, 13), (str, 2), ((dict, DBRef), 3), (list, 4), (ObjectId, 7), ((bytes, Binary), 5),
    ((datetime.datetime, DatetimeMS), 9), ((Regex, re.Pattern), 11), (Timestamp, 17), (Decimal128, 19),
    (MinKey, -1), (MaxKey, 127),
)  # fmt: skip
