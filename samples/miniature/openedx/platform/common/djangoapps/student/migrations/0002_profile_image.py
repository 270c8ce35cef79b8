from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("student", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="userprofile",
            name="profile_image_uploaded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
