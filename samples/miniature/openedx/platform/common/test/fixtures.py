"""Fixtures of all unit tests. MongoDB is the only server they need: EDXAPP_TEST_MONGO_HOST, EDXAPP_TEST_MONGO_PORT."""
import pytest

from openedx.core.lib.keys import CourseKey

BLOCKS = [
    {"block_type": "course", "block_id": "course", "fields": {"display_name": "Knots", "short_description": "Ropes"},
     "children": ["one"]},
    {"block_type": "chapter", "block_id": "one", "fields": {"display_name": "First Chapter"}, "children": ["seq"]},
    {"block_type": "sequential", "block_id": "seq", "fields": {"display_name": "Section"}, "children": ["unit"]},
    {"block_type": "vertical", "block_id": "unit", "fields": {}, "children": ["text", "quiz"]},
    {"block_type": "html", "block_id": "text", "fields": {"display_name": "Bowline", "data": "<p>A rabbit and a hole</p>"},
     "children": []},
    {"block_type": "problem", "block_id": "quiz", "fields": {"display_name": "Quiz", "data": "<p>Which way?</p>"},
     "children": []},
]


@pytest.fixture(autouse=True)
def fresh_memory():
    """No test sees what another left in caches or in the search index."""
    from django.core.cache import caches

    from search.tests.mock_search_engine import MockSearchEngine

    yield
    MockSearchEngine.forget()
    for cache in caches.all():
        cache.clear()


@pytest.fixture(scope="session")
def mongo_databases():
    """The MongoDB of this process; its databases go away at the end."""
    from django.conf import settings

    from xmodule.mongo_utils import connect_to_mongodb

    configs = [settings.DOC_STORE_CONFIG, settings.CONTENTSTORE["DOC_STORE_CONFIG"]]
    database = connect_to_mongodb(configs[0])
    try:
        database.client.admin.command("ping")
    except Exception as error:
        pytest.fail(
            f"No MongoDB at {configs[0]['host']}:{configs[0]['port']} ({error}). "
            "Set EDXAPP_TEST_MONGO_HOST and EDXAPP_TEST_MONGO_PORT.")
    yield [config["db"] for config in configs]
    for config in configs:
        database.client.drop_database(config["db"])


@pytest.fixture
def store(mongo_databases):
    """An empty course store."""
    from xmodule.modulestore.django import contentstore, modulestore
    from xmodule.mongo_utils import connect_to_mongodb

    store = modulestore()
    for collection in (store.indexes, store.structures):
        collection.delete_many({})
    for name in ("fs.files", "fs.chunks"):
        connect_to_mongodb(contentstore().doc_store_config)[name].delete_many({})
    store.ensure_database_indexes()
    return store


@pytest.fixture
def course_key():
    return CourseKey("Org", "Knots", "2026")


@pytest.fixture
def course(store, course_key):
    """A course with one text and one problem, published."""
    import copy

    store.replace_course(course_key, "test", copy.deepcopy(BLOCKS))
    return store.get_course(course_key)


@pytest.fixture
def user(db):
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_user("ann", "ann@example.com", "secret-pw")


@pytest.fixture
def staff(db):
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_user("sam", "sam@example.com", "secret-pw", is_staff=True)
