import requests
from django.core.management.base import BaseCommand, CommandError

from course_discovery.apps.core.models import Partner
from course_discovery.apps.course_metadata.data_loaders.api import CoursesApiDataLoader


class Command(BaseCommand):
    help = "Takes courses over from the LMS of each partner, or of one."

    def add_arguments(self, parser):
        parser.add_argument("--partner_code")

    def handle(self, *args, partner_code, **options):
        partners = Partner.objects.filter(**({"short_code": partner_code} if partner_code else {}))
        if not partners:
            raise CommandError("No partners available!")
        for partner in partners.exclude(courses_api_url=""):
            try:
                count = CoursesApiDataLoader(partner).ingest()
            except requests.RequestException as error:
                raise CommandError(f"{partner.courses_api_url}: {error}") from error
            self.stdout.write(f"Partner {partner.short_code}: {count} course runs")
