import json
import time

import jwt
import pytest
import requests
from django.conf import settings
from django.contrib.sites.models import Site
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from waffle.models import Sample

from ecommerce.celery_app import FULFILL_ORDER, app
from ecommerce.core.models import SiteConfiguration, User
from ecommerce.courses.models import Seat
from ecommerce.extensions.address.models import Country
from ecommerce.extensions.order.models import Basket, Order

pytestmark = pytest.mark.django_db
KEY = "course-v1:Miniature+DemoX+2026"


@pytest.fixture(autouse=True)
def site():
    cache.clear()  # of samples
    call_command(
        "create_or_update_site", site_id=1, site_domain="ecommerce.local:8130", site_name="A platform", partner_code="openedx", partner_name="A platform",
        lms_url_root="http://local", lms_public_url_root="http://local", payment_processors="paypal", sso_client_id="ecommerce-sso", sso_client_secret="x",
        backend_service_client_id="ecommerce", backend_service_client_secret="y", from_email="a@local", discovery_api_url="http://discovery:8000/api/v1/")
    return Site.objects.get(pk=1)


@pytest.fixture
def lms(monkeypatch):
    """The LMS and Discovery: what was asked of them, and the status of each answer."""
    class Lms:
        asked, status, away = [], {}, False

    Lms.asked, Lms.status = [], {}

    def request(self, method, url, **arguments):
        if Lms.away:
            raise requests.ConnectionError("refused")
        path = url.split("/", 3)[3]
        Lms.asked.append((method.upper(), url, arguments))
        response = requests.Response()
        response.status_code = Lms.status.get(path.split("/")[0] + "/" + path.split("/")[1], 200)
        response._content = json.dumps({"access_token": "a-token", "expires_in": 3600, "title": "A Course in Miniature"}).encode()
        return response

    monkeypatch.setattr(requests.Session, "request", request)
    return Lms


@pytest.fixture
def queued(monkeypatch):
    """What is put into queues."""
    tasks = []
    monkeypatch.setattr(app, "send_task", lambda name, args, kwargs: tasks.append((name, args, kwargs)))
    return tasks


@pytest.fixture
def seat(site, lms):
    client = Client()
    client.force_login(User.objects.create_user("staff", is_staff=True), "django.contrib.auth.backends.ModelBackend")
    assert client.post("/courses/", {"course_id": KEY, "price": "0"}).status_code == 302
    return Seat.objects.get()


@pytest.fixture
def ann(client):
    user = User.objects.create_user("ann", "ann@example.com")
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return user


def fulfil(number, username="ecommerce"):
    now = int(time.time())
    token = jwt.encode({"aud": "openedx", "iat": now, "exp": now + 60, "preferred_username": username}, settings.JWT_AUTH["JWT_SECRET_KEY"], algorithm="HS256")
    return Client().put(f"/api/v2/orders/{number}/fulfill/", headers={"Authorization": f"JWT {token}"})


def buy(client, seat):
    client.get(f"/basket/add/?sku={seat.partner_sku}")
    return client.post("/checkout/free-checkout/")


def test_a_seat_is_published_to_the_lms(seat, lms):
    method, url, arguments = lms.asked[-1]

    assert (method, url) == ("PUT", f"http://local/api/commerce/v1/courses/{KEY}/")
    assert arguments["json"]["modes"] == [{"name": "verified", "currency": "USD", "price": 0, "sku": seat.partner_sku, "bulk_sku": None, "expires": None}]
    assert arguments["headers"]["Authorization"] == "JWT a-token"
    assert seat.course.name == "A Course in Miniature"


def test_a_seat_that_the_lms_refuses_is_said(client, lms, site):
    lms.status["api/commerce"] = 403
    client.force_login(User.objects.create_user("sam", is_staff=True), "django.contrib.auth.backends.ModelBackend")

    assert "Failed to publish" in client.post("/courses/", {"course_id": KEY, "price": "10"}, follow=True).content.decode()


@pytest.mark.parametrize(("course", "price"), [("nonsense", "1"), (KEY, "-1"), (KEY, "free")])
def test_what_isnt_a_seat_is_refused(client, lms, course, price):
    client.force_login(User.objects.create_user("sam", is_staff=True), "django.contrib.auth.backends.ModelBackend")

    assert client.post("/courses/", {"course_id": course, "price": price}).status_code == 400
    assert not Seat.objects.exists()


def test_learners_sell_nothing(client, ann):
    assert client.get("/courses/").status_code == 403


def test_an_order_goes_to_the_worker(client, ann, seat, queued):
    Sample.objects.update_or_create(name="async_order_fulfillment", defaults={"percent": 100})

    receipt = client.get(buy(client, seat).url).content.decode()

    order = Order.objects.get()
    assert queued == [(FULFILL_ORDER, [order.number], {"site_code": "openedx", "email_opt_in": False})]
    assert order.status == "Open" and order.number in receipt
    assert not Basket.objects.exists()


def test_without_the_sample_its_buyer_is_enrolled_at_once(client, ann, seat, queued, lms):
    buy(client, seat)

    method, url, arguments = lms.asked[-1]
    assert (method, url, arguments["headers"]["X-Edx-Api-Key"]) == ("POST", "http://local/api/enrollment/v1/enrollment", "a key")
    assert (arguments["json"]["user"], arguments["json"]["mode"], arguments["json"]["course_details"]) == ("ann", "verified", {"course_id": KEY})
    assert Order.objects.get().status == "Complete" and not queued


def test_the_worker_has_it_fulfilled_once(client, ann, seat, queued, lms):
    Sample.objects.update_or_create(name="async_order_fulfillment", defaults={"percent": 100})
    buy(client, seat)
    number = Order.objects.get().number

    lms.away = True
    assert fulfil(number).status_code == 500
    assert Order.objects.get().status == "Fulfillment Error"
    lms.away = False
    assert fulfil(number).json()["status"] == "Complete"
    assert fulfil(number).status_code == 406


def test_nobody_else_has_it_fulfilled(client, ann, seat, queued):
    buy(client, seat)

    assert fulfil(Order.objects.get().number, "ann").status_code == 403
    assert client.put(f"/api/v2/orders/{Order.objects.get().number}/fulfill/").status_code in (401, 403)


def test_nothing_is_given_away(client, ann, seat):
    Seat.objects.update(price=10)

    assert buy(client, seat).status_code == 404
    assert "none of paypal has an account" in client.get("/basket/").content.decode()
    assert not Order.objects.exists()


def test_a_receipt_is_its_buyers(client, ann, seat, queued):
    buy(client, seat)
    other = Client()
    other.force_login(User.objects.create_user("bob"), "django.contrib.auth.backends.ModelBackend")

    assert other.get(f"/checkout/receipt/?order_number={Order.objects.get().number}").status_code == 404


def test_strangers_log_in_at_the_lms(client, site):
    assert client.get("/basket/add/?sku=X").url.startswith("/login/?next=")


def test_the_list_of_countries_is_filled_once():
    call_command("oscar_populate_countries", is_initial_only=True)
    assert Country.objects.get(pk="DE").printable_name == "Germany"
    call_command("oscar_populate_countries", is_initial_only=True)
    with pytest.raises(CommandError):
        call_command("oscar_populate_countries")


def test_the_site_is_what_was_said_last(site):
    configuration = SiteConfiguration.objects.get()
    assert (configuration.site.domain, configuration.partner.short_code, configuration.usable_payment_processors) == ("ecommerce.local:8130", "openedx", [])
