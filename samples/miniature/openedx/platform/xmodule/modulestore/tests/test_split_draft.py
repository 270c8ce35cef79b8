import pytest

from xmodule.modulestore.django import contentstore
from xmodule.modulestore.exceptions import DuplicateCourseError, ItemNotFoundError
from xmodule.modulestore.modulestore_settings import update_module_store_settings
from xmodule.modulestore.xml_exporter import export_course
from xmodule.modulestore.xml_importer import OlxError, OlxReader
from xmodule.mongo_utils import client_options


def test_a_course_is_a_tree(course):
    assert [block.block_id for block in course.root.walk()] == ["course", "one", "seq", "unit", "text", "quiz"]
    assert course.root.of_type("html")[0].text == "A rabbit and a hole"


def test_a_draft_is_hidden_until_it_is_published(store, course):
    store.update_block(course.key, "one", {"display_name": "Changed"}, "ann")

    assert store.has_changes(course.key)
    assert store.get_course(course.key, "published-only").chapters[0].display_name == "First Chapter"
    assert store.get_course(course.key, "draft-preferred").chapters[0].display_name == "Changed"

    store.publish(course.key, "ann")
    assert not store.has_changes(course.key)
    assert store.get_course(course.key, "published-only").chapters[0].display_name == "Changed"


def test_a_key_is_taken_once(store, course):
    with pytest.raises(DuplicateCourseError):
        store.create_course(course.key, "ann", {})


def test_a_deleted_course_is_gone(store, course):
    store.delete_course(course.key, "ann")

    assert store.get_courses() == []
    assert store.structures.count_documents({}) == 0


def test_an_unknown_block_is_an_error(store, course):
    with pytest.raises(ItemNotFoundError):
        store.update_block(course.key, "nothing", {}, "ann")


def test_a_file_is_replaced(store, course_key):
    contentstore().save(course_key, "a.txt", b"one")
    key = contentstore().save(course_key, "a.txt", b"two")

    assert contentstore().find(key).read() == b"two"
    assert len(contentstore().get_all_content_for_course(course_key)) == 1


def test_what_is_exported_can_be_imported(store, course, tmp_path):
    export_course(course, [("knot.svg", b"<svg/>")], tmp_path)

    reader = OlxReader(tmp_path)
    key, blocks = reader.read()

    assert key == course.key
    assert [block["block_id"] for block in blocks] == [block.block_id for block in course.root.walk()]
    assert blocks[4]["fields"]["data"] == "<p>A rabbit and a hole</p>"
    assert list(reader.static_files()) == [("knot.svg", b"<svg/>")]


def test_a_folder_that_is_no_course_is_named(tmp_path):
    with pytest.raises(OlxError, match="course.xml"):
        OlxReader(tmp_path).read()


def test_nobody_logs_in_without_a_user():
    options = client_options({"db": "x", "host": "h", "port": 1, "user": None, "password": None, "authsource": "admin"})

    assert not {"username", "password", "authSource"} & set(options)


def test_a_user_logs_in_at_the_auth_source():
    options = client_options({"db": "x", "host": "h", "user": "u", "password": "p", "authsource": "admin"})

    assert (options["username"], options["authSource"]) == ("u", "admin")


def test_all_stores_are_moved_at_once(settings):
    from openedx.envs import datastores

    modulestore = datastores.modulestore({"host": "old"}, "/old")

    update_module_store_settings(modulestore, doc_store_settings={"host": "new"}, module_store_options={"fs_root": "/new"})

    for store in modulestore["default"]["OPTIONS"]["stores"]:
        assert store["DOC_STORE_CONFIG"]["host"] == "new" and store["OPTIONS"]["fs_root"] == "/new"
