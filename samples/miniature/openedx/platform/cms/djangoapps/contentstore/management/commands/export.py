"""`export COURSE DIR`: a course as OLX."""
from django.core.management.base import BaseCommand, CommandError

from openedx.core.lib.keys import CourseKey
from xmodule.modulestore.django import contentstore, modulestore
from xmodule.modulestore.xml_exporter import export_course


class Command(BaseCommand):
    help = "Write a course into a folder, which `import` can read."

    def add_arguments(self, parser):
        parser.add_argument("course_id")
        parser.add_argument("output_path")

    def handle(self, course_id, output_path, **options):
        key = CourseKey.from_string(course_id)
        course = modulestore().get_course(key)
        if course is None:
            raise CommandError(f"There is no course {key}.")
        assets = [(file.filename, file.read()) for file in contentstore().get_all_content_for_course(key)]
        export_course(course, assets, output_path)
        self.stdout.write(f"Exported {key} to {output_path}")
