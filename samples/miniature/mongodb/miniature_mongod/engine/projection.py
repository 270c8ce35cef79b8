"""Projections: which fields of a document a client gets."""

from typing import Any

from ..errors import bad_value
from .expressions import run_stages
from .query import element_test
from .values import Document, copy

_FIND_OPERATORS = ("$slice", "$elemMatch", "$meta")


def project(document: Document, projection: Document | None, position: int | None = None) -> Document:
    """The projected copy; ``position`` is the element that the filter matched, for ``field.$``."""
    if not projection:
        return copy(document)
    if any(_is_expression(value) for value in projection.values()):
        return run_stages([document], [{"$project": projection}], lambda name: [])[0]

    plain = {name: value for name, value in projection.items() if not isinstance(value, dict)}
    special = {name: value for name, value in projection.items() if isinstance(value, dict)}
    choices = {bool(value) for name, value in plain.items() if name != "_id"}
    if len(choices) > 1:
        raise bad_value("Cannot do inclusion and exclusion in one projection")
    if choices:
        including = choices.pop()
    else:
        including = bool(plain.get("_id")) or (not plain and any("$elemMatch" in value for value in special.values()))

    tree = _tree(name.removesuffix(".$") for name in plain if name != "_id")
    if including:
        tree.update(_tree(name for name, value in special.items() if "$slice" in value))
        if plain.get("_id", 1):
            tree = {"_id": {}, **tree}
        result = _include(document, tree)
    else:
        if "_id" in plain and not plain["_id"]:
            tree["_id"] = {}
        result = _exclude(document, tree)

    for name in plain:
        if name.endswith(".$"):
            _replace_array(result, name[:-2].split("."), lambda items: [items[position or 0]] if items else [])
    for name, operator in special.items():
        _apply_operator(document, result, name, operator)
    return result


def _is_expression(value: Any) -> bool:
    if isinstance(value, dict):
        return next(iter(value), "") not in _FIND_OPERATORS
    return isinstance(value, (str, list))


def _tree(names: Any) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for name in names:
        node = root
        for part in name.split("."):
            node = node.setdefault(part, {})
    return root


def _include(value: Any, tree: dict[str, Any]) -> Any:
    return {
        name: copy(item) if not tree[name] else _into(item, tree[name], _include)
        for name, item in value.items()
        if name in tree and (not tree[name] or isinstance(item, (dict, list)))
    }


def _exclude(value: Any, tree: dict[str, Any]) -> Any:
    return {
        name: _into(item, tree[name], _exclude) if name in tree else copy(item)
        for name, item in value.items()
        if name not in tree or tree[name]
    }


def _into(value: Any, tree: dict[str, Any], step: Any) -> Any:
    if isinstance(value, dict):
        return step(value, tree)
    if isinstance(value, list):
        including = step is _include
        return [_into(item, tree, step) for item in value if isinstance(item, (dict, list)) or not including]
    return value


def _apply_operator(document: Document, result: Document, name: str, operator: Document) -> None:
    if "$slice" in operator:
        _replace_array(result, name.split("."), lambda items: _slice(items, operator["$slice"]))
    elif "$elemMatch" in operator:
        test = element_test(operator["$elemMatch"])
        items = document.get(name)
        result.pop(name, None)
        first = next((item for item in items if test(item)), None) if isinstance(items, list) else None
        if first is not None:
            result[name] = [copy(first)]


def _slice(items: list[Any], bounds: Any) -> list[Any]:
    if isinstance(bounds, list):
        skip, count = (int(bound) for bound in bounds)
        start = max(len(items) + skip, 0) if skip < 0 else skip
        return items[start : start + count]
    count = int(bounds)
    return items[count:] if count < 0 else items[:count]


def _replace_array(value: Any, parts: list[str], change: Any) -> None:
    for part in parts[:-1]:
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, dict) and isinstance(value.get(parts[-1]), list):
        value[parts[-1]] = change(value[parts[-1]])
