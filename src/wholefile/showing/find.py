"""Finding an item by whatever one has of it: voucher, former number, serial, name, plate, or words."""

from __future__ import annotations

from typing import Any

from wholefile.core.acts.items import IDENTIFIER
from wholefile.core.folding import NAMED_CASE, PLACE, SUBMITTER, fold
from wholefile.record import lookups
from wholefile.record.sql import Database

FIND_KEYS = {"found": "list of {item, status, description, why}", "more": "whether there are more than shown"}
CASES_KEYS = {"cases": "list of {docket, title, kind, status, items}"}
MOST_FOUND = 200


def find_view(db: Database, words: str) -> dict[str, Any]:
    """Items whose voucher, marks or description fit the words; marks are compared without spaces and case."""
    why: dict[str, str] = {}
    if db.exists("item", item=words.upper()):
        why[words.upper()] = "voucher"
    kinds = [*IDENTIFIER.spec["fields"]["kind"]["words"], SUBMITTER, PLACE, NAMED_CASE]
    for kind in kinds:
        folded = fold(kind, words)
        rows = db.rows("identifier", kind=kind, folded=folded) if folded else []
        for row in [*rows, *db.rows("identifier", kind=kind, value=words)]:
            why.setdefault(row.item, f"{row.kind} {row.value}")
    pattern = "%" + words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    described = db.query(
        'SELECT "item" FROM "item" WHERE LOWER("description") LIKE %s ESCAPE \'\\\' ORDER BY "item" LIMIT %s',
        [pattern, MOST_FOUND + 1],
    )
    for (item,) in described:
        why.setdefault(item, "description")
    names = sorted(why, key=lookups.voucher_order)
    found = []
    for item in names[:MOST_FOUND]:
        row = lookups.item(db, item)
        found.append({"item": item, "status": row.status, "description": row.description, "why": why[item]})
    return {"found": found, "more": len(names) > MOST_FOUND}


def cases_view(db: Database, *, everything: bool) -> dict[str, Any]:
    """The cases of the record, the open ones unless asked for all."""
    counts = dict(
        db.query('SELECT "docket", COUNT(*) FROM "item_case" WHERE "detached_seq" IS NULL GROUP BY "docket"')
    )
    rows = db.rows("case_file", order=("docket",))
    return {
        "cases": [
            {
                **{name: getattr(row, name) for name in ("docket", "title", "kind", "status")},
                "items": int(counts.get(row.docket, 0)),
            }
            for row in rows
            if everything or row.status == "open"
        ]
    }
