"""Django's reloader, told of changes by the kernel instead of asking for the time of each file every second.

    python -m devstack_reloader --directory=FOLDER ... --pattern=*.py --recursive -- COMMAND

runs a command that is begun again at each change, by watchdog's own program.
"""
import os
import pathlib
import queue
import sys

# Shares of a virtual machine or a network: the kernel hears nothing of a change that is made on the other side.
SHARES = {"9p", "cifs", "drvfs", "fakeowner", "fuse.grpcfuse", "fuse.osxfs", "fuse.sshfs", "nfs", "nfs4", "osxfs", "prl_fs", "vboxsf", "virtiofs"}


def file_system_of(path, mounts="/proc/self/mounts"):
    """The type of the file system that ``path`` lies on, as the kernel calls it."""
    best, kind = "", ""
    with open(mounts, encoding="utf-8") as file:
        for line in file:
            _, point, found, *_ = line.split()
            point = point.replace("\\040", " ")
            inside = path == point or path.startswith(point.rstrip("/") + "/")
            if inside and len(point) >= len(best):
                best, kind = point, found
    return kind


def shared(roots):
    """Those of the folders of whose changes the kernel doesn't speak; said, too."""
    found = [root for root in map(os.path.realpath, roots) if file_system_of(root) in SHARES]
    if found:
        print(f"{', '.join(found)}: on a share, so files are looked at every second.", flush=True)
    return found


def observer_of(roots):
    """watchdog's observer for these folders: it listens, or looks at the files every second."""
    if shared(roots):
        from watchdog.observers.polling import PollingObserver

        return PollingObserver()
    from watchdog.observers import Observer

    return Observer()


def install(roots):
    """Makes Django's autoreload listen, where the kernel speaks of changes below all of these folders."""
    from django.utils import autoreload

    roots = [os.path.realpath(root) for root in roots]
    if shared(roots):
        return

    class InotifyReloader(autoreload.BaseReloader):
        def tick(self):
            changes = queue.SimpleQueue()
            try:
                observer = _observe(roots, changes.put)
            except OSError as error:
                # fs.inotify.max_user_watches, most likely.
                print(f"Changes can't be listened to ({error}): files are looked at every second.", flush=True)
                yield from autoreload.StatReloader.tick(_polling(self))
                return
            try:
                while True:
                    path = pathlib.Path(changes.get())
                    if self._is_watched(path):
                        self.notify_file_changed(path)
                    yield
            finally:
                observer.stop()

        def _is_watched(self, path):
            return path in set(self.watched_files(include_globs=False)) or any(
                folder in path.parents and any(path.match(pattern) for pattern in patterns)
                for folder, patterns in self.directory_globs.items())

    def _polling(reloader):
        polling = autoreload.StatReloader()
        polling.extra_files, polling.directory_globs = reloader.extra_files, reloader.directory_globs
        return polling

    autoreload.get_reloader = InotifyReloader


def _observe(roots, changed):
    """Calls ``changed`` with the path of each file below ``roots`` that was written, moved or deleted."""
    from watchdog.events import FileSystemEventHandler
    from watchdog.observers import Observer

    class Handler(FileSystemEventHandler):
        # Not on_modified: that is each of an editor's writes, the first of them to an empty file.
        def on_closed(self, event):
            changed(event.src_path)

        def on_deleted(self, event):
            changed(event.src_path)

        def on_moved(self, event):
            changed(event.src_path)
            changed(event.dest_path)

    observer = Observer()
    for root in roots:
        observer.schedule(Handler(), root, recursive=True)
    observer.start()
    return observer


def main(arguments):
    options = arguments[:arguments.index("--")]
    folders = [option.partition("=")[2] for option in options if option.startswith("--directory=")]
    # For debugging, by its name; it is watchdog's observer that looks instead of listening.
    polling = ["--debug-force-polling"] if shared(filter(os.path.isdir, folders)) else []
    os.execvp("watchmedo", ["watchmedo", "auto-restart", *polling, *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
