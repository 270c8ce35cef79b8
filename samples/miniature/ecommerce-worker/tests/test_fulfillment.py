import json

import pytest
import requests
from celery.exceptions import Ignore, Retry

from ecommerce_worker.celery_app import app
from ecommerce_worker.configuration import base
from ecommerce_worker.fulfillment.v1.tasks import fulfill_order


@pytest.fixture
def ecommerce(monkeypatch):
    """Ecommerce and the LMS: what was asked of them, and how Ecommerce answers."""
    class Ecommerce:
        asked, status = [], 200

    Ecommerce.asked = []

    def request(self, method, url, **arguments):
        Ecommerce.asked.append((method.upper(), url, arguments))
        response = requests.Response()
        response.status_code = 200 if url.endswith("access_token") else Ecommerce.status
        response._content = json.dumps({"access_token": "a-token", "expires_in": 60}).encode()
        return response

    monkeypatch.setattr(requests.Session, "request", request)
    return Ecommerce


def test_the_task_is_known_by_its_name():
    app.loader.import_default_modules()
    assert "ecommerce_worker.fulfillment.v1.tasks.fulfill_order" in app.tasks


def test_ecommerce_is_asked_with_a_token_of_the_lms(ecommerce):
    fulfill_order.run("OPENEDX-100001", site_code="openedx")

    assert [url for _, url, _ in ecommerce.asked] == [
        "http://localhost:18000/oauth2/access_token", "http://127.0.0.1:8002/api/v2/orders/OPENEDX-100001/fulfill/"]
    assert ecommerce.asked[1][2]["headers"]["Authorization"] == "JWT a-token"


def test_what_is_done_isnt_done_again(ecommerce):
    ecommerce.status = 406
    with pytest.raises(Ignore):
        fulfill_order.run("OPENEDX-100001")


@pytest.mark.parametrize("status", [500, 404])
def test_what_fails_is_tried_again(ecommerce, monkeypatch, status):
    ecommerce.status = status
    monkeypatch.setattr(fulfill_order, "retry", lambda exc, countdown, max_retries: Retry(f"{countdown} {max_retries}"))
    with pytest.raises(Retry, match="1 11"):
        fulfill_order.run("OPENEDX-100001")


def test_who_sells_may_have_another_address(ecommerce, monkeypatch):
    monkeypatch.setattr(base, "SITE_OVERRIDES", {"openedx": {"ECOMMERCE_API_ROOT": "http://ecommerce:8000/api/v2"}})
    fulfill_order.run("X-1", site_code="openedx")
    assert ecommerce.asked[-1][1] == "http://ecommerce:8000/api/v2/orders/X-1/fulfill/"
