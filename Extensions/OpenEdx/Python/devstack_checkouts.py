"""Writes what packages say about themselves (entry points, versions) into one folder, as an editable installation would.

    python -m devstack_checkouts /openedx/packages /openedx/checkouts/my-xblock ...

The packages are mounted: nothing is written into them. Their modules are found by PYTHONPATH.
"""
import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile

METADATA = (".dist-info", ".egg-info")


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
        found = describe(source, target)
        print(f"{source}: {', '.join(found)}")
        names += found
    for text in missing(target, names):
        print(f"warning: {text}. Name it in devstack.yaml (pipRequirements).")


if __name__ == "__main__":
    main(*sys.argv[1:])
