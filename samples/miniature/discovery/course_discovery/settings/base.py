"""Defaults. Names are those of course-discovery; whoever deploys it sets secrets, hosts and single sign-on."""
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
SESSION_COOKIE_NAME = "course_discovery_sessionid"
CSRF_COOKIE_NAME = "course_discovery_csrftoken"
LANGUAGE_COOKIE_NAME = "course_discovery_language"
ROOT_URLCONF = "course_discovery.urls"
WSGI_APPLICATION = "course_discovery.wsgi.application"
STATIC_URL = "/static/"
MEDIA_ROOT = str(PROJECT / "media")
MEDIA_URL = "/media/"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}

# People log in at the LMS; services show a token of its.
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["auth_backends.backends.EdXOAuth2", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
SOCIAL_AUTH_PIPELINE = [*auth_backends.PIPELINE, "auth_backends.pipeline.update_email"]
SOCIAL_AUTH_EDX_OAUTH2_KEY = "discovery-sso-key"
SOCIAL_AUTH_EDX_OAUTH2_SECRET = "discovery-sso-secret"
SOCIAL_AUTH_EDX_OAUTH2_URL_ROOT = "http://127.0.0.1:8000"
SOCIAL_AUTH_EDX_OAUTH2_LOGOUT_URL = "http://127.0.0.1:8000/logout"
BACKEND_SERVICE_EDX_OAUTH2_KEY = "discovery-backend-service-key"
BACKEND_SERVICE_EDX_OAUTH2_SECRET = "discovery-backend-service-secret"
BACKEND_SERVICE_EDX_OAUTH2_PROVIDER_URL = "http://127.0.0.1:8000/oauth2"
OAUTH_API_TIMEOUT = 3.05
JWT_AUTH = {
    "JWT_ALGORITHM": "HS256",
    "JWT_AUDIENCE": "SET-ME-PLEASE",
    "JWT_SECRET_KEY": "SET-ME-PLEASE",
    "JWT_PUBLIC_SIGNING_JWK_SET": None,
}
EDX_DRF_EXTENSIONS = {"JWT_PAYLOAD_USER_ATTRIBUTE_MAPPING": {"administrator": "is_staff", "email": "email", "name": "full_name"}}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "edx_rest_framework_extensions.auth.jwt.authentication.JwtAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 20,
}

# The catalogue is found in Elasticsearch. An alias is what is asked; each update makes an index of its own behind it.
ELASTICSEARCH_DSL = {"default": {"hosts": "127.0.0.1:9200"}}
ELASTICSEARCH_INDEX_NAMES = {"course_discovery.apps.course_metadata.search_indexes.documents.course_run": "course_run"}
# The share by which an update may change the number of documents, unless it is told otherwise.
INDEX_SIZE_CHANGE_THRESHOLD = 0.1

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
    "course_discovery.apps.core",
    "course_discovery.apps.course_metadata",
    "course_discovery.apps.edx_elasticsearch_dsl_extensions",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [PROJECT / "templates"],
    "OPTIONS": {"context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"]},
}]
