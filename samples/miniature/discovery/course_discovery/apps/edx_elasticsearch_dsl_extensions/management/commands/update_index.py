from datetime import datetime, timezone

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from course_discovery.apps.course_metadata import search


class Command(BaseCommand):
    help = "Puts the whole catalogue into a new index, and has it found from then on."

    def add_arguments(self, parser):
        parser.add_argument("--disable-change-limit", action="store_true")

    def handle(self, *args, disable_change_limit, **options):
        index = f"{search.alias()}_{datetime.now(timezone.utc):%Y%m%d_%H%M%S_%f}"
        try:
            others = search.shown()
            before = search.call("GET", f"/{search.alias()}/_count").json()["count"] if others else 0
            count = search.fill(index)
            if before and not disable_change_limit and abs(count - before) / before > settings.INDEX_SIZE_CHANGE_THRESHOLD:
                search.call("DELETE", f"/{index}")
                raise CommandError(f"The index would go from {before} documents to {count}. --disable-change-limit lets it.")
            search.show(index, others)
        except search.SearchUnavailable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{index}: {count} course runs")
