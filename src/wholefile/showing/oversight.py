"""What an auditor looks at: what the log signed, who cosigned it, and how long things take.

What a rule refused is not recorded, and neither is anybody's reading but in acts of access; no number here can say.
"""

from __future__ import annotations

from statistics import median
from typing import Any

from wholefile.core.cosignature import cosigned_at
from wholefile.core.note import parse_note
from wholefile.record import checkpoints, lookups, trust
from wholefile.record.days import DAY_MS
from wholefile.record.home import Record
from wholefile.record.projections.moving import GONE
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.paging import FIRST, Page

NOT_RECORDED = ("refusals of rules", "reading by the defence")


def oversight_view(record: Record, sight: Sight, page: Page = FIRST) -> dict[str, Any]:
    """Checkpoints with their cosignatures, the newest first, witnesses, and metrics over what is seen.

    Sizes of the log count what others did: to whoever does not see the whole record the log's own parts are empty.
    """
    db, whole = record.db, sight.everything
    total = db.count("checkpoint") if whole else 0
    rows = db.rows("checkpoint", order=("-size",), limit=page.start + page.rows) if whole else []
    return {
        "log": record.origin,
        "fingerprint": record.log_key.fingerprint,
        "entries": lookups.entry_count(db) if whole else None,
        "checkpoint_due": checkpoints.checkpoint_due(record) if whole else None,
        "checkpoints": [
            {"size": row.size, "at": row.at, "cosigned": cosigned(record, row.note)}
            for row in rows[page.start :]
        ],
        "witnesses": [
            {"name": one.name, "key": one.key.vkey, "url": one.url} for one in trust.witnesses_of(record)
        ]
        if whole
        else [],
        "metrics": metrics(db, sight),
        "not_recorded": list(NOT_RECORDED),
        **page.of(total),
    }


def metrics(db: Database, sight: Sight) -> dict[str, Any]:
    """How the office does, of what its roles show.

    `days_to_disclosure` is the median of whole days from intake to the first production of an item that was served,
    null where none was; `disclosed` how many items that is over; `undecided` links of items to open cases without a
    decision; `lapsed_clearances` firearms here that nobody's declaration clears now; `unlocated` items not found.
    """
    office = seeing.at(db, seeing.of_the_office(sight))
    if office.nothing:
        return {
            "days_to_disclosure": None,
            "disclosed": 0,
            "undecided": 0,
            "lapsed_clearances": 0,
            "unlocated": 0,
        }
    days = _days_to_disclosure(db, office)
    return {
        "days_to_disclosure": median(days) if days else None,
        "disclosed": len(days),
        "undecided": _undecided(db, office),
        "lapsed_clearances": _lapsed(db, office),
        "unlocated": _number(db, office, 'i."status" = %s', ["unlocated"]),
    }


def cosigned(record: Record, note: str) -> list[dict[str, Any]]:
    """When each witness of the policy cosigned a note, in milliseconds since 1970 (UTC); None for not yet."""
    parsed = parse_note(note.encode())
    times = [(one.name, cosigned_at(parsed, one.key)) for one in trust.witnesses_of(record)]
    return [{"witness": name, "at": None if at is None else at * 1000} for name, at in times]


def _days_to_disclosure(db: Database, office: Sight) -> list[int]:
    item, of_item = office.item('i."item"')
    case, of_case = office.case('p."docket"')
    rows = db.query(
        'SELECT i."occurred_at", MIN(p."served_at") FROM "production_member" m'  # noqa: S608
        ' JOIN "production" p ON p."production" = m."production" JOIN "item" i ON i."item" = m."item"'
        f' WHERE p."served_at" IS NOT NULL AND {item} AND {case} GROUP BY i."item", i."occurred_at"',
        [*of_item, *of_case],
    )
    return [max(0, (int(served) - int(came)) // DAY_MS) for came, served in rows]


def _undecided(db: Database, office: Sight) -> int:
    case, values = office.case('c."docket"')
    rows = db.query(
        'SELECT COUNT(*) FROM "item_case" l JOIN "case_file" c ON c."docket" = l."docket"'  # noqa: S608
        f' WHERE c."status" = \'open\' AND l."detached_seq" IS NULL AND {case} AND NOT EXISTS'
        ' (SELECT 1 FROM "decision" x WHERE x."item" = l."item" AND x."docket" = l."docket"'
        ' AND x."superseded_seq" IS NULL AND x."decision" <> \'pending\')',
        values,
    )
    return int(rows[0][0])


def _lapsed(db: Database, office: Sight) -> int:
    gone = sorted(GONE)
    where = (
        f'i."category" = \'firearm\' AND i."status" NOT IN ({seeing.marks(gone)}) AND NOT EXISTS'  # noqa: S608
        ' (SELECT 1 FROM "condition" x WHERE x."item" = i."item" AND x."lapsed_seq" IS NULL'
        ' AND x."condition" = \'cleared\' AND x."declared_by" <> x."verified_by")'
    )
    return _number(db, office, where, gone)


def _number(db: Database, office: Sight, where: str, values: list[str]) -> int:
    item, of_item = office.item('i."item"')
    rows = db.query(f'SELECT COUNT(*) FROM "item" i WHERE {where} AND {item}', [*values, *of_item])  # noqa: S608
    return int(rows[0][0])
