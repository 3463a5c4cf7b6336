"""The table of entries, which no model may touch: made here, guarded by triggers on both databases.

It is written by hand because on SQLite Django changes a table by building it anew, which would drop its
triggers. No later migration may rebuild it. The triggers keep mistakes out, not the owner of the files:
what shows a forger is the log's root, the checkpoints and the witnesses.
"""

from typing import Any

from django.db import migrations

_SQLITE = (
    """CREATE TABLE "entry" (
        "seq" integer NOT NULL PRIMARY KEY CHECK ("seq" >= 0),
        "kind" text NOT NULL,
        "at" bigint NOT NULL,
        "act_hash" BLOB NOT NULL CHECK (length("act_hash") = 32),
        "nonce" BLOB NOT NULL UNIQUE CHECK (length("nonce") = 16),
        "leaf_hash" BLOB NOT NULL CHECK (length("leaf_hash") = 32),
        "header" BLOB NOT NULL CHECK (length("header") BETWEEN 1 AND 65535)
    )""",
    """CREATE TRIGGER "entry_is_never_changed" BEFORE UPDATE ON "entry"
        BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END""",
    """CREATE TRIGGER "entry_is_never_deleted" BEFORE DELETE ON "entry"
        BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END""",
    """CREATE TRIGGER "body_is_never_changed" BEFORE UPDATE ON "body"
        BEGIN SELECT RAISE(ABORT, 'a body is never changed'); END""",
)

_POSTGRESQL = (
    """CREATE TABLE "entry" (
        "seq" bigint NOT NULL PRIMARY KEY CHECK ("seq" >= 0),
        "kind" text NOT NULL,
        "at" bigint NOT NULL,
        "act_hash" bytea NOT NULL CHECK (length("act_hash") = 32),
        "nonce" bytea NOT NULL UNIQUE CHECK (length("nonce") = 16),
        "leaf_hash" bytea NOT NULL CHECK (length("leaf_hash") = 32),
        "header" bytea NOT NULL CHECK (length("header") BETWEEN 1 AND 65535)
    )""",
    """CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '% is refused: what is recorded in % stays', TG_OP, TG_TABLE_NAME; END $$""",
    """CREATE TRIGGER "entry_is_never_changed" BEFORE UPDATE OR DELETE ON "entry"
        FOR EACH ROW EXECUTE FUNCTION "refuse_change"()""",
    """CREATE TRIGGER "entry_is_never_emptied" BEFORE TRUNCATE ON "entry"
        FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"()""",
    """CREATE TRIGGER "body_is_never_changed" BEFORE UPDATE ON "body"
        FOR EACH ROW EXECUTE FUNCTION "refuse_change"()""",
    """CREATE TRIGGER "body_is_never_emptied" BEFORE TRUNCATE ON "body"
        FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"()""",
)


# Django adds a second index to each indexed text, for LIKE, which nothing here asks for; each costs
# every append.
_DROP_PATTERN_INDEXES = """DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT indexname FROM pg_indexes
        WHERE schemaname = current_schema() AND indexname LIKE '%\\_like'
    LOOP EXECUTE format('DROP INDEX %I', name); END LOOP; END $$"""


def _guard(_apps: Any, editor: Any) -> None:
    sqlite = editor.connection.vendor == "sqlite"
    statements = _SQLITE if sqlite else (*_POSTGRESQL, _DROP_PATTERN_INDEXES)
    for statement in statements:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("record", "0003_work_and_disclosure")]
    operations = [migrations.RunPython(_guard)]
