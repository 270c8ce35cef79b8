import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from oauth2_provider.models import get_application_model

from openedx.core.djangoapps.oauth_dispatch.models import ApplicationAccess

pytestmark = pytest.mark.django_db
ARGUMENTS = [
    "--grant-type", "authorization-code", "--redirect-uris", "http://studio/complete/edx-oauth2/",
    "--client-id", "cms-sso", "--client-secret", "s3cret", "--scopes", "user_id", "--skip-authorization",
]


def create(*arguments):
    call_command("create_dot_application", *arguments, "cms-sso", "ann")
    return get_application_model().objects.get(name="cms-sso")


def test_all_options_are_kept(user):
    application = create(*ARGUMENTS)

    assert application.client_id == "cms-sso"
    assert application.authorization_grant_type == "authorization-code"
    assert application.skip_authorization
    assert check_password("s3cret", application.client_secret)
    assert ApplicationAccess.objects.get().scopes == ["user_id"]


def test_without_update_it_is_left_as_it_is(user):
    create(*ARGUMENTS)

    assert create("--client-id", "other").client_id == "cms-sso"


def test_an_update_with_the_same_secret_keeps_its_hash(user):
    before = create(*ARGUMENTS).client_secret

    assert create(*ARGUMENTS, "--update").client_secret == before


def test_an_owner_is_needed(db):
    with pytest.raises(CommandError, match="manage_user"):
        create()
