"""`ensure_indexes`: the indexes of the course store in MongoDB."""
from django.core.management.base import BaseCommand

from xmodule.modulestore.django import modulestore


class Command(BaseCommand):
    help = "Make the indexes of the course store. Harmless when they exist."

    def handle(self, **options):
        modulestore().ensure_database_indexes()
        self.stdout.write("MongoDB has its indexes.")
