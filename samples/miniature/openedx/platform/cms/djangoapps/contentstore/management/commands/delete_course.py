"""`delete_course COURSE`."""
from django.core.management.base import BaseCommand, CommandError

from cms.djangoapps.contentstore import publishing
from common.djangoapps.student.models import CourseAccessRole
from openedx.core.lib.keys import CourseKey
from xmodule.modulestore.django import contentstore, modulestore


class Command(BaseCommand):
    help = "Delete a course, its files and its roles. Asks first, unless --noinput is given."

    def add_arguments(self, parser):
        parser.add_argument("course_key")
        parser.add_argument("--keep-instructors", action="store_true")
        parser.add_argument("--noinput", "--force", action="store_true")

    def handle(self, course_key, keep_instructors, noinput, **options):
        key = CourseKey.from_string(course_key)
        if not modulestore().has_course(key):
            raise CommandError(f"There is no course {key}.")
        if not noinput and input(f"Delete {key} for good? [y/N] ").lower() != "y":
            return
        contentstore().delete_all_course_assets(key)
        modulestore().delete_course(key, "delete_course")
        if not keep_instructors:
            CourseAccessRole.objects.filter(course_id=str(key)).delete()
        publishing.announce(key)
        self.stdout.write(f"{key}: deleted")
