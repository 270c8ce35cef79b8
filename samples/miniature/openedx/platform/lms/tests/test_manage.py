"""Which settings module manage.py picks."""
import pytest

from manage import choose


@pytest.mark.parametrize("arguments, environment, module", [
    (["lms", "check"], {}, "lms.envs.devstack"),
    (["cms", "check"], {"EDX_PLATFORM_SETTINGS": "production"}, "cms.envs.production"),
    (["cms", "check"], {"EDX_PLATFORM_SETTINGS": "production", "DJANGO_SETTINGS_MODULE": "mine.cms"}, "mine.cms"),
    (["lms", "--settings", "test", "check"], {"DJANGO_SETTINGS_MODULE": "mine.lms"}, "lms.envs.test"),
    (["lms", "check", "--settings=tutor.development"], {}, "lms.envs.tutor.development"),
])
def test_the_settings_module(arguments, environment, module):
    _, variables, rest = choose(arguments, environment)

    assert variables["DJANGO_SETTINGS_MODULE"] == module
    assert rest == ["check"]


def test_the_variant_is_the_service_unless_it_is_set():
    assert choose(["cms", "check"], {})[1]["SERVICE_VARIANT"] == "cms"
    assert choose(["lms", "check"], {"SERVICE_VARIANT": "lms-preview"})[1]["SERVICE_VARIANT"] == "lms-preview"


def test_what_is_no_service_is_refused():
    with pytest.raises(SystemExit):
        choose(["xyz", "check"], {})
