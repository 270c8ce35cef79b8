"""`generate_course_overview --all-courses | COURSE...`."""
from django.core.management.base import BaseCommand

from openedx.core.djangoapps.content.course_overviews.models import CourseOverview
from openedx.core.lib.keys import CourseKey
from xmodule.modulestore.django import modulestore


class Command(BaseCommand):
    help = "Bring the overviews of courses up to date."

    def add_arguments(self, parser):
        parser.add_argument("courses", nargs="*")
        parser.add_argument("--all-courses", "--all", action="store_true")

    def handle(self, courses, all_courses, **options):
        keys = [course.key for course in modulestore().get_courses()] if all_courses else map(CourseKey.from_string, courses)
        for key in keys:
            CourseOverview.load_from_module_store(key)
            self.stdout.write(str(key))
