"""Keys, indexes, documents, tasks, and what survives."""

import base64
import hashlib
import hmac
import http.client
import json
import signal
import threading
import time
import uuid
from typing import Any

import pytest
from conftest import MASTER_KEY, Failure, Meilisearch

FOREVER = {"expiresAt": None}


def refused(server: Meilisearch, *request: Any, key: str) -> tuple[int, str | None]:
    with pytest.raises(Failure) as error:
        server(*request, key=key)
    return error.value.status, error.value.code


def test_health_is_open_and_the_rest_is_not(server: Meilisearch) -> None:
    assert server("GET", "/health", key="") == {"status": "available"}
    assert refused(server, "GET", "/indexes", key="") == (401, "missing_authorization_header")
    assert refused(server, "GET", "/indexes", key="wrong") == (403, "invalid_api_key")
    assert server("GET", "/version")["commitSha"] == "miniature-stand-in"


def test_without_a_master_key_everything_is_open(open_server: Meilisearch) -> None:
    assert open_server("GET", "/indexes", key="")["results"] == []
    assert refused(open_server, "POST", "/keys", {"actions": ["*"], "indexes": ["*"], **FOREVER}, key="") == (401, "missing_master_key")


def test_the_default_keys(courses: Meilisearch) -> None:
    keys = {key["name"]: key["key"] for key in courses("GET", "/keys")["results"]}

    assert set(keys) == {"Default Search API Key", "Default Admin API Key"}
    search = keys["Default Search API Key"]
    assert courses("POST", "/indexes/courses/search", {"q": "poetry"}, key=search)["hits"]
    assert refused(courses, "GET", "/indexes/courses", key=search) == (403, "invalid_api_key")
    assert courses("GET", "/indexes/courses", key=keys["Default Admin API Key"])["primaryKey"] == "id"


def test_a_key_as_tutor_makes_it(courses: Meilisearch) -> None:
    uid = str(uuid.uuid4())
    made = courses("POST", "/keys", {"uid": uid, "name": "Open edX", "actions": ["*"], "indexes": ["tutor_*"], **FOREVER})

    assert made["key"] == hmac.digest(MASTER_KEY.encode(), uid.encode(), hashlib.sha256).hex()
    assert courses("GET", f"/keys/{uid}")["key"] == courses("GET", f"/keys/{made['key']}")["key"] == made["key"]
    courses("POST", "/indexes/tutor_x/documents", [{"id": 1}], key=made["key"])
    courses("POST", "/indexes", {"uid": "tutor_y"}, key=made["key"])
    assert refused(courses, "POST", "/indexes/courses/search", {}, key=made["key"]) == (403, "invalid_api_key")
    assert refused(courses, "POST", "/indexes", {"uid": "other"}, key=made["key"]) == (403, "invalid_api_key")
    assert [index["uid"] for index in courses("GET", "/indexes", key=made["key"])["results"]] == ["tutor_x", "tutor_y"]
    assert refused(courses, "POST", "/keys", {"uid": uid, "actions": ["*"], "indexes": ["*"], **FOREVER}, key=MASTER_KEY)[0] == 409


def test_keys_are_administered(server: Meilisearch) -> None:
    key = server("POST", "/keys", {"actions": ["documents.add"], "indexes": ["a"], "expiresAt": "2099-01-01"})
    changed = server("PATCH", f"/keys/{key['uid']}", {"name": "n", "description": "d"})

    assert changed["name"] == "n" and changed["expiresAt"].startswith("2099-01-01")
    assert refused(server, "PATCH", f"/keys/{key['uid']}", {"indexes": ["b"]}, key=MASTER_KEY)[1] == "immutable_api_key_indexes"
    assert refused(server, "POST", "/keys", {"actions": ["fly"], "indexes": [], **FOREVER}, key=MASTER_KEY)[1] == "invalid_api_key_actions"
    assert refused(server, "POST", "/keys", {"actions": ["*"], "indexes": []}, key=MASTER_KEY)[1] == "missing_api_key_expires_at"
    server("DELETE", f"/keys/{key['uid']}")
    assert refused(server, "GET", f"/keys/{key['uid']}", key=MASTER_KEY) == (404, "api_key_not_found")


def tenant_token(key: dict[str, Any], rules: Any, expiry: float) -> str:
    parts = [{"alg": "HS256", "typ": "JWT"}, {"apiKeyUid": key["uid"], "searchRules": rules, "exp": int(expiry)}]
    text = ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    signature = hmac.digest(key["key"].encode(), text.encode(), hashlib.sha256)
    return f"{text}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def test_tenant_tokens(courses: Meilisearch) -> None:
    key = courses("POST", "/keys", {"actions": ["search"], "indexes": ["*"], **FOREVER})
    soon = time.time() + 100
    token = tenant_token(key, {"courses": {"filter": "org = edX"}}, soon)

    found = courses("POST", "/indexes/courses/search", {"filter": "level = 3"}, key=token)

    assert [hit["id"] for hit in found["hits"]] == ["b"]
    assert len(courses("POST", "/indexes/courses/search", {}, key=tenant_token(key, ["*"], soon))["hits"]) == 4
    for wrong in (tenant_token(key, ["*"], 1), token[:-4] + "AAAA", tenant_token(key, ["other"], soon)):
        assert refused(courses, "POST", "/indexes/courses/search", {}, key=wrong) == (403, "invalid_api_key")
    assert refused(courses, "GET", "/indexes/courses/documents", key=token) == (403, "invalid_api_key")


def test_documents(server: Meilisearch) -> None:
    task = server.do("POST", "/indexes/d/documents", [{"id": 1, "a": 1, "b": {"c": 2}}, {"id": 2, "a": 2}])
    assert task["status"] == "succeeded" and task["details"] == {"receivedDocuments": 2, "indexedDocuments": 2}

    server.do("PUT", "/indexes/d/documents", [{"id": 1, "x": 9}])
    server.do("POST", "/indexes/d/documents", {"id": 2, "x": 8})

    assert server("GET", "/indexes/d/documents/1") == {"id": 1, "a": 1, "b": {"c": 2}, "x": 9}
    assert server("GET", "/indexes/d/documents/2") == {"id": 2, "x": 8}
    assert server("GET", "/indexes/d/documents?limit=1&fields=id")["results"] == [{"id": 1}]
    assert refused(server, "GET", "/indexes/d/documents/3", key=MASTER_KEY) == (404, "document_not_found")
    server.do("PUT", "/indexes/d/settings/filterable-attributes", ["x"])
    assert server("POST", "/indexes/d/documents/fetch", {"filter": "x = 8"})["total"] == 1
    assert server.do("POST", "/indexes/d/documents/delete", {"filter": "x = 8"})["details"]["deletedDocuments"] == 1
    assert server.do("POST", "/indexes/d/documents/delete-batch", [1, 7])["details"]["deletedDocuments"] == 1
    server.do("POST", "/indexes/d/documents", [{"id": 5}, {"id": 6}])
    server.do("DELETE", "/indexes/d/documents/5")
    assert server("GET", "/indexes/d/stats")["numberOfDocuments"] == 1
    server.do("DELETE", "/indexes/d/documents")
    assert server("GET", "/stats")["indexes"]["d"]["numberOfDocuments"] == 0


@pytest.mark.parametrize(
    ("documents", "code"),
    [
        ([{"id": 1}, {"id": "no spaces"}], "invalid_document_id"),
        ([{"id": 1}, {"other": 1}], "missing_document_id"),
        ([{"name": 1}], "index_primary_key_no_candidate_found"),
        ([{"a_id": 1, "b_id": 2}], "index_primary_key_multiple_candidates_found"),
    ],
)
def test_a_task_that_fails_changes_nothing(server: Meilisearch, documents: list[Any], code: str) -> None:
    task = server.do("POST", "/indexes/d/documents", documents)

    assert task["status"] == "failed" and task["error"]["code"] == code
    assert server("GET", "/indexes")["total"] == 0


def test_indexes(server: Meilisearch) -> None:
    server.do("POST", "/indexes", {"uid": "one", "primaryKey": "key"})
    server.do("POST", "/indexes/two/documents", [{"id": 2, "word": "zebra"}])
    assert server.do("POST", "/indexes", {"uid": "one"})["error"]["code"] == "index_already_exists"
    server.do("POST", "/swap-indexes", [{"indexes": ["one", "two"]}])

    assert server("GET", "/indexes/two")["primaryKey"] == "key"
    assert server.search("one", q="zebra") == [2] and server("GET", "/indexes/two/documents")["total"] == 0
    server.do("DELETE", "/indexes/one")
    assert refused(server, "GET", "/indexes/one", key=MASTER_KEY) == (404, "index_not_found")
    assert refused(server, "POST", "/indexes", {"uid": "not valid"}, key=MASTER_KEY) == (400, "invalid_index_uid")
    assert server.do("DELETE", "/indexes/one")["error"]["code"] == "index_not_found"


def test_settings(server: Meilisearch) -> None:
    server.do("POST", "/indexes", {"uid": "s"})
    server.do("PATCH", "/indexes/s/settings", {"typoTolerance": {"minWordSizeForTypos": {"oneTypo": 4}}, "sortableAttributes": ["b", "a"]})

    settings = server("GET", "/indexes/s/settings")

    assert settings["typoTolerance"]["minWordSizeForTypos"] == {"oneTypo": 4, "twoTypos": 9}
    assert settings["sortableAttributes"] == ["a", "b"] and settings["rankingRules"][0] == "words"
    assert server("GET", "/indexes/s/settings/pagination") == {"maxTotalHits": 1000}
    assert refused(server, "PATCH", "/indexes/s/settings", {"stopWords": "x"}, key=MASTER_KEY)[1] == "invalid_settings_stop_words"
    server.do("DELETE", "/indexes/s/settings")
    assert server("GET", "/indexes/s/settings/sortable-attributes") == []


def test_tasks_are_listed(server: Meilisearch) -> None:
    for number in range(3):
        server.do("POST", "/indexes", {"uid": f"i{number}"})

    listed = server("GET", "/tasks?limit=2")

    assert [task["uid"] for task in listed["results"]] == [2, 1] and listed["next"] == 0 and listed["total"] == 3
    assert server("GET", "/tasks?indexUids=i1&statuses=succeeded")["total"] == 1
    assert refused(server, "GET", "/tasks/99", key=MASTER_KEY) == (404, "task_not_found")


def test_browsers_of_other_origins_are_let_in(courses: Meilisearch) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", courses.port)
    ask = {"Origin": "http://apps.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    connection.request("OPTIONS", "/multi-search", headers=ask)
    response = connection.getresponse()
    response.read()

    assert response.status == 200 and response.getheader("Access-Control-Allow-Origin") == "*"
    assert "POST" in str(response.getheader("Access-Control-Allow-Methods"))
    assert response.getheader("Access-Control-Allow-Headers") == "authorization"


def test_everything_survives_a_kill(courses: Meilisearch) -> None:
    acknowledged: list[int] = []

    def write() -> None:
        try:
            for number in range(100_000):
                courses("POST", "/indexes/log/documents", [{"id": number, "word": f"w{number}"}])
                acknowledged.append(number)
        except Exception:
            return

    writer = threading.Thread(target=write)
    writer.start()
    time.sleep(1)
    courses.stop(signal.SIGKILL)
    writer.join()
    courses.start()

    assert courses.search("courses", q="poetry", filter="org = MITx") == ["d"]
    total = courses("GET", "/indexes/log/documents?limit=0")["total"]
    assert acknowledged and total in (len(acknowledged), len(acknowledged) + 1)
    assert courses.search("log", q=f'"w{acknowledged[-1]}"') == [acknowledged[-1]]
    assert courses("GET", "/tasks?limit=1")["results"][0]["status"] == "succeeded"


def test_it_stops_at_once(courses: Meilisearch) -> None:
    started = time.monotonic()

    assert courses.stop() == 0 and time.monotonic() - started < 2
