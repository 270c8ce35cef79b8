"""`create_course split USER ORG NUMBER RUN [NAME] [START]`."""
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from cms.djangoapps.contentstore import publishing
from common.djangoapps.student.auth import add_author
from openedx.core.lib.keys import CourseKey
from xmodule.modulestore.django import modulestore
from xmodule.modulestore.exceptions import DuplicateCourseError


class Command(BaseCommand):
    help = "Create a course without content."

    def add_arguments(self, parser):
        parser.add_argument("modulestore", choices=["split"])
        parser.add_argument("user", help="Username or email address of its instructor.")
        parser.add_argument("org")
        parser.add_argument("number")
        parser.add_argument("run")
        parser.add_argument("name", nargs="?", default="")
        parser.add_argument("start_date", nargs="?", default="")

    def handle(self, user, org, number, run, name, start_date, **options):
        author = get_user_model().objects.filter(Q(username=user) | Q(email=user)).first()
        if author is None:
            raise CommandError(f"There is no account {user}.")
        key = CourseKey.from_string(f"course-v1:{org}+{number}+{run}")
        try:
            modulestore().create_course(key, author, {"display_name": name or number, "start": start_date})
        except DuplicateCourseError:
            self.stdout.write(f"{key}: there already")
            return
        add_author(author, key)
        publishing.announce(key)
        self.stdout.write(f"{key}: created")
