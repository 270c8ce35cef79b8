"""For unit tests: everything in memory."""
from .settings import *

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
MEDIA_URL = "http://xqueue:8000/media/"
XQUEUES = {"asked": None, "called": "http://grader:8000/"}
USERS = {"lms": "a password"}
