from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RecordCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("begun_by", models.CharField(max_length=12)),
                ("begun_at", models.BigIntegerField()),
                ("seen_at", models.BigIntegerField()),
                ("ended_at", models.BigIntegerField(null=True)),
                ("doing", models.CharField(blank=True, max_length=120)),
                ("done", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
                ("entries", models.BigIntegerField(default=0)),
                ("findings", models.JSONField(default=list)),
                ("stopped", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "db_table": "record_check",
            },
        ),
        migrations.CreateModel(
            name="Refusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(db_index=True, max_length=10)),
                ("verb", models.CharField(max_length=80)),
                ("person", models.CharField(max_length=12)),
                ("at", models.BigIntegerField(db_index=True)),
            ],
            options={
                "db_table": "refusal",
            },
        ),
    ]
