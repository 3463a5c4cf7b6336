"""Productions: to the office those of its cases, to the defence those that were served in the cases it acts in."""

from __future__ import annotations

import json
from typing import Any

from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.paging import FIRST, Page

_NAMES = (
    "production", "docket", "volume", "status", "to", "items", "files", "served_at", "certificate", "supersedes",
)  # fmt: skip


def productions_list(
    db: Database, sight: Sight, *, docket: str | None = None, page: Page = FIRST
) -> dict[str, Any]:
    """Productions that are seen, the newest first, of one case when it is named. Raises NotFound for an unseen case."""
    if docket is not None:
        seeing.case(db, sight, docket)
    of: dict[str, Any] = {} if docket is None else {"docket": docket}
    rows = _seen(db, sight, db.rows("production", order=("-seq",), **of))
    return {"productions": [_production(row) for row in page.cut(rows)], **page.of(len(rows))}


def production_view(db: Database, sight: Sight, number: str, page: Page = FIRST) -> dict[str, Any]:
    """A production with its members a page at a time, its digests, receipts and objections. Raises NotFound.

    Objections are those of its case that were raised once it was served; nothing in the record ties one closer.
    """
    row = lookups.production(db, number)
    if not _seen(db, sight, [row]):
        raise lookups.unknown("production", number)
    total = db.count("production_member", production=number)
    members = db.query(
        'SELECT m."item", m."sha256", m."name", m."bates_first", m."bates_last" FROM "production_member" m'
        ' WHERE m."production" = %s ORDER BY m."seq", m."n" LIMIT %s OFFSET %s',
        [number, page.rows, page.start],
    )
    items = [item for (item, *_) in members]
    described = {
        one.item: one.description for one in lookups.by_values(db, "item", "item", sorted(set(items)))
    }
    seen = seeing.seen_items(db, sight, items)
    names = ("item", "sha256", "name", "bates_first", "bates_last")
    return {
        **_production(row),
        **{name: getattr(row, name) for name in ("prefix", "first", "last", "schedule", "payload")},
        "planned_at": row.seq,
        "served_at_position": row.served_seq,
        "members": [
            {**dict(zip(names, one, strict=True)), "description": described.get(one[0])}
            for one in members
            if one[0] in seen
        ],
        "receipts": [
            {"position": one.seq, "result": one.result, "by": one.by, "at": one.at}
            for one in db.rows("receipt", order=("seq",), production=number)
        ],
        "objections": [_objection(db, sight, one) for one in _objections(db, row)],
        **page.of(total),
    }


def _seen(db: Database, sight: Sight, rows: list[Row]) -> list[Row]:
    dockets = {row.docket for row in rows}
    office = seeing.seen_cases(db, seeing.of_the_office(sight), dockets)
    served = seeing.seen_cases(db, sight, dockets)
    return [
        row for row in rows if row.docket in office or (row.docket in served and row.served_seq is not None)
    ]


def _production(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _NAMES}


def _objections(db: Database, row: Row) -> list[Row]:
    if row.served_seq is None:
        return []
    return db.rows("objection", order=("seq",), docket=row.docket, seq__gt=row.served_seq)


def _objection(db: Database, sight: Sight, row: Row) -> dict[str, Any]:
    items = json.loads(row.items)
    seen = seeing.seen_items(db, sight, items)
    return {
        **{
            name: getattr(row, name)
            for name in ("objection", "kind", "text", "raised_by", "outcome", "answer")
        },
        "items": [one for one in items if one in seen],
        "position": row.seq,
        "answered_at": row.answered_seq,
    }
