# Where waiting acts were begun, and where undoing them leads.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("signing", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="waitingacts",
            name="back",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="waitingacts",
            name="site",
            field=models.CharField(default="office", max_length=10),
        ),
    ]
