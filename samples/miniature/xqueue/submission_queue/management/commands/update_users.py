from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Makes the users in USERS, and gives them the passwords that stand there."

    def handle(self, *args, **options):
        for username, password in (settings.USERS or {}).items():
            user, is_new = User.objects.get_or_create(username=username, defaults={"email": f"{username}@dummy.edx.org"})
            user.set_password(password)
            user.save()
            self.stdout.write(f"{username}: {'made' if is_new else 'there already'}")
