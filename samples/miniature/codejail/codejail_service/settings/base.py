"""Defaults, by the names of openedx/codejail-service. There is no database, and nobody logs in."""
DEBUG = False
USE_TZ = True
SECRET_KEY = "[PLACEHOLDER]"
ALLOWED_HOSTS = []
ROOT_URLCONF = "codejail_service.urls"
WSGI_APPLICATION = "codejail_service.wsgi.application"
INSTALLED_APPS = ["codejail_service.apps.api"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
DATABASES = {}

# Until a deployment says so nothing is run.
CODEJAIL_ENABLED = False
# Seconds of processor and of time, bytes of memory and of a file, processes; 0: no limit. `limit_overrides` has others by a request's context.
CODE_JAIL = {
    "python_bin": "/sandbox/venv/bin/python",
    "user": None,
    "limits": {"CPU": 1, "REALTIME": 1, "VMEM": 128 << 20, "FSIZE": 0, "NPROC": 15, "PROXY": 0},
    "limit_overrides": {},
}
