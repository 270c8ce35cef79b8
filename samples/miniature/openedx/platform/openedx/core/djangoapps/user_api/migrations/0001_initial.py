from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='RetirementState',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_name', models.CharField(max_length=30, unique=True)),
                ('state_execution_order', models.SmallIntegerField(unique=True)),
                ('is_dead_end_state', models.BooleanField(db_index=True, default=False)),
                ('required', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['state_execution_order'],
            },
        ),
    ]
