"""Defaults that the LMS and Studio share. Names and shapes are Open edX's; hosts point at one machine."""
import os
from pathlib import Path

from corsheaders.defaults import default_headers

from openedx.core.lib.derived import Derived
from openedx.envs import datastores

REPO_ROOT = Path(__file__).resolve().parents[2]
ENV_ROOT = REPO_ROOT.parent

DEBUG = False
SECRET_KEY = "dev key"
PLATFORM_NAME = "Your Platform Name Here"
PLATFORM_DESCRIPTION = "Your Platform Description Here"
STUDIO_NAME = "Studio"
CONTACT_EMAIL = "info@example.com"
SITE_ID = 1
LANGUAGE_CODE = "en"
LANGUAGE_COOKIE_NAME = "openedx-language-preference"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
ALLOWED_HOSTS = []
HTTPS = "on"
BOOK_URL = ""
LOG_DIR = "/edx/var/log/edx"
LOGGING_ENV = "sandbox"
LOCAL_LOGLEVEL = "INFO"
EDX_PLATFORM_REVISION = "release"

# Addresses: hosts without a scheme, URLs without a slash at the end.
LMS_BASE = "localhost:18000"
CMS_BASE = "localhost:18010"
LMS_ROOT_URL = "https://localhost:18000"
CMS_ROOT_URL = "https://localhost:18010"
LMS_INTERNAL_ROOT_URL = Derived(lambda settings: settings.LMS_ROOT_URL)
LOGIN_REDIRECT_WHITELIST = []
IDA_LOGOUT_URI_LIST = []
CSRF_TRUSTED_ORIGINS = []
X_FRAME_OPTIONS = "DENY"

# Sessions live in the cache: flushing it logs everybody out.
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
SESSION_COOKIE_NAME = "sessionid"
SESSION_COOKIE_DOMAIN = ""
SESSION_COOKIE_SECURE = False
DCS_SESSION_COOKIE_SAMESITE = "None"
CSRF_COOKIE_SECURE = False
CROSS_DOMAIN_CSRF_COOKIE_NAME = ""
CROSS_DOMAIN_CSRF_COOKIE_DOMAIN = ""

CORS_ORIGIN_WHITELIST = []
CORS_ORIGIN_ALLOW_ALL = False
CORS_ALLOW_INSECURE = False
CORS_ALLOW_CREDENTIALS = False
CORS_ALLOW_HEADERS = [*default_headers, "use-jwt-cookie"]

AUTHENTICATION_BACKENDS = ["openedx.core.djangoapps.user_authn.backends.EmailOrUsernameBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 2}},
]

DATABASES = datastores.databases()
DATABASE_ROUTERS = ["openedx.core.lib.django_courseware_routers.StudentModuleHistoryExtendedRouter"]
CACHES = datastores.caches()
DOC_STORE_CONFIG = datastores.doc_store()
CONTENTSTORE = datastores.contentstore(DOC_STORE_CONFIG)
DATA_DIR = "/edx/var/edxapp/data"
MODULESTORE = datastores.modulestore(DOC_STORE_CONFIG, DATA_DIR)
HEARTBEAT_CHECKS = [
    "openedx.core.djangoapps.heartbeat.default_checks.check_modulestore",
    "openedx.core.djangoapps.heartbeat.default_checks.check_database",
]
HEARTBEAT_EXTENDED_CHECKS = ["openedx.core.djangoapps.heartbeat.default_checks.check_celery"]
HEARTBEAT_CELERY_TIMEOUT = 5
HEARTBEAT_CELERY_ROUTING_KEY = Derived(lambda settings: settings.CELERY_DEFAULT_QUEUE)

# Celery, by the names of Celery 4 (openedx.core.lib.celery.config translates).
CELERY_BROKER_TRANSPORT = "amqp"
CELERY_BROKER_HOSTNAME = "localhost"
CELERY_BROKER_USER = "celery"
CELERY_BROKER_PASSWORD = "celery"
CELERY_BROKER_VHOST = ""
CELERY_BROKER_USE_SSL = False
CELERY_BROKER_TRANSPORT_OPTIONS = {}
BROKER_HEARTBEAT = 60.0
CELERY_RESULT_BACKEND = "django-cache"
CELERY_ALWAYS_EAGER = False
CELERY_EAGER_PROPAGATES = False
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_MESSAGE_COMPRESSION = "gzip"
CELERY_TRACK_STARTED = True
CELERY_SEND_EVENTS = False
CELERYD_HIJACK_ROOT_LOGGER = False
CELERY_IMPORTS = []
CELERYBEAT_SCHEDULE = {}
CELERY_TIMEZONE = "UTC"
CELERY_DEFAULT_EXCHANGE_TYPE = "direct"
CELERY_ROUTES = "openedx.core.lib.celery.routers.route_task"
ALTERNATE_WORKER_QUEUES = ""
EXPLICIT_QUEUES = {}

# Search: the engine only counts where the service's flags turn search on.
SEARCH_ENGINE = None
ELASTIC_SEARCH_CONFIG = [{}]
ELASTIC_SEARCH_CONFIG_ES7 = [{}]
ELASTICSEARCH_INDEX_PREFIX = ""
MEILISEARCH_ENABLED = False
MEILISEARCH_URL = "http://meilisearch"
MEILISEARCH_PUBLIC_URL = "http://meilisearch.example.com"
MEILISEARCH_INDEX_PREFIX = ""
MEILISEARCH_API_KEY = "devkey"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "localhost"
EMAIL_PORT = 25
EMAIL_USE_TLS = False
EMAIL_USE_SSL = False
EMAIL_HOST_USER = ""
EMAIL_HOST_PASSWORD = ""
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = "registration@example.com"
DEFAULT_FEEDBACK_EMAIL = "feedback@example.com"
SERVER_EMAIL = "devops@example.com"
TECH_SUPPORT_EMAIL = BUGS_EMAIL = UNIVERSITY_EMAIL = PRESS_EMAIL = PAYMENT_SUPPORT_EMAIL = "support@example.com"
BULK_EMAIL_DEFAULT_FROM_EMAIL = "no-reply@example.com"
API_ACCESS_MANAGER_EMAIL = "api-access@example.com"
API_ACCESS_FROM_EMAIL = "api-requests@example.com"
ACE_ENABLED_CHANNELS = ["django_email"]
ACE_CHANNEL_DEFAULT_EMAIL = ACE_CHANNEL_TRANSACTIONAL_EMAIL = "django_email"
ACE_ROUTING_KEY = "edx.lms.core.default"

# Files
STATIC_URL = "/static/"
MEDIA_ROOT = "/edx/var/edxapp/media/"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "openedx.core.storage.ProductionStorage"},
}
STATICFILES_FINDERS = [
    "openedx.core.djangoapps.theming.finders.ThemeFilesFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
GRADES_DOWNLOAD = {"STORAGE_TYPE": "", "STORAGE_KWARGS": {"location": "/tmp/edx-s3/grades", "base_url": ""}}
VIDEO_IMAGE_SETTINGS = {"STORAGE_KWARGS": {"location": MEDIA_ROOT}, "DIRECTORY_PREFIX": "video-images/"}
VIDEO_TRANSCRIPTS_SETTINGS = {"STORAGE_KWARGS": {"location": MEDIA_ROOT}, "DIRECTORY_PREFIX": "video-transcripts/"}
OPENEDX_LEARNING = {"MEDIA": {"BACKEND": None, "OPTIONS": {"location": "/openedx/media-private/openedx-learning"}}}
ORA2_FILEUPLOAD_BACKEND = "django"
CODE_JAIL = {"python_bin": "nonexistingpythonbinary", "user": None, "limits": {}}
ENABLE_CODEJAIL_REST_SERVICE = False
CODE_JAIL_REST_SERVICE_REMOTE_EXEC = "xmodule.capa.safe_exec.remote_exec.send_safe_exec_request_v0"
CODE_JAIL_REST_SERVICE_HOST = "http://127.0.0.1:8550"
CODE_JAIL_REST_SERVICE_CONNECT_TIMEOUT = 0.5
CODE_JAIL_REST_SERVICE_READ_TIMEOUT = 3.5

# Comprehensive theming
ENABLE_COMPREHENSIVE_THEMING = False
COMPREHENSIVE_THEME_DIRS = [folder for folder in os.environ.get("COMPREHENSIVE_THEME_DIRS", "").split(":") if folder]
DEFAULT_SITE_THEME = None

# Tokens. The models are django-oauth-toolkit's; migrations refer to them by these settings.
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"
OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL = "oauth2_provider.AccessToken"
OAUTH2_PROVIDER_ID_TOKEN_MODEL = "oauth2_provider.IDToken"
OAUTH2_PROVIDER_GRANT_MODEL = "oauth2_provider.Grant"
OAUTH2_PROVIDER_REFRESH_TOKEN_MODEL = "oauth2_provider.RefreshToken"
OAUTH_OIDC_ISSUER = "http://127.0.0.1:8000/oauth2"
JWT_AUTH = {
    "JWT_ISSUER": "http://127.0.0.1:8000/oauth2",
    "JWT_AUDIENCE": "change-me",
    "JWT_SECRET_KEY": "change-me",
    "JWT_ISSUERS": [],
    "JWT_ALGORITHM": "HS256",
    "JWT_SIGNING_ALGORITHM": "RS512",
    "JWT_SUPPORTED_VERSION": "1.2.0",
    "JWT_PRIVATE_SIGNING_JWK": None,
    "JWT_PUBLIC_SIGNING_JWK_SET": None,
    "JWT_EXPIRATION": 3600,
    "JWT_LOGIN_CLIENT_ID": "login-service-client-id",
    "JWT_AUTH_COOKIE": "edx-jwt-cookie",
    "JWT_AUTH_COOKIE_HEADER_PAYLOAD": "edx-jwt-cookie-header-payload",
    "JWT_AUTH_COOKIE_SIGNATURE": "edx-jwt-cookie-signature",
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "openedx.core.lib.api.authentication.JwtAuthentication",
        "openedx.core.lib.api.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 10,
}

# The event log, one JSON object a line, through the logger `tracking`.
TRACKING_BACKENDS = {"logger": {"OPTIONS": {"name": "tracking"}}}
EVENT_TRACKING_BACKENDS = {"tracking_logs": {"OPTIONS": {"backends": {"logger": {"OPTIONS": {"name": "tracking"}}}}}}
EVENT_BUS_PRODUCER_CONFIG = {}
MKTG_URL_LINK_MAP = {}
MKTG_URLS = {}
MKTG_URL_OVERRIDES = {}
XQUEUE_INTERFACE = {"url": None, "django_auth": None}
MFE_CONFIG = {}
MFE_CONFIG_OVERRIDES = {}
MFE_CONFIG_API_CACHE_TIMEOUT = 300
LEARNER_HOME_MICROFRONTEND_URL = None
EXTRA_MIDDLEWARE_CLASSES = []
ADDL_INSTALLED_APPS = []

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "waffle.middleware.WaffleMiddleware",
    "openedx.core.djangoapps.theming.middleware.CurrentSiteThemeMiddleware",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "corsheaders",
    "django_celery_results",
    "oauth2_provider",
    "rest_framework",
    "social_django",
    "waffle",
    "common.djangoapps.student",
    "common.djangoapps.track",
    "common.djangoapps.xblock_django",
    "openedx.core.djangoapps.content.course_overviews",
    "openedx.core.djangoapps.content.search",
    "openedx.core.djangoapps.heartbeat",
    "openedx.core.djangoapps.oauth_dispatch",
    "openedx.core.djangoapps.site_configuration",
    "openedx.core.djangoapps.theming",
    "openedx.core.djangoapps.user_api",
    "openedx.core.djangoapps.user_authn",
    "openedx.core.djangoapps.util",
]


def templates(service, *processors):
    """The value of TEMPLATES; no cached loader, as each site may have a theme of its own."""
    return [{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [REPO_ROOT / service / "templates", REPO_ROOT / "common" / "templates"],
        "OPTIONS": {
            "loaders": [
                "openedx.core.djangoapps.theming.template_loaders.ThemeTemplateLoader",
                "django.template.loaders.filesystem.Loader",
                "django.template.loaders.app_directories.Loader",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "openedx.core.djangoapps.site_configuration.context_processors.platform",
                *processors,
            ],
        },
    }]
