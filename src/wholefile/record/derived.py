"""What was derived from files: under which items it is held, and how it goes when a file is expunged.

Holdings say under which items a file lies, attached or somewhere inside; whoever asks who may see a file asks them.
When a court has a file destroyed, everything read from it goes with it: members that lie nowhere else, text, maps,
likenesses and what the search index knows. A container that still holds the same bytes keeps the place and says that
they were expunged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from wholefile.record.home import Record
from wholefile.record.sql import Database, Delete, Insert, Update

# Tables with a row for each file, by the column that names it.
_OF_FILE = (
    ("holding", "sha256"),
    ("derivation", "sha256"),
    ("text_layer", "sha256"),
    ("work", "sha256"),
    ("family", "parent"),
    ("content", "sha256"),
)
# What is worked out over all files together: it is emptied, and made anew from what is left.
_INDEX = ("search_document", "search_object", "search_state")
_COMPARED = ("likeness", "likeness_band", "alike", "mail_message", "mail_reference")
DERIVED_TABLES = (*dict(_OF_FILE), "spent", *_INDEX, *_COMPARED)
EXPUNGED_REASON = "It was expunged by order of a court."
_MANY = 500


def hold(db: Database, sha256: str, items: Iterable[str]) -> None:
    """The file and everything inside it are held under these items too."""
    wanted = set(items)
    waiting = [sha256] if wanted else []
    seen = {sha256}
    while waiting:
        one = waiting.pop()
        has = {row.item for row in db.rows("holding", sha256=one)}
        db.execute(Insert("holding", {"sha256": one, "item": item}) for item in sorted(wanted - has))
        for row in db.rows("family", parent=one, child__null=False):
            if row.child not in seen:
                seen.add(row.child)
                waiting.append(row.child)


def left_behind(db: Database) -> list[str]:
    """Files that were expunged and of which something derived is still here."""
    rows = db.query(
        'SELECT c."sha256" FROM "content" c JOIN "stored_file" s ON s."sha256" = c."sha256" '
        'WHERE s."expunged_seq" IS NOT NULL UNION '
        'SELECT c."sha256" FROM "content" c LEFT JOIN "stored_file" s ON s."sha256" = c."sha256" '
        'WHERE c."depth" = 0 AND s."sha256" IS NULL ORDER BY 1'
    )
    return [row[0] for row in rows]


def forget(record: Record) -> int:
    """Destroy everything derived from expunged files that nothing else holds; how many files went.

    Bytes first, then rows: interrupted, it is done again from the rows that are left. Search index, likenesses and
    threads are emptied and made anew with the next `wholefile file process`: in them one file's words stand for, or
    beside, those of others.
    """
    db = record.db
    gone = left_behind(db)
    if not gone:
        return 0
    lost = sorted(_no_longer_held(db, gone))
    for sha256 in [*_texts_only_of(db, lost), *lost]:
        if sha256 in gone or not db.exists("stored_file", sha256=sha256, expunged_seq=None):
            record.derived.destroy(sha256)
    with db.atomic():
        for start in range(0, len(lost), _MANY):
            part = lost[start : start + _MANY]
            words = json.dumps({"reason": EXPUNGED_REASON})
            told = {"child": None, "kind": "unreadable", "complete": False, "facts": words}
            db.execute([Update("family", told, {"child__in": part})])
            db.execute(Delete(table, {f"{column}__in": part}) for table, column in _OF_FILE)
        _settle_holdings(db)
        empty_index(db)
        db.execute(Delete(table, {}) for table in _COMPARED)
    return len(lost)


def empty_index(db: Database) -> None:
    """Empty the search index; it is made anew from the tables and texts."""
    if db.vendor == "sqlite":
        db.query('INSERT INTO "search_words"("search_words") VALUES(\'delete-all\')')
    for table in _INDEX:
        db.execute([Delete(table, {})])


def _no_longer_held(db: Database, gone: list[str]) -> set[str]:
    """The expunged files and all inside them that lie nowhere else."""
    lost = set(gone)
    waiting = list(gone)
    while waiting:
        for row in db.rows("family", parent=waiting.pop(), child__null=False):
            if row.child not in lost and not _held_elsewhere(db, row.child, lost):
                lost.add(row.child)
                waiting.append(row.child)
    return lost


def _held_elsewhere(db: Database, sha256: str, lost: set[str]) -> bool:
    if db.exists("stored_file", sha256=sha256, expunged_seq=None):
        return True
    return any(row.parent not in lost for row in db.rows("family", child=sha256))


def _texts_only_of(db: Database, lost: list[str]) -> Iterator[str]:
    """Texts and maps that are layers of lost files alone."""
    gone = set(lost)
    for start in range(0, len(lost), _MANY):
        for row in db.rows("text_layer", sha256__in=lost[start : start + _MANY]):
            for column in ("text", "map"):
                digest = getattr(row, column)
                if all(one.sha256 in gone for one in db.rows("text_layer", **{column: digest})):
                    yield digest


def _settle_holdings(db: Database) -> None:
    """Work out anew what is held where; a file whose root went gets one of those it still lies in."""
    db.execute([Delete("holding", {})])
    for row in db.rows("content", depth=0):
        hold(db, row.sha256, sorted({one.item for one in db.rows("item_file", sha256=row.sha256)}))
    orphaned = db.query(
        'SELECT c."sha256" FROM "content" c LEFT JOIN "content" r ON r."sha256" = c."root" WHERE r."sha256" IS NULL'
    )
    for (sha256,) in orphaned:
        for parent in db.rows("family", child=sha256, order=("parent",)):
            above = db.one("content", sha256=parent.parent)
            if above is not None and db.exists("content", sha256=above.root):
                where = {"root": above.root, "depth": above.depth + 1}
                db.execute([Update("content", where, {"sha256": sha256})])
                break
