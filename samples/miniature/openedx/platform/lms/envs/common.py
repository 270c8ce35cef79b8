"""Defaults of the LMS."""
import os

from openedx.core.djangoapps.plugins.settings import add_plugins
from openedx.core.lib.features import FeaturesProxy
from openedx.envs import flags
from openedx.envs.common import *

SERVICE_VARIANT = "lms"
ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
SITE_NAME = "localhost"
STATIC_ROOT = os.environ.get("STATIC_ROOT_LMS", str(REPO_ROOT / "test_root" / "staticfiles"))
STATICFILES_DIRS = [REPO_ROOT / "common" / "static", REPO_ROOT / "lms" / "static"]
TEMPLATES = templates("lms")

LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/dashboard"
LOGOUT_REDIRECT_URL = "/"
MODULESTORE_BRANCH = "published-only"

globals().update(flags.SHARED, **flags.LMS)
FEATURES = FeaturesProxy(globals(), {**flags.SHARED, **flags.LMS})

DATABASE_ROUTERS = [*DATABASE_ROUTERS, "openedx.core.lib.read_replica.ReadReplicaRouter"]

CELERY_DEFAULT_EXCHANGE = "edx.lms.core"
CELERY_DEFAULT_QUEUE = CELERY_DEFAULT_ROUTING_KEY = "edx.lms.core.default"
CELERY_QUEUES = {"edx.lms.core.default": {}, "edx.lms.core.high": {}, "edx.lms.core.high_mem": {}}
ALTERNATE_ENV_TASKS = {"openedx.core.djangoapps.content.search.tasks.reindex_course": "cms"}
GRADES_DOWNLOAD_ROUTING_KEY = "edx.lms.core.default"

PROFILE_IMAGE_BACKEND = {
    "class": "django.core.files.storage.FileSystemStorage",
    "options": {"location": "/edx/var/edxapp/media/profile-images/", "base_url": "/media/profile-images/"},
}
REGISTRATION_EXTRA_FIELDS = {"terms_of_service": "hidden", "honor_code": "hidden"}
COURSE_CATALOG_VISIBILITY_PERMISSION = "see_exists"
COURSE_ABOUT_VISIBILITY_PERMISSION = "see_exists"
SEARCH_SKIP_ENROLLMENT_START_DATE_FILTERING = False
SEARCH_SKIP_SHOW_IN_CATALOG_FILTERING = True
OAUTH_ENFORCE_SECURE = True
EDXNOTES_PUBLIC_API = "http://localhost:18120/api/v1"
EDXNOTES_INTERNAL_API = "http://localhost:18120/api/v1"
EDXNOTES_CLIENT_NAME = "edx-notes"
EDXNOTES_CONNECT_TIMEOUT = 0.5
EDXNOTES_READ_TIMEOUT = 1.5
CREDENTIALS_INTERNAL_SERVICE_URL = CREDENTIALS_PUBLIC_SERVICE_URL = "http://localhost:8005"
CREDENTIALS_SERVICE_USERNAME = "credentials_service_user"
EDX_API_KEY = None
ECOMMERCE_PUBLIC_URL_ROOT = ECOMMERCE_API_URL = ECOMMERCE_API_SIGNING_KEY = None
OAUTH2_PROVIDER = {
    "SCOPES": {
        "read": "Read access",
        "write": "Write access",
        "user_id": "Know your user identifier",
        "profile": "Read your user profile",
        "email": "Read your email address",
    },
    "DEFAULT_SCOPES": ["read", "write", "email", "profile"],
    "SCOPES_BACKEND_CLASS": "openedx.core.djangoapps.oauth_dispatch.scopes.ApplicationModelScopes",
    "PKCE_REQUIRED": False,
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["http", "https"],
}

INSTALLED_APPS = [
    "django.contrib.admin",
    *INSTALLED_APPS,
    "lms.djangoapps.branding",
    "common.djangoapps.course_modes",
    "lms.djangoapps.certificates",
    "lms.djangoapps.commerce",
    "lms.djangoapps.course_api",
    "lms.djangoapps.courseware",
    "lms.djangoapps.coursewarehistoryextended",
    "lms.djangoapps.edxnotes",
    "lms.djangoapps.instructor_task",
    "lms.djangoapps.mfe_config_api",
    "openedx.core.djangoapps.credentials",
    "openedx.core.djangoapps.enrollments",
    "openedx.core.djangoapps.programs",
]

add_plugins(globals(), "lms.djangoapp", "common")
