"""Defaults. Names are those of openedx/xqueue; whoever deploys it sets secrets, users and queues."""
DEBUG = False
USE_TZ = True
TIME_ZONE = "America/New_York"
SECRET_KEY = "[PLACEHOLDER]"
ALLOWED_HOSTS = ["*"]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
ROOT_URLCONF = "xqueue.urls"
WSGI_APPLICATION = "xqueue.wsgi.application"
LOGIN_URL = "/xqueue/login/"
SITE_ID = 1
MEDIA_ROOT = ""
MEDIA_URL = ""

# A queue's name, and the address of its grader; null where graders ask for work themselves.
XQUEUES = {"test-pull": None}
# Who may log in: `manage.py update_users` makes them.
USERS = None

# Seconds: for the LMS to take a result, for a grader to give one, and between two looks at a queue.
REQUESTS_TIMEOUT = 5
GRADING_TIMEOUT = 30
CONSUMER_DELAY = 10
REQUESTS_BASIC_AUTH = None
# Minutes until what somebody took, and never returned, is given out again.
SUBMISSION_PROCESSING_DELAY = 1
MAX_NUMBER_OF_FAILURES = 3

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "xqueue.sqlite"}}

MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "submission_queue",
]
