"""Where reports lie: the storage that GRADES_DOWNLOAD names, in a folder of each course."""
import csv
import hashlib
import io

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.module_loading import import_string


class ReportStore:
    def __init__(self, storage):
        self.storage = storage

    @classmethod
    def from_settings(cls):
        config = settings.GRADES_DOWNLOAD
        storage = import_string(config.get("STORAGE_CLASS") or settings.STORAGES["default"]["BACKEND"])
        return cls(storage(**config.get("STORAGE_KWARGS", {})))

    def store(self, course_id, filename, rows):
        """Write rows as CSV; returns the name under which `url` finds them."""
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        folder = hashlib.sha1(str(course_id).encode()).hexdigest()
        return self.storage.save(f"{folder}/{filename}", ContentFile(text.getvalue().encode()))

    def url(self, name):
        return self.storage.url(name)
