"""Finds notes by words: with Meilisearch where it is on, else in the database."""
import requests
from django.conf import settings
from django.db.models import Q

FILTERABLE = ["user_id", "course_id"]
REQUEST_TIMEOUT = 10  # seconds


class SearchUnavailable(Exception):
    """The engine doesn't answer, or answers with an error."""


def is_meilisearch():
    return settings.ES_DISABLED and settings.MEILISEARCH_ENABLED


def check():
    """Raises SearchUnavailable unless the engine is there."""
    if is_meilisearch():
        _call("GET", "/health")


def find(notes, user, course, text):
    """Which of `notes` have these words; all of them without words."""
    if not text:
        return notes
    if not is_meilisearch():
        return notes.filter(Q(text__icontains=text) | Q(tags__icontains=text))
    where = [f"user_id = {_quoted(user)}", *([f"course_id = {_quoted(course)}"] if course else [])]
    answer = _call("POST", f"{_path()}/search", json={"q": text, "filter": " AND ".join(where), "limit": settings.MAX_NOTES_PER_COURSE})
    hits = [] if answer.status_code == 404 else answer.json()["hits"]
    return notes.filter(pk__in=[hit["id"] for hit in hits])


def add(note):
    """Makes a note findable: the engine has it a moment later."""
    if is_meilisearch():
        _prepare_index()
        _call("POST", f"{_path()}/documents", params={"primaryKey": "id"}, json=[{
            "id": note.pk, "user_id": note.user_id, "course_id": note.course_id, "text": note.text, "tags": note.tags}])


def remove(note):
    if is_meilisearch():
        _call("DELETE", f"{_path()}/documents/{note.pk}")


def _prepare_index():
    # The server does its tasks in their order: documents come after this.
    if _call("GET", _path()).status_code == 404:
        _call("POST", "/indexes", json={"uid": settings.MEILISEARCH_INDEX, "primaryKey": "id"})
        _call("PUT", f"{_path()}/settings/filterable-attributes", json=FILTERABLE)


def _path():
    return f"/indexes/{settings.MEILISEARCH_INDEX}"


def _quoted(value):
    text = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _call(method, path, **arguments):
    headers = {"Authorization": f"Bearer {settings.MEILISEARCH_API_KEY}"} if settings.MEILISEARCH_API_KEY else {}
    try:
        response = requests.request(method, settings.MEILISEARCH_URL.rstrip("/") + path, headers=headers, timeout=REQUEST_TIMEOUT, **arguments)
    except requests.RequestException as error:
        raise SearchUnavailable(f"Meilisearch at {settings.MEILISEARCH_URL} doesn't answer: {error}") from error
    if response.status_code >= 400 and response.status_code != 404:
        raise SearchUnavailable(f"Meilisearch answered {method} {path} with {response.status_code}: {response.text[:300]}")
    return response
