"""Runs what credentials-catalogue tells Credentials' shell, against a copy_catalog that ends as ENDS says."""
import os
import sys
import types


def call_command(name):
    print("command", name)
    if os.environ["ENDS"] == "exception":
        raise ValueError("Discovery is away")
    if os.environ["ENDS"] != "0":
        sys.exit(int(os.environ["ENDS"]))


for package in ("django", "django.core"):
    sys.modules[package] = types.ModuleType(package)
sys.modules["django.core.management"] = types.SimpleNamespace(call_command=call_command)
try:
    exec(os.environ["PROGRAM"])
    print("succeeded")
except ValueError as error:
    print("failed:", error)
except SystemExit as end:
    print("failed:", end.code)
