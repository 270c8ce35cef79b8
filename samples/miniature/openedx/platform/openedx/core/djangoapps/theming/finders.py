from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import get_files
from django.core.files.storage import FileSystemStorage

from openedx.core.djangoapps.theming.helpers import get_themes


class ThemeFilesFinder(BaseFinder):
    """Finds a theme's file `lms/static/X` as `<theme>/X`, so that themes can't hide each other's files."""

    def _storages(self):
        service = settings.ROOT_URLCONF.partition(".")[0]
        for name, folder in get_themes().items():
            root = folder / service / "static"
            if root.is_dir():
                storage = FileSystemStorage(location=root)
                storage.prefix = name
                yield name, storage

    def list(self, ignore_patterns):
        for _, storage in self._storages():
            for path in get_files(storage, ignore_patterns):
                yield path, storage

    def find(self, path, all=False):
        theme, _, rest = path.partition("/")
        found = [
            storage.path(rest) for name, storage in self._storages()
            if name == theme and rest and storage.exists(rest)
        ]
        return found if all else (found[0] if found else [])
