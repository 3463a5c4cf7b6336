"""The decision on an item in a case: the one that stands, or to the defence the one under which it was served."""

from __future__ import annotations

from collections.abc import Sequence

from wholefile.record.sql import Database, Row, tables
from wholefile.record.visibility import Sight
from wholefile.showing import seeing


def decisions_shown(
    db: Database, sight: Sight, vouchers: Sequence[str], dockets: Sequence[str]
) -> dict[tuple[str, str], Row]:
    """The decisions by docket and voucher; a few reads, however many items and cases."""
    office = seeing.seen_cases(db, seeing.of_the_office(sight), dockets)
    found = _where(db, vouchers, sorted(office), 'x."superseded_seq" IS NULL')
    served = [one for one in dockets if one not in office]
    if served:
        found |= _where(
            db,
            vouchers,
            served,
            'EXISTS (SELECT 1 FROM "production" p WHERE p."docket" = x."docket" AND p."served_seq" IS NOT NULL'
            ' AND x."seq" < p."served_seq"'
            ' AND (x."superseded_seq" IS NULL OR x."superseded_seq" > p."served_seq"))'
            " AND x.\"decision\" IN ('produced', 'partial')",
        )
    return found


def _where(
    db: Database, vouchers: Sequence[str], dockets: Sequence[str], condition: str
) -> dict[tuple[str, str], Row]:
    known = tables()["decision"]
    columns = ", ".join(f'x."{one}"' for one in known.columns)
    found: dict[tuple[str, str], Row] = {}
    if not dockets:
        return found
    for part in seeing.chunks(vouchers):
        rows = db.query(
            f'SELECT {columns} FROM "decision" x WHERE x."item" IN ({seeing.marks(part)})'  # noqa: S608
            f' AND x."docket" IN ({seeing.marks(dockets)}) AND {condition} ORDER BY x."seq"',
            [*part, *dockets],
        )
        for row in map(known.row._make, rows):
            found[row.docket, row.item] = row
    return found
