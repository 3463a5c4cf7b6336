"""Tables derived from stored bytes, and the passwords that were given for locked files."""

from django.db import migrations

from wholefile.record.migrations._columns import table


class Migration(migrations.Migration):
    dependencies = [("record", "0005_retired_numbers")]
    operations = [
        table("FilePassword", "file_password", seq="number key", item="text index", sha256="text index",
              password="text", source="text"),  # noqa: S106
        table("Content", "content", sha256="text key", size="number", name="text", root="text index",
              depth="number", at="number"),
        table("Family", "family", composite=("parent", "n"), parent="text", n="number", child="text? index",
              path="octets", shown="text", kind="text", size="number?", complete="flag", deleted="flag",
              target="octets?", method="text", facts="text"),
        table("Spent", "spent", root="text key", members="number", produced="number"),
        table("Holding", "holding", composite=("sha256", "item"), sha256="text", item="text index"),
        table("Derivation", "derivation", composite=("sha256", "extractor", "version", "settings"),
              sha256="text", extractor="text", version="text", settings="text", status="text index",
              reason="text?", kind="text", media_type="text", opinions="text", facts="text", flags="text",
              troubles="text", wants="text", members="number", layers="number", characters="number",
              took="number", at="number"),
        table("Work", "work", composite=("sha256", "extractor"), sha256="text", extractor="text", worker="text",
              attempts="number", lease_until="number"),
        table("TextLayer", "text_layer", composite=("sha256", "extractor", "version", "settings", "name"),
              sha256="text", extractor="text", version="text", settings="text", name="text", label="text",
              language="text?", text="text index", map="text", characters="number", complete="flag"),
        table("Likeness", "likeness", sha256="text key", version="text", text="text? index", words="number",
              minhash="octets?", picture="text? index"),
        table("LikenessBand", "likeness_band", composite=("band", "value", "sha256"), band="number",
              value="number", sha256="text index"),
        table("Alike", "alike", composite=("first", "second", "how"), first="text", second="text index",
              how="text", measure="number"),
        table("MailMessage", "mail_message", sha256="text key", message_id="text? index", thread="text index",
              replies_to="text", subject="text", sender="text", sent_at="number?", content="text index"),
    ]  # fmt: skip
