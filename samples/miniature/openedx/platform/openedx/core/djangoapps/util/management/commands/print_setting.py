"""`print_setting NAME... [--json]`."""
import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from openedx.core.djangoapps.util.management.commands.dump_settings import plain


class Command(BaseCommand):
    help = "Print the values of settings, one a line."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("settings_list", nargs="+", metavar="NAME")
        parser.add_argument("--json", action="store_true")

    def handle(self, settings_list, **options):
        for name in settings_list:
            if not hasattr(settings, name):
                raise CommandError(f"{name} is not a setting.")
            value = getattr(settings, name)
            self.stdout.write(json.dumps(plain(value)) if options["json"] else str(value))
