"""Search by Meilisearch (v1), over its HTTP API.

MEILISEARCH_API_KEY needs all actions on the indexes whose names start with MEILISEARCH_INDEX_PREFIX.
"""
import hashlib
import time

import requests
from django.conf import settings

from search.search_engine_base import INDEXES, SearchEngine, SearchUnavailable

PRIMARY_KEY = "pk"
FILTERABLE = ["course", "org", "content_type"]
REQUEST_TIMEOUT = 10  # seconds
TASK_TIMEOUT = 30  # seconds until the server has to be done with what it was told


def create_indexes():
    """Make the indexes of course search with their filterable attributes. Harmless when they exist."""
    for index in INDEXES:
        MeilisearchEngine(index=index).setup()


def call(method, path, **arguments):
    """Call the server; returns the response. Errors other than 404 are SearchUnavailable."""
    headers = {"Authorization": f"Bearer {settings.MEILISEARCH_API_KEY}"} if settings.MEILISEARCH_API_KEY else {}
    url = settings.MEILISEARCH_URL.rstrip("/") + path
    try:
        response = requests.request(method, url, headers=headers, timeout=REQUEST_TIMEOUT, **arguments)
    except requests.RequestException as error:
        raise SearchUnavailable(f"Meilisearch at {settings.MEILISEARCH_URL} doesn't answer: {error}") from error
    if response.status_code >= 400 and response.status_code != 404:
        raise SearchUnavailable(f"Meilisearch answered {method} {path} with {response.status_code}: {response.text[:300]}")
    return response


def finish(response, tolerate=()):
    """Wait until the task that the server queued is done. `tolerate` holds error codes that are fine."""
    if response.status_code == 404:
        raise SearchUnavailable(f"Meilisearch has no such index: {response.text[:300]}")
    task = response.json()["taskUid"]
    deadline = time.monotonic() + TASK_TIMEOUT
    pause = 0.01
    while time.monotonic() < deadline:
        state = call("GET", f"/tasks/{task}").json()
        if state["status"] == "succeeded":
            return
        if state["status"] in ("failed", "canceled"):
            error = state.get("error") or {}
            if error.get("code") in tolerate:
                return
            raise SearchUnavailable(f"Meilisearch failed at task {task}: {error.get('message')}")
        time.sleep(pause)
        pause = min(pause * 2, 0.5)
    raise SearchUnavailable(f"Meilisearch isn't done with task {task} after {TASK_TIMEOUT} s.")


class MeilisearchEngine(SearchEngine):
    @property
    def uid(self):
        return settings.MEILISEARCH_INDEX_PREFIX + self.index

    @property
    def path(self):
        return f"/indexes/{self.uid}"

    def setup(self):
        if call("GET", self.path).status_code == 404:
            response = call("POST", "/indexes", json={"uid": self.uid, "primaryKey": PRIMARY_KEY})
            finish(response, tolerate=("index_already_exists",))
        finish(call("PUT", f"{self.path}/settings/filterable-attributes", json=FILTERABLE))

    def index_documents(self, documents):
        # Ids of blocks hold characters that Meilisearch doesn't take in a primary key.
        keyed = [{**document, PRIMARY_KEY: hashlib.sha1(document["id"].encode()).hexdigest()} for document in documents]
        if keyed:
            finish(call("POST", f"{self.path}/documents", params={"primaryKey": PRIMARY_KEY}, json=keyed))

    def remove_course(self, course_id):
        found = call("POST", f"{self.path}/search", json={"q": "", "filter": f'course = "{course_id}"', "limit": 1000})
        if found.status_code == 404:
            return
        keys = [hit[PRIMARY_KEY] for hit in found.json()["hits"]]
        if keys:
            finish(call("POST", f"{self.path}/documents/delete-batch", json=keys))

    def search(self, query, course_id=None, size=20):
        body = {"q": query, "limit": size}
        if course_id:
            body["filter"] = f'course = "{course_id}"'
        response = call("POST", f"{self.path}/search", json=body)
        if response.status_code == 404:
            raise SearchUnavailable(f"Meilisearch has no index {self.uid}: search.meilisearch.create_indexes() makes it.")
        return [{key: value for key, value in hit.items() if key != PRIMARY_KEY} for hit in response.json()["hits"]]
