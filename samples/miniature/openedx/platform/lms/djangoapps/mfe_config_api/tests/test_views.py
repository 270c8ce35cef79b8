import pytest
from django.test import override_settings

pytestmark = pytest.mark.django_db  # each request is a transaction (ATOMIC_REQUESTS)


@override_settings(MFE_CONFIG={"A": 1, "B": 1}, MFE_CONFIG_OVERRIDES={"authn": {"B": 2}})
def test_an_app_overrides_what_all_get(client):
    assert client.get("/api/mfe_config/v1").json() == {"A": 1, "B": 1}
    assert client.get("/api/mfe_config/v1?mfe=authn").json() == {"A": 1, "B": 2}


@override_settings(ENABLE_MFE_CONFIG_API=False)
def test_without_its_flag_it_is_not_there(client):
    assert client.get("/api/mfe_config/v1").status_code == 404
