import json

import pytest
from celery.exceptions import TimeoutError as CeleryTimeout
from django.test import override_settings

from openedx.core.djangoapps.heartbeat import default_checks


@pytest.mark.django_db
def test_all_is_well(client, store):
    response = client.get("/heartbeat")

    assert response.status_code == 200
    assert json.loads(response.content) == {
        "modulestore": {"status": True, "message": "OK"},
        "sql": {"status": True, "message": "OK"},
    }


@pytest.mark.django_db
def test_the_extended_check_runs_a_task(client, store):
    answer = client.get("/heartbeat?extended").json()

    assert answer["celery"]["status"] is True


@pytest.mark.django_db
def test_without_mongodb_it_says_so(client, monkeypatch):
    def fail():
        raise ConnectionError("no mongo")

    monkeypatch.setattr("xmodule.modulestore.django.modulestore", lambda: type("Store", (), {"heartbeat": staticmethod(fail)}))

    response = client.get("/heartbeat")

    assert response.status_code == 503
    assert response.json()["modulestore"] == {"status": False, "message": "no mongo"}
    assert response.json()["sql"]["status"] is True


@override_settings(HEARTBEAT_CHECKS=["no.such.check"])
def test_an_exception_is_an_error(client):
    response = client.get("/heartbeat")

    assert response.status_code == 503
    assert "error" in response.json()


def test_a_worker_that_does_not_answer_is_expired(monkeypatch):
    def no_answer(**options):
        raise CeleryTimeout()

    monkeypatch.setattr("openedx.core.djangoapps.heartbeat.tasks.sample_task.apply_async", no_answer)

    assert default_checks.check_celery() == ("celery", False, "expired")
