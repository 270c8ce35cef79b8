"""The settings of an index: their names, defaults and kinds."""

import copy
import re
from typing import Any

from .errors import bad_request

DEFAULTS: dict[str, Any] = {
    "displayedAttributes": ["*"],
    "searchableAttributes": ["*"],
    "filterableAttributes": [],
    "sortableAttributes": [],
    "rankingRules": ["words", "typo", "proximity", "attribute", "sort", "exactness"],
    "stopWords": [],
    "nonSeparatorTokens": [],
    "separatorTokens": [],
    "dictionary": [],
    "synonyms": {},
    "distinctAttribute": None,
    "proximityPrecision": "byWord",
    "typoTolerance": {
        "enabled": True,
        "minWordSizeForTypos": {"oneTypo": 5, "twoTypos": 9},
        "disableOnWords": [],
        "disableOnAttributes": [],
        "disableOnNumbers": False,
    },
    "faceting": {"maxValuesPerFacet": 100, "sortFacetValuesBy": {"*": "alpha"}},
    "pagination": {"maxTotalHits": 1000},
    "searchCutoffMs": None,
    "localizedAttributes": None,
    "facetSearch": True,
    "prefixSearch": "indexingTime",
}

_MERGED = ("typoTolerance", "faceting", "pagination")
_SORTED = ("filterableAttributes", "sortableAttributes", "stopWords")


def by_route(name: str) -> str | None:
    """The setting that ``/settings/filterable-attributes`` means."""
    camel = re.sub(r"-(\w)", lambda match: match[1].upper(), name)
    return camel if camel in DEFAULTS else None


def complete(stored: dict[str, Any]) -> dict[str, Any]:
    """Stored settings with the defaults of those that were never set."""
    return {**copy.deepcopy(DEFAULTS), **stored}


def changed(stored: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Stored settings after a change; null resets a setting."""
    result = dict(stored)
    for name, value in change.items():
        if name not in DEFAULTS:
            if name in ("embedders", "chat"):
                continue
            raise bad_request("bad_request", f"Unknown field `{name}`: expected one of {_quoted(DEFAULTS)}")
        if value is None:
            result.pop(name, None)
            continue
        _check(name, value)
        if name in _MERGED:
            value = _merge(complete(result)[name], value)
        elif name in _SORTED and all(isinstance(item, str) for item in value):
            value = sorted(set(value))
        result[name] = value
    return result


def _check(name: str, value: Any) -> None:
    default = DEFAULTS[name]
    if default is not None and not isinstance(value, type(default)):
        snake = re.sub(r"([A-Z])", lambda match: "_" + match[1].lower(), name)
        kinds = {list: "an array", dict: "an object", str: "a string", bool: "a boolean"}
        raise bad_request(
            f"invalid_settings_{snake}", f"Invalid value type at `.{name}`: expected {kinds[type(default)]}."
        )


def _merge(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    result = dict(old)
    for name, value in new.items():
        both = isinstance(value, dict) and isinstance(result.get(name), dict)
        result[name] = _merge(result[name], value) if both else value
    return result


def _quoted(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in names)


def matches_pattern(attribute: str, patterns: list[Any]) -> bool:
    """Whether an attribute, or what holds it, is among the settings' patterns."""
    for item in patterns:
        for pattern in item["attributePatterns"] if isinstance(item, dict) else [item]:
            if pattern == "*" or attribute == pattern or attribute.startswith(f"{pattern}."):
                return True
            if pattern.endswith("*") and attribute.startswith(pattern[:-1]):
                return True
    return False
