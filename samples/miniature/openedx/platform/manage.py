#!/usr/bin/env python3
"""The entry point of both services: `./manage.py lms|cms [--settings NAME] COMMAND ...`.

The first word picks the service. Its settings module is, first that applies: `--settings NAME`
(`lms.envs.NAME`), the variable DJANGO_SETTINGS_MODULE, the variable EDX_PLATFORM_SETTINGS (as --settings),
`lms.envs.devstack`.
"""
import argparse
import os
import sys

SERVICES = {"lms": ("lms", "lms-xml", "lms-preview"), "cms": ("cms",)}


def choose(arguments, environment):
    """Split the command line into (service, environment to set, what is left for Django)."""
    parser = argparse.ArgumentParser(prog="manage.py", add_help=False, allow_abbrev=False)
    parser.add_argument("service", choices=sorted(SERVICES))
    parser.add_argument("--settings")
    parser.add_argument("--service-variant")
    parser.add_argument("-h", "--help", action="store_true")
    options, rest = parser.parse_known_args(arguments)

    if options.service_variant and options.service_variant not in SERVICES[options.service]:
        parser.error(f"--service-variant of {options.service} is one of {', '.join(SERVICES[options.service])}")

    name = environment.get("EDX_PLATFORM_SETTINGS", "devstack")
    module = environment.get("DJANGO_SETTINGS_MODULE", f"{options.service}.envs.{name}")
    if options.settings:
        module = f"{options.service}.envs.{options.settings}"

    variant = options.service_variant or environment.get("SERVICE_VARIANT", options.service)
    if options.help:
        # Before a command, --help is ours and Django's; after one, it's the command's.
        rest = [*rest, "--help"] if rest else ["help"]
    return options.service, {"DJANGO_SETTINGS_MODULE": module, "SERVICE_VARIANT": variant}, rest


def main():
    service, variables, rest = choose(sys.argv[1:], os.environ)
    os.environ.update(variables)

    from django.core.management import execute_from_command_line

    execute_from_command_line([f"{sys.argv[0]} {service}", *rest])


if __name__ == "__main__":
    main()
