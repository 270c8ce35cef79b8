"""`dump_settings`: all settings as JSON."""
import json

from django.conf import settings
from django.core.management.base import BaseCommand


def plain(value):
    """A value as JSON can hold it; what isn't data becomes its text."""
    if isinstance(value, (str, int, float, bool, type(None))):
        return value
    if hasattr(value, "items"):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    return str(value)


class Command(BaseCommand):
    help = "Print all Django settings as JSON, sorted."
    requires_system_checks = []

    def handle(self, **options):
        values = {name: plain(getattr(settings, name)) for name in dir(settings) if name.isupper()}
        self.stdout.write(json.dumps(values, indent=4, sort_keys=True))
