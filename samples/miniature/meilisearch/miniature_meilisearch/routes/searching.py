"""Searches."""

from typing import Any

from ..access import invalid_key
from ..errors import ApiError, bad_request, not_supported
from ..search import search
from ..text import fold
from .table import Request, route

_NUMBERS = ("offset", "limit", "hitsPerPage", "page", "cropLength")
_LISTS = (
    "attributesToRetrieve", "attributesToCrop", "attributesToHighlight", "facets", "sort", "attributesToSearchOn", "locales",
)  # fmt: skip
_SWITCHES = ("showMatchesPosition", "showRankingScore", "showRankingScoreDetails", "retrieveVectors")


@route("POST", "/indexes/{uid}/search", "search")
def search_by_post(request: Request) -> tuple[int, Any]:
    """A search with its parameters in the body."""
    return 200, _search(request, request.uid, request.object if request.body is not None else {})


@route("GET", "/indexes/{uid}/search", "search")
def search_by_get(request: Request) -> tuple[int, Any]:
    """A search with its parameters in the query string."""
    parameters: dict[str, Any] = dict(request.query)
    for name in _NUMBERS:
        if name in parameters:
            parameters[name] = int(parameters[name])
    for name in _LISTS:
        if name in parameters:
            parameters[name] = parameters[name].split(",")
    for name in _SWITCHES:
        if name in parameters:
            parameters[name] = parameters[name] == "true"
    return 200, _search(request, request.uid, parameters)


@route("POST", "/multi-search", "search")
def multi_search(request: Request) -> tuple[int, Any]:
    """Several searches at once."""
    if request.object.get("federation") is not None:
        raise not_supported("A federated search")
    results = []
    for number, query in enumerate(request.object["queries"]):
        uid = query.get("indexUid")
        if not isinstance(uid, str):
            raise bad_request("missing_index_uid", f"Missing field `indexUid` inside `.queries[{number}]`")
        try:
            results.append({"indexUid": uid, **_search(request, uid, query)})
        except ApiError as error:
            raise ApiError(error.status, error.code, f"Inside `.queries[{number}]`: {error.message}") from error
    return 200, {"results": results}


@route("POST", "/indexes/{uid}/facet-search", "search")
def facet_search(request: Request) -> tuple[int, Any]:
    """Values of a facet that start with a text."""
    body = dict(request.object)
    name, start = body.pop("facetName", None), fold(body.pop("facetQuery", None) or "")
    if not name:
        raise bad_request("missing_facet_search_facet_name", "Missing field `facetName`")
    found = _search(request, request.uid, {**body, "facets": [name], "limit": 0})
    counts = found["facetDistribution"].get(name, {})
    hits = [{"value": value, "count": count} for value, count in counts.items() if fold(value).startswith(start)]
    return 200, {"facetHits": hits, "facetQuery": start or None, "processingTimeMs": found["processingTimeMs"]}


def _search(request: Request, uid: str, parameters: dict[str, Any]) -> dict[str, Any]:
    if not request.grant.sees(uid):
        raise invalid_key()
    if parameters.get("vector") is not None or parameters.get("hybrid") is not None:
        raise not_supported("A search by vectors")
    return search(request.store, request.store.require_index(uid), parameters, request.grant.filter_for(uid))
