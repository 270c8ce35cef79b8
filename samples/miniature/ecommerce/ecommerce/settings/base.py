"""Defaults. Names are those of openedx/ecommerce; whoever deploys it sets secrets, hosts, single sign-on and who is paid."""
from pathlib import Path

import auth_backends

PROJECT = Path(__file__).resolve().parents[1]

DEBUG = False
SECRET_KEY = "insecure-secret-key"
ALLOWED_HOSTS = []
# Ecommerce is a project of Django 3.2, for which a deployment writes CSRF_TRUSTED_ORIGINS without schemes; this one has a later Django, which takes them for none.
SILENCED_SYSTEM_CHECKS = ["4_0.E001"]
SITE_ID = 1
PROTOCOL = "http"
PLATFORM_NAME = "Your Platform Name Here"
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
# Names of its own: the LMS's cookies come here, too.
SESSION_COOKIE_NAME = "ecommerce_sessionid"
CSRF_COOKIE_NAME = "ecommerce_csrftoken"
LANGUAGE_COOKIE_NAME = "ecommerce_language"
ROOT_URLCONF = "ecommerce.urls"
WSGI_APPLICATION = "ecommerce.wsgi.application"
STATIC_URL = "/static/"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}

# People log in at the LMS; the worker shows a token of its.
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["auth_backends.backends.EdXOAuth2", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/basket/"
SOCIAL_AUTH_PIPELINE = [*auth_backends.PIPELINE, "auth_backends.pipeline.update_email", "ecommerce.core.pipeline.update_staff"]
SOCIAL_AUTH_EDX_OAUTH2_KEY = "ecommerce-sso-key"
SOCIAL_AUTH_EDX_OAUTH2_SECRET = "ecommerce-sso-secret"
SOCIAL_AUTH_EDX_OAUTH2_URL_ROOT = "http://127.0.0.1:8000"
SOCIAL_AUTH_EDX_OAUTH2_LOGOUT_URL = "http://127.0.0.1:8000/logout"
BACKEND_SERVICE_EDX_OAUTH2_KEY = "ecommerce-backend-service-key"
BACKEND_SERVICE_EDX_OAUTH2_SECRET = "ecommerce-backend-service-secret"
BACKEND_SERVICE_EDX_OAUTH2_PROVIDER_URL = "http://127.0.0.1:8000/oauth2"
JWT_AUTH = {
    "JWT_ALGORITHM": "HS256",
    "JWT_AUDIENCE": "SET-ME-PLEASE",
    "JWT_SECRET_KEY": "SET-ME-PLEASE",
    "JWT_PUBLIC_SIGNING_JWK_SET": None,
}
EDX_DRF_EXTENSIONS = {"JWT_PAYLOAD_USER_ATTRIBUTE_MAPPING": {"administrator": "is_staff", "email": "email", "user_id": "lms_user_id"}}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "edx_rest_framework_extensions.auth.jwt.authentication.JwtAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}

# Also made by the migrations: who may have orders fulfilled.
ECOMMERCE_SERVICE_WORKER_USERNAME = "ecommerce_worker"
# The LMS's, for enrolling others than the caller.
EDX_API_KEY = None
ENROLLMENT_FULFILLMENT_TIMEOUT = 7  # seconds
ENTERPRISE_SERVICE_URL = ENTERPRISE_API_URL = ""
OSCAR_DEFAULT_CURRENCY = "USD"
# By who sells and by processor: what an account with it needs.
PAYMENT_PROCESSOR_CONFIG = {}

BROKER_URL = "redis://127.0.0.1:6379"
CELERY_TASK_SERIALIZER = "json"
CELERY_ROUTES = {"ecommerce_worker.fulfillment.v1.tasks.fulfill_order": {"queue": "ecommerce.fulfillment"}}

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.contrib.sites.middleware.CurrentSiteMiddleware",
    "waffle.middleware.WaffleMiddleware",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "corsheaders",
    "rest_framework",
    "social_django",
    "waffle",
    "ecommerce.core",
    "ecommerce.courses",
    "ecommerce.extensions.address",
    "ecommerce.extensions.order",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [PROJECT / "templates"],
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request", "django.contrib.auth.context_processors.auth", "django.contrib.messages.context_processors.messages"]},
}]
