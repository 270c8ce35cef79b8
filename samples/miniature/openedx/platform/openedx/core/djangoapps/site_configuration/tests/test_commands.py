import json

import pytest
from django.contrib.sites.models import Site
from django.core.management import CommandError, call_command

from openedx.core.djangoapps.site_configuration.models import SiteConfiguration
from openedx.core.djangoapps.user_api.models import RetirementState

pytestmark = pytest.mark.django_db
COMMAND = "create_or_update_site_configuration"


def test_a_domain_makes_its_site():
    call_command(COMMAND, "shop.test", "--configuration", json.dumps({"PLATFORM_NAME": "Shop"}), "--enabled")

    row = SiteConfiguration.objects.get(site__domain="shop.test")
    assert row.enabled and row.site_values == {"PLATFORM_NAME": "Shop"}


def test_values_are_merged():
    call_command(COMMAND, "shop.test", "--configuration", '{"A": 1, "B": 1}')
    call_command(COMMAND, "shop.test", "--configuration", '{"B": 2}')

    assert SiteConfiguration.objects.get(site__domain="shop.test").site_values == {"A": 1, "B": 2}


def test_an_unknown_id_is_an_error():
    with pytest.raises(CommandError, match="id 99"):
        call_command(COMMAND, "--site-id", "99")


def test_retirement_states_are_made_once():
    call_command("populate_retirement_states")
    count = RetirementState.objects.count()
    call_command("populate_retirement_states")

    assert RetirementState.objects.count() == count > 5
