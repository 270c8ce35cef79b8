from django.contrib.sites.models import Site
from django.core.management.base import BaseCommand

from credentials.apps.core.models import SiteConfiguration

REQUIRED = (
    "platform_name", "company_name", "lms_url_root", "catalog_api_url", "homepage_url", "tos_url", "privacy_policy_url", "certificate_help_url")


class Command(BaseCommand):
    help = "Makes a site with its configuration, or changes them."

    def add_arguments(self, parser):
        parser.add_argument("--site-id", type=int)
        parser.add_argument("--site-domain", required=True)
        parser.add_argument("--site-name", required=True)
        for name in REQUIRED:
            parser.add_argument(f"--{name.replace('_', '-')}", required=True)
        parser.add_argument("--theme-name", default="")

    def handle(self, *args, site_id, site_domain, site_name, theme_name, **options):
        lookup = {"id": site_id} if site_id and Site.objects.filter(id=site_id).exists() else {"domain": site_domain}
        site, _ = Site.objects.update_or_create(defaults={"domain": site_domain, "name": site_name[:50]}, **lookup)
        SiteConfiguration.objects.update_or_create(
            site=site, defaults={"theme_name": theme_name.lower(), **{name: options[name] for name in REQUIRED}})
        self.stdout.write(f"Site {site.id}: {site.domain}")
