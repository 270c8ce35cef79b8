import pytest
from django.test import override_settings

from openedx.core.djangoapps.content.search import api
from search.search_engine_base import SearchEngine, SearchUnavailable

pytestmark = pytest.mark.django_db


def test_the_catalogue_lists_published_courses(client, course):
    html = client.get("/courses").content.decode()

    assert 'data-course-id="course-v1:Org+Knots+2026"' in html


def test_an_empty_catalogue_says_so(client, store):
    assert 'id="no-courses"' in client.get("/").content.decode()


def test_each_page_carries_the_name_of_the_platform(client, store, settings):
    settings.PLATFORM_NAME = "Harbour School"

    for path in ("/", "/login", "/register"):
        html = client.get(path).content.decode()
        assert "| Harbour School</title>" in html
        assert '<a id="platform-name" href="/">Harbour School</a>' in html


def test_the_search_finds_courses_and_what_is_in_them(client, course):
    api.index_course(course.key)

    assert 'id="search-courses"' in client.get("/search?q=knots").content.decode()
    assert "Bowline" in client.get("/search?q=rabbit").content.decode()
    assert 'data-count="0"' in client.get("/search?q=zebra").content.decode()


def test_a_search_engine_that_is_away_is_no_crash(client, monkeypatch):
    def fail(index):
        raise SearchUnavailable("nobody at home")

    monkeypatch.setattr(SearchEngine, "get_search_engine", staticmethod(fail))

    response = client.get("/search?q=x")

    assert response.status_code == 503
    assert "nobody at home" in response.content.decode()


@override_settings(SEARCH_ENGINE=None)
def test_no_search_engine_is_said(client):
    assert "SEARCH_ENGINE is not set" in client.get("/search?q=x").content.decode()
