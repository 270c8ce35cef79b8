import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def account(name="cms"):
    return get_user_model().objects.get(username=name)


def test_a_service_account_has_no_usable_password():
    call_command("manage_user", "cms", "cms@openedx", "--unusable-password")

    assert not account().has_usable_password()


def test_the_second_run_changes_no_password():
    call_command("manage_user", "cms", "cms@openedx", "--initial-password-hash", make_password("first"))
    call_command("manage_user", "cms", "cms@openedx", "--initial-password-hash", make_password("second"))

    assert account().check_password("first")


def test_flags_are_brought_in_line():
    call_command("manage_user", "cms", "cms@openedx")
    call_command("manage_user", "cms", "cms@openedx", "--superuser", "--staff")

    assert account().is_superuser and account().is_staff


def test_another_email_address_is_an_error():
    call_command("manage_user", "cms", "cms@openedx")

    with pytest.raises(CommandError, match="cms@openedx"):
        call_command("manage_user", "cms", "other@openedx")


def test_removing_twice_is_fine():
    call_command("manage_user", "cms", "cms@openedx")
    call_command("manage_user", "cms", "cms@openedx", "--remove")
    call_command("manage_user", "cms", "cms@openedx", "--remove")

    assert not get_user_model().objects.filter(username="cms").exists()
