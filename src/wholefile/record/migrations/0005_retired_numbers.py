"""Numbers given by acts whose bodies are destroyed, which are never given again."""

from django.db import migrations

from wholefile.record.migrations._columns import table


class Migration(migrations.Migration):
    dependencies = [("record", "0004_entries")]
    operations = [
        table("RetiredNumber", "retired_number", composite=("number", "seq"), seq="number", number="text"),
    ]
