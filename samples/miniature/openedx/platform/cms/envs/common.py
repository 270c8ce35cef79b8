"""Defaults of Studio."""
import os

import auth_backends
from openedx.core.djangoapps.plugins.settings import add_plugins
from openedx.core.lib.features import FeaturesProxy
from openedx.envs import flags
from openedx.envs.common import *

SERVICE_VARIANT = "cms"
ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
SITE_NAME = "localhost"
STATIC_URL = "/static/studio/"
STATIC_ROOT = os.environ.get("STATIC_ROOT_CMS", str(REPO_ROOT / "test_root" / "staticfiles" / "studio"))
STATICFILES_DIRS = [REPO_ROOT / "common" / "static", REPO_ROOT / "cms" / "static"]
TEMPLATES = templates("cms")

LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/home/"
MODULESTORE_BRANCH = "draft-preferred"

globals().update(flags.SHARED, **flags.CMS)
FEATURES = FeaturesProxy(globals(), {**flags.SHARED, **flags.CMS})

CELERY_DEFAULT_EXCHANGE = "edx.cms.core"
CELERY_DEFAULT_QUEUE = CELERY_DEFAULT_ROUTING_KEY = "edx.cms.core.default"
CELERY_QUEUES = {"edx.cms.core.default": {}, "edx.cms.core.high": {}, "edx.cms.core.low": {}}
ALTERNATE_ENV_TASKS = {"openedx.core.djangoapps.content.course_overviews.tasks.update_course_overview": "lms"}
UPDATE_SEARCH_INDEX_JOB_QUEUE = "edx.cms.core.default"

# Studio's people log in at the LMS.
AUTHENTICATION_BACKENDS = ["auth_backends.backends.EdXOAuth2", *AUTHENTICATION_BACKENDS]
SOCIAL_AUTH_EDX_OAUTH2_KEY = "studio-sso-key"
SOCIAL_AUTH_EDX_OAUTH2_SECRET = "studio-sso-secret"
SOCIAL_AUTH_EDX_OAUTH2_URL_ROOT = "https://localhost:18000"
SOCIAL_AUTH_EDX_OAUTH2_PUBLIC_URL_ROOT = "https://localhost:18000"
SOCIAL_AUTH_REDIRECT_IS_HTTPS = Derived(lambda settings: settings.HTTPS == "on")
SOCIAL_AUTH_EDX_OAUTH2_LOGOUT_URL = Derived(lambda settings: f"{settings.LMS_ROOT_URL}/logout")
SOCIAL_AUTH_PIPELINE = auth_backends.PIPELINE

GIT_REPO_EXPORT_DIR = "/edx/var/edxapp/export_course_repos"

INSTALLED_APPS = [
    *INSTALLED_APPS,
    "cms.djangoapps.contentstore",
    "cms.djangoapps.course_creators",
]

add_plugins(globals(), "cms.djangoapp", "common")
