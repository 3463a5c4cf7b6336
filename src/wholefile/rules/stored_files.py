"""The rule on files: the same bytes are the same file, wherever they are attached (C11)."""

from wholefile.record.act import Draft
from wholefile.record.sql import Database
from wholefile.rules.registry import rule

_SAID = ("size", "sha1", "md5")


@rule(
    "C11",
    text="A file has one size and one digest of each kind, whatever it is attached to and by whatever name.",
    authority="SWGDE and NIST practice: a digital item is identified by its digests",
    kind_of_authority="guidance",
    acts=("file.attached", "condition.declared", "laboratory.reported", "item.destroyed"),
)
def the_same_bytes_have_the_same_digests(draft: Draft, db: Database) -> str | None:
    """What is said of a file whose SHA-256 is on record, here or earlier, is what was said of it before."""
    files = [*draft.body.get("files", ()), *draft.body.get("photographs", ())]
    stored = db.rows("stored_file", sha256__in=sorted({one["sha256"] for one in files})) if files else []
    known = {row.sha256: [getattr(row, name) for name in _SAID] for row in stored}
    for one in files:
        said = [one[name] for name in _SAID]
        if known.setdefault(one["sha256"], said) != said:
            return f"{one['name']} is on record with another size, SHA-1 or MD5; read the file again."
    return None
