"""Runs a Celery worker, or another script that goes on, for development: with a debugger's port and a breakpoint() that can be attached to.

    python -m devstack_worker celery --app=lms.celery worker --pool=threads ...
    python -m devstack_worker ./manage.py run_consumer
"""
import runpy
import sys

import devstack_debugger
import devstack_pdb
import devstack_telemetry

QUEUES = "--queues="


def main(arguments):
    devstack_debugger.listen()
    devstack_pdb.install()
    if devstack_telemetry.start():
        devstack_telemetry.measure_queues([
            name for argument in arguments if argument.startswith(QUEUES) for name in argument[len(QUEUES):].split(",")])
    sys.argv = arguments
    if arguments[0] == "celery":
        from celery.__main__ import main as celery

        sys.exit(celery())
    runpy.run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
