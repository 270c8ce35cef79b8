"""Against a started server, with a client that does nothing clever."""

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

PASSWORD = "a pass/word"


class Elasticsearch:
    def __init__(self, folder):
        self._folder, self._process, self.password = folder, None, PASSWORD
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self):
        environment = {**os.environ, "MINIATURE_DATA": str(self._folder), "MINIATURE_PORT": str(self.port), "ELASTIC_PASSWORD": PASSWORD}
        self._process = subprocess.Popen([sys.executable, "-m", "miniature_elasticsearch"], env=environment)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                return self.call("GET", "/_cluster/health")
            except OSError:
                time.sleep(0.05)
        raise TimeoutError

    def kill(self):
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def call(self, method, path, body=None, lines=None):
        data = "".join(json.dumps(line) + "\n" for line in lines) if lines else json.dumps(body) if body is not None else None
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method, data=data and data.encode())
        request.add_header("Authorization", "Basic " + base64.b64encode(f"elastic:{self.password}".encode()).decode())
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                status, text = response.status, response.read()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read()
        return status, json.loads(text) if text else None

    def found(self, query, index="course", **more):
        return [hit["_id"] for hit in self.call("POST", f"/{index}/_search", {"query": query, **more})[1]["hits"]["hits"]]


@pytest.fixture
def server(tmp_path):
    server = Elasticsearch(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def courses(server):
    server.call("POST", "/_bulk?refresh=true", lines=[
        {"index": {"_index": "course_1", "_id": "ships"}}, {"title": "Ships in bottles", "org": "Miniature", "runs": ["2025", "2026"]},
        {"index": {"_index": "course_1", "_id": "knots"}}, {"title": "Knots", "org": "Rope-Works", "text": "for ships", "runs": ["2026"]},
    ])
    server.call("POST", "/_aliases", {"actions": [{"add": {"alias": "course", "index": "course_1"}}]})
    return server


def test_strangers_find_nothing(server):
    server.password = "guess"

    assert server.call("GET", "/")[0] == 401


def test_the_cluster_is_healthy(server):
    assert server.call("GET", "/_cluster/health")[1]["status"] == "green"
    assert server.call("GET", "/")[1]["version"]["number"].startswith("7.")


def test_an_index_is_made_once_and_deleted(server):
    assert server.call("HEAD", "/a")[0] == 404
    assert server.call("PUT", "/a", {"mappings": {"properties": {}}})[0] == 200
    assert server.call("PUT", "/a")[1]["error"]["type"] == "resource_already_exists_exception"
    assert server.call("DELETE", "/a")[0] == 200
    assert server.call("POST", "/a/_search")[1]["error"]["type"] == "index_not_found_exception"


def test_documents_come_and_go(server):
    assert server.call("PUT", "/a/_doc/1", {"x": 1})[0] == 201
    assert server.call("GET", "/a/_doc/1")[1]["_source"] == {"x": 1}
    assert server.call("DELETE", "/a/_doc/1")[0] == 200
    assert server.call("GET", "/a/_doc/1")[0] == 404


@pytest.mark.parametrize("query, expected", [
    ({"match_all": {}}, ["knots", "ships"]),
    ({"term": {"org": "Miniature"}}, ["ships"]),
    ({"terms": {"runs.keyword": ["2025"]}}, ["ships"]),
    ({"match": {"title": "SHIPS"}}, ["ships"]),
    ({"multi_match": {"query": "ships", "fields": ["title^2", "text"]}}, ["ships", "knots"]),
    ({"query_string": {"query": "rope", "fields": ["*"]}}, ["knots"]),
    ({"simple_query_string": {"query": "ships knots", "default_operator": "and"}}, ["knots"]),
    ({"bool": {"must": [{"match_all": {}}], "must_not": {"term": {"org": "Miniature"}}}}, ["knots"]),
    ({"bool": {"should": [{"term": {"org": "Miniature"}}, {"match": {"text": "nothing"}}]}}, ["ships"]),
    ({"bool": {"filter": [{"term": {"runs": "2026"}}], "should": [{"match": {"title": "bottles"}}]}}, ["ships", "knots"]),
])
def test_a_search_finds(courses, query, expected):
    assert courses.found(query) == expected


def test_a_search_has_pages(courses):
    assert courses.found({"match_all": {}}, size=1, **{"from": 1}) == ["ships"]
    assert courses.call("POST", "/course/_count", {"query": {"term": {"org": "Miniature"}}})[1]["count"] == 1


def test_an_alias_goes_to_another_index_in_one_step(courses):
    courses.call("PUT", "/course_2/_doc/new", {"title": "Ships"})
    courses.call("POST", "/_aliases", {"actions": [{"remove": {"alias": "course", "index": "course_1"}}, {"add": {"alias": "course", "index": "course_2"}}]})

    assert courses.found({"match_all": {}}) == ["new"]
    assert list(courses.call("GET", "/_alias/course")[1]) == ["course_2"]


def test_a_bulk_is_kept_whole_or_not_at_all(courses):
    assert courses.call("POST", "/_bulk", lines=[{"delete": {"_index": "course_1", "_id": "ships"}}, {"update": {"_index": "course_1", "_id": "knots"}}])[0] == 400

    assert courses.found({"match_all": {}}) == ["knots", "ships"]


def test_documents_are_deleted_by_a_query(courses):
    assert courses.call("POST", "/course/_delete_by_query", {"query": {"term": {"org": "Miniature"}}})[1]["deleted"] == 1
    assert courses.found({"match_all": {}}) == ["knots"]


def test_what_is_unknown_is_said(courses):
    status, body = courses.call("POST", "/course/_search", {"query": {"fuzzy": {"title": "shps"}}})

    assert (status, body["error"]["reason"]) == (400, "This stand-in doesn't know the query 'fuzzy'.")
    assert courses.call("POST", "/course/_search", {"aggs": {}})[0] == 400


def test_data_survives_a_kill(courses):
    courses.kill()
    courses.start()

    assert courses.found({"match_all": {}}) == ["knots", "ships"]
