"""Lists and runs the platform's tests inside a container; ./devstack test says which.

    python -m devstack_tests list            prints the shard definitions and the test files, as JSON
    python -m devstack_tests run plan.json   runs groups of files with pytest, one group after the other

A plan: {"groups": [{"settings": "lms.envs.test" or "" for what pytest's configuration says, "tests": ["lms/..."]}], "arguments": [...], "junit": true, "coverage": true,
"debugger": 5678}. Results are in RESULTS: report.jsonl (a line a test), N.xml (JUnit), .coverage.
"""
import configparser
import fnmatch
import glob
import json
import os
import subprocess
import sys

import devstack_checkouts

RESULTS = os.environ.get("DEVSTACK_TEST_RESULTS", "/tmp/devstack-tests")
METADATA = "/tmp/devstack-packages"
SHARDS = ".github/workflows/unit-test-shards.json"
IGNORED = {"node_modules", "__pycache__", ".git", "static", "locale"}
DEFAULT_PATTERNS = ["test_*.py", "*_test.py"]  # pytest's own
OK, INTERRUPTED, NOTHING_COLLECTED = 0, 2, 5  # pytest's exit codes


def _patterns(folder, known):
    """``python_files`` of the first configuration of pytest in ``folder`` or above it."""
    if folder not in known:
        known[folder] = None
        for name, section in (("pytest.ini", "pytest"), ("setup.cfg", "tool:pytest"), ("tox.ini", "pytest")):
            parser = configparser.ConfigParser(interpolation=None)
            if parser.read(os.path.join(folder, name)) and parser.has_section(section):
                text = parser.get(section, "python_files", fallback="")
                # A package's own module would collect the whole package once more.
                known[folder] = [pattern for pattern in text.split() if pattern != "__init__.py"] or DEFAULT_PATTERNS
                break
        else:
            parent = os.path.dirname(folder)
            known[folder] = _patterns(parent, known) if folder else DEFAULT_PATTERNS
    return known[folder]


def files():
    """Every test file below the working directory: its path and its size in bytes."""
    known = {}
    for root, folders, names in os.walk("."):
        folders[:] = sorted(name for name in folders if name not in IGNORED and not name.startswith("."))
        folder = os.path.relpath(root, ".")
        folder = "" if folder == "." else folder
        patterns = _patterns(folder, known)
        for name in sorted(names):
            if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns):
                path = os.path.join(folder, name).replace(os.sep, "/")
                yield {"path": path, "size": os.path.getsize(path)}


def list_tests():
    shards = None
    if os.path.exists(SHARDS):
        with open(SHARDS, encoding="utf-8") as file:
            shards = json.load(file)
    json.dump({"shards": shards, "files": list(files())}, sys.stdout)


def describe(folder):
    """What checkouts say of themselves (entry points of XBlocks and plugins), into ``folder``: the mount hides what the image knew."""
    os.makedirs(folder, exist_ok=True)
    if os.path.exists("setup.py") and not glob.glob("*.egg-info"):
        subprocess.run([sys.executable, "setup.py", "--quiet", "egg_info", "--egg-base", folder], check=True)
    for package in filter(None, os.environ.get("DEVSTACK_TEST_PACKAGES", "").split(os.pathsep)):
        devstack_checkouts.describe(package, folder)
    # Ahead of the packages themselves, whose folders may hold an old egg-info.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [folder, os.environ.get("PYTHONPATH")]))


def run(plan):
    os.makedirs(RESULTS, exist_ok=True)
    describe(METADATA)
    codes = []
    # The image names the settings that serve; those of the tests are in pytest's configuration, which comes after the variable.
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    for number, group in enumerate(plan["groups"]):
        command = [sys.executable, "-Wd"]
        if plan.get("debugger"):
            print(f"Waiting for a debugger on port {plan['debugger']} ...", flush=True)
            command += ["-Xfrozen_modules=off", "-m", "debugpy", "--listen", f"0.0.0.0:{plan['debugger']}", "--wait-for-client"]
        command += ["-m", "pytest", "-p", "devstack_tests", *([f"--ds={group['settings']}"] if group["settings"] else []), *plan.get("arguments", [])]
        if plan.get("junit"):
            command += [f"--junitxml={RESULTS}/{number}.xml"]
        if plan.get("coverage"):
            command += ["--cov=.", "--cov-append", "--cov-report="]
        # Ctrl+C reaches pytest too: it finishes its report, and this program waits for it.
        try:
            code = subprocess.call([*command, *group["tests"]], env={**environment, "COVERAGE_FILE": f"{RESULTS}/.coverage"})
        except KeyboardInterrupt:
            code = INTERRUPTED
        codes.append(code)
        if code == INTERRUPTED:
            break
    failures = [code for code in codes if code not in (OK, NOTHING_COLLECTED)]
    sys.exit(failures[0] if failures else NOTHING_COLLECTED if all(code == NOTHING_COLLECTED for code in codes) else OK)


# As a plugin of pytest (-p devstack_tests): notes how long each test took and how it ended.

_seconds = {}
_failed = set()


def pytest_runtest_logreport(report):
    _seconds[report.nodeid] = _seconds.get(report.nodeid, 0.0) + report.duration
    if report.failed:
        _failed.add(report.nodeid)


def pytest_sessionfinish(session):
    root = str(getattr(session.config, "rootpath", None) or session.config.rootdir)  # rootpath since pytest 6.1
    os.makedirs(RESULTS, exist_ok=True)
    with open(os.path.join(RESULTS, "report.jsonl"), "a", encoding="utf-8") as file:
        for nodeid, seconds in _seconds.items():
            # The nodeid counts from the folder of the configuration that pytest found, such as cms/.
            path, separator, rest = nodeid.partition("::")
            path = os.path.relpath(os.path.join(root, path), os.getcwd()).replace(os.sep, "/")
            file.write(json.dumps({
                "settings": session.config.getoption("ds", None) or "", "test": path + separator + rest, "seconds": round(seconds, 4),
                "failed": nodeid in _failed}) + "\n")


if __name__ == "__main__":
    if sys.argv[1] == "list":
        list_tests()
    else:
        with open(sys.argv[2], encoding="utf-8") as plan_file:
            run(json.load(plan_file))
