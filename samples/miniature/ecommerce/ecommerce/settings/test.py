"""For unit tests: SQLite, and an LMS that the tests play."""
from .base import *

ALLOWED_HOSTS = ["*"]
EDX_API_KEY = "a key"
ECOMMERCE_SERVICE_WORKER_USERNAME = "ecommerce"
BACKEND_SERVICE_EDX_OAUTH2_PROVIDER_URL = "http://lms:8000/oauth2"
JWT_AUTH = {**JWT_AUTH, "JWT_AUDIENCE": "openedx", "JWT_SECRET_KEY": "a secret that is long enough for SHA-256"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
