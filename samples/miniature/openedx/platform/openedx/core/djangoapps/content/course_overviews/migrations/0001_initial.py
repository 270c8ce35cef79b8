from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='CourseOverview',
            fields=[
                ('id', models.CharField(max_length=255, primary_key=True, serialize=False)),
                ('org', models.CharField(max_length=255)),
                ('display_name', models.CharField(max_length=255)),
                ('short_description', models.TextField(blank=True)),
                ('start', models.CharField(blank=True, max_length=64)),
                ('course_image', models.CharField(blank=True, max_length=255)),
                ('version', models.CharField(max_length=64)),
                ('modified', models.DateTimeField(auto_now=True)),
            ],
            options={
                'db_table': 'course_overviews_courseoverview',
                'ordering': ['id'],
            },
        ),
    ]
