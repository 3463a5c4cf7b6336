"""Facts out of documents, proposals that were rejected, and what a reading proposed."""

from django.db import migrations

from wholefile.record.migrations._columns import table


class Migration(migrations.Migration):
    dependencies = [("record", "0008_search")]
    operations = [
        table("Fact", "fact", fact="text key", dockets="text", sha256="text index", inside="text?",
              layer="text index",
              begins="number", ends="number", words="text", kind="text", told="text", status="text", chain="text",
              others="text", proposal="text", reader="text", rule="text", read_as="text?", dated="text?",
              corrected="flag", by="text", at="number", seq="number", version_seq="number",
              rejected_seq="number?"),
        table("FactCase", "fact_case", composite=("fact", "docket"), fact="text", docket="text index"),
        table("FactVersion", "fact_version", seq="number key", fact="text index", begins="number", ends="number",
              words="text", kind="text", told="text", status="text", chain="text", why="text?", by="text",
              at="number"),
        table("FactRejection", "fact_rejection", seq="number key", dockets="text", sha256="text", inside="text?",
              layer="text index", begins="number", ends="number", words="text", kind="text", proposal="text",
              reader="text", rule="text", reason="text", by="text", at="number"),
        table("LayerReading", "layer_reading", composite=("text", "version", "read_as", "dated"), text="text",
              version="text", read_as="text", dated="text", found="text", facts="number", took="number",
              at="number"),
    ]  # fmt: skip
