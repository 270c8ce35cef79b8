"""`create_sites_and_configurations`: the sites of a theme folder, with themes and configurations."""
import json
from pathlib import Path

from django.contrib.sites.models import Site
from django.core.management.base import BaseCommand, CommandError

from openedx.core.djangoapps.site_configuration.models import SiteConfiguration
from openedx.core.djangoapps.theming.models import SiteTheme


class Command(BaseCommand):
    help = "For each configuration.json below --theme-path: make its site, with that theme and these values."

    def add_arguments(self, parser):
        parser.add_argument("--dns-name", required=True)
        parser.add_argument("--theme-path", required=True)
        parser.add_argument("--devstack", action="store_true", help="Hosts end in .e2e.devstack:18000.")

    def handle(self, dns_name, theme_path, devstack, **options):
        files = sorted(Path(theme_path).glob("*/**/configuration.json")) or sorted(Path(theme_path).glob("configuration.json"))
        if not files:
            raise CommandError(f"{theme_path} holds no configuration.json.")
        for file in files:
            values = json.loads(file.read_text(encoding="utf-8"))
            theme = values.pop("theme_dir_name", file.relative_to(theme_path).parts[0])
            ending = ".e2e.devstack:18000" if devstack else ".sandbox.edx.org"
            domain = values.pop("domain", f"{theme}-{dns_name}{ending}")
            site, _ = Site.objects.get_or_create(domain=domain, defaults={"name": theme[:50]})
            SiteTheme.objects.update_or_create(site=site, defaults={"theme_dir_name": theme})
            SiteConfiguration.objects.update_or_create(site=site, defaults={"site_values": values, "enabled": True})
            self.stdout.write(f"{domain}: theme {theme}")
