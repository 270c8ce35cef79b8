"""Defaults. Names are those of openedx/credentials; whoever deploys it sets secrets, hosts and single sign-on."""
from pathlib import Path

import auth_backends

PROJECT = Path(__file__).resolve().parents[1]

DEBUG = False
SECRET_KEY = "insecure-secret-key"
ALLOWED_HOSTS = []
SITE_ID = 1
PLATFORM_NAME = "Your Platform Name Here"
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
# Names of its own: the LMS's cookies come here, too.
SESSION_COOKIE_NAME = "credentials_sessionid"
CSRF_COOKIE_NAME = "credentials_csrftoken"
LANGUAGE_COOKIE_NAME = "credentials_language"
ROOT_URLCONF = "credentials.urls"
WSGI_APPLICATION = "credentials.wsgi.application"
STATIC_URL = "/static/"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}

# People log in at the LMS; services show a token of its.
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["auth_backends.backends.EdXOAuth2", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/records/"
SOCIAL_AUTH_PIPELINE = [*auth_backends.PIPELINE, "auth_backends.pipeline.update_email", "credentials.apps.core.pipeline.update_full_name"]
SOCIAL_AUTH_EDX_OAUTH2_KEY = "credentials-sso-key"
SOCIAL_AUTH_EDX_OAUTH2_SECRET = "credentials-sso-secret"
SOCIAL_AUTH_EDX_OAUTH2_URL_ROOT = "http://127.0.0.1:8000"
SOCIAL_AUTH_EDX_OAUTH2_LOGOUT_URL = "http://127.0.0.1:8000/logout"
BACKEND_SERVICE_EDX_OAUTH2_KEY = "credentials-backend-service-key"
BACKEND_SERVICE_EDX_OAUTH2_SECRET = "credentials-backend-service-secret"
BACKEND_SERVICE_EDX_OAUTH2_PROVIDER_URL = "http://127.0.0.1:8000/oauth2"
JWT_AUTH = {
    "JWT_ALGORITHM": "HS256",
    "JWT_AUDIENCE": "SET-ME-PLEASE",
    "JWT_SECRET_KEY": "SET-ME-PLEASE",
    "JWT_PUBLIC_SIGNING_JWK_SET": None,
}
EDX_DRF_EXTENSIONS = {"JWT_PAYLOAD_USER_ATTRIBUTE_MAPPING": {"administrator": "is_staff", "email": "email", "name": "full_name", "user_id": "lms_user_id"}}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "credentials.apps.api.authentication.JwtAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.DjangoModelPermissions"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 20,
}

# Also made by the first migration, so that the LMS may issue before anybody has logged in.
CREDENTIALS_SERVICE_USER = "credentials_service_user"
USE_LEARNER_RECORD_MFE = False
LEARNER_RECORD_MFE_RECORDS_PAGE_URL = ""

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.sites.middleware.CurrentSiteMiddleware",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "corsheaders",
    "rest_framework",
    "social_django",
    "credentials.apps.core",
    "credentials.apps.catalog",
    "credentials.apps.credentials",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [PROJECT / "templates"],
    "OPTIONS": {"context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"]},
}]
