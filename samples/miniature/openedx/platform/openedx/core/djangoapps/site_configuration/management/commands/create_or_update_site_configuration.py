"""`create_or_update_site_configuration`: what is configured for a site."""
import json

from django.contrib.sites.models import Site
from django.core.management.base import BaseCommand, CommandError

from openedx.core.djangoapps.site_configuration.models import SiteConfiguration


class Command(BaseCommand):
    help = "Create or update the configuration of a site, which is made when only its domain is given."

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("domain", nargs="?")
        which.add_argument("--site-id", type=int)
        values = parser.add_mutually_exclusive_group()
        values.add_argument("--configuration", type=json.loads, help="A JSON object, merged into what is there.")
        values.add_argument("-f", "--configuration-file", help="A file with such an object.")
        state = parser.add_mutually_exclusive_group()
        state.add_argument("--enabled", action="store_true", default=None)
        state.add_argument("--disabled", dest="enabled", action="store_false")

    def handle(self, domain, site_id, configuration, configuration_file, enabled, **options):
        if site_id is not None:
            site = Site.objects.filter(pk=site_id).first()
            if site is None:
                raise CommandError(f"There is no site with the id {site_id}.")
        else:
            site, _ = Site.objects.get_or_create(domain=domain, defaults={"name": domain[:50]})

        if configuration_file:
            with open(configuration_file, encoding="utf-8") as file:
                configuration = json.load(file)
        row, created = SiteConfiguration.objects.get_or_create(site=site)
        row.site_values = {**row.site_values, **(configuration or {})}
        if enabled is not None:
            row.enabled = enabled
        row.save()
        self.stdout.write(f"{site.domain}: configuration {'created' if created else 'updated'}")
