"""What screening looks up first: identifiers by their folded value and kind, items by when they were taken.

An address that thousands of things were collected at is not read through to find the few that bear it, nor all that
was ever collected there to find what was on one day.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0009_facts")]
    operations = [
        migrations.AddIndex(
            "Identifier", models.Index(fields=["folded", "kind"], name="identifier_folded_kind")
        ),
        # The new index stands for the old ones, whose names Django made; dropping them leaves the table where it is.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL('DROP INDEX IF EXISTS "identifier_folded_d51c28fc"'),
                migrations.RunSQL('DROP INDEX IF EXISTS "identifier_folded_d51c28fc_like"'),
            ],
            state_operations=[migrations.AlterField("Identifier", "folded", models.TextField())],
        ),
        migrations.AddIndex("Item", models.Index(fields=["occurred_at"], name="item_occurred_at")),
    ]
