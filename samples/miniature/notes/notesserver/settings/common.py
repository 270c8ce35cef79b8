"""Defaults. Names are those of edx-notes-api; whoever deploys it sets secrets, hosts and the search engine."""
DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
SECRET_KEY = "CHANGEME"
ALLOWED_HOSTS = ["*"]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
ROOT_URLCONF = "notesserver.urls"
WSGI_APPLICATION = "notesserver.wsgi.application"
STATIC_URL = "/static/"

# The OAuth application in the LMS: its tokens are for CLIENT_ID and signed with CLIENT_SECRET.
CLIENT_ID = "CHANGEME"
CLIENT_SECRET = "CHANGEME"

# Without Meilisearch the database finds notes. There is no Elasticsearch in the miniature.
ES_DISABLED = False
MEILISEARCH_ENABLED = False
MEILISEARCH_URL = "http://meilisearch:7700"
MEILISEARCH_API_KEY = ""
MEILISEARCH_INDEX = "student_notes"

MAX_NOTES_PER_COURSE = 500
DEFAULT_NOTES_PAGE_SIZE = 25

# Elasticsearch's apps, which the defaults of edx-notes-api have, too, are left out by deployments with another engine.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "rest_framework",
    "corsheaders",
    "notesapi.v1",
]
MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]

# Callers show a token in a header of their own, never a cookie: any site may call.
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_HEADERS = ["accept", "authorization", "content-type", "origin", "x-annotator-auth-token", "x-csrftoken", "x-requested-with"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["notesapi.v1.permissions.HasAccessToken"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": DEFAULT_NOTES_PAGE_SIZE,
    "UNAUTHENTICATED_USER": None,
}

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.mysql",
        "HOST": "localhost",
        "NAME": "edx_notes_api",
        "OPTIONS": {"connect_timeout": 10},
        "PASSWORD": "secret",
        "PORT": 3306,
        "USER": "notes001",
    },
}
