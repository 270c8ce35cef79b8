"""How the YAML file becomes settings: the rules that `production` of both services follows.

One flat mapping; every key replaces the setting of its name whole. The exceptions are in `apply`, and what
YAML can't set at all is in `finish`, which runs afterwards.
"""
import copy
import os

import yaml
from django.core.exceptions import ImproperlyConfigured

from openedx.core.lib.derived import derive_settings
from openedx.core.lib.logsettings import get_logger_config

UPDATED = ("JWT_AUTH", "REST_FRAMEWORK", "TRACKING_BACKENDS", "MKTG_URL_LINK_MAP")
SEPARATELY = (*UPDATED, "FEATURES", "EVENT_TRACKING_BACKENDS", "EVENT_BUS_PRODUCER_CONFIG", "CELERY_QUEUES")
CORS = ("CORS_ORIGIN_WHITELIST", "CORS_ORIGIN_ALLOW_ALL", "CORS_ALLOW_INSECURE")
SEARCH_FLAGS = {
    "lms": ("ENABLE_COURSEWARE_SEARCH", "ENABLE_DASHBOARD_SEARCH", "ENABLE_COURSE_DISCOVERY", "ENABLE_TEAMS"),
    "cms": ("ENABLE_COURSEWARE_INDEX", "ENABLE_LIBRARY_INDEX"),
}


def read(*variables):
    """The mapping in the file that the first of these environment variables names."""
    path = next((os.environ[name] for name in variables if os.environ.get(name)), None)
    if path is None:
        raise ImproperlyConfigured(f"{variables[0]} must name the YAML file with this service's settings.")
    try:
        with open(path, encoding="utf-8") as file:
            return yaml.safe_load(file) or {}
    except OSError as error:
        raise ImproperlyConfigured(f"{variables[0]} names {path!r}, which can't be read: {error}") from error


def revision():
    """EDX_PLATFORM_REVISION of the file that REVISION_CFG names, if there is one."""
    try:
        return read("REVISION_CFG").get("EDX_PLATFORM_REVISION")
    except ImproperlyConfigured:
        return None


def apply(settings, tokens, service):
    """Write `tokens` (the file's mapping) over `settings` (the module's `globals()`)."""
    features = settings["FEATURES"]
    settings.update({key: copy.deepcopy(value) for key, value in tokens.items() if key not in SEPARATELY})

    for name, value in (tokens.get("FEATURES") or {}).items():
        features[name] = value
    # A flag of production counts as that module's own value: only later writes need to be told apart.
    features.written.clear()

    for name in UPDATED:
        settings[name].update(tokens.get(name) or {})
    settings["EVENT_TRACKING_BACKENDS"]["tracking_logs"]["OPTIONS"]["backends"].update(
        tokens.get("EVENT_TRACKING_BACKENDS") or {})
    merge_event_types(settings["EVENT_BUS_PRODUCER_CONFIG"], tokens.get("EVENT_BUS_PRODUCER_CONFIG") or {})
    if tokens.get("CELERY_QUEUES"):
        settings["CELERY_QUEUES"] = {queue: {} for queue in tokens["CELERY_QUEUES"]}
    settings["ELASTIC_SEARCH_CONFIG"] = tokens.get("ELASTIC_SEARCH_CONFIG_ES7", [{}])
    if tokens.get("LANGUAGE_COOKIE"):
        settings["LANGUAGE_COOKIE_NAME"] = tokens["LANGUAGE_COOKIE"]
    if tokens.get("SEGMENT_KEY"):
        settings[f"{service.upper()}_SEGMENT_KEY"] = tokens["SEGMENT_KEY"]

    apply_storages(settings, tokens)
    suffix = "studio" if service == "cms" else ""
    if tokens.get("STATIC_ROOT_BASE"):
        settings["STATIC_ROOT"] = os.path.join(tokens["STATIC_ROOT_BASE"], suffix)
    if tokens.get("STATIC_URL_BASE"):
        settings["STATIC_URL"] = "/".join([tokens["STATIC_URL_BASE"].rstrip("/"), *([suffix] if suffix else []), ""])


def merge_event_types(config, tokens):
    """EVENT_BUS_PRODUCER_CONFIG is merged by event type and topic."""
    for event_type, topics in tokens.items():
        for topic, options in topics.items():
            config.setdefault(event_type, {}).setdefault(topic, {}).update(options)


def apply_storages(settings, tokens):
    """Move the names of Django 4.1 into STORAGES, unless the file says more there."""
    legacy = {"default": "DEFAULT_FILE_STORAGE", "staticfiles": "STATICFILES_STORAGE"}
    for alias, name in legacy.items():
        # Django refuses a settings module that has both.
        settings.pop(name, None)
        explicit = (tokens.get("STORAGES") or {}).get(alias, {}).get("BACKEND")
        if tokens.get(name) and not explicit:
            settings["STORAGES"] = {**settings["STORAGES"], alias: {"BACKEND": tokens[name]}}


def finish(settings, tokens, service):
    """What comes after the file and therefore can't be set by it."""
    settings["ALLOWED_HOSTS"] = ["*", settings[f"{service.upper()}_BASE"]]
    settings["TIME_ZONE"] = settings["CELERY_TIMEZONE"]
    settings["SESSION_COOKIE_SAMESITE"] = settings["DCS_SESSION_COOKIE_SAMESITE"]
    settings["SESSION_COOKIE_DOMAIN"] = settings["SESSION_COOKIE_DOMAIN"] or None
    settings["LOGGING"] = get_logger_config(settings["SERVICE_VARIANT"], settings["LOCAL_LOGLEVEL"])
    settings["EDX_PLATFORM_REVISION"] = revision() or settings["EDX_PLATFORM_REVISION"]
    settings["CACHES"].setdefault("loc_cache", {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "edx_location_mem_cache"})
    if "staticfiles" in settings["CACHES"]:
        settings["CACHES"]["staticfiles"]["KEY_PREFIX"] = settings["EDX_PLATFORM_REVISION"]

    settings["INSTALLED_APPS"] = [*settings["INSTALLED_APPS"], *settings["ADDL_INSTALLED_APPS"]]
    settings["MIDDLEWARE"] = [*settings["MIDDLEWARE"], *settings["EXTRA_MIDDLEWARE_CLASSES"]]
    settings["CELERY_IMPORTS"] = [*settings["CELERY_IMPORTS"], *(tokens.get("CELERY_EXTRA_IMPORTS") or [])]
    if not (settings["ENABLE_CORS_HEADERS"] or settings["ENABLE_CROSS_DOMAIN_CSRF_COOKIE"]):
        settings.update(CORS_ORIGIN_WHITELIST=[], CORS_ORIGIN_ALLOW_ALL=False, CORS_ALLOW_INSECURE=False)
    if any(settings[flag] for flag in SEARCH_FLAGS[service]):
        settings["SEARCH_ENGINE"] = "search.elastic.ElasticSearchEngine"

    finish_broker(settings, service)
    override_databases(settings["DATABASES"])
    leave_out_ssl_mode(settings["DATABASES"])
    derive_settings(settings)


def finish_broker(settings, service):
    """BROKER_URL and its companions, from CELERY_BROKER_*."""
    user, password = settings["CELERY_BROKER_USER"] or "", settings["CELERY_BROKER_PASSWORD"] or ""
    settings["BROKER_URL"] = "{transport}://{login}{host}/{vhost}".format(
        transport=settings["CELERY_BROKER_TRANSPORT"],
        login=f"{user}:{password}@" if user or password else "",
        host=settings["CELERY_BROKER_HOSTNAME"],
        vhost=settings["CELERY_BROKER_VHOST"],
    )
    settings["BROKER_USE_SSL"] = settings["CELERY_BROKER_USE_SSL"]
    options = settings["CELERY_BROKER_TRANSPORT_OPTIONS"]
    if not isinstance(options, dict):
        raise ImproperlyConfigured("CELERY_BROKER_TRANSPORT_OPTIONS must be a mapping.")
    settings["BROKER_TRANSPORT_OPTIONS"] = {"fanout_patterns": True, "fanout_prefix": True, **options}
    settings["BROKER_POOL_LIMIT"] = 0
    settings["BROKER_CONNECTION_TIMEOUT"] = 1
    settings["CELERYD_PREFETCH_MULTIPLIER"] = 1
    for variant in settings["ALTERNATE_WORKER_QUEUES"].split():
        queue = settings["CELERY_DEFAULT_QUEUE"].replace(service, variant)
        settings["CELERY_QUEUES"].setdefault(queue, {})


def leave_out_ssl_mode(databases):
    """Debian's MySQLdb speaks by MariaDB's client, which knows no ssl_mode: naming an authority turns TLS on and has it verified."""
    for database in databases.values():
        database.get("OPTIONS", {}).pop("ssl_mode", None)


def override_databases(databases):
    """DB_MIGRATION_*: another user for migrations. Name and host then hold for every alias but the replica."""
    variables = {"ENGINE": "ENGINE", "USER": "USER", "PASS": "PASSWORD", "NAME": "NAME", "HOST": "HOST", "PORT": "PORT"}
    for alias, database in databases.items():
        if alias == "read_replica":
            continue
        for suffix, key in variables.items():
            value = os.environ.get(f"DB_MIGRATION_{suffix}")
            if value is not None:
                database[key] = value
