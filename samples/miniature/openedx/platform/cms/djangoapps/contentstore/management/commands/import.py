"""`import DATA_DIR COURSE_DIR...`: courses in OLX."""
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cms.djangoapps.contentstore import publishing
from xmodule.modulestore.django import contentstore, modulestore
from xmodule.modulestore.xml_importer import OlxError, OlxReader


class Command(BaseCommand):
    help = "Import courses from folders below DATA_DIR; what a course held before is replaced."

    def add_arguments(self, parser):
        parser.add_argument("data_directory")
        parser.add_argument("course_dirs", nargs="+", metavar="course_dir")
        parser.add_argument("--nostatic", action="store_true", help="Leave the files in static/ out.")
        parser.add_argument("--nopythonlib", action="store_true", help="Leave the Python library out.")
        parser.add_argument("--python-lib-filename", default="python_lib.zip")

    def handle(self, data_directory, course_dirs, nostatic, nopythonlib, python_lib_filename, **options):
        for name in course_dirs:
            reader = OlxReader(Path(data_directory) / name)
            try:
                key, blocks = reader.read()
            except OlxError as error:
                raise CommandError(str(error)) from error
            modulestore().replace_course(key, "import", blocks)
            files = [] if nostatic else [
                file for file in reader.static_files() if not (nopythonlib and file[0] == python_lib_filename)]
            for file_name, content in files:
                contentstore().save(key, file_name, content)
            publishing.record(key, "import")
            publishing.announce(key)
            self.stdout.write(f"Imported {key}: {len(blocks)} blocks, {len(files)} files")
