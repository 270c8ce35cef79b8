from django.db import migrations


def create_sample(apps, schema_editor):
    """How many orders in a hundred go to the worker: none before somebody says so."""
    apps.get_model("waffle", "Sample").objects.get_or_create(name="async_order_fulfillment", defaults={"percent": 0})


class Migration(migrations.Migration):
    dependencies = [("core", "0002_service_user"), ("waffle", "0004_update_everyone_nullbooleanfield")]
    operations = [migrations.RunPython(create_sample, migrations.RunPython.noop)]
