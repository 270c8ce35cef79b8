from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("requester_id", models.CharField(help_text="Whose LMS", max_length=128)),
                ("lms_callback_url", models.CharField(db_index=True, max_length=128)),
                ("queue_name", models.CharField(max_length=128)),
                ("xqueue_header", models.CharField(help_text="JSON: where the result goes, and the key that opens it", max_length=1024)),
                ("xqueue_body", models.TextField(help_text="For the grader")),
                ("s3_urls", models.CharField(help_text="JSON: addresses of files", max_length=1024)),
                ("arrival_time", models.DateTimeField(auto_now_add=True)),
                ("pull_time", models.DateTimeField(blank=True, null=True)),
                ("push_time", models.DateTimeField(blank=True, null=True)),
                ("return_time", models.DateTimeField(blank=True, null=True)),
                ("grader_id", models.CharField(max_length=128)),
                ("pullkey", models.CharField(max_length=128)),
                ("grader_reply", models.TextField()),
                ("num_failures", models.IntegerField(default=0)),
                ("lms_ack", models.BooleanField(default=False)),
                ("retired", models.BooleanField(db_index=True, default=False)),
            ],
            options={"db_table": "queue_submission"},
        ),
    ]
