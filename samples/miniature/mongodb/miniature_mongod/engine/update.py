"""Updates: what a document becomes."""

import datetime
from collections.abc import Callable
from typing import Any

from bson import Timestamp

from ..errors import CommandError, bad_value
from . import paths
from .arrays import ARRAY_OPERATORS
from .expressions import run_stages
from .paths import Filters
from .query import compile_filter, equalities
from .values import MISSING, Document, arithmetic, copy, equal, is_number, show, sort_key

Change = Document | list[Document]


def is_replacement(change: Change) -> bool:
    """Whether the change is a whole new document."""
    return isinstance(change, dict) and not next(iter(change), "").startswith("$")


def apply(
    document: Document, change: Change, query: Document, array_filters: list[Document], inserting: bool = False
) -> Document:
    """The changed copy of a document."""
    if isinstance(change, list):
        result = run_stages([document], change, lambda name: [])[0]
    elif is_replacement(change):
        result = _replace(document, change)
    else:
        result = _Updater(document, query, paths.compile_array_filters(array_filters), inserting).run(change)
    if "_id" in document:
        if not equal(document["_id"], result.get("_id")):
            raise _immutable(result.get("_id"))
        result["_id"] = document["_id"]  # 1.0 in place of 1 must not become a second row
    return result


def _immutable(identity: Any) -> CommandError:
    return CommandError(
        66,
        "Performing an update on the path '_id' would modify the immutable field '_id': "
        f"it was found to have been altered to _id: {show(identity)}",
    )


def document_to_insert(query: Document, change: Change) -> Document:
    """What an upsert starts from: the fields that the filter pins to one value."""
    document: Document = {}
    if isinstance(change, dict) and is_replacement(change):
        pinned = equalities(query)
        return {"_id": copy(pinned["_id"])} if "_id" in pinned else {}
    for path, value in equalities(query).items():
        paths.write(document, path.split("."), copy(value))
    return document


def _replace(document: Document, change: Document) -> Document:
    for name in change:
        if name.startswith("$"):
            raise CommandError(52, f"The dollar ($) prefixed field '{name}' in '{name}' is not valid for storage.")
    identity = change.get("_id", document.get("_id"))
    fields = {name: copy(value) for name, value in change.items() if name != "_id"}
    return {"_id": copy(identity), **fields} if identity is not None or "_id" in document else fields


class _Updater:
    def __init__(self, document: Document, query: Document, filters: Filters, inserting: bool) -> None:
        self._document = copy(document)
        self._query = query
        self._filters = filters
        self._inserting = inserting

    def run(self, change: Document) -> Document:
        _check_conflicts(change)
        for operator, fields in change.items():
            if not isinstance(fields, dict):
                raise CommandError(
                    9, f"Modifiers operate on fields but we found type {type(fields).__name__} instead: {operator}"
                )
            if operator == "$setOnInsert" and not self._inserting:
                continue
            if operator == "$rename":
                self._rename(fields)
                continue
            step = _OPERATORS.get(operator)
            if step is None:
                raise CommandError(
                    9,
                    f"Unknown modifier: {operator}. Expected a valid update modifier or pipeline-style update "
                    "specified as an array",
                )
            for path, operand in fields.items():
                for steps in paths.expand(self._document, path, self._position(path), self._filters):
                    self._apply(step, steps, operand)
        return self._document

    def _apply(self, step: "_Operator", steps: list[str], operand: Any) -> None:
        result = step(paths.read(self._document, steps), operand, ".".join(steps))
        if result is MISSING:
            paths.remove(self._document, steps)
        elif result is not _UNCHANGED:
            paths.write(self._document, steps, result)

    def _rename(self, fields: Document) -> None:
        for source, target in fields.items():
            value = paths.read(self._document, source.split("."))
            if value is not MISSING:
                paths.remove(self._document, source.split("."))
                paths.write(self._document, target.split("."), value)

    def _position(self, path: str) -> int | None:
        if ".$." not in f"{path}.":
            return None
        return matched_position(self._document, self._query, path.split(".$")[0])


def matched_position(document: Document, query: Document, path: str) -> int | None:
    """The first element of an array that makes the filter match, for the positional operator."""
    steps = path.split(".")
    items = paths.read(document, steps)
    relevant = _conditions_about(query, path)
    if not isinstance(items, list) or not relevant:
        return None
    tests = [compile_filter(condition) for condition in relevant]
    for index, item in enumerate(items):
        alone: Document = {}
        paths.write(alone, steps, [item])
        if all(test(alone) for test in tests):
            return index
    return None


def _conditions_about(query: Document, path: str) -> list[Document]:
    found: list[Document] = []
    for name, condition in query.items():
        if name == "$and":
            for branch in condition:
                found += _conditions_about(branch, path)
        elif name == path or name.startswith(path + "."):
            found.append({name: condition})
    return found


def _check_conflicts(change: Document) -> None:
    """Two operators must not write to the same field, nor one below the other's."""
    seen: list[str] = []
    for fields in change.values():
        for path in fields if isinstance(fields, dict) else ():
            for other in seen:
                if path == other or path.startswith(other + ".") or other.startswith(path + "."):
                    raise CommandError(40, f"Updating the path '{path}' would create a conflict at '{other}'")
            seen.append(path)


_UNCHANGED = object()
_Operator = Callable[[Any, Any, str], Any]
"""Old value, operand, path: the new value, MISSING to take the field away, or _UNCHANGED."""


def _set(old: Any, operand: Any, path: str) -> Any:
    return copy(operand)


def _unset(old: Any, operand: Any, path: str) -> Any:
    return MISSING if old is not MISSING else _UNCHANGED


def _calculate(name: str, multiply: bool) -> _Operator:
    def calculate(old: Any, operand: Any, path: str) -> Any:
        if not is_number(operand):
            raise CommandError(14, f"Cannot {name} with non-numeric argument: {{{path}: {show(operand)}}}")
        if old is MISSING:
            return arithmetic(0, operand, multiply) if multiply else operand
        if not is_number(old):
            raise CommandError(14, f"Cannot apply ${name[:3]} to a value of non-numeric type at '{path}'")
        return arithmetic(old, operand, multiply)

    return calculate


def _minimum(old: Any, operand: Any, path: str) -> Any:
    return copy(operand) if old is MISSING or sort_key(operand) < sort_key(old) else _UNCHANGED


def _maximum(old: Any, operand: Any, path: str) -> Any:
    return copy(operand) if old is MISSING or sort_key(operand) > sort_key(old) else _UNCHANGED


def _current_date(old: Any, operand: Any, path: str) -> Any:
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    kind = operand.get("$type") if isinstance(operand, dict) else "date"
    if kind == "timestamp":
        return Timestamp(int(now.timestamp()), 1)
    if kind != "date":
        raise bad_value("The '$type' string field is required to be 'date' or 'timestamp'")
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _bit(old: Any, operand: Any, path: str) -> Any:
    value = 0 if old is MISSING else old
    for name, mask in operand.items():
        if name not in ("and", "or", "xor") or not isinstance(value, int):
            raise bad_value(f"$bit only supports and, or and xor of integers, at '{path}'")
        value = {"and": value & mask, "or": value | mask, "xor": value ^ mask}[name]
    return value


_OPERATORS: dict[str, _Operator] = {
    "$set": _set,
    "$setOnInsert": _set,
    "$unset": _unset,
    "$inc": _calculate("increment", multiply=False),
    "$mul": _calculate("multiply", multiply=True),
    "$min": _minimum,
    "$max": _maximum,
    "$currentDate": _current_date,
    "$bit": _bit,
    **ARRAY_OPERATORS,
}
