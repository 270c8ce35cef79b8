"""For unit tests: SQLite, and a Discovery that the tests play."""
from .base import *

ALLOWED_HOSTS = ["*"]
SOCIAL_AUTH_EDX_OAUTH2_URL_ROOT = "http://lms:8000"
SOCIAL_AUTH_EDX_OAUTH2_PUBLIC_URL_ROOT = "http://lms.example.com"
BACKEND_SERVICE_EDX_OAUTH2_PROVIDER_URL = "http://lms:8000/oauth2"
JWT_AUTH = {**JWT_AUTH, "JWT_AUDIENCE": "openedx", "JWT_SECRET_KEY": "a secret that is long enough for SHA-256"}
