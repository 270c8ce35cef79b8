import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(settings.ROOT_URLCONF != "lms.urls", reason="accounts are the LMS's"),
]
NEW = {"username": "bob", "email": "bob@example.com", "name": "Bob", "password": "secret-pw"}


def log_in(client, name="ann", password="secret-pw", **more):
    return client.post("/login", {"email_or_username": name, "password": password, **more})


@pytest.mark.parametrize("name", ["ann", "ANN@example.com"])
def test_by_username_or_email_address(client, user, name):
    response = log_in(client, name)

    assert response.url == "/dashboard"
    assert response.cookies["edxloggedin"].value == "true"
    assert "edx-jwt-cookie-signature" in response.cookies


def test_a_wrong_password_is_refused(client, user):
    response = log_in(client, password="wrong")

    assert response.status_code == 400
    assert 'id="login-error"' in response.content.decode()


def test_next_leads_only_to_known_hosts(client, user, settings):
    settings.LOGIN_REDIRECT_WHITELIST = ["studio.test"]

    assert log_in(client, next="http://studio.test/home/").url == "http://studio.test/home/"
    assert log_in(client, next="/courses").url == "/courses"
    for evil in ("http://evil.test/", "//evil.test/", "/\\evil.test", "javascript:alert(1)"):
        assert log_in(client, next=evil).url == "/dashboard"


def test_registering_logs_in_and_sends_mail(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/register", NEW)

    assert response.url == "/dashboard"
    assert get_user_model().objects.get(username="bob").profile.name == "Bob"
    assert mail.outbox[0].to == ["bob@example.com"]


def test_a_taken_name_is_said(client, user):
    response = client.post("/register", {**NEW, "username": "ann"})

    assert "This username is taken." in response.content.decode()


def test_registration_can_be_closed(client, settings):
    settings.ALLOW_PUBLIC_ACCOUNT_CREATION = False

    assert client.get("/register").status_code == 404


def test_logging_out_calls_the_other_services(client, user, settings):
    settings.IDA_LOGOUT_URI_LIST = ["http://studio.test/logout/"]
    client.force_login(user)

    html = client.get("/logout").content.decode()

    assert 'src="http://studio.test/logout/?no_redirect=1"' in html
    assert client.get("/dashboard").url.startswith("/login")


def test_fresh_cookies_need_a_session(client, user):
    assert client.post("/login_refresh").status_code == 401
    client.force_login(user)
    assert client.post("/login_refresh").status_code == 200
