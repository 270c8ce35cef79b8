from types import SimpleNamespace

from django.conf import settings

from openedx.core.lib import features
from openedx.core.lib.celery.routers import route_task
from openedx.core.lib.derived import Derived, derive_settings
from openedx.core.lib.django_courseware_routers import StudentModuleHistoryExtendedRouter
from openedx.core.lib.features import FeaturesProxy


def test_derived_settings_follow_each_other():
    values = {"A": "x", "B": Derived(lambda settings: settings.A + "y"), "C": Derived(lambda settings: settings.B + "z")}

    derive_settings(values)

    assert values == {"A": "x", "B": "xy", "C": "xyz"}


def test_features_are_a_view_of_settings():
    values = {"ENABLE_X": True}
    proxy = FeaturesProxy(values, ["ENABLE_X"])

    proxy["ENABLE_Y"] = 1

    assert proxy["ENABLE_X"] and values["ENABLE_Y"] == 1
    assert dict(proxy) == {"ENABLE_X": True, "ENABLE_Y": 1}


def test_a_late_module_may_use_either_spelling(monkeypatch):
    proxy = FeaturesProxy({"ENABLE_X": False, "ENABLE_Y": False}, ["ENABLE_X", "ENABLE_Y"])
    late = SimpleNamespace(FEATURES=proxy, ENABLE_X=True, ENABLE_Y=False)  # `from production import *; ENABLE_X = True`
    proxy["ENABLE_Y"] = True  # FEATURES["ENABLE_Y"] = True
    monkeypatch.setattr(features, "settings", late)

    assert features.is_enabled("ENABLE_X")
    assert features.is_enabled("ENABLE_Y")
    assert not features.is_enabled("ENABLE_UNKNOWN")


def test_a_task_of_the_other_service_goes_to_its_queue(settings):
    settings.ALTERNATE_ENV_TASKS = {"x.y": "cms"}
    settings.EXPLICIT_QUEUES = {"x.z": {"queue": "edx.lms.core.high"}}

    assert route_task("x.y", (), {}, {}) == {"queue": "edx.cms.core.default"}
    assert route_task("x.z", (), {}, {}) == {"queue": "edx.lms.core.high"}
    assert route_task("x.a", (), {}, {}) is None


def test_the_history_has_a_database_of_its_own():
    router = StudentModuleHistoryExtendedRouter()

    assert router.allow_migrate("default", router.APP) is False
    assert router.allow_migrate(router.ALIAS, router.APP) is True
    assert router.allow_migrate(router.ALIAS, "auth") is False
    assert router.allow_migrate("default", "auth") is None


def test_celery_reads_the_settings():
    from openedx.core.lib.celery import config

    assert config.task_always_eager is settings.CELERY_ALWAYS_EAGER
    assert settings.CELERY_DEFAULT_QUEUE in [queue.name for queue in config.task_queues]
