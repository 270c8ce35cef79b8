from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.management import create_permissions
from django.db import migrations

from credentials.apps.core.constants import Role


def make_admins(apps, schema_editor):
    """Who may issue, and the account that the LMS issues with."""
    for app in apps.get_app_configs():
        # Permissions are made after all migrations; this one wants them now.
        app.models_module = True
        create_permissions(app, verbosity=0, apps=apps)
        app.models_module = None
    admins, _ = apps.get_model("auth", "Group").objects.get_or_create(name=Role.ADMINS)
    admins.permissions.add(*apps.get_model("auth", "Permission").objects.filter(codename__in=["add_usercredential", "change_usercredential"]))
    user, _ = apps.get_model("core", "User").objects.get_or_create(
        username=settings.CREDENTIALS_SERVICE_USER, defaults={"is_staff": True, "password": make_password(None)})
    user.groups.add(admins)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial"), ("credentials", "0001_initial"), ("sites", "0002_alter_domain_unique")]
    operations = [migrations.RunPython(make_admins, migrations.RunPython.noop)]
