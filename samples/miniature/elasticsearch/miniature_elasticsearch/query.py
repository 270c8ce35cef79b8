"""Elasticsearch's query language, as far as a catalogue speaks it: a document's score, 0 when it isn't meant."""

import re
from typing import Any

from .errors import not_understood

_WORD = re.compile(r"\w+")
_ALL = ("*", "_all")
_LEAST = 1e-6  # of what filters keep and nothing praises


def words(value: Any) -> list[str]:
    """The words of a value: of a text, a number, or what a list or an object holds."""
    if isinstance(value, dict):
        return [word for item in value.values() for word in words(item)]
    if isinstance(value, list):
        return [word for item in value for word in words(item)]
    return [] if value is None else _WORD.findall(str(value).lower())


def score(query: dict[str, Any], source: dict[str, Any]) -> float:
    """How well a document fits."""
    if len(query) != 1:
        raise not_understood(f"a query of {len(query)} kinds: {', '.join(query) or 'none'}")
    kind, body = next(iter(query.items()))
    if kind not in _KINDS:
        raise not_understood(f"the query '{kind}'")
    return _KINDS[kind](body, source)


def _value(source: dict[str, Any], field: str) -> Any:
    # A keyword beside a text is the text itself.
    value: Any = source
    for part in field.removesuffix(".keyword").removesuffix(".raw").split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _terms(body: dict[str, Any], source: dict[str, Any]) -> float:
    (field, wanted), = ((key, value) for key, value in body.items() if key != "boost")
    wanted = wanted["value"] if isinstance(wanted, dict) else wanted
    wanted = wanted if isinstance(wanted, list) else [wanted]
    held = _value(source, field)
    return float(any(item in wanted for item in (held if isinstance(held, list) else [held])))


def _texts(text: str, fields: list[str], operator: str, source: dict[str, Any]) -> float:
    found, total, every = 0, 0.0, words(text)
    weighed = [(words(source if name in _ALL else _value(source, name)), float(boost or 1)) for name, _, boost in (field.partition("^") for field in fields)]
    for word in every:
        weight = sum(boost * held.count(word) for held, boost in weighed)
        found, total = found + (weight > 0), total + weight
    return total if found and (operator.lower() != "and" or found == len(every)) else 0.0


def _match(body: dict[str, Any], source: dict[str, Any]) -> float:
    (field, wanted), = body.items()
    wanted = wanted if isinstance(wanted, dict) else {"query": wanted}
    return _texts(str(wanted["query"]), [field], wanted.get("operator", "or"), source)


def _multi_match(body: dict[str, Any], source: dict[str, Any]) -> float:
    fields = body.get("fields") or [body.get("default_field", "*")]
    # Of the language of query_string its one most usual word means all.
    if body["query"].strip() == "*":
        return 1.0
    return _texts(body["query"], fields, body.get("operator", body.get("default_operator", "or")), source)


def _bool(body: dict[str, Any], source: dict[str, Any]) -> float:
    parts = {name: value if isinstance(value, list) else [value] for name, value in body.items() if name in ("must", "filter", "should", "must_not")}
    must = [score(query, source) for query in parts.get("must", [])]
    kept = [score(query, source) for query in parts.get("filter", [])]
    should = [score(query, source) for query in parts.get("should", [])]
    needed = body.get("minimum_should_match", 0 if must or kept else min(1, len(should)))
    if not all(must) or not all(kept) or sum(map(bool, should)) < int(needed) or any(score(query, source) for query in parts.get("must_not", [])):
        return 0.0
    return sum(must) + sum(should) or _LEAST


_KINDS = {
    "match_all": lambda body, source: 1.0,
    "term": _terms,
    "terms": _terms,
    "match": _match,
    "multi_match": _multi_match,
    "query_string": _multi_match,
    "simple_query_string": _multi_match,
    "bool": _bool,
}
