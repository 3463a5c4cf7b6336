"""Long lists: items, cases and people, a page at a time, counted over what is seen.

Each page takes the same few reads whatever its length and whatever the record holds.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wholefile.record import lookups
from wholefile.record.sql import Database, Row, tables
from wholefile.record.visibility import Condition, Sight
from wholefile.showing import seeing
from wholefile.showing.items import with_of
from wholefile.showing.paging import FIRST, Page
from wholefile.showing.people import people_view

ITEMS_ORDER = {
    "item": 'i."item"',
    "newest": 'i."seq" DESC, i."item"',
    "description": 'LOWER(i."description"), i."item"',
}


@dataclass(frozen=True, slots=True)
class ItemFilters:
    """Which items are wanted; what is None does not limit. `place` is with all places inside it.

    `decision` is that in `docket`, `undecided` for none; `words` stand in the description or begin the voucher.
    """

    docket: str | None = None
    category: str | None = None
    status: str | None = None
    holder: str | None = None
    place: str | None = None
    decision: str | None = None
    words: str | None = None
    order: str = "item"


def items_list(
    db: Database, sight: Sight, filters: ItemFilters | None = None, page: Page = FIRST
) -> dict[str, Any]:
    """Items that are seen and fit, with where they are and in which of the cases seen.

    Where and how an item is now may only be asked of items that the office's roles show. An unseen case, holder or
    place gives an empty list, as one that does not exist does.
    """
    asked = filters or ItemFilters()
    narrow = any((asked.status, asked.holder, asked.place, asked.decision, asked.category))
    reach = seeing.at(db, seeing.of_the_office(sight) if narrow else sight)
    if asked.docket and not seeing.seen_cases(db, reach, [asked.docket]):
        return {"items": [], **page.of(0)}
    if asked.docket and not seeing.seen_cases(db, seeing.of_the_office(reach), [asked.docket]):
        # Of a case it was served in, the defence sees what was served there, not what came to it in another.
        reach = replace(reach, dockets=(), served=(asked.docket,), everywhere=False)
    where, values = _fitting(db, reach, asked)
    condition = " AND ".join(where)
    total = int(db.query(f'SELECT COUNT(*) FROM "item" i WHERE {condition}', values)[0][0])  # noqa: S608
    known = tables()["item"]
    columns = ", ".join(f'i."{one}"' for one in known.columns)
    order = ITEMS_ORDER.get(asked.order, ITEMS_ORDER["item"])
    rows = db.query(
        f'SELECT {columns} FROM "item" i WHERE {condition} ORDER BY {order} LIMIT %s OFFSET %s',  # noqa: S608
        [*values, page.rows, page.start],
    )
    return {"items": item_rows(db, sight, [known.row._make(row) for row in rows]), **page.of(total)}


def item_rows(db: Database, sight: Sight, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Items for a list, each with its place and cases as far as they are seen; four reads, however many."""
    vouchers = [row.item for row in rows]
    office = seeing.seen_items(db, seeing.of_the_office(sight), vouchers)
    names = lookups.person_names(db, [row.holder for row in rows if row.holder])
    links = lookups.by_values(db, "item_case", "item", vouchers)
    cases = seeing.seen_cases(db, sight, [link.docket for link in links])
    dockets: dict[str, list[str]] = {}
    own = seeing.seen_cases(db, seeing.of_the_office(sight), cases)
    served = seeing.served_in(db, sight, vouchers)
    for link in links:
        if (link.docket in own and link.detached_seq is None) or (link.docket, link.item) in served:
            dockets.setdefault(link.item, []).append(link.docket)
    nowhere = {"holder": None, "holder_name": None, "location": None, "out_to": None}
    return [
        {
            "item": row.item,
            "description": row.description,
            "category": row.category,
            "status": row.status if row.item in office else "produced",
            "quantity": row.quantity if row.item in office else None,
            "unit": row.unit,
            "with": with_of(row, names) if row.item in office else nowhere,
            "open_transfer": row.open_transfer if row.item in office else None,
            "cases": sorted(dockets.get(row.item, ())),
        }
        for row in rows
    ]


def cases_list(
    db: Database, sight: Sight, *, status: str | None = None, words: str | None = None, page: Page = FIRST
) -> dict[str, Any]:
    """The cases that are seen, newest first, each with how many of its items are seen and how many are undecided."""
    sight = seeing.at(db, sight)
    condition, values = sight.case('c."docket"')
    where = [condition]
    if status is not None:
        where.append('c."status" = %s')
        values = [*values, status]
    if words:
        where.append(
            "(LOWER(c.\"title\") LIKE %s ESCAPE '\\' OR LOWER(c.\"docket\") LIKE %s ESCAPE '\\'"
            " OR LOWER(c.\"as_printed\") LIKE %s ESCAPE '\\')"
        )
        values = [*values, *[containing(words)] * 3]
    fit = " AND ".join(where)
    total = int(db.query(f'SELECT COUNT(*) FROM "case_file" c WHERE {fit}', values)[0][0])  # noqa: S608
    rows = db.query(
        'SELECT c."docket", c."as_printed", c."title", c."kind", c."court", c."status" FROM "case_file" c'  # noqa: S608
        f' WHERE {fit} ORDER BY c."seq" DESC LIMIT %s OFFSET %s',
        [*values, page.rows, page.start],
    )
    dockets = [row[0] for row in rows]
    office = seeing.seen_cases(db, seeing.of_the_office(sight), dockets)
    items, undecided = _items_of(db, sight, dockets, office), _undecided(db, sight, dockets)
    names = ("docket", "as_printed", "title", "kind", "court", "status")
    found = [
        {
            **dict(zip(names, row, strict=True)),
            "items": items.get(row[0], 0),
            "undecided": undecided.get(row[0], 0) if row[0] in office else None,
        }
        for row in rows
    ]
    for one in found:
        if one["docket"] not in office:
            one["status"] = None
    return {"cases": found, **page.of(total)}


def people_list(
    db: Database, sight: Sight, *, words: str | None = None, page: Page = FIRST, administers: bool = False
) -> dict[str, Any]:
    """The people of the record by name, agency or number, with the roles that are seen."""
    wanted = (words or "").lower()
    found = [
        one
        for one in people_view(db, sight, administers=administers)["people"]
        if wanted in f"{one['person']} {one['name']} {one['agency']}".lower()
    ]
    return {"people": page.cut(found), **page.of(len(found))}


def containing(words: str) -> str:
    """A pattern for whatever contains these words, for LIKE with a backslash as escape."""
    escaped = words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _fitting(db: Database, sight: Sight, asked: ItemFilters) -> tuple[list[str], list[Any]]:
    condition, given = sight.item('i."item"')
    where, values = [condition], [*given]
    for column in ("category", "status", "holder"):
        if value := getattr(asked, column):
            where.append(f'i."{column}" = %s')
            values.append(value)
    if asked.place:
        inside = 'i."location" >= %s AND i."location" < %s'
        if db.vendor != "sqlite":
            inside = 'i."location" COLLATE "C" >= %s AND i."location" COLLATE "C" < %s'
        where.append(f'(i."location" = %s OR ({inside}))')
        values += [asked.place, f"{asked.place}/", f"{asked.place}0"]  # "0" follows "/" in ASCII
    if asked.words:
        where.append(
            "(LOWER(i.\"description\") LIKE %s ESCAPE '\\' OR LOWER(i.\"item\") LIKE %s ESCAPE '\\')"
        )
        values += [containing(asked.words), containing(asked.words)[1:]]
    if asked.docket:
        sql, more = _in_case(asked)
        where.append(sql)
        values += more
    return where, values


def _in_case(asked: ItemFilters) -> Condition:
    linked = 'SELECT 1 FROM "item_case" l WHERE l."item" = i."item" AND l."docket" = %s AND l."detached_seq" IS NULL'
    parts, given = [f"EXISTS ({linked})"], [str(asked.docket)]
    if asked.decision:
        decided = (
            'SELECT 1 FROM "decision" x WHERE x."item" = i."item" AND x."docket" = %s'
            ' AND x."superseded_seq" IS NULL'
        )
        if asked.decision == "undecided":
            parts.append(f"NOT EXISTS ({decided})")
            given.append(str(asked.docket))
        else:
            parts.append(f'EXISTS ({decided} AND x."decision" = %s)')
            given += [str(asked.docket), asked.decision]
    return " AND ".join(parts), given


def _items_of(db: Database, sight: Sight, dockets: Sequence[str], office: Collection[str]) -> dict[str, int]:
    """How many items each case has; to the defence, how many were served to it there."""
    own = [one for one in dockets if one in office]
    condition, values = sight.item('l."item"')
    found = _counted(
        db,
        'SELECT l."docket", COUNT(*) FROM "item_case" l WHERE l."detached_seq" IS NULL'  # noqa: S608
        f' AND {condition} AND l."docket" IN ({seeing.marks(own)}) GROUP BY l."docket"',
        [*values, *own],
        own,
    )
    others = [one for one in dockets if one not in office]
    if others:
        links = lookups.by_values(db, "item_case", "docket", others)
        for docket, _ in seeing.served_in(db, sight, {link.item for link in links}):
            if docket in others:
                found[docket] = found.get(docket, 0) + 1
    return found


def _undecided(db: Database, sight: Sight, dockets: Sequence[str]) -> dict[str, int]:
    condition, values = seeing.of_the_office(sight).item('l."item"')
    return _counted(
        db,
        'SELECT l."docket", COUNT(*) FROM "item_case" l WHERE l."detached_seq" IS NULL'  # noqa: S608
        f' AND {condition} AND l."docket" IN ({seeing.marks(dockets)}) AND NOT EXISTS (SELECT 1 FROM "decision" x'
        ' WHERE x."item" = l."item" AND x."docket" = l."docket" AND x."superseded_seq" IS NULL'
        ' AND x."decision" <> \'pending\') GROUP BY l."docket"',
        [*values, *dockets],
        dockets,
    )


def _counted(db: Database, sql: str, values: Sequence[Any], dockets: Sequence[str]) -> dict[str, int]:
    if not dockets:
        return {}
    return {docket: int(number) for docket, number in db.query(sql, values)}
