"""Runs devstack_jobs.route_events against a table of routers in memory: what a ConfigurationModel keeps, a row for each change."""
import sys
import tempfile
import types

rows = []


class Row:
    def __init__(self, **values):
        defaults = {"enabled": False, "backend_name": "", "auth_scheme": None, "username": None, "password": None, "auth_key": None, "configurations": None}
        self.__dict__.update({**defaults, **values})


class Rows(list):
    def filter(self, changed_by, enabled):
        return Rows(row for row in self if row.changed_by == changed_by and row.enabled == enabled)

    def exclude(self, route_url):
        return Rows(row for row in self if row.route_url != route_url)


class Router:
    class objects:
        @staticmethod
        def current_set():
            return Rows({row.route_url: row for row in rows}.values())

        @staticmethod
        def create(**values):
            rows.append(Row(**values))

    @staticmethod
    def current(url):
        return {row.route_url: row for row in rows}.get(url, Row(route_url=url))


def module(name, **members):
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(members)


users = types.SimpleNamespace(objects=types.SimpleNamespace(get=lambda username: username))
for package in ("django", "django.contrib", "django.core", "event_routing_backends"):
    module(package)
module("django.contrib.auth", get_user_model=lambda: users)
module("django.core.management", call_command=lambda *words, **options: print("command", *words))
module("event_routing_backends.models", RouterConfiguration=Router)

import devstack_jobs  # noqa: E402

rows.append(Row(route_url="https://somebody.example.org/", backend_name="xAPI", enabled=True, changed_by="somebody"))
with tempfile.NamedTemporaryFile("w", encoding="utf-8") as secret:
    secret.write("s3cret\n")
    secret.flush()
    for url, backend, user in (
            ("https://one.example.org/", "xAPI", "key"), ("https://one.example.org/", "xAPI", "key"),
            ("https://two.example.org/", "Caliper", None)):
        devstack_jobs.route_events(url, backend, user, secret.name)

for row in rows:
    print("row", row.route_url, row.backend_name, row.enabled, row.auth_scheme, row.username, row.password, row.auth_key)
