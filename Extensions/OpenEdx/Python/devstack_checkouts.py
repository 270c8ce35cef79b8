"""Writes what packages say about themselves (entry points, versions) into one folder, as an editable installation would.

    python -m devstack_checkouts /openedx/packages /openedx/checkouts/my-xblock ...

The packages are mounted: nothing is written into them. Their modules are found by PYTHONPATH. edx-platform is one of
them; what npm makes in it is made again when its package-lock.json differs from the one that the image was built from.
"""
import filecmp
import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile

METADATA = (".dist-info", ".egg-info")
PLATFORM = "/openedx/edx-platform"
IMAGE = "/openedx/image"  # what the image was built from
LOCK = "package-lock.json"


def describe(source, target):
    """The metadata of one package, moved into ``target``; its name."""
    with tempfile.TemporaryDirectory() as work:
        copy = os.path.join(work, os.path.basename(source))
        shutil.copytree(source, copy, symlinks=True, ignore=shutil.ignore_patterns(".git", "node_modules", "__pycache__", "*.egg-info", ".tox"))
        built = os.path.join(work, "built")
        # Whatever builds the package (setuptools, poetry, hatch): pip asks it.
        pip = ["uv", "pip", "install", "--python", sys.executable] if shutil.which("uv") else [sys.executable, "-m", "pip", "install"]
        subprocess.run([*pip, "--quiet", "--no-deps", "--target", built, copy], check=True)
        names = [name for name in os.listdir(built) if name.endswith(METADATA)]
        if not names:
            raise SystemExit(f"{source} installs nothing that says what it is.")
        for name in names:
            shutil.move(os.path.join(built, name), os.path.join(target, name))
        return names


def describe_platform(source, target):
    """edx-platform's metadata. It is too big to be built: its setup.py writes the description alone, into ``target``."""
    before = set(os.listdir(target))
    subprocess.run([sys.executable, "setup.py", "--quiet", "egg_info", "--egg-base", target], cwd=source, check=True)
    return sorted(set(os.listdir(target)) - before)


def make_assets(source):
    """What npm makes, unless the image has made it from the same package-lock.json: the volumes are filled from it."""
    lock = os.path.join(source, LOCK)
    if not os.path.exists(lock):
        return
    # A new volume is filled from the image; one that has been built into says from what.
    made_from = os.path.join(source, "node_modules", ".devstack-lock.json")
    known = made_from if os.path.exists(made_from) else os.path.join(IMAGE, LOCK)
    if os.path.exists(known) and filecmp.cmp(lock, known, shallow=False):
        print(f"{LOCK} is the one that node_modules and the bundles were made from: they stay.")
        if known != made_from:
            shutil.copyfile(lock, made_from)
        return
    for command in (["npm", "clean-install"], ["npm", "run", "build-dev"]):
        print(" ".join(command), flush=True)
        subprocess.run(command, cwd=source, check=True)
    shutil.copyfile(lock, made_from)


def missing(target, names):
    """The requirements of packages that aren't installed."""
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return []
    absent = []
    for name in names:
        for text in importlib.metadata.PathDistribution.at(os.path.join(target, name)).requires or []:
            requirement = Requirement(text)
            if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
                continue
            try:
                installed = importlib.metadata.version(requirement.name)
            except importlib.metadata.PackageNotFoundError:
                absent.append(f"{name}: {requirement} isn't installed")
                continue
            if not requirement.specifier.contains(installed, prereleases=True):
                absent.append(f"{name}: {requirement} is wanted, {installed} is installed")
    return absent


def main(target, *sources):
    # All of it is made anew: a package that is no longer checked out has to be gone.
    for name in os.listdir(target):
        path = os.path.join(target, name)
        shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
    names = []
    for source in sources:
        is_platform = source == PLATFORM and os.path.exists(os.path.join(source, "setup.py"))
        found = describe_platform(source, target) if is_platform else describe(source, target)
        if source == PLATFORM:
            make_assets(source)
        print(f"{source}: {', '.join(found)}")
        names += found
    for text in missing(target, names):
        print(f"warning: {text}. Name it in devstack.yaml (pipRequirements).")


if __name__ == "__main__":
    main(*sys.argv[1:])
