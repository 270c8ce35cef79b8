"""What edx-platform's settings modules do with a YAML file, in our own words and only as far as it matters.

`common` has defaults, `production` reads the file and then decides some things itself, `devstack` goes over both.
The variable FAKE_GENERATION chooses between releases: `dictionary` (until Teak) or `view` (since Ulmo) for FEATURES.
"""
import copy
import os
from collections.abc import MutableMapping

import yaml

MERGED = ("JWT_AUTH", "REST_FRAMEWORK", "TRACKING_BACKENDS", "MKTG_URL_LINK_MAP")
APART = (*MERGED, "FEATURES", "EVENT_TRACKING_BACKENDS", "CELERY_QUEUES", "EVENT_BUS_PRODUCER_CONFIG")
SYSLOG = {"class": "logging.handlers.SysLogHandler", "address": "/dev/log", "facility": 16}
FLAGS = {
    "ENABLE_COURSE_DISCOVERY": False, "ENABLE_COURSEWARE_SEARCH": False, "ENABLE_COURSEWARE_INDEX": False,
    "ENABLE_CORS_HEADERS": False, "ENABLE_ENTERPRISE_INTEGRATION": True, "SHOW_HEADER_LANGUAGE_SELECTOR": False,
}


class View(MutableMapping):
    """FEATURES as a view of a module's settings. Each module makes its own; a copy of one shows another module's settings."""

    def __init__(self, namespace):
        self.ns = namespace

    def __getitem__(self, name):
        return self.ns[name]

    def __setitem__(self, name, value):
        self.ns[name] = value

    def __delitem__(self, name):
        del self.ns[name]

    def __iter__(self):
        return iter(self.ns)

    def __len__(self):
        return len(self.ns)


class Lazy:
    """An address that can't be known before the settings are there."""

    def __eq__(self, other):
        raise AssertionError("A lazy address was looked at while settings load.")

    __hash__ = object.__hash__


def features(settings):
    if os.environ["FAKE_GENERATION"] == "view":
        settings.setdefault("FEATURES", View(settings))
        settings["FEATURES"] = View(settings)
    else:
        settings.setdefault("FEATURES", dict(FLAGS))


def common(settings, service):
    settings["LANGUAGES"] = [("en", "English"), ("fr", "Français"), ("pt-br", "Português (Brasil)")]
    settings["LANGUAGE_DICT"] = dict(settings["LANGUAGES"])
    store = {"db": "edxapp", "host": "localhost", "port": 27017, "user": "edxapp", "password": "password", "collection": "modulestore"}
    settings.update(
        SERVICE_VARIANT=service, DEFAULT_PRIORITY_QUEUE=f"edx.{service}.core.default", SECRET_KEY="dev key", SITE_ID=1,
        FEATURES=dict(FLAGS), DATA_DIR="/edx/var/edxapp/data", DOC_STORE_CONFIG=store,
        CONTENTSTORE={"ENGINE": "xmodule.contentstore.mongo.MongoContentStore", "DOC_STORE_CONFIG": dict(store)},
        MODULESTORE={"default": {"OPTIONS": {"stores": [{"NAME": "split", "DOC_STORE_CONFIG": dict(store)}]}}},
        CACHES={"default": {"BACKEND": "memcached"}, "celery": {"BACKEND": "memcached"}},
        DATABASES={name: {"ENGINE": "mysql", "HOST": "127.0.0.1", "USER": "edxapp001"} for name in ("default", "read_replica", "student_module_history")},
        DATABASE_ROUTERS=["openedx.core.lib.django_courseware_routers.StudentModuleHistoryExtendedRouter", "a.replica.Router"],
        INSTALLED_APPS=["django.contrib.sites", "lms.djangoapps.coursewarehistoryextended"], MIDDLEWARE=["first"],
        CELERY_QUEUES={f"edx.{service}.core.default": {}}, CELERY_ALWAYS_EAGER=False, CLEAR_REQUEST_CACHE_ON_TASK_COMPLETION=True,
        CELERY_TIMEZONE="UTC", SEARCH_ENGINE=None, JWT_AUTH={"JWT_LOGIN_CLIENT_ID": "login-service-client-id", "JWT_AUDIENCE": "change-me"},
        REST_FRAMEWORK={}, TRACKING_BACKENDS={}, MKTG_URL_LINK_MAP={}, EVENT_BUS_PRODUCER_CONFIG={},
        LOGIN_REDIRECT_WHITELIST=[], SESSION_COOKIE_NAME="sessionid", OAUTH_ENFORCE_SECURE=False,
        SYSTEM_WIDE_ROLE_CLASSES=["system_wide_roles.SystemWideRoleAssignment"],
        REGISTRATION_EXTRA_FIELDS={"confirm_email": "hidden", "terms_of_service": "required"},
        PROFILE_IMAGE_BACKEND={"class": "FileSystemStorage", "options": {"location": "/edx", "base_url": "/media/profile-images/"}},
        VIDEO_IMAGE_SETTINGS={"STORAGE_KWARGS": {"location": "/edx"}, "DIRECTORY_PREFIX": "video-images/"},
        VIDEO_TRANSCRIPTS_SETTINGS={"STORAGE_KWARGS": {"location": "/edx"}, "DIRECTORY_PREFIX": "video-transcripts/"},
        # The forum's plugin decides this before the file is read.
        FORUM_SEARCH_BACKEND="forum.search.es.ElasticsearchBackend",
    )
    if os.environ["FAKE_GENERATION"] == "view":
        del settings["FEATURES"]
        settings.update(FLAGS)
    features(settings)


def production(settings, service, *variables):
    common(settings, service)
    path = next(os.environ[name] for name in variables if os.environ.get(name))
    assert os.stat(path).st_mode & 0o077 == 0, "Others can read the file with the secrets."
    with open(path, encoding="utf-8") as file:
        tokens = yaml.safe_load(file)
    settings.update({name: copy.deepcopy(value) for name, value in tokens.items() if name not in APART})
    settings["FEATURES"].update(tokens.get("FEATURES", {}))
    for name in MERGED:
        settings[name].update(tokens.get(name, {}))
    if tokens.get("CELERY_QUEUES"):
        settings["CELERY_QUEUES"] = {queue: {} for queue in tokens["CELERY_QUEUES"]}
    for variant in tokens.get("ALTERNATE_WORKER_QUEUES", "").split():
        settings["CELERY_QUEUES"].setdefault(settings["DEFAULT_PRIORITY_QUEUE"].replace(service, variant), {})
    settings["CACHES"].setdefault("loc_cache", {"BACKEND": "locmem"})
    settings["ELASTIC_SEARCH_CONFIG"] = tokens.get("ELASTIC_SEARCH_CONFIG_ES7", [{}])
    settings["BROKER_URL"] = "{}://{}:{}@{}/{}".format(*(settings[f"CELERY_BROKER_{part}"] for part in ("TRANSPORT", "USER", "PASSWORD", "HOSTNAME", "VHOST")))
    settings["BROKER_TRANSPORT_OPTIONS"] = {"fanout_patterns": True, "fanout_prefix": True, **tokens.get("CELERY_BROKER_TRANSPORT_OPTIONS", {})}
    settings["ALLOWED_HOSTS"] = ["*", settings[f"{service.upper()}_BASE"]]
    settings["SESSION_COOKIE_SAMESITE"] = "None"
    settings["LOGGING"] = {
        "version": 1, "disable_existing_loggers": False,
        "formatters": {"standard": {"format": "%(levelname)s [%(name)s] %(message)s"}, "syslog_format": {"format": "%(message)s"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "standard"},
            "local": {**SYSLOG, "formatter": "syslog_format"}, "tracking": {**SYSLOG},
        },
        "loggers": {"tracking": {"handlers": ["tracking"], "level": "DEBUG", "propagate": False}, "": {"handlers": ["console", "local"], "level": "INFO"}},
    }
    if any(settings["FEATURES"].get(flag) for flag in ("ENABLE_COURSEWARE_SEARCH", "ENABLE_COURSE_DISCOVERY", "ENABLE_COURSEWARE_INDEX")):
        settings["SEARCH_ENGINE"] = "search.elastic.ElasticSearchEngine"
    if settings["FEATURES"].get("ENABLE_CORS_HEADERS"):
        settings["CORS_ALLOW_CREDENTIALS"] = True
        settings["CORS_ORIGIN_WHITELIST"] = tokens.get("CORS_ORIGIN_WHITELIST", ())
    if service == "lms":
        settings["OAUTH_ENFORCE_SECURE"] = True
    else:
        settings["LOGIN_REDIRECT_WHITELIST"].append(Lazy())


def devstack(settings, service):
    features(settings)
    settings.update(
        DEBUG=True, HTTPS="off", SECRET_KEY="the same in every devstack", SITE_NAME="localhost:18000", SESSION_COOKIE_NAME=f"{service}_sessionid",
        LMS_BASE="localhost:18000", CMS_BASE="localhost:18010", LMS_ROOT_URL="http://localhost:18000", LMS_INTERNAL_ROOT_URL="http://localhost:18000",
        CELERY_ALWAYS_EAGER=True, CLEAR_REQUEST_CACHE_ON_TASK_COMPLETION=False, IDA_LOGOUT_URI_LIST=["http://localhost:18130/logout/"],
        EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend", ACE_CHANNEL_DEFAULT_EMAIL="file_email", ACE_CHANNEL_TRANSACTIONAL_EMAIL="file_email",
        SEARCH_ENGINE="search.elastic.ElasticSearchEngine", ELASTIC_SEARCH_CONFIG=[{"host": "edx.devstack.elasticsearch710"}],
        CORS_ORIGIN_ALLOW_ALL=True, CORS_ORIGIN_WHITELIST=(), CSRF_TRUSTED_ORIGINS=["http://localhost:2001"], ORA2_FILEUPLOAD_BACKEND="django",
        EVENT_BUS_REDIS_CONNECTION_URL="redis://:password@edx.devstack.redis:6379/", DCS_SESSION_COOKIE_SAMESITE="Lax",
        SOCIAL_AUTH_EDX_OAUTH2_KEY="studio-sso-key", SOCIAL_AUTH_EDX_OAUTH2_SECRET="studio-sso-secret", SOCIAL_AUTH_EDX_OAUTH2_PUBLIC_URL_ROOT="http://localhost:18000",
    )
    settings["FEATURES"].update({"ENABLE_COURSE_DISCOVERY": False, "ENABLE_ENTERPRISE_INTEGRATION": True, "SHOW_HEADER_LANGUAGE_SELECTOR": True})
    settings["JWT_AUTH"].update({"JWT_AUDIENCE": "lms-key", "JWT_SECRET_KEY": "lms-secret", "JWT_PRIVATE_SIGNING_JWK": "{}", "JWT_PUBLIC_SIGNING_JWK_SET": "{}"})
    settings["INSTALLED_APPS"] += ["debug_toolbar"]
    settings["MIDDLEWARE"] += ["debug_toolbar.middleware.DebugToolbarMiddleware"]
    settings["LOGIN_REDIRECT_WHITELIST"].extend([settings["CMS_BASE"], "localhost:2000"])
    settings["SYSTEM_WIDE_ROLE_CLASSES"].append("enterprise.SystemWideEnterpriseUserRoleAssignment")
    settings["LOGGING"]["loggers"]["tracking"]["handlers"] = ["console"]
