"""What unit tests change: SQLite, no caches, tasks in the process, and MongoDB under names of this process alone."""
import os
import uuid

from openedx.envs import datastores

_process = uuid.uuid4().hex[:5]
MONGO_HOST = os.environ.get("EDXAPP_TEST_MONGO_HOST", "localhost")
MONGO_PORT = int(os.environ.get("EDXAPP_TEST_MONGO_PORT", "27017"))


def apply(settings):
    """Change the settings of a service (its test module's `globals()`)."""
    doc_store = {
        "db": f"test_xmodule_{_process}",
        "collection": "test_modulestore",
        "host": MONGO_HOST,
        "port": MONGO_PORT,
        "user": None,
        "password": None,
        "connectTimeoutMS": 2000,
        "socketTimeoutMS": 6000,
    }
    assets = {**doc_store, "db": f"test_xcontent_{_process}", "collection": "fs"}
    settings.update(
        DATABASES={
            alias: {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "ATOMIC_REQUESTS": alias == "default"}
            for alias in ("default", "student_module_history")
        },
        CACHES={
            alias: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": alias}
            for alias in [*datastores.CACHE_TIMEOUTS, "loc_cache"]
        },
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        DOC_STORE_CONFIG=doc_store,
        CONTENTSTORE={**settings["CONTENTSTORE"], "DOC_STORE_CONFIG": assets},
        MODULESTORE=datastores.modulestore(doc_store, "/tmp"),
        BROKER_URL="memory://localhost/",
        BROKER_USE_SSL=False,
        BROKER_TRANSPORT_OPTIONS={},
        BROKER_POOL_LIMIT=0,
        BROKER_CONNECTION_TIMEOUT=1,
        CELERYD_PREFETCH_MULTIPLIER=1,
        CELERY_TIMEZONE=settings["TIME_ZONE"],
        CELERY_ALWAYS_EAGER=True,
        CELERY_EAGER_PROPAGATES=True,
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        SEARCH_ENGINE="search.tests.mock_search_engine.MockSearchEngine",
        PLATFORM_NAME="Miniature under test",
        HTTPS="off",
    )
