"""Who looked at contents and what left the record, as acts of access tell it, of what is seen.

The defence's reading is no act and stands nowhere (rule D12).
"""

from __future__ import annotations

from typing import Any

from wholefile.record import lookups
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.paging import FIRST, Page

ACCESS_KEYS = {
    "accesses": "list of {position, at, person, name, item or null, docket or null, what, purpose}, the newest first"
}


def access_view(
    db: Database, sight: Sight, *, person: str = "", item: str = "", page: Page = FIRST
) -> dict[str, Any]:
    """Accesses to items, and exports from cases, that the office's roles show. An unseen item gives an empty list."""
    office = seeing.at(db, seeing.of_the_office(sight))
    of_item, item_values = office.item('a."item"')
    of_case, case_values = office.case('a."docket"')
    where = f'((a."item" IS NOT NULL AND {of_item}) OR (a."item" IS NULL AND {of_case}))'
    values = [*item_values, *case_values]
    for column, value in (("person", person), ("item", item)):
        if value:
            where += f' AND a."{column}" = %s'
            values.append(value)
    total = int(db.query(f'SELECT COUNT(*) FROM "access" a WHERE {where}', values)[0][0])  # noqa: S608
    rows = db.query(
        'SELECT a."seq", a."at", a."person", a."item", a."docket", a."what", a."purpose" FROM "access" a'  # noqa: S608
        f' WHERE {where} ORDER BY a."seq" DESC, a."n" LIMIT %s OFFSET %s',
        [*values, page.rows, page.start],
    )
    names = lookups.person_names(db, {row[2] for row in rows})
    cases = seeing.seen_cases(db, office, {row[4] for row in rows if row[4]})
    keys = ("position", "at", "person", "item", "docket", "what", "purpose")
    return {
        "accesses": [
            {
                **dict(zip(keys, row, strict=True)),
                "name": names.get(row[2], row[2]),
                "docket": row[4] if row[4] in cases else None,
            }
            for row in rows
        ],
        **page.of(total),
    }
