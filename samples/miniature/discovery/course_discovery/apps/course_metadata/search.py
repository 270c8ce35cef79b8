"""The catalogue in Elasticsearch, over its HTTP API."""
import json

import requests
from django.conf import settings

from course_discovery.apps.course_metadata.models import CourseRun

TIMEOUT = 10  # seconds
MAPPINGS = {"properties": {"key": {"type": "keyword"}, "title": {"type": "text"}, "short_description": {"type": "text"}, "org": {"type": "keyword"}}}
FIELDS = ["title^2", "short_description", "key", "org"]


class SearchUnavailable(Exception):
    """Elasticsearch doesn't answer, or refuses."""


def alias():
    return settings.ELASTICSEARCH_INDEX_NAMES["course_discovery.apps.course_metadata.search_indexes.documents.course_run"]


def call(method, path, **arguments):
    """An answer; 404 is one, too."""
    hosts = settings.ELASTICSEARCH_DSL["default"]["hosts"]
    hosts = hosts if "://" in hosts else f"http://{hosts}"
    try:
        response = requests.request(method, f"{hosts.rstrip('/')}{path}", timeout=TIMEOUT, **arguments)
    except requests.RequestException as error:
        raise SearchUnavailable("Elasticsearch doesn't answer.") from error
    if response.status_code >= 400 and response.status_code != 404:
        raise SearchUnavailable(f"Elasticsearch answered {method} {path} with {response.status_code}: {response.text[:300]}")
    return response


def documents():
    for run in CourseRun.objects.filter(hidden=False).select_related("course"):
        yield str(run.uuid), {
            "content_type": "courserun", "key": run.key, "title": run.title, "short_description": run.short_description,
            "org": run.course.key.partition("+")[0], "start": run.start.isoformat() if run.start else None, "pacing_type": run.pacing_type}


def fill(index):
    """A new index with all that is in the catalogue; returns how much."""
    call("PUT", f"/{index}", json={"mappings": MAPPINGS})
    lines = [line for identifier, document in documents() for line in ({"index": {"_index": index, "_id": identifier}}, document)]
    if lines:
        answer = call("POST", "/_bulk", params={"refresh": "true"}, headers={"Content-Type": "application/x-ndjson"},
                      data="".join(json.dumps(line) + "\n" for line in lines)).json()
        if answer["errors"]:
            raise SearchUnavailable("Elasticsearch refused some of the documents.")
    return len(lines) // 2


def shown():
    """The indexes behind the alias."""
    response = call("GET", f"/_alias/{alias()}")
    return [] if response.status_code == 404 else list(response.json())


def show(index, others):
    """The alias leads to `index` from now on, and the others are gone."""
    call("POST", "/_aliases", json={"actions": [
        {"add": {"alias": alias(), "index": index}}, *({"remove": {"alias": alias(), "index": other}} for other in others)]})
    for other in others:
        call("DELETE", f"/{other}")


def find(words, size=20):
    """Course runs that have these words, or all, the best first."""
    query = {"multi_match": {"query": words, "fields": FIELDS}} if words else {"match_all": {}}
    response = call("POST", f"/{alias()}/_search", json={"query": query, "size": size})
    if response.status_code == 404:
        raise SearchUnavailable("There is no index yet: update_index makes it.")
    hits = response.json()["hits"]
    return hits["total"]["value"], [hit["_source"] for hit in hits["hits"]]
