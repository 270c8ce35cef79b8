"""The rules by which the YAML file becomes settings, traps included."""
import pytest
from django.core.exceptions import ImproperlyConfigured

from openedx.core.lib.derived import Derived
from openedx.core.lib.features import FeaturesProxy
from openedx.envs import common, flags, yaml_settings


def load(tokens, service="lms"):
    """The settings that a file with `tokens` leads to."""
    import copy

    values = {name: copy.deepcopy(value) if not isinstance(value, Derived) else value
              for name, value in vars(common).items() if name.isupper()}
    queue = f"edx.{service}.core.default"
    values.update(flags.SHARED, **flags.LMS, **flags.CMS)
    values.update(SERVICE_VARIANT=service, CELERY_DEFAULT_QUEUE=queue, CELERY_QUEUES={queue: {}})
    values["FEATURES"] = FeaturesProxy(values, {**flags.SHARED, **flags.LMS, **flags.CMS})
    yaml_settings.apply(values, tokens, service)
    yaml_settings.finish(values, tokens, service)
    return values


def test_a_key_replaces_a_setting_whole():
    assert set(load({"CACHES": {"default": {"BACKEND": "x"}}})["CACHES"]) == {"default", "loc_cache"}


def test_some_mappings_are_updated_instead():
    settings = load({"JWT_AUTH": {"JWT_ISSUER": "me"}, "REST_FRAMEWORK": {"PAGE_SIZE": 3}})

    assert settings["JWT_AUTH"]["JWT_ISSUER"] == "me"
    assert settings["JWT_AUTH"]["JWT_SIGNING_ALGORITHM"] == "RS512"
    assert settings["REST_FRAMEWORK"]["DEFAULT_RENDERER_CLASSES"]


def test_features_are_set_one_by_one_and_at_top_level():
    settings = load({"FEATURES": {"ENABLE_MFE_CONFIG_API": True, "MINE": 1}, "MILESTONES_APP": True})

    assert settings["ENABLE_MFE_CONFIG_API"] and settings["MINE"] == 1
    assert settings["FEATURES"]["MILESTONES_APP"]
    assert settings["FEATURES"]["ENABLE_OAUTH2_PROVIDER"] is False


def test_queues_become_a_mapping_and_the_other_services_is_added():
    settings = load({"CELERY_QUEUES": ["edx.lms.core.default", "edx.lms.core.high"], "ALTERNATE_WORKER_QUEUES": "cms"})

    assert list(settings["CELERY_QUEUES"]) == ["edx.lms.core.default", "edx.lms.core.high", "edx.cms.core.default"]


def test_search_is_forced_to_elasticsearch():
    settings = load({
        "SEARCH_ENGINE": "search.meilisearch.MeilisearchEngine",
        "ELASTIC_SEARCH_CONFIG": [{"host": "lost"}], "ELASTIC_SEARCH_CONFIG_ES7": [{"host": "es"}]})

    assert settings["SEARCH_ENGINE"] == "search.elastic.ElasticSearchEngine"
    assert settings["ELASTIC_SEARCH_CONFIG"] == [{"host": "es"}]


def test_the_document_store_alone_moves_neither_courses_nor_files():
    settings = load({"DOC_STORE_CONFIG": {"host": "mongodb"}})

    assert settings["CONTENTSTORE"]["DOC_STORE_CONFIG"]["host"] == "localhost"
    assert settings["MODULESTORE"]["default"]["OPTIONS"]["stores"][0]["DOC_STORE_CONFIG"]["host"] == "localhost"


def test_the_broker_is_joined_from_its_parts():
    settings = load({
        "CELERY_BROKER_TRANSPORT": "redis", "CELERY_BROKER_HOSTNAME": "redis:6379", "CELERY_BROKER_USER": "",
        "CELERY_BROKER_PASSWORD": "pw", "CELERY_BROKER_VHOST": "0", "BROKER_URL": "ignored"})

    assert settings["BROKER_URL"] == "redis://:pw@redis:6379/0"


@pytest.mark.parametrize("name, value", [
    ("ALLOWED_HOSTS", ["mine"]), ("LOGGING", {"mine": 1}), ("TIME_ZONE", "Europe/Berlin"), ("BROKER_POOL_LIMIT", 7),
])
def test_yaml_cannot_set_what_comes_after_it(name, value):
    assert load({name: value})[name] != value


def test_cors_needs_its_flag():
    origins = ["http://apps.test"]

    assert load({"CORS_ORIGIN_WHITELIST": origins})["CORS_ORIGIN_WHITELIST"] == []
    assert load({"CORS_ORIGIN_WHITELIST": origins, "ENABLE_CORS_HEADERS": True})["CORS_ORIGIN_WHITELIST"] == origins


def test_storages_of_old_names_are_moved():
    settings = load({"STATICFILES_STORAGE": "openedx.core.storage.DevelopmentStorage"})

    assert settings["STORAGES"]["staticfiles"] == {"BACKEND": "openedx.core.storage.DevelopmentStorage"}
    assert "STATICFILES_STORAGE" not in settings


def test_a_migration_user_spares_the_replica(monkeypatch):
    monkeypatch.setenv("DB_MIGRATION_USER", "migrator")

    databases = load({})["DATABASES"]

    assert databases["default"]["USER"] == "migrator"
    assert databases["read_replica"]["USER"] == "edxapp001"


def test_a_missing_file_is_named(monkeypatch):
    monkeypatch.setenv("LMS_CFG", "/no/such.yml")

    with pytest.raises(ImproperlyConfigured, match="/no/such.yml"):
        yaml_settings.read("LMS_CFG")


def test_apps_are_appended():
    assert load({"ADDL_INSTALLED_APPS": ["mine"]})["INSTALLED_APPS"][-1] == "mine"
