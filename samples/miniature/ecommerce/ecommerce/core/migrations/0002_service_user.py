from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.management import create_permissions
from django.db import migrations


def make_service_user(apps, schema_editor):
    """The account that the worker comes as: it may have orders fulfilled."""
    for app in apps.get_app_configs():
        # Permissions are made after all migrations; this one wants them now.
        app.models_module = True
        create_permissions(app, verbosity=0, apps=apps)
        app.models_module = None
    user, _ = apps.get_model("core", "User").objects.get_or_create(
        username=settings.ECOMMERCE_SERVICE_WORKER_USERNAME, defaults={"password": make_password(None)})
    user.user_permissions.add(apps.get_model("auth", "Permission").objects.get(content_type__app_label="order", codename="change_order"))


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial"), ("order", "0001_initial"), ("sites", "0002_alter_domain_unique")]
    operations = [migrations.RunPython(make_service_user, migrations.RunPython.noop)]
