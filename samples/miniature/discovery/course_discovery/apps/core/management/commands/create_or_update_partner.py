from django.contrib.sites.models import Site
from django.core.management.base import BaseCommand

from course_discovery.apps.core.models import Partner

ADDRESSES = ("lms_url", "studio_url", "courses_api_url", "organizations_api_url")


class Command(BaseCommand):
    help = "Makes a partner and its site, or changes them."

    def add_arguments(self, parser):
        parser.add_argument("--site-id", type=int)
        parser.add_argument("--site-domain", required=True)
        parser.add_argument("--code", required=True)
        parser.add_argument("--name", required=True)
        for name in ADDRESSES:
            parser.add_argument(f"--{name.replace('_', '-')}", default="")

    def handle(self, *args, site_id, site_domain, code, name, **options):
        lookup = {"id": site_id} if site_id else {"domain": site_domain}
        site, _ = Site.objects.update_or_create(defaults={"name": name[:50], "domain": site_domain}, **lookup)
        _, is_new = Partner.objects.update_or_create(
            short_code=code, defaults={"site": site, "name": name, **{address: options[address] for address in ADDRESSES}})
        self.stdout.write(f"Partner {code}: {'made' if is_new else 'there already'}")
