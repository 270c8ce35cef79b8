from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("user_id", models.CharField(db_index=True, help_text="The learner's anonymous id", max_length=255)),
                ("course_id", models.CharField(db_index=True, max_length=255)),
                ("usage_id", models.CharField(help_text="The block that the passage is in", max_length=255)),
                ("quote", models.TextField(default="")),
                ("text", models.TextField(blank=True, default="")),
                ("ranges", models.TextField(help_text="JSON: where the passage is")),
                ("tags", models.TextField(default="[]", help_text="JSON: a list of words")),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("updated", models.DateTimeField(auto_now=True)),
            ],
        ),
    ]
