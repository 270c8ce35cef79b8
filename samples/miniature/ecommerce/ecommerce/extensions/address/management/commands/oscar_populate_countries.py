from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ecommerce.extensions.address.models import Country

# Of Debian's tzdata: code, tab, name.
TABLE = Path("/usr/share/zoneinfo/iso3166.tab")


class Command(BaseCommand):
    help = "Fills the list of countries."

    def add_arguments(self, parser):
        parser.add_argument("--initial-only", action="store_true", dest="is_initial_only", help="Leave a list that is there as it is.")

    def handle(self, *args, is_initial_only, **options):
        if Country.objects.exists():
            if is_initial_only:
                self.stdout.write("Countries already populated; nothing to be done.")
                return
            raise CommandError("You already have countries in your database. --initial-only leaves them as they are.")
        lines = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        Country.objects.bulk_create([Country(iso_3166_1_a2=code, printable_name=name) for code, name in lines])
        self.stdout.write(f"{len(lines)} countries")
