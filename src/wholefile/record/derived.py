"""What was derived from files: under which items it is held, and how it goes when a file is expunged.

Holdings say under which items a file lies, attached or somewhere inside; whoever asks who may see a file asks them.
When a court has a file destroyed, everything read from it goes with it: members that lie nowhere else, text, maps,
likenesses and what the search index knows. A container that still holds the same bytes keeps the place and says that
they were expunged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

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
DERIVED_TABLES = (*dict(_OF_FILE), "layer_reading", "spent", *_INDEX, *_COMPARED)
EXPUNGED_REASON = "It was expunged by order of a court."
_MANY = 500
_LOCK = 0x57484F4C  # an advisory lock of PostgreSQL that only these take


@contextmanager
def one_at_a_time(db: Database) -> Iterator[None]:
    """A transaction in which nobody else accepts a result or takes files up: holdings must see all of a family."""
    with db.atomic():
        if db.vendor != "sqlite":
            db.query("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield


def forget_reading(db: Database, sha256: str, extractor: str, version: str) -> None:
    """What an extractor in a version made of a file goes, layers and lease included, so that it is pending again."""
    where = {"sha256": sha256, "extractor": extractor, "version": version}
    db.execute([
        Delete("text_layer", where),
        Delete("derivation", where),
        Delete("work", {"sha256": sha256, "extractor": extractor}),
    ])  # fmt: skip


def hold(db: Database, sha256: str, items: Iterable[str]) -> None:
    """The file and everything inside it are held under these items too."""
    wanted = set(items)
    waiting = [sha256] if wanted else []
    seen = {sha256}
    while waiting:
        one = waiting.pop()
        has = {row.item for row in db.rows("holding", sha256=one)}
        if wanted <= has:
            continue  # and so is everything inside it
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
        'WHERE c."depth" = 0 AND s."sha256" IS NULL UNION '
        'SELECT p."root" FROM "spent" p LEFT JOIN "content" c ON c."sha256" = p."root" '
        'WHERE c."sha256" IS NULL ORDER BY 1'
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
    texts = sorted(_texts_only_of(db, lost))
    for sha256 in [*texts, *lost]:
        if sha256 in gone or not db.exists("stored_file", sha256=sha256, expunged_seq=None):
            record.derived.destroy(sha256)
    with one_at_a_time(db):
        for start in range(0, len(lost), _MANY):
            part = lost[start : start + _MANY]
            words = json.dumps({"reason": EXPUNGED_REASON})
            told = {"child": None, "kind": "unreadable", "complete": False, "facts": words}
            db.execute([Update("family", told, {"child__in": part})])
            db.execute(Delete(table, {f"{column}__in": part}) for table, column in _OF_FILE)
            db.execute([Delete("spent", {"root__in": part})])
        for start in range(0, len(texts), _MANY):
            db.execute([Delete("layer_reading", {"text__in": texts[start : start + _MANY]})])
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
    """The expunged files and all inside them that no file which remains leads to.

    Asked from the files that remain, since a file that contains itself, or two that contain each other, would hold
    itself for ever. What leads there through an expunged file only is lost: those bytes were expunged with it.
    """
    destroyed = set(gone)
    inside = _led_to(db, destroyed)
    above = _led_to(db, inside, up=True, without=destroyed)
    remain = _that_remain(db, above - destroyed)
    return inside - _led_to(db, remain, without=destroyed, within=above)


def _led_to(
    db: Database,
    begin: set[str],
    *,
    up: bool = False,
    without: set[str] | frozenset[str] = frozenset(),
    within: set[str] | None = None,
) -> set[str]:
    """These files and all inside them, or with `up` all they lie in, however deep; not through those left out."""
    seen, waiting = set(begin), list(begin)
    while waiting:
        part = waiting[-_MANY:]
        del waiting[-_MANY:]
        if up:
            found = {row.parent for row in db.rows("family", child__in=part)}
        else:
            found = {row.child for row in db.rows("family", parent__in=part, child__null=False)}
        fresh = found - seen - without
        if within is not None:
            fresh &= within
        seen |= fresh
        waiting += fresh
    return seen


def _that_remain(db: Database, digests: set[str]) -> set[str]:
    """Those of these files that are attached and were not expunged."""
    asked = sorted(digests)
    parts = (asked[start : start + _MANY] for start in range(0, len(asked), _MANY))
    return {
        row.sha256 for part in parts for row in db.rows("stored_file", sha256__in=part, expunged_seq=None)
    }


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
        'SELECT c."sha256" FROM "content" c LEFT JOIN "content" r ON r."sha256" = c."root" '
        'WHERE r."sha256" IS NULL ORDER BY c."depth", c."sha256"'
    )
    waiting, before = [row[0] for row in orphaned], 0
    while len(waiting) != before:  # a file may lie only in others whose root went too
        before = len(waiting)
        waiting = [sha256 for sha256 in waiting if not _settle_root(db, sha256)]


def _settle_root(db: Database, sha256: str) -> bool:
    """Give a file the root of the highest file it lies in, of those whose root is still here; whether there is one."""
    parents = {row.parent for row in db.rows("family", child=sha256)}
    known = (db.one("content", sha256=parent) for parent in sorted(parents))
    above = [one for one in known if one is not None and db.exists("content", sha256=one.root)]
    if not above:
        return False
    nearest = min(above, key=lambda one: one.depth)
    where = {"root": nearest.root, "depth": nearest.depth + 1}
    db.execute([Update("content", where, {"sha256": sha256})])
    return True
