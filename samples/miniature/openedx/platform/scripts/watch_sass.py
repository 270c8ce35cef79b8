#!/usr/bin/env python3
"""Makes the style sheets again whenever one of their sources changes. Runs until it is stopped."""
import os
import subprocess
import sys
from pathlib import Path

from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer

ROOT = Path(__file__).resolve().parent.parent
COMPILE = [sys.executable, str(ROOT / "scripts" / "compile_sass.py"), "--env=development"]


class OnSass(FileSystemEventHandler):
    def on_any_event(self, event):
        if str(event.src_path).endswith(".scss") and event.event_type in ("created", "modified", "moved", "deleted"):
            subprocess.run(COMPILE, check=False)


def main():
    folders = [ROOT / "common" / "static", ROOT / "lms" / "static", ROOT / "cms" / "static"]
    folders += [Path(path) for path in os.environ.get("COMPREHENSIVE_THEME_DIRS", "").split(":") if path]
    subprocess.run(COMPILE, check=False)
    observer = Observer()
    for folder in folders:
        if folder.is_dir():
            observer.schedule(OnSass(), str(folder), recursive=True)
    observer.start()
    print("Watching style sheets.", flush=True)
    observer.join()


if __name__ == "__main__":
    main()
