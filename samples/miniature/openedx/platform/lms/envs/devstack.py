"""For developers, on top of production: it still needs the YAML file, and overrides what that says of hosts and mail."""
from importlib import util

from .production import *

DEBUG = True
ALLOWED_HOSTS = ["*"]
HTTPS = "off"
LMS_BASE = SITE_NAME = "localhost:18000"
CMS_BASE = "localhost:18010"
LMS_ROOT_URL = LMS_INTERNAL_ROOT_URL = f"http://{LMS_BASE}"
CMS_ROOT_URL = f"http://{CMS_BASE}"
IDA_LOGOUT_URI_LIST = [f"{CMS_ROOT_URL}/logout/"]

SESSION_COOKIE_NAME = "lms_sessionid"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_SAMESITE = DCS_SESSION_COOKIE_SAMESITE = "Lax"
OAUTH_ENFORCE_SECURE = False
CORS_ORIGIN_ALLOW_ALL = True
CORS_ALLOW_CREDENTIALS = True

# Mail goes to files, not to a server.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = "/edx/src/ace_messages/"
ACE_CHANNEL_DEFAULT_EMAIL = ACE_CHANNEL_TRANSACTIONAL_EMAIL = "file_email"

# Tasks run in the request: no worker is needed.
CELERY_ALWAYS_EAGER = True
CLEAR_REQUEST_CACHE_ON_TASK_COMPLETION = False

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "openedx.core.storage.DevelopmentStorage"}}
WEBPACK_CONFIG_PATH = "webpack.dev.config.js"

add_plugins(globals(), "lms.djangoapp", "devstack")

if util.find_spec("lms.envs.private"):
    from .private import *
