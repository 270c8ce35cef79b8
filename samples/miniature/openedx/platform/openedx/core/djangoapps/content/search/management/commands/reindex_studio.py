"""`reindex_studio`: ask a worker of Studio to fill Studio's search index."""
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from openedx.core.djangoapps.content.search.tasks import reindex_studio


class Command(BaseCommand):
    help = "Queue the task that fills Studio's index in Meilisearch."

    def handle(self, **options):
        if not settings.MEILISEARCH_ENABLED:
            raise CommandError("MEILISEARCH_ENABLED is not set: Studio's index needs Meilisearch.")
        reindex_studio.apply_async(retry=False)
        self.stdout.write("Queued: a worker of Studio fills the index.")
