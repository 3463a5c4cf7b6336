"""Finding an item by whatever one has of it: voucher, former number, serial, name, plate, or words."""

from __future__ import annotations

from typing import Any

from wholefile.core.acts.items import IDENTIFIER
from wholefile.core.folding import NAMED_CASE, PLACE, SUBMITTER, fold
from wholefile.record import lookups
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing

FIND_KEYS = {"found": "list of {item, status, description, why}", "more": "whether there are more than shown"}
CASES_KEYS = {"cases": "list of {docket, title, kind, status, items}"}
MOST_FOUND = 200


def find_view(db: Database, sight: Sight, words: str) -> dict[str, Any]:
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
    condition, values = seeing.at(db, sight).item('i."item"')
    described = db.query(
        'SELECT i."item" FROM "item" i WHERE LOWER(i."description") LIKE %s ESCAPE \'\\\''  # noqa: S608
        f' AND {condition} ORDER BY i."item" LIMIT %s',
        [pattern, *values, MOST_FOUND + 1],
    )
    for (item,) in described:
        why.setdefault(item, "description")
    names = sorted(seeing.seen_items(db, sight, why), key=lookups.voucher_order)
    shown = {row.item: row for row in lookups.by_values(db, "item", "item", names[:MOST_FOUND])}
    office = seeing.seen_items(db, seeing.of_the_office(sight), shown)
    found = [
        {
            "item": item,
            "status": shown[item].status if item in office else "produced",
            "description": shown[item].description,
            "why": why[item],
        }
        for item in names[:MOST_FOUND]
    ]
    return {"found": found, "more": len(names) > MOST_FOUND}


def cases_view(db: Database, sight: Sight, *, everything: bool) -> dict[str, Any]:
    """The cases that are seen, the open ones unless asked for all."""
    sight = seeing.at(db, sight)
    case, of_case = sight.case('c."docket"')
    item, of_item = sight.item('l."item"')
    counts = dict(
        db.query(
            'SELECT l."docket", COUNT(*) FROM "item_case" l'  # noqa: S608
            f' WHERE l."detached_seq" IS NULL AND {item} GROUP BY l."docket"',
            of_item,
        )
    )
    rows = db.query(
        'SELECT c."docket", c."title", c."kind", c."status" FROM "case_file" c'  # noqa: S608
        f' WHERE {case} ORDER BY c."docket"',
        of_case,
    )
    names = ("docket", "title", "kind", "status")
    return {
        "cases": [
            {**dict(zip(names, row, strict=True)), "items": int(counts.get(row[0], 0))}
            for row in rows
            if everything or row[3] == "open"
        ]
    }
