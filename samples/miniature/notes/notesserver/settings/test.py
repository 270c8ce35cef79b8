"""For unit tests: SQLite, and the database finds notes unless a test says otherwise."""
from .common import *

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
CLIENT_ID = "notes"
CLIENT_SECRET = "a secret that is long enough for SHA-256"
