"""To whom notice of a destructive test went, where the act names them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0010_screening")]
    operations = [migrations.AddField("TestNotice", "addressees", models.TextField(null=True))]
