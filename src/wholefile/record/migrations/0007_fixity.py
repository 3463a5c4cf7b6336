"""When each stored file was last read again."""

from django.db import migrations

from wholefile.record.migrations._columns import table


class Migration(migrations.Migration):
    dependencies = [("record", "0006_derived")]
    operations = [
        table("FixityState", "fixity_state", composite=("store", "sha256"), store="text", sha256="text index",
              checked_at="number index", outcome="text index"),
    ]  # fmt: skip
