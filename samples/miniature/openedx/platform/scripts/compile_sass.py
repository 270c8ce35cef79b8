#!/usr/bin/env python3
"""Makes the style sheets: `{lms,cms}/static/sass/*.scss` become `{lms,cms}/static/css/*.css`.

A subset of Sass: `@import` of partials and `$variables`, nothing nested. A theme's folder comes first when a partial
is looked for, so that `<theme>/lms/static/sass/_variables.scss` is enough for other colours.
"""
import argparse
import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMPORT = re.compile(r"^@import\s+['\"]([^'\"]+)['\"];\s*$", re.MULTILINE)
VARIABLE = re.compile(r"^\$([\w-]+):\s*(.+?)(\s*!default)?;\s*$", re.MULTILINE)
COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)


def inline(text, folders):
    """Replace every @import by the partial it names."""
    def load(match):
        head, _, tail = match.group(1).rpartition("/")
        for folder in folders:
            path = folder / head / f"_{tail}.scss"
            if path.is_file():
                return inline(path.read_text(encoding="utf-8"), folders)
        raise SystemExit(f"@import '{match.group(1)}': no such partial in {', '.join(map(str, folders))}.")

    return IMPORT.sub(load, text)


def compile_text(text, folders, compress):
    """The CSS of a style sheet."""
    text = COMMENT.sub("", inline(text, folders))
    values = {}
    for name, value, default in VARIABLE.findall(text):
        if not (default and name in values):
            values[name] = value
    text = VARIABLE.sub("", text)
    for _ in range(3):  # a variable may name another
        text = re.sub(r"\$([\w-]+)", lambda match: values.get(match.group(1), match.group(0)), text)
    if compress:
        text = re.sub(r"\s*([{};:,])\s*", r"\1", re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.S)))
    return text.strip() + "\n"


def plan(services, themes, skip_default):
    """What is to be made, as (source, folders for partials, target)."""
    shared = ROOT / "common" / "static" / "common" / "sass"
    for service in services:
        sass = ROOT / service / "static" / "sass"
        for source in sorted(path for path in sass.glob("*.scss") if not path.name.startswith("_")):
            if not skip_default:
                yield source, [sass, shared], ROOT / service / "static" / "css" / f"{source.stem}.css"
            for theme in themes:
                own = theme / service / "static" / "sass"
                if own.is_dir():
                    yield source, [own, sass, shared], theme / service / "static" / "css" / f"{source.stem}.css"


def find_themes(directories, names):
    for directory in directories:
        for folder in sorted(Path(directory).iterdir()) if Path(directory).is_dir() else []:
            if folder.is_dir() and (not names or folder.name in names):
                yield folder


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    environment = [path for path in os.environ.get("COMPREHENSIVE_THEME_DIRS", "").split(":") if path]
    parser.add_argument("-T", "--theme-dir", action="append", default=None)
    parser.add_argument("-t", "--theme", action="append", default=[])
    for name in ("default", "themes", "lms", "cms"):
        parser.add_argument(f"--skip-{name}", action="store_true")
    parser.add_argument("--env", choices=["production", "development"], default="production")
    parser.add_argument("--dry", action="store_true")
    options = parser.parse_args()

    services = [name for name in ("lms", "cms") if not getattr(options, f"skip_{name}")]
    themes = [] if options.skip_themes else list(find_themes(options.theme_dir or environment, options.theme))
    for source, folders, target in plan(services, themes, options.skip_default):
        print(f"{source} -> {target}")
        if not options.dry:
            target.parent.mkdir(parents=True, exist_ok=True)
            css = compile_text(source.read_text(encoding="utf-8"), folders, compress=options.env == "production")
            target.write_text(css, encoding="utf-8")


if __name__ == "__main__":
    main()
