"""What the defence disclosed to the State."""

from django.db import migrations

from wholefile.record.migrations._columns import table


class Migration(migrations.Migration):
    dependencies = [("record", "0011_addressees")]
    operations = [
        table("ReciprocalDisclosure", "reciprocal_disclosure", seq="number key", docket="text index",
              obligation="text? index", party="text", text="text", disclosed_on="text", how="text", by="text",
              at="number"),
    ]  # fmt: skip
