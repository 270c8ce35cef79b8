"""What prepares a platform, in the platform's own terms: each step looks first and changes what is missing.

Called by jobs through ``manage.py lms|cms shell -c``; secrets come from files, so that none is among the arguments.
"""
import json
import urllib.error
import urllib.request


def _read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def _release_languages(languages):
    """Says which languages people can pick: the platform keeps that in its database, not in its settings."""
    import importlib.util

    if not importlib.util.find_spec("openedx.core.djangoapps.dark_lang"):
        print("This platform has no list of released languages; its settings alone say which there are.")
        return
    from openedx.core.djangoapps.dark_lang.models import DarkLangConfig

    if DarkLangConfig.current().released_languages != languages:
        DarkLangConfig.objects.create(released_languages=languages, enabled=True)
    print(f"Languages: {languages}")


def _make_flags(names):
    """Makes flags that are on for everyone. One that is there is somebody's choice and stays."""
    from waffle import get_waffle_flag_model

    for name in names:
        flag, is_new = get_waffle_flag_model().objects.get_or_create(name=name, defaults={"everyone": True})
        print(f"Flag {name}: " + ("made, on for everyone" if is_new else f"was there, everyone={flag.everyone}"))


def set_up_lms(studio, client_id, secret_file, authz, flags="", languages="", retirement=False):
    """The site, Studio's single sign-on through the LMS, flags, languages, the states of a person who leaves, and the policies of releases that have them."""
    from django.conf import settings
    from django.contrib.sites.models import Site
    from django.core.management import call_command

    site, _ = Site.objects.update_or_create(id=settings.SITE_ID, defaults={
        "domain": settings.LMS_BASE, "name": settings.PLATFORM_NAME[:50]})
    call_command("create_or_update_site_configuration", site.domain, configuration={}, enabled=True)
    print(f"Site {site.id}: {site.domain}")

    call_command("manage_user", "cms", "cms@openedx", unusable_password=True)
    call_command(
        "create_dot_application", client_id, "cms", grant_type="authorization-code",
        redirect_uris=f"{studio}/complete/edx-oauth2/", client_id=client_id, client_secret=_read(secret_file),
        scopes="user_id", skip_authorization=True, update=True)
    print(f"OAuth application {client_id}: {studio}")

    call_command("waffle_switch", "completion.enable_completion_tracking", "on", create=True)
    _make_flags([name for name in flags.split(",") if name])
    if languages:
        _release_languages(languages)
    if retirement:
        call_command("populate_retirement_states")
    if authz:
        call_command("load_policies")


def set_up_sites(sites):
    """Other sites of the LMS: (host and port, address, domain of its cookies or "" for the platform's, theme) of each."""
    from django.contrib.sites.models import Site
    from django.core.management import call_command

    for domain, url, cookies, theme in sites:
        Site.objects.get_or_create(domain=domain, defaults={"name": domain[:50]})
        values = {"LMS_BASE": domain, "LMS_ROOT_URL": url, **({"SESSION_COOKIE_DOMAIN": cookies} if cookies else {})}
        call_command("create_or_update_site_configuration", domain, configuration=values, enabled=True)
        set_theme(theme, domain)


def add_service(name, secret_file, applications, commands=()):
    """A user in the LMS for a service beside it, its OAuth applications (client id, grant type, address), and what else it asks of the LMS."""
    from django.core.management import call_command

    call_command("manage_user", name, f"{name}@openedx", staff=True, unusable_password=True)
    for client_id, grant_type, address in applications:
        call_command(
            "create_dot_application", client_id, name, grant_type=grant_type, redirect_uris=address, client_id=client_id,
            client_secret=_read(secret_file), scopes="user_id", skip_authorization=True, update=True)
        print(f"OAuth application {client_id}: {address}")
    for command in commands:
        call_command(*command)


def route_events(url, backend, username, secret_file):
    """The learning record store that events go to, in the place of one that was made here before. Others, which somebody made, stay."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from event_routing_backends.models import RouterConfiguration

    call_command("manage_user", "event_routing", "event_routing@openedx", unusable_password=True)
    user = get_user_model().objects.get(username="event_routing")
    for other in RouterConfiguration.objects.current_set().filter(changed_by=user, enabled=True).exclude(route_url=url):
        RouterConfiguration.objects.create(route_url=other.route_url, backend_name=other.backend_name, configurations={}, enabled=False, changed_by=user)
        print(f"Events don't go to {other.route_url} any more")
    secret = _read(secret_file).strip()
    wanted = {
        "enabled": True, "backend_name": backend, "auth_scheme": "Basic" if username else "Bearer",
        "username": username, "password": secret if username else None, "auth_key": None if username else secret}
    current = RouterConfiguration.current(url)
    if any(getattr(current, name) != value for name, value in wanted.items()):
        RouterConfiguration.objects.create(route_url=url, configurations={}, changed_by=user, **wanted)
    print(f"Events go to {url} ({backend})")


def show_programs():
    """Programs, which Course Discovery has, on the pages of the LMS, unless somebody has decided about it."""
    from openedx.core.djangoapps.programs.models import ProgramsApiConfig

    if not ProgramsApiConfig.objects.exists():
        ProgramsApiConfig.objects.create(enabled=True, marketing_path="/programs")


def sell_courses():
    """Ecommerce says in the LMS which courses are sold at which price (lms/djangoapps/commerce/api/v1/permissions.py): its user may, and no more than that."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Permission

    allowed = Permission.objects.filter(content_type__app_label="course_modes", codename__in=["add_coursemode", "change_coursemode"])
    get_user_model().objects.get(username="ecommerce").user_permissions.add(*allowed)


def issue_credentials():
    """Certificates of courses go to Credentials, too, unless somebody has decided about it."""
    from openedx.core.djangoapps.credentials.models import CredentialsApiConfig

    if not CredentialsApiConfig.objects.exists():
        CredentialsApiConfig.objects.create(enabled=True, enable_learner_issuance=True)


def _meilisearch(url, master_key_file, method, path, body=None):
    request = urllib.request.Request(url + path, method=method, data=None if body is None else json.dumps(body).encode(), headers={
        "Authorization": f"Bearer {_read(master_key_file)}", "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def create_search_key(url, master_key_file, uid, prefix):
    """The key with the uid ``uid``: its value follows from the master key, so the platform knows it beforehand."""
    try:
        _meilisearch(url, master_key_file, "GET", f"/keys/{uid}")
        print(f"Search key {uid} is there.")
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        _meilisearch(url, master_key_file, "POST", "/keys", {"uid": uid, "name": "Open edX", "actions": ["*"], "indexes": [f"{prefix}*"], "expiresAt": None})
        print(f"Search key {uid} made for the indexes {prefix}*.")


def check_search_key(url, master_key_file, uid):
    """Ends with 1 and a line while the key isn't there."""
    try:
        _meilisearch(url, master_key_file, "GET", f"/keys/{uid}")
    except OSError as error:  # HTTPError is one
        raise SystemExit(f"Search key {uid}: {error}") from None


def index_courses():
    """The indexes of the courseware search and of Studio, filled with the courses that are there."""
    from django.core.management import call_command
    from search.meilisearch import create_indexes

    create_indexes()
    call_command("reindex_course", active=True)
    call_command("reindex_studio")


def create_user(username, email, staff, superuser, password):
    """A user with these rights and this password, new or changed."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    call_command("manage_user", username, email, staff=staff == "true", superuser=superuser == "true")
    user = get_user_model().objects.get(username=username)
    user.set_password(password)
    user.is_active = True
    user.save()
    print(f"User {username} <{email}>" + (", superuser" if user.is_superuser else ", staff" if user.is_staff else ""))


def delete_indexes():
    """Deletes the platform's indexes in Meilisearch, and returns when they are gone."""
    from django.conf import settings
    import time

    def call(method, path):
        request = urllib.request.Request(settings.MEILISEARCH_URL + path, method=method, headers={
            "Authorization": f"Bearer {settings.MEILISEARCH_API_KEY}"})
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)

    for index in call("GET", "/indexes?limit=1000")["results"]:
        if index["uid"].startswith(settings.MEILISEARCH_INDEX_PREFIX):
            task = call("DELETE", f"/indexes/{index['uid']}")["taskUid"]
            while (state := call("GET", f"/tasks/{task}"))["status"] in ("enqueued", "processing"):
                time.sleep(0.1)
            if state["status"] != "succeeded":
                raise SystemExit(f"The index {index['uid']} can't be deleted: {state.get('error')}")
            print(f"Index {index['uid']}: deleted")


def set_theme(theme, site=""):
    """Gives the sites of LMS and Studio, or one of another host name, a theme that is there; ``default`` takes it away."""
    import os

    from django.conf import settings
    from django.contrib.sites.models import Site
    from openedx.core.djangoapps.theming.models import SiteTheme

    themes = sorted(
        name for folder in settings.COMPREHENSIVE_THEME_DIRS if os.path.isdir(folder)
        for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name)))
    if theme != "default" and theme not in themes:
        raise SystemExit(f"There is no theme {theme} in {':'.join(map(str, settings.COMPREHENSIVE_THEME_DIRS))}. There are: {', '.join(themes) or 'none'}.")
    for domain in dict.fromkeys([site] if site else (settings.LMS_BASE, settings.CMS_BASE)):
        site, _ = Site.objects.get_or_create(domain=domain, defaults={"name": domain[:50]})
        SiteTheme.objects.filter(site=site).delete()
        if theme != "default":
            SiteTheme.objects.create(site=site, theme_dir_name=theme)
        print(f"{domain}: {theme}")


def _without_secrets(value, secrets):
    if isinstance(value, dict):
        return {str(key): _without_secrets(item, secrets) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_without_secrets(item, secrets) for item in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    text = str(value)
    for secret in secrets:
        text = text.replace(secret, "***")
    return text


# What holds a secret that is derived from one, or that comes with the platform.
_SECRET_NAMES = ("PASSWORD", "SECRET", "PRIVATE", "API_KEY", "TOKEN", "SIGNING_JWK")


def _shown(name, value, secrets):
    if isinstance(value, dict):
        return {str(key): _shown(str(key), item, secrets) for key, item in value.items()}
    if isinstance(value, str) and value and any(word in name.upper() for word in _SECRET_NAMES):
        return "***"
    return _without_secrets(value, secrets)


def show_settings(pattern):
    """The settings whose names match ``pattern`` (``*`` for any letters), or one key in one, as JSON; secrets are masked."""
    import fnmatch
    import os

    import django
    from django.conf import settings

    django.setup()
    folder = os.environ.get("DEVSTACK_SECRETS", "/run/secrets")
    # Files that this user can't read aren't in its settings either. The longest first: one may be part of another.
    paths = [os.path.join(folder, name) for name in os.listdir(folder)] if os.path.isdir(folder) else []
    secrets = sorted(filter(None, (_read(path).strip() for path in paths if os.access(path, os.R_OK))), key=len, reverse=True)
    name, _, key = pattern.strip().partition(".")
    names = [setting for setting in sorted(dir(settings)) if setting.isupper() and fnmatch.fnmatchcase(setting, name or "*")]
    if not names:
        raise SystemExit(f"There is no setting {name}.")
    for setting in names:
        value = _shown(setting, getattr(settings, setting), secrets)
        for part in filter(None, key.split(".")):
            if not isinstance(value, dict) or part not in value:
                raise SystemExit(f"{setting} has no key {part}.")
            value = value[part]
        print(f"{setting}{'.' + key if key else ''} = {json.dumps(value, ensure_ascii=False)}")
