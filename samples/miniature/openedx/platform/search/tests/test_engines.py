"""What the engines say to their servers."""
import json

import pytest
import requests

from search.elastic import ElasticSearchEngine
from search.meilisearch import MeilisearchEngine, create_indexes
from search.search_engine_base import SearchUnavailable

DOCUMENT = {"id": "block-v1:O+C+R+type@html+block@x", "course": "course-v1:O+C+R", "display_name": "X", "text": "y"}


class Server:
    """Answers by method and path; keeps what it was asked."""

    def __init__(self, monkeypatch, answers):
        self.answers, self.calls = answers, []
        monkeypatch.setattr(requests, "request", self)

    def __call__(self, method, url, **arguments):
        path = "/" + url.split("/", 3)[3]
        self.calls.append((method, path, arguments))
        status, body = self.answers.get((method, path), (200, {"taskUid": 1, "status": "succeeded", "hits": []}))
        response = requests.Response()
        response.status_code, response._content = status, json.dumps(body).encode()
        return response


class TestMeilisearch:
    @pytest.fixture(autouse=True)
    def configured(self, settings):
        settings.MEILISEARCH_INDEX_PREFIX, settings.MEILISEARCH_API_KEY = "p_", "key"
        settings.MEILISEARCH_URL = "http://m:7700"

    def test_missing_indexes_are_made(self, monkeypatch):
        server = Server(monkeypatch, {("GET", "/indexes/p_course_info"): (404, {}), ("GET", "/indexes/p_courseware_content"): (404, {})})

        create_indexes()

        made = [arguments["json"]["uid"] for method, path, arguments in server.calls if (method, path) == ("POST", "/indexes")]
        assert made == ["p_courseware_content", "p_course_info"]
        assert server.calls[0][2]["headers"] == {"Authorization": "Bearer key"}

    def test_ids_become_keys_that_it_takes(self, monkeypatch):
        server = Server(monkeypatch, {})

        MeilisearchEngine(index="x").index_documents([DOCUMENT])

        assert server.calls[0][2]["json"][0]["pk"].isalnum()

    def test_a_search_within_a_course(self, monkeypatch):
        hit = {**DOCUMENT, "pk": "1"}
        server = Server(monkeypatch, {("POST", "/indexes/p_x/search"): (200, {"hits": [hit]})})

        assert MeilisearchEngine(index="x").search("y", course_id="course-v1:O+C+R") == [DOCUMENT]
        assert server.calls[0][2]["json"]["filter"] == 'course = "course-v1:O+C+R"'

    @pytest.mark.parametrize("answer", [(404, {}), (403, {"code": "invalid_api_key"})])
    def test_a_refusal_is_unavailable(self, monkeypatch, answer):
        Server(monkeypatch, {("POST", "/indexes/p_x/search"): answer})

        with pytest.raises(SearchUnavailable):
            MeilisearchEngine(index="x").search("y")


class TestElasticsearch:
    @pytest.fixture(autouse=True)
    def configured(self, settings):
        settings.ELASTIC_SEARCH_CONFIG = [{"host": "es", "port": 9200}]
        settings.ELASTICSEARCH_INDEX_PREFIX = "p_"

    def test_documents_go_in_bulk(self, monkeypatch):
        server = Server(monkeypatch, {("POST", "/_bulk"): (200, {"errors": False})})

        ElasticSearchEngine(index="x").index_documents([DOCUMENT])

        action, document = server.calls[0][2]["data"].splitlines()
        assert json.loads(action)["index"] == {"_index": "p_x", "_id": DOCUMENT["id"]}
        assert json.loads(document) == DOCUMENT

    def test_a_server_that_is_away_is_unavailable(self, monkeypatch):
        def refuse(*args, **kwargs):
            raise requests.ConnectionError("refused")

        monkeypatch.setattr(requests, "request", refuse)

        with pytest.raises(SearchUnavailable, match="http://es:9200"):
            ElasticSearchEngine(index="x").search("y")
