"""`reindex_course COURSE... | --all | --active | --setup`: the course search index."""
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from openedx.core.djangoapps.content.search import api
from openedx.core.lib.keys import CourseKey
from xmodule.modulestore.django import modulestore


class Command(BaseCommand):
    help = "Put courses into the search index, here and now."

    def add_arguments(self, parser):
        parser.add_argument("course_ids", nargs="*", metavar="course_id")
        parser.add_argument("--all", action="store_true", help="All courses.")
        parser.add_argument("--active", action="store_true", help="All courses that are not over.")
        parser.add_argument("--setup", action="store_true", help="All courses, if the index is new.")
        parser.add_argument("--from_inclusion_date", action="store_true", help="As --all: courses carry no such date here.")
        parser.add_argument("--warning", action="store_true")

    def handle(self, course_ids, **options):
        everything = any(options[name] for name in ("all", "active", "setup", "from_inclusion_date"))
        if bool(course_ids) == everything:
            raise CommandError("Name courses, or give one of --all, --active, --setup.")
        if not settings.SEARCH_ENGINE:
            self.stdout.write("SEARCH_ENGINE is not set: there is nothing to index into.")
            return
        api.setup_indexes()
        keys = [course.key for course in modulestore().get_courses()] if everything else map(CourseKey.from_string, course_ids)
        for key in keys:
            self.stdout.write(f"{key}: {api.index_course(key)} documents")
