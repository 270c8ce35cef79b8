"""Search by Elasticsearch 7, over its HTTP API. The first server of ELASTIC_SEARCH_CONFIG is used."""
import json

import requests
from django.conf import settings

from search.search_engine_base import SearchEngine, SearchUnavailable

REQUEST_TIMEOUT = 10  # seconds
MAPPINGS = {
    "properties": {
        "id": {"type": "keyword"},
        "course": {"type": "keyword"},
        "org": {"type": "keyword"},
        "content_type": {"type": "keyword"},
    }
}


def server():
    """The server's URL, and what to log in with (or None)."""
    config = (settings.ELASTIC_SEARCH_CONFIG or [{}])[0]
    scheme = "https" if config.get("use_ssl") else "http"
    login = config.get("http_auth")
    return f"{scheme}://{config.get('host', 'localhost')}:{config.get('port', 9200)}", tuple(login) if login else None


def call(method, path, **arguments):
    url, login = server()
    try:
        response = requests.request(method, url + path, auth=login, timeout=REQUEST_TIMEOUT, **arguments)
    except requests.RequestException as error:
        raise SearchUnavailable(f"Elasticsearch at {url} doesn't answer: {error}") from error
    if response.status_code >= 400 and response.status_code != 404:
        raise SearchUnavailable(f"Elasticsearch answered {method} {path} with {response.status_code}: {response.text[:300]}")
    return response


class ElasticSearchEngine(SearchEngine):
    @property
    def name(self):
        return settings.ELASTICSEARCH_INDEX_PREFIX + self.index

    def setup(self):
        if call("HEAD", f"/{self.name}").status_code == 404:
            call("PUT", f"/{self.name}", json={"mappings": MAPPINGS})

    def index_documents(self, documents):
        if not documents:
            return
        lines = []
        for document in documents:
            lines.append(json.dumps({"index": {"_index": self.name, "_id": document["id"]}}))
            lines.append(json.dumps(document))
        answer = call(
            "POST", "/_bulk", params={"refresh": "true"}, data="\n".join(lines) + "\n",
            headers={"Content-Type": "application/x-ndjson"}).json()
        if answer.get("errors"):
            raise SearchUnavailable("Elasticsearch refused some of the documents.")

    def remove_course(self, course_id):
        call("POST", f"/{self.name}/_delete_by_query", params={"refresh": "true"},
             json={"query": {"term": {"course": course_id}}})

    def search(self, query, course_id=None, size=20):
        must = [{"multi_match": {"query": query, "fields": ["display_name^2", "text"]}}] if query else [{"match_all": {}}]
        body = {"query": {"bool": {"must": must}}, "size": size}
        if course_id:
            body["query"]["bool"]["filter"] = [{"term": {"course": course_id}}]
        response = call("POST", f"/{self.name}/_search", json=body)
        if response.status_code == 404:
            raise SearchUnavailable(f"Elasticsearch has no index {self.name}: reindex_course --setup makes it.")
        return [hit["_source"] for hit in response.json()["hits"]["hits"]]
