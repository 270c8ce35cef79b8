"""`manage_user NAME EMAIL`: make or remove an account."""
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import identify_hasher
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.crypto import get_random_string

from common.djangoapps.student.models import UserProfile


class Command(BaseCommand):
    help = "Create the account NAME with EMAIL, or bring its flags in line. Idempotent."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("email")
        parser.add_argument("--remove", dest="is_remove", action="store_true")
        parser.add_argument("--superuser", dest="is_superuser", action="store_true")
        parser.add_argument("--staff", dest="is_staff", action="store_true")
        parser.add_argument("--unusable-password", dest="unusable_password", action="store_true")
        parser.add_argument("--initial-password-hash", dest="initial_password_hash")
        parser.add_argument("-g", "--groups", nargs="*", default=[])

    @transaction.atomic
    def handle(self, username, email, is_remove, is_superuser, is_staff, unusable_password, initial_password_hash, **options):
        users = get_user_model().objects
        user = users.filter(username=username).first()
        if user is not None and user.email != email:
            raise CommandError(f"The account {username} has the email address {user.email}, not {email}: left as it is.")
        if is_remove:
            if user is not None:
                user.delete()
            self.stdout.write(f"{username}: {'removed' if user else 'not there'}")
            return

        created = user is None
        if created:
            user = users.model(username=username, email=email)
            self._set_password(user, unusable_password, initial_password_hash)
        user.is_superuser, user.is_staff, user.is_active = is_superuser, is_staff, True
        user.save()
        UserProfile.objects.get_or_create(user=user)
        self.stdout.write(f"{username}: {'created' if created else 'there already'}")

    @staticmethod
    def _set_password(user, unusable, initial_hash):
        """The password of a new account; one that exists keeps its own."""
        if initial_hash:
            try:
                identify_hasher(initial_hash)
            except ValueError as error:
                raise CommandError("--initial-password-hash is not a password hash of Django's.") from error
            user.password = initial_hash
        elif unusable:
            user.set_unusable_password()
        else:
            user.set_password(get_random_string(25))
