import pytest

from openedx.core.djangoapps.plugins import registry
from openedx.core.djangoapps.plugins.settings import add_plugins
from openedx.features.announcements.apps import AnnouncementsConfig

NAME = "openedx.features.announcements.apps.AnnouncementsConfig"


@pytest.fixture
def one_plugin(monkeypatch):
    monkeypatch.setattr(registry, "plugin_configs", lambda service: (("announcements", NAME),))


def test_an_entry_point_becomes_an_app(one_plugin):
    values = {"INSTALLED_APPS": ["a"], "ENABLE_ANNOUNCEMENTS": None}

    add_plugins(values, "lms.djangoapp", "common")

    assert values["INSTALLED_APPS"] == ["a", NAME]
    assert values["ENABLE_ANNOUNCEMENTS"] is False


def test_each_kind_has_its_say(one_plugin):
    values = {}

    add_plugins(values, "lms.djangoapp", "devstack")

    assert values == {"ENABLE_ANNOUNCEMENTS": True}


def test_urls_come_with_a_prefix(one_plugin):
    assert list(registry.url_configs("lms.djangoapp")) == [("^announcements/", f"{AnnouncementsConfig.name}.urls")]


def test_another_service_gets_nothing(one_plugin):
    assert list(registry.url_configs("cms.djangoapp")) == []
