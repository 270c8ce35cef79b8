import pytest
from django.conf import settings
from django.contrib.sites.models import Site
from django.contrib.staticfiles import finders

from openedx.core.djangoapps.theming.models import SiteTheme

pytestmark = pytest.mark.django_db
SERVICE = settings.ROOT_URLCONF.partition(".")[0]
PAGE = "/login" if SERVICE == "lms" else "/"
TEMPLATE = "login.html" if SERVICE == "lms" else "howitworks.html"


@pytest.fixture
def theme(tmp_path, settings):
    """A theme that replaces a page and a style sheet."""
    root = tmp_path / "blue" / SERVICE
    for name, text in {f"templates/{TEMPLATE}": "<p>blue page</p>", "static/css/x.css": "p {}"}.items():
        path = root / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    settings.ENABLE_COMPREHENSIVE_THEMING = True
    settings.COMPREHENSIVE_THEME_DIRS = [str(tmp_path)]
    return "blue"


def test_a_site_without_a_theme_has_the_default_pages(client, theme):
    assert b"blue page" not in client.get(PAGE).content


def test_the_default_theme_holds_for_all_sites(client, theme, settings):
    settings.DEFAULT_SITE_THEME = theme

    assert b"blue page" in client.get(PAGE).content


def test_a_site_has_the_theme_of_its_row(client, theme, settings):
    settings.ALLOWED_HOSTS = ["*"]
    site = Site.objects.create(domain="blue.test", name="blue")
    SiteTheme.objects.create(site=site, theme_dir_name=theme)

    assert b"blue page" in client.get(PAGE, HTTP_HOST="blue.test").content
    assert b"blue page" not in client.get(PAGE, HTTP_HOST="other.test").content


def test_themes_do_nothing_when_they_are_off(client, theme, settings):
    settings.DEFAULT_SITE_THEME = theme
    settings.ENABLE_COMPREHENSIVE_THEMING = False

    assert b"blue page" not in client.get(PAGE).content


def test_static_files_of_a_theme_are_found_under_its_name(theme):
    assert finders.find("blue/css/x.css")
