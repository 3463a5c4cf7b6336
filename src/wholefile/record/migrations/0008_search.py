"""The search index."""

from typing import Any

from django.db import migrations, models

from wholefile.record.migrations._columns import table

_SQLITE = (
    # Without contents: the words are made from search_document, which keeps the text once.
    """CREATE VIRTUAL TABLE "search_words" USING fts5(words, content='', tokenize='ascii')""",
)
_POSTGRESQL = (
    """ALTER TABLE "search_document" ADD COLUMN "words" tsvector""",
    """CREATE INDEX "search_document_words" ON "search_document" USING gin("words")""",
)


def _index(_apps: Any, editor: Any) -> None:
    for statement in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("record", "0007_fixity")]
    operations = [
        table("SearchDocument", "search_document", id="number key", realm="text", object="text", item="text?",
              kind="text", label="text?", layer="text?", source="text?", start="number", end="number", at="number",
              title="text", places="text?", extra="text", text="text"),
        migrations.AddIndex(
            "SearchDocument", models.Index(fields=["realm", "object"], name="search_document_object")
        ),
        table("SearchObject", "search_object", composite=("realm", "object"), realm="text", object="text",
              digest="text", derived="number", held="number", claim="text index"),
        table("SearchState", "search_state", id="small key", folding="text", noted="number"),
        table("MailReference", "mail_reference", message_id="text key", thread="text index"),
        # Whether the defence may see a file is asked of the files that were produced.
        migrations.RunSQL('CREATE INDEX "production_member_file" ON "production_member" ("sha256")'),
        migrations.RunPython(_index),
    ]  # fmt: skip
