"""Which stored files are to be read next, and when each was last read.

Files of both stores stand in one queue: those never read first, then those read longest ago, so that no file waits
longer than another. When a file was read stands in the table `fixity_state`, which is no part of the record: lost, it
means that everything is due again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from wholefile.record.days import DAY_MS
from wholefile.record.lookups import policy
from wholefile.record.sql import Database, Delete
from wholefile.record.stores import DERIVED, STORE

WHOLE, ROTTEN, MISSING, UNREADABLE, UNNAMED = "whole", "rotten", "missing", "unreadable", "unnamed"
WRONG = (ROTTEN, MISSING, UNREADABLE)
DAYS = "7"  # CJIS Security Policy, SI-7(1): integrity checks at least weekly
PAGE = 20_000  # at half a million files the query takes a second
_MANY = 500

# Every file that must be in a store, with its length as far as the tables know it and when it came there. Members of
# a file that is to be read again are not among them.
_WANTED = """
    SELECT 'store' AS "store", s."sha256" AS "sha256", s."size" AS "size", s."seq" AS "came", e."at" AS "at"
    FROM "stored_file" s JOIN "entry" e ON e."seq" = s."seq" WHERE s."expunged_seq" IS NULL
    UNION ALL
    SELECT 'derived', d."sha256", MAX(d."size"), 9223372036854775807, MIN(d."at") FROM (
        SELECT f."child" AS "sha256", f."size" AS "size", x."at" AS "at"
        FROM "family" f JOIN "content" x ON x."sha256" = f."child"
        WHERE EXISTS (SELECT 1 FROM "derivation" d WHERE d."sha256" = f."parent" AND d."members" > 0)
        UNION ALL
        SELECT t."text", t."characters", x."at" FROM "text_layer" t JOIN "content" x ON x."sha256" = t."sha256"
        UNION ALL
        SELECT t."map", t."characters", x."at" FROM "text_layer" t JOIN "content" x ON x."sha256" = t."sha256"
    ) d GROUP BY d."sha256"
"""
_STATE = 'LEFT JOIN "fixity_state" f ON f."store" = w."store" AND f."sha256" = w."sha256"'


class Wanted(NamedTuple):
    """A file that must be in a store; `size` in bytes is an estimate for derived files."""

    store: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Due:
    """Files that were not read for longer than they should be.

    `files` of so many, `octets` in bytes; `oldest` is when the one that waits longest was last read or came into the
    store (milliseconds since 1970 UTC), `days` the limit. `wrong` are files people brought that the last reading found
    rotten, missing or unreadable, and that nobody has made good since.
    """

    files: int
    of: int
    octets: int
    oldest: int | None
    days: int
    wrong: tuple[str, ...] = ()


def next_files(db: Database, begun: int, most: int = PAGE) -> list[Wanted]:
    """The next files that were not noted as read in the scrub that began at this instant, the longest unread first.

    What was read in the future, by a clock that was wrong, counts as never read.
    """
    rows = db.query(
        f'SELECT w."store", w."sha256", w."size" FROM ({_WANTED}) w {_STATE} '  # noqa: S608
        'WHERE f."checked_at" IS NULL OR f."checked_at" <> %s '
        'ORDER BY CASE WHEN f."checked_at" IS NULL OR f."checked_at" > %s THEN 0 ELSE f."checked_at" END, '
        'w."came", w."sha256", w."store" LIMIT %s',
        [begun, begun, most],
    )
    return [Wanted(*row) for row in rows]


def due(db: Database, now: int, days: int | None = None) -> Due:
    """What is due at this instant (milliseconds since 1970 UTC): not read, and not come, within so many days.

    Without `days` the limit is that of the policy `fixity_days`, 7 unless adopted otherwise.
    """
    limit = days_between(db) if days is None else days
    before = now - limit * DAY_MS
    since = 'CASE WHEN f."checked_at" IS NULL OR f."checked_at" > %s THEN w."at" ELSE f."checked_at" END'
    [(of, files, octets, oldest)] = db.query(
        'SELECT COUNT(*), COALESCE(SUM(CASE WHEN "since" < %s THEN 1 ELSE 0 END), 0), '  # noqa: S608
        'COALESCE(SUM(CASE WHEN "since" < %s THEN "size" ELSE 0 END), 0), MIN("since") '
        f'FROM (SELECT {since} AS "since", w."size" AS "size" FROM ({_WANTED}) w {_STATE}) d',
        [before, before, now],
    )
    since_when = None if oldest is None else int(oldest)
    return Due(int(files), int(of), int(octets), since_when, limit, tuple(known_wrong(db)))


def known_wrong(db: Database) -> list[str]:
    """Files that people brought and that were not whole when they were last read."""
    rows = db.query(
        'SELECT f."sha256" FROM "fixity_state" f JOIN "stored_file" s ON s."sha256" = f."sha256" '
        'AND s."expunged_seq" IS NULL WHERE f."store" = %s AND f."outcome" IN (%s, %s, %s) ORDER BY f."sha256"',
        [STORE, *WRONG],
    )
    return [row[0] for row in rows]


def days_between(db: Database) -> int:
    """How many days may pass between two readings of a file: the policy `fixity_days`."""
    value = policy(db, "fixity_days", DAYS)
    return int(value) if value.isascii() and value.isdigit() and int(value) else int(DAYS)


def is_wanted(db: Database, one: Wanted) -> bool:
    """Whether the file must still be there: it may have been expunged while it was read."""
    if one.store == STORE:
        return db.exists("stored_file", sha256=one.sha256, expunged_seq=None)
    return one.sha256 in named_derived(db, [one.sha256])


def named_derived(db: Database, digests: Iterable[str]) -> set[str]:
    """Those of these digests that name a member or a text layer."""
    asked, found = list(digests), set[str]()
    for start in range(0, len(asked), _MANY):
        part = asked[start : start + _MANY]
        found |= {row.child for row in db.rows("family", child__in=part)}
        for column in ("text", "map"):
            where: dict[str, Any] = {f"{column}__in": part}
            found |= {getattr(row, column) for row in db.rows("text_layer", **where)}
    return found


def note_read(db: Database, read: Iterable[tuple[Wanted, str]], at: int) -> None:
    """Remember that these were read at this instant, and how it ended."""
    rows = [(one.store, one.sha256, at, outcome) for one, outcome in read]
    with db.atomic():
        db.run_many(
            'INSERT INTO "fixity_state" ("store", "sha256", "checked_at", "outcome") VALUES (%s, %s, %s, %s) '
            'ON CONFLICT ("store", "sha256") DO UPDATE SET '
            '"checked_at" = excluded."checked_at", "outcome" = excluded."outcome"',
            rows,
        )


def forget_state(db: Database, store: str, sha256: str) -> None:
    """The file is gone from this store."""
    db.execute([Delete("fixity_state", {"store": store, "sha256": sha256})])


def items_of(db: Database, digests: Iterable[str]) -> dict[str, list[str]]:
    """The items to which stored files belong: digests by item, in the order of the items."""
    found: dict[str, set[str]] = {}
    asked = list(digests)
    for start in range(0, len(asked), _MANY):
        for row in db.rows("item_file", sha256__in=asked[start : start + _MANY]):
            found.setdefault(row.item, set()).add(row.sha256)
    return {item: sorted(found[item]) for item in sorted(found)}


def known_state(db: Database, store: str, sha256: str) -> Any:
    """What is remembered of a file, or nothing."""
    return db.one("fixity_state", store=store, sha256=sha256)


__all__ = ["DERIVED", "STORE", "Due", "Wanted", "due", "next_files"]
