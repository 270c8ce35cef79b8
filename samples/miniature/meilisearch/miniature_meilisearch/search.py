"""Searching: words, filter, order, page, facets."""

import time
from typing import Any

from .documents import choose
from .errors import bad_request
from .filters import compile_filter, values_at
from .formatting import Formatter
from .matching import Matcher, parse
from .settings import matches_pattern
from .store import Document, Index, Store
from .text import fold

PARAMETERS = {
    "q", "offset", "limit", "hitsPerPage", "page", "filter", "facets", "attributesToRetrieve", "attributesToCrop",
    "cropLength", "cropMarker", "attributesToHighlight", "highlightPreTag", "highlightPostTag", "showMatchesPosition",
    "sort", "matchingStrategy", "showRankingScore", "showRankingScoreDetails", "rankingScoreThreshold",
    "attributesToSearchOn", "distinct", "locales", "indexUid", "vector", "hybrid", "retrieveVectors",
}  # fmt: skip

Found = tuple[tuple[Any, ...], Document]


def search(store: Store, index: Index, request: dict[str, Any], extra_filter: Any = None) -> dict[str, Any]:
    """The answer to one search; ``extra_filter`` comes with a tenant token."""
    started = time.monotonic()
    for name in request:
        if name not in PARAMETERS:
            raise bad_request("bad_request", f"Unknown field `{name}`: expected one of the search parameters.")
    text = request.get("q") or ""
    query = parse(text, index)
    tests = [compile_filter(item, index.settings["filterableAttributes"]) for item in (request.get("filter"), extra_filter)]
    order = _read_order(request.get("sort") or [], index.settings["sortableAttributes"])
    most = index.settings["pagination"]["maxTotalHits"]

    matcher = Matcher(store, index, query, request.get("attributesToSearchOn"))
    enough = _number(request, "offset", 0) + _number(request, "limit", 20)
    found = [
        (matcher.rank(document) if query.terms else (), document)
        for _, document in matcher.find(request.get("matchingStrategy", "last"), enough)
        if all(test(document) for test in tests)
    ]
    found = _ordered(found, order, index.settings["rankingRules"])
    found = _distinct(found, request.get("distinct") or index.settings["distinctAttribute"])
    facets = _facets(found, request["facets"], index) if request.get("facets") else {}

    formatter = Formatter(query, request)
    page, numbers = _page(found[:most], request)
    hits = [_hit(item, len(query.terms), formatter, request, index) for item in page]
    duration = int((time.monotonic() - started) * 1000)
    return {"hits": hits, "query": text, "processingTimeMs": duration, **numbers, **facets}


def _number(request: dict[str, Any], name: str, default: int) -> int:
    value = request.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise bad_request(f"invalid_search_{name.lower()}", f"Invalid value type at `.{name}`: expected a positive integer.")
    return value


def _page(found: list[Found], request: dict[str, Any]) -> tuple[list[Found], dict[str, int]]:
    if request.get("page") is not None or request.get("hitsPerPage") is not None:
        page, size = _number(request, "page", 1), _number(request, "hitsPerPage", 20)
        pages = -(-len(found) // size) if size else 0
        chosen = found[(page - 1) * size : page * size] if page else []
        return chosen, {"hitsPerPage": size, "page": page, "totalPages": pages, "totalHits": len(found)}
    offset, limit = _number(request, "offset", 0), _number(request, "limit", 20)
    return found[offset : offset + limit], {"limit": limit, "offset": offset, "estimatedTotalHits": len(found)}


def _read_order(order: list[str], sortable: list[Any]) -> list[tuple[str, bool]]:
    read: list[tuple[str, bool]] = []
    for item in order:
        name, _, direction = item.rpartition(":")
        if direction not in ("asc", "desc"):
            raise bad_request(
                "invalid_search_sort", f"Invalid syntax for the sort parameter: expected expression ending by `:asc` or `:desc`, found `{item}`."
            )
        if not matches_pattern(name, sortable):
            known = ", ".join(sortable)
            available = f"Available sortable attributes are: `{known}`." if known else (
                "This index does not have configured sortable attributes."
            )  # fmt: skip
            raise bad_request("invalid_search_sort", f"Attribute `{name}` is not sortable. {available}")
        read.append((name, direction == "desc"))
    return read


def _ordered(found: list[Found], order: list[tuple[str, bool]], rules: list[str]) -> list[Found]:
    """Sorts by the ranking rules; Python's sort is stable, so the last rule goes first."""
    places = {"words": 0, "typo": 1, "proximity": 2, "attribute": 3, "exactness": 4}
    for rule in reversed(rules):
        if rule == "sort":
            for name, descending in reversed(order):
                found = _sorted_by(found, name, descending)
        elif rule in places:
            if found and found[0][0]:
                found = sorted(found, key=lambda item, place=places[rule]: item[0][place])
        else:
            name, _, direction = rule.rpartition(":")
            found = _sorted_by(found, name, direction == "desc")
    return found


def _sorted_by(found: list[Found], name: str, descending: bool) -> list[Found]:
    """Numbers before texts; documents without the attribute come last in either direction."""
    numbers: list[tuple[float, Found]] = []
    strings: list[tuple[str, Found]] = []
    rest: list[Found] = []
    for item in found:
        value = next(iter(values_at(item[1], name)), None)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            numbers.append((value, item))
        elif isinstance(value, str):
            strings.append((fold(value), item))
        else:
            rest.append(item)
    numbers.sort(key=lambda pair: pair[0], reverse=descending)
    strings.sort(key=lambda pair: pair[0], reverse=descending)
    return [item for _, item in numbers] + [item for _, item in strings] + rest


def _distinct(found: list[Found], name: str | None) -> list[Found]:
    if not name:
        return found
    seen: set[Any] = set()
    kept: list[Found] = []
    for item in found:
        value = str(next(iter(values_at(item[1], name)), None))
        if value == "None" or value not in seen:
            seen.add(value)
            kept.append(item)
    return kept


def _facets(found: list[Found], wanted: list[str], index: Index) -> dict[str, Any]:
    filterable = index.settings["filterableAttributes"]
    names = {name for _, document in found for name in document} if "*" in wanted else set(wanted)
    distribution: dict[str, dict[str, int]] = {}
    statistics: dict[str, dict[str, float]] = {}
    for name in sorted(names):
        if not matches_pattern(name, filterable):
            if "*" in wanted:
                continue
            raise bad_request("invalid_search_facets", f"Invalid facet distribution: Attribute `{name}` is not filterable.")
        counts: dict[str, int] = {}
        numbers: list[float] = []
        for _, document in found:
            for value in {_facet_text(item): item for item in values_at(document, name) if item not in (None, [])}.items():
                counts[value[0]] = counts.get(value[0], 0) + 1
                if isinstance(value[1], (int, float)) and not isinstance(value[1], bool):
                    numbers.append(value[1])
        order = index.settings["faceting"]["sortFacetValuesBy"]
        by_count = order.get(name, order.get("*")) == "count"
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]) if by_count else (0, pair[0]))
        distribution[name] = dict(ranked[: index.settings["faceting"]["maxValuesPerFacet"]])
        if numbers:
            statistics[name] = {"min": float(min(numbers)), "max": float(max(numbers))}
    return {"facetDistribution": distribution, "facetStats": statistics}


def _facet_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _hit(item: Found, terms: int, formatter: Formatter, request: dict[str, Any], index: Index) -> Document:
    rank, document = item
    displayed = index.settings["displayedAttributes"]
    shown = document if "*" in displayed else choose(document, displayed)
    hit = dict(choose(shown, request.get("attributesToRetrieve")))
    if formatter.is_wanted:
        hit["_formatted"] = formatter.format(hit)
    if request.get("showMatchesPosition"):
        hit["_matchesPosition"] = formatter.positions(shown)
    if request.get("showRankingScore"):
        matched = -rank[0] / terms if terms else 1.0
        hit["_rankingScore"] = matched if not terms else round(max(0.0, matched - 0.05 * rank[1] - 0.01 * rank[4]), 4)
    return hit
