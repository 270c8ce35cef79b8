import io
import json

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from openedx.core.lib import jwt

lms_only = pytest.mark.skipif(settings.ROOT_URLCONF != "lms.urls", reason="the LMS is the provider")


def keys():
    out = io.StringIO()
    call_command("generate_jwt_signing_key", "--key-id", "k1", stdout=out)
    return yaml.safe_load(out.getvalue())["JWT_AUTH"]


def test_the_private_key_has_all_primes():
    private = json.loads(keys()["JWT_PRIVATE_SIGNING_JWK"])

    assert {"kid", "kty", "n", "e", "d", "p", "q", "dp", "dq", "qi"} == set(private)


@pytest.mark.django_db
def test_a_token_is_signed_by_the_private_key(user):
    with override_settings(JWT_AUTH={**settings.JWT_AUTH, **keys()}):
        token = jwt.create(user, ["user_id"])

        assert jwt.jwt.get_unverified_header(token) == {"alg": "RS512", "kid": "k1", "typ": "JWT"}
        assert jwt.decode(token)["preferred_username"] == "ann"
        assert jwt.decode(token)["user_id"] == user.pk


@pytest.mark.django_db
def test_a_foreign_key_is_refused(user):
    with override_settings(JWT_AUTH={**settings.JWT_AUTH, **keys()}):
        token = jwt.create(user, [])

    with override_settings(JWT_AUTH={**settings.JWT_AUTH, **keys()}), pytest.raises(jwt.jwt.InvalidSignatureError):
        jwt.decode(token)


@lms_only
@pytest.mark.django_db
def test_a_client_gets_a_jwt_when_it_asks(client, user):
    call_command("create_dot_application", "--client-id", "x", "--client-secret", "y", "x", "ann")

    answer = client.post("/oauth2/access_token", {
        "grant_type": "client_credentials", "client_id": "x", "client_secret": "y", "token_type": "jwt"}).json()

    assert answer["token_type"] == "JWT"
    assert client.get("/api/user/v1/me", HTTP_AUTHORIZATION=f"JWT {answer['access_token']}").json() == {"username": "ann"}


@lms_only
@pytest.mark.django_db
def test_strangers_are_nobody(client):
    assert client.get("/api/user/v1/me").status_code == 401
