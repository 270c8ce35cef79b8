"""Searching."""

from typing import Any

import pytest
from conftest import Failure, Meilisearch


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("chemistry", ["a", "b", "d"]),
        ("chem", ["a", "b", "d"]),
        ("chemystry", ["a", "b", "d"]),
        ("chmeistry advanced", ["b", "a", "d"]),
        ("reunion", ["c"]),
        ("RÉUNION", ["c"]),
        ('"chemistry of"', ["d"]),
        ("chemistry -introduction", ["b", "d"]),
        ("poxtry", ["d"]),
        ("atom", ["a"]),
        ("zzzz", []),
        ("", ["a", "b", "c", "d"]),
    ],
)
def test_words(courses: Meilisearch, query: str, expected: list[str]) -> None:
    assert courses.search("courses", q=query) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("org = edX", ["a", "b"]),
        ("org = 'edx'", ["a", "b"]),
        ("org != edX", ["c", "d"]),
        ("level > 1", ["b", "d"]),
        ("level >= 1 AND level < 3", ["a", "c", "d"]),
        ("level 2 TO 3", ["b", "d"]),
        ("org IN [MITx, HarvardX]", ["c", "d"]),
        ("org NOT IN [MITx, HarvardX]", ["a", "b"]),
        ("NOT org = edX AND level = 2", ["d"]),
        ("org = edX AND (level = 3 OR tags = lab)", ["a", "b"]),
        ("org = MITx OR org = edX AND level = 3", ["b", "d"]),
        ("tags = science", ["a", "b"]),
        ("tags EXISTS", ["a", "b", "c"]),
        ("tags NOT EXISTS", ["d"]),
        ("tags IS EMPTY", ["c"]),
        ("start IS NULL", ["d"]),
        ("content.body = 'An island'", ["c"]),
        ("content.body STARTS WITH 'atoms'", ["a"]),
        (["level = 1", "org = edX"], ["a"]),
        (["level = 1", ["org = edX", "org = HarvardX"]], ["a", "c"]),
    ],
)
def test_filters(courses: Meilisearch, expression: Any, expected: list[str]) -> None:
    assert courses.search("courses", filter=expression) == expected


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"filter": "title = x"}, "invalid_search_filter"),
        ({"filter": "org ="}, "invalid_search_filter"),
        ({"filter": "(org = x"}, "invalid_search_filter"),
        ({"sort": ["org:asc"]}, "invalid_search_sort"),
        ({"sort": ["level"]}, "invalid_search_sort"),
        ({"facets": ["title"]}, "invalid_search_facets"),
        ({"limit": -1}, "invalid_search_limit"),
        ({"nonsense": 1}, "bad_request"),
    ],
)
def test_a_wrong_search_is_refused(courses: Meilisearch, parameters: dict[str, Any], code: str) -> None:
    with pytest.raises(Failure) as error:
        courses.search("courses", **parameters)

    assert (error.value.status, error.value.code) == (400, code)


def test_order_and_pages(courses: Meilisearch) -> None:
    assert courses.search("courses", sort=["level:desc", "title:asc"]) == ["b", "d", "c", "a"]
    assert courses.search("courses", sort=["title:asc"], offset=1, limit=2) == ["c", "a"]

    answer = courses("POST", "/indexes/courses/search", {"hitsPerPage": 3, "page": 2})

    assert (answer["totalHits"], answer["totalPages"], len(answer["hits"])) == (4, 2, 1)
    assert courses("POST", "/indexes/courses/search", {"limit": 1})["estimatedTotalHits"] == 4


def test_facets(courses: Meilisearch) -> None:
    answer = courses("POST", "/indexes/courses/search", {"facets": ["org", "level", "tags"], "filter": "level < 3"})

    assert answer["facetDistribution"]["org"] == {"HarvardX": 1, "MITx": 1, "edX": 1}
    assert answer["facetDistribution"]["tags"] == {"lab": 1, "science": 1}
    assert answer["facetStats"]["level"] == {"min": 1.0, "max": 2.0}


def test_formatted_hits(courses: Meilisearch) -> None:
    [hit] = courses("POST", "/indexes/courses/search", {
        "q": "molecu", "attributesToRetrieve": ["title", "content.body"], "attributesToHighlight": ["content"],
        "attributesToCrop": ["content.body:2"], "showMatchesPosition": True,
    })["hits"]  # fmt: skip

    assert hit["content"] == {"body": "Atoms and molecules"} and set(hit) == {"title", "content", "_formatted", "_matchesPosition"}
    assert hit["_formatted"]["content"]["body"] == "…and <em>molecu</em>les"
    assert hit["_matchesPosition"] == {"content.body": [{"start": 10, "length": 6}]}


def test_settings_shape_the_search(courses: Meilisearch) -> None:
    courses.do("PUT", "/indexes/courses/settings/searchable-attributes", ["title"])
    assert courses.search("courses", q="atoms") == []
    assert courses.search("courses", q="chemistry") == ["a", "b"]

    courses.do("PATCH", "/indexes/courses/settings", {
        "displayedAttributes": ["id", "org"], "distinctAttribute": "org", "stopWords": ["of"], "synonyms": {"verse": ["poetry"]},
        "typoTolerance": {"enabled": False},
    })  # fmt: skip

    assert courses.search("courses", q="verse") == ["d"] and courses.search("courses", q="poxtry") == []
    assert courses.search("courses") == ["a", "c", "d"]
    assert courses("POST", "/indexes/courses/search", {"limit": 1})["hits"] == [{"id": "a", "org": "edX"}]
    courses.do("DELETE", "/indexes/courses/settings/searchable-attributes")
    assert courses.search("courses", q="atoms") == ["a"]


def test_other_ways_to_search(courses: Meilisearch) -> None:
    by_get = courses("GET", "/indexes/courses/search?q=chemistry&limit=1&filter=level%20%3D%203")
    several = courses("POST", "/multi-search", {"queries": [
        {"indexUid": "courses", "q": "poetry"}, {"indexUid": "courses", "filter": "org = edX", "limit": 1},
    ]})  # fmt: skip
    facet = courses("POST", "/indexes/courses/facet-search", {"facetName": "org", "facetQuery": "h"})

    assert [hit["id"] for hit in by_get["hits"]] == ["b"]
    assert [[hit["id"] for hit in result["hits"]] for result in several["results"]] == [["d"], ["a"]]
    assert facet["facetHits"] == [{"value": "HarvardX", "count": 1}]
