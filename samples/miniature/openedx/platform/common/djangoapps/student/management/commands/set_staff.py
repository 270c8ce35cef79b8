"""`set_staff [--unset] USER...`: by name or email address."""
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q


class Command(BaseCommand):
    help = "Make accounts staff, or take that back."

    def add_arguments(self, parser):
        parser.add_argument("users", nargs="+")
        parser.add_argument("--unset", action="store_true")

    def handle(self, users, unset, **options):
        for name in users:
            found = get_user_model().objects.filter(Q(username=name) | Q(email=name))
            if not found.update(is_staff=not unset):
                raise CommandError(f"There is no account {name}.")
            self.stdout.write(f"{name}: {'not ' if unset else ''}staff")
