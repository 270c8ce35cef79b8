"""`enroll_user_in_course -e EMAIL -c COURSE [-m MODE]`."""
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from common.djangoapps.student.models import CourseEnrollment
from openedx.core.lib.keys import CourseKey, InvalidKeyError


class Command(BaseCommand):
    help = "Put a person in a course. Idempotent."

    def add_arguments(self, parser):
        parser.add_argument("-e", "--email", nargs=1, required=True)
        parser.add_argument("-c", "--course", nargs=1, required=True)
        parser.add_argument("-m", "--mode", nargs=1, default=["audit"])

    def handle(self, email, course, mode, **options):
        user = get_user_model().objects.filter(email=email[0]).first()
        if user is None:
            raise CommandError(f"There is no account with the email address {email[0]}.")
        try:
            key = CourseKey.from_string(course[0])
        except InvalidKeyError as error:
            raise CommandError(str(error)) from error
        CourseEnrollment.enroll(user, key, mode[0])
        self.stdout.write(f"{user.username} is in {key} ({mode[0]})")
