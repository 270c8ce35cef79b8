import pytest
from django.core.management import CommandError, call_command

from openedx.core.lib.keys import CourseKey
from search.search_engine_base import COURSE_INFO, SearchEngine

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "knots").mkdir()
    (tmp_path / "knots" / "course.xml").write_text(
        '<course org="Org" course="Knots" url_name="1" display_name="Knots"><chapter url_name="a" display_name="A"/></course>')
    return tmp_path


def test_importing_twice_makes_one_course(store, folder):
    call_command("import", folder, "knots")
    call_command("import", folder, "knots")

    assert [course.id for course in store.get_courses()] == ["course-v1:Org+Knots+1"]


def test_export_and_import_are_inverse(store, course, tmp_path):
    call_command("export", course.id, str(tmp_path / "out"))
    store.delete_course(course.key, "x")
    call_command("import", tmp_path, "out")

    assert store.get_course(course.key).display_name == "Knots"


def test_a_course_is_created_once(store, staff):
    arguments = ["create_course", "split", "sam@example.com", "Org", "New", "1", "A name"]
    call_command(*arguments)
    call_command(*arguments)

    assert store.get_course(CourseKey("Org", "New", "1")).display_name == "A name"


def test_reindexing_wants_to_know_what(store):
    with pytest.raises(CommandError):
        call_command("reindex_course")


def test_reindexing_all(store, course):
    call_command("reindex_course", "--all")

    assert len(SearchEngine.get_search_engine(COURSE_INFO).search("")) == 1


def test_deleting(store, course):
    call_command("delete_course", course.id, "--noinput")

    assert not store.has_course(course.key)
    with pytest.raises(CommandError):
        call_command("delete_course", course.id, "--noinput")


def test_the_studio_index_needs_meilisearch(settings):
    settings.MEILISEARCH_ENABLED = False

    with pytest.raises(CommandError, match="MEILISEARCH_ENABLED"):
        call_command("reindex_studio")
