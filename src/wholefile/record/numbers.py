"""Numbers that were given once and whose act a court had destroyed: they stay taken.

A voucher on a bag or a hold cited in a letter must never come to mean something else, also when nobody may know any
more what it meant. So before a body is destroyed the numbers it gave are kept, and nothing else of it.
`wrongly_kept` shows by the headers, which stay, that none was dropped.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from wholefile.record.sql import Database

# The field in which an act of this kind gives a number of the record's own. Dockets and places have their own names.
GIVES = {
    "custody.released": "transfer",
    "custody.transferred": "transfer",
    "deadline.set": "deadline",
    "disclosure.certified": "certificate",
    "disposition.requested": "disposition",
    "fact.accepted": "fact",
    "hold.placed": "hold",
    "inconsistency.flagged": "inconsistency",
    "inventory.recorded": "inventory",
    "item.received": "item",
    "laboratory.requested": "request",
    "objection.raised": "objection",
    "obligation.set": "obligation",
    "order.entered": "order",
    "party.added": "party",
    "person.added": "person",
    "production.planned": "production",
    "statement.recorded": "statement",
    "supplement.opened": "supplement",
}
SPLIT = "item.split"


def numbers_given(kind: str, body: Mapping[str, Any]) -> list[str]:
    """The numbers that an act gives, of the record's own."""
    if kind == SPLIT:
        return [part["item"] for part in body["parts"]]
    return [body[GIVES[kind]]] if kind in GIVES else []


def is_retired(db: Database, number: str) -> bool:
    """Whether a number was given by an act that was destroyed since."""
    return db.exists("retired_number", number=number)


def retired_parts(db: Database, item: str) -> list[str]:
    """The numbers of an item's parts that were given by destroyed acts."""
    rows = db.rows("retired_number", number__gte=f"{item}.", number__lt=f"{item}/")
    return [row.number for row in rows]


def wrongly_kept(db: Database) -> Iterator[tuple[int, str]]:
    """Destroyed acts whose numbers are not kept, and numbers kept without such an act: the position, and the words."""
    kinds = (*GIVES, SPLIT)
    marks = ", ".join(["%s"] * len(kinds))
    gone = db.query(
        'SELECT e."seq" FROM "expunged" x JOIN "entry" e ON e."seq" = x."seq" '  # noqa: S608
        f'LEFT JOIN "body" b ON b."seq" = x."seq" WHERE b."seq" IS NULL AND e."kind" IN ({marks})',
        kinds,
    )
    expected = {row[0] for row in gone}
    kept = {row.seq for row in db.rows("retired_number")}
    for seq in sorted(expected - kept):
        yield seq, "the number it gave is not kept, so it could be given again"
    for seq in sorted(kept - expected):
        yield seq, "a number is kept as if its body were destroyed, and it is not"
