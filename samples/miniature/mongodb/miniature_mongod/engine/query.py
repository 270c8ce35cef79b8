"""Filters: a query document becomes a function that says whether a document matches."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from bson import Regex

from ..errors import bad_value, not_supported
from .expressions import holds
from .values import ARRAY_RANK, MISSING, NULL_RANK, TYPE_NAMES, Document, is_number, sort_key, type_number

Predicate = Callable[[Any], bool]

_REFUSED = {"$where", "$text", "$jsonSchema", "$near", "$nearSphere", "$geoWithin", "$geoIntersects"}


def values_at(value: Any, parts: list[str]) -> Iterator[Any]:
    """The values that a dotted path leads to; it fans out over arrays, and a number also picks an element."""
    if not parts:
        yield value
    elif isinstance(value, dict):
        if parts[0] in value:
            yield from values_at(value[parts[0]], parts[1:])
        else:
            yield MISSING
    elif isinstance(value, list):
        if parts[0].isdigit() and int(parts[0]) < len(value):
            yield from values_at(value[int(parts[0])], parts[1:])
        for item in value:
            if isinstance(item, dict):
                yield from values_at(item, parts)
    else:
        yield MISSING


def compile_filter(query: Document) -> Predicate:
    """The filter as a function; a filter that the server would refuse raises."""
    if not isinstance(query, dict):
        raise bad_value("the match filter must be an expression in an object")
    tests = [_compile_clause(name, condition) for name, condition in query.items() if name != "$comment"]
    return lambda document: all(test(document) for test in tests)


def _compile_clause(name: str, condition: Any) -> Predicate:
    if name in ("$and", "$or", "$nor"):
        if not isinstance(condition, list) or not condition:
            raise bad_value("$and/$or/$nor must be a nonempty array")
        branches = [compile_filter(branch) for branch in condition]
        if name == "$and":
            return lambda document: all(branch(document) for branch in branches)
        if name == "$or":
            return lambda document: any(branch(document) for branch in branches)
        return lambda document: not any(branch(document) for branch in branches)
    if name == "$expr":
        return lambda document: holds(condition, document)
    if name in _REFUSED:
        raise not_supported(name)
    if name.startswith("$"):
        raise bad_value(f"unknown top level operator: {name}")
    parts = name.split(".")
    test = compile_condition(condition)
    return lambda document: test(list(values_at(document, parts)))


def is_operators(condition: Any) -> bool:
    """Whether a condition is made of operators rather than a document to equal."""
    return isinstance(condition, dict) and next(iter(condition), "").startswith("$") and "$ref" not in condition


def compile_condition(condition: Any) -> Callable[[list[Any]], bool]:
    """A test of all the values that a field's path leads to."""
    if isinstance(condition, (Regex, re.Pattern)):
        return _any_of(_matches(condition))
    if not is_operators(condition):
        return _any_of(_equals(condition))
    tests = [
        _compile_operator(operator, operand, condition)
        for operator, operand in condition.items()
        if operator != "$options"
    ]
    return lambda values: all(test(values) for test in tests)


def _any_of(test: Predicate) -> Callable[[list[Any]], bool]:
    """A value fits, or an element of an array."""

    def check(values: list[Any]) -> bool:
        for value in values:
            if test(value) or (isinstance(value, list) and any(test(item) for item in value)):
                return True
        return False

    return check


def _equals(wanted: Any) -> Predicate:
    key = sort_key(wanted)
    return lambda value: sort_key(value) == key


def _matches(pattern: Any) -> Predicate:
    compiled = pattern.try_compile() if isinstance(pattern, Regex) else pattern
    key = sort_key(pattern)
    return lambda value: bool(compiled.search(value)) if isinstance(value, str) else sort_key(value) == key


def _compares(operand: Any, accept: Callable[[Any, Any], bool]) -> Predicate:
    key = sort_key(operand)
    bracketed = key[0] not in (-1, 127)

    def check(value: Any) -> bool:
        own = sort_key(value)
        if bracketed and own[0] != key[0]:
            return False
        if len(own) != len(key) and own[0] == 10:  # NaN is neither more nor less than a number
            return False
        return accept(own, key)

    return check


def _compile_operator(operator: str, operand: Any, condition: Document) -> Callable[[list[Any]], bool]:
    compilers: dict[str, Callable[[], Callable[[list[Any]], bool]]] = {
        "$eq": lambda: compile_condition(operand) if isinstance(operand, Regex) else _any_of(_equals(operand)),
        "$ne": lambda: _negate(_any_of(_equals(operand))),
        "$gt": lambda: _any_of(_compares(operand, lambda own, key: own > key)),
        "$gte": lambda: _any_of(_compares(operand, lambda own, key: own >= key)),
        "$lt": lambda: _any_of(_compares(operand, lambda own, key: own < key)),
        "$lte": lambda: _any_of(_compares(operand, lambda own, key: own <= key)),
        "$in": lambda: _any_of(_in(operator, operand)),
        "$nin": lambda: _negate(_any_of(_in(operator, operand))),
        "$exists": lambda: lambda values: any(value is not MISSING for value in values) == bool(operand),
        "$not": lambda: _negate(_not_operand(operand)),
        "$regex": lambda: _any_of(_matches(_regex(operand, condition.get("$options", "")))),
        "$size": lambda: lambda values: any(isinstance(value, list) and len(value) == operand for value in values),
        "$type": lambda: _any_of(_has_type(operand)),
        "$mod": lambda: _any_of(_modulo(operand)),
        "$all": lambda: _all(operand),
        "$elemMatch": lambda: _element(operand),
        "$bitsAllSet": lambda: _any_of(_bits(operand, lambda value, mask: value & mask == mask)),
        "$bitsAllClear": lambda: _any_of(_bits(operand, lambda value, mask: value & mask == 0)),
        "$bitsAnySet": lambda: _any_of(_bits(operand, lambda value, mask: value & mask != 0)),
        "$bitsAnyClear": lambda: _any_of(_bits(operand, lambda value, mask: value & mask != mask)),
    }
    if operator in _REFUSED:
        raise not_supported(operator)
    if operator not in compilers:
        raise bad_value(f"unknown operator: {operator}")
    return compilers[operator]()


def _negate(test: Callable[[list[Any]], bool]) -> Callable[[list[Any]], bool]:
    return lambda values: not test(values)


def _not_operand(operand: Any) -> Callable[[list[Any]], bool]:
    if not isinstance(operand, (Regex, re.Pattern)) and not is_operators(operand):
        raise bad_value("$not needs a regex or a document")
    return compile_condition(operand)


def _in(operator: str, operand: Any) -> Predicate:
    if not isinstance(operand, list):
        raise bad_value(f"{operator} needs an array")
    keys = {sort_key(item) for item in operand}
    patterns = [_matches(item) for item in operand if isinstance(item, (Regex, re.Pattern))]
    return lambda value: sort_key(value) in keys or any(pattern(value) for pattern in patterns)


def _regex(operand: Any, options: str) -> Any:
    pattern = operand.pattern if isinstance(operand, (Regex, re.Pattern)) else operand
    flags = operand.flags if isinstance(operand, (Regex, re.Pattern)) else 0
    for option in options:
        flags |= {"i": re.I, "m": re.M, "s": re.S, "x": re.X}.get(option, 0)
    try:
        return re.compile(pattern, flags)
    except (re.error, TypeError) as error:
        raise bad_value(f"Regular expression is invalid: {error}") from error


def _has_type(operand: Any) -> Predicate:
    wanted: set[int] = set()
    for item in operand if isinstance(operand, list) else [operand]:
        if item == "number":
            wanted |= {1, 16, 18, 19}
        elif isinstance(item, str) and item not in TYPE_NAMES:
            raise bad_value(f"Unknown type name alias: {item}")
        else:
            wanted.add(TYPE_NAMES[item] if isinstance(item, str) else int(item))
    return lambda value: value is not MISSING and type_number(value) in wanted


def _modulo(operand: Any) -> Predicate:
    if not isinstance(operand, list) or len(operand) != 2:
        raise bad_value("malformed mod, not enough elements")
    divisor, remainder = (int(item) for item in operand)
    if divisor == 0:
        raise bad_value("divisor cannot be 0")
    return lambda value: is_number(value) and isinstance(value, (int, float)) and int(value) % divisor == remainder


def _bits(operand: Any, accept: Callable[[int, int], bool]) -> Predicate:
    mask = sum(1 << position for position in operand) if isinstance(operand, list) else int(operand)
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and accept(value, mask)


def _all(operand: Any) -> Callable[[list[Any]], bool]:
    if not isinstance(operand, list):
        raise bad_value("$all needs an array")
    tests = [compile_condition(item) for item in operand]
    return lambda values: bool(tests) and all(test(values) for test in tests)


def _element(operand: Any) -> Callable[[list[Any]], bool]:
    if not isinstance(operand, dict):
        raise bad_value("$elemMatch needs an Object")
    test = element_test(operand)
    return lambda values: any(isinstance(value, list) and any(test(item) for item in value) for value in values)


def element_test(operand: Document) -> Predicate:
    """Whether one element of an array fits the operand of ``$elemMatch`` or ``$pull``."""
    if is_operators(operand) and next(iter(operand)) not in ("$and", "$or", "$nor", "$expr"):
        condition = compile_condition(operand)
        return lambda item: condition([item])
    matches = compile_filter(operand)
    return lambda item: isinstance(item, (dict, list)) and matches(item)


def equalities(query: Document) -> dict[str, Any]:
    """The fields that a filter pins to one value, for indexes and upserts."""
    found: dict[str, Any] = {}
    for name, condition in query.items():
        if name == "$and":
            for branch in condition:
                found.update(equalities(branch))
        elif name.startswith("$") or isinstance(condition, (Regex, re.Pattern)):
            continue
        elif not is_operators(condition):
            found[name] = condition
        elif "$eq" in condition:
            found[name] = condition["$eq"]
        elif len(condition.get("$in", ())) == 1 and not isinstance(condition["$in"][0], Regex):
            found[name] = condition["$in"][0]
    return found


def can_use_index(value: Any) -> bool:
    """Null also means a missing field, and an array its elements: those are looked up by scanning."""
    return sort_key(value)[0] not in (NULL_RANK, ARRAY_RANK)
