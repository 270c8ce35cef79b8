"""Runs a Django service for development: reloads on change, waits for a debugger's connection, survives a broken save.

    python -m devstack_server lms runserver 0.0.0.0:8000

Django's own reloader does the reloading. It runs this program twice: the parent watches, the child (RUN_MAIN=true)
serves. Only the child opens the debugger's port, else the two would fight for it. A mistake early in the settings
ends both; then this program waits for the next change and begins again, instead of ending the container.
"""
import os
import pathlib
import subprocess
import sys

import devstack_debugger
import devstack_pdb
import devstack_reloader
import devstack_telemetry

CHILD = "DEVSTACK_SERVER_CHILD"


def serve(arguments):
    """Runs the service's own manage.py with these arguments; the reloader starts its child with the same ones."""
    sys.argv = ["manage.py", *arguments]
    sys.path.insert(0, os.getcwd())
    if os.environ.get("RUN_MAIN") == "true":
        devstack_debugger.listen()
        if devstack_telemetry.start():
            devstack_telemetry.tell_slow_requests()
        devstack_reloader.install(folders("PYTHONPATH", "COMPREHENSIVE_THEME_DIRS"))
        watch_settings()
    devstack_pdb.install()
    with open("manage.py", encoding="utf-8") as file:
        exec(compile(file.read(), "manage.py", "exec"), {"__name__": "__main__", "__file__": os.path.abspath("manage.py")})


def folders(*variables):
    """The working folder, and those that are there of the lists in these variables."""
    named = ":".join(os.environ.get(variable, "") for variable in variables).split(":")
    return [os.getcwd(), *filter(os.path.isdir, named)]


def watch_settings():
    """Has Django's reloader begin again when the settings document or the user's Python file of settings is another."""
    from django.utils.autoreload import autoreload_started

    def watch(sender, **_):
        for path in settings_files():
            sender.watch_dir(path.parent, path.name)

    autoreload_started.connect(watch, weak=False)


def settings_files():
    return [pathlib.Path(os.environ[name]) for name in ("DEVSTACK_SETTINGS", "DEVSTACK_SETTINGS_SNIPPET") if os.environ.get(name)]


def wait_for_change(roots):
    """Returns when a Python file below one of these folders, or a file of settings, has changed."""
    from watchdog.events import PatternMatchingEventHandler
    import threading

    changed = threading.Event()
    handler = PatternMatchingEventHandler(patterns=["*.py", *map(str, settings_files())], ignore_directories=True)
    handler.on_modified = handler.on_created = handler.on_moved = handler.on_deleted = lambda event: changed.set()
    observer = devstack_reloader.observer_of([*roots, *{str(path.parent) for path in settings_files()}])
    for root in roots:
        observer.schedule(handler, root, recursive=True)
    for folder in {str(path.parent) for path in settings_files()} - set(roots):
        observer.schedule(handler, folder)
    observer.start()
    try:
        changed.wait()
    finally:
        observer.stop()


def main(arguments):
    if os.environ.get(CHILD):
        serve(arguments)
        return
    while True:
        code = subprocess.call([sys.executable, "-m", "devstack_server", *arguments], env={**os.environ, CHILD: "1"})
        if code <= 0:
            sys.exit(code)
        print(f"The server ended with {code}; it begins again when a Python file or a setting changes.", flush=True)
        wait_for_change(folders("PYTHONPATH"))


if __name__ == "__main__":
    main(sys.argv[1:])
