"""The update operators of arrays: old value, operand and path give the new value."""

from typing import Any

from ..errors import CommandError, bad_value
from .query import element_test, is_operators
from .values import MISSING, copy, equal, sort_key


def _array(old: Any, operator: str, path: str) -> list[Any]:
    if old is MISSING:
        return []
    if not isinstance(old, list):
        raise bad_value(
            f"The field '{path}' must be an array but is of type {type(old).__name__}, so {operator} can't be applied"
        )
    return list(old)


def _each(operand: Any) -> list[Any]:
    if isinstance(operand, dict) and "$each" in operand:
        if not isinstance(operand["$each"], list):
            raise bad_value("The argument to $each must be an array")
        return copy(operand["$each"])
    return [copy(operand)]


def push(old: Any, operand: Any, path: str) -> Any:
    """``$push`` with ``$each``, ``$position``, ``$sort`` and ``$slice``."""
    items = _array(old, "$push", path)
    new = _each(operand)
    modifiers = operand if isinstance(operand, dict) and "$each" in operand else {}
    unknown = set(modifiers) - {"$each", "$position", "$sort", "$slice"}
    if unknown:
        raise bad_value(f"Unrecognized clause in $push: {sorted(unknown)[0]}")
    at = modifiers.get("$position", len(items))
    items[at:at] = new
    if "$sort" in modifiers:
        items = _sorted(items, modifiers["$sort"])
    if "$slice" in modifiers:
        count = modifiers["$slice"]
        items = items[count:] if count < 0 else items[:count]
    return items


def _sorted(items: list[Any], order: Any) -> list[Any]:
    if not isinstance(order, dict):
        return sorted(items, key=sort_key, reverse=order < 0)
    for name, direction in reversed(order.items()):
        items = sorted(items, key=lambda item, name=name: sort_key(_field(item, name)), reverse=direction < 0)
    return items


def _field(item: Any, path: str) -> Any:
    for part in path.split("."):
        item = item.get(part, MISSING) if isinstance(item, dict) else MISSING
    return item


def add_to_set(old: Any, operand: Any, path: str) -> Any:
    """``$addToSet``, also with ``$each``."""
    items = _array(old, "$addToSet", path)
    present = {sort_key(item) for item in items}
    for item in _each(operand):
        if sort_key(item) not in present:
            present.add(sort_key(item))
            items.append(item)
    return items


def pop(old: Any, operand: Any, path: str) -> Any:
    """``$pop``: the last element, or with -1 the first."""
    if operand not in (1, -1):
        raise CommandError(9, f"$pop expects 1 or -1, found: {operand}")
    if old is MISSING:
        return MISSING
    items = _array(old, "$pop", path)
    return items[:-1] if operand == 1 else items[1:]


def pull(old: Any, operand: Any, path: str) -> Any:
    """``$pull``: elements that equal a value or fit a condition."""
    if old is MISSING:
        return MISSING
    items = _array(old, "$pull", path)
    if isinstance(operand, dict) and (operand == {} or is_operators(operand) or "$ref" not in operand):
        fits = element_test(operand)
        return [item for item in items if not fits(item)]
    fits = element_test({"$eq": operand})
    return [item for item in items if not fits(item)]


def pull_all(old: Any, operand: Any, path: str) -> Any:
    """``$pullAll``: elements that equal one of several values."""
    if not isinstance(operand, list):
        raise bad_value("$pullAll requires an array argument")
    if old is MISSING:
        return MISSING
    return [item for item in _array(old, "$pullAll", path) if not any(equal(item, other) for other in operand)]


ARRAY_OPERATORS = {
    "$push": push,
    "$addToSet": add_to_set,
    "$pop": pop,
    "$pull": pull,
    "$pullAll": pull_all,
}
