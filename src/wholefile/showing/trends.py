"""How long disclosure takes and what was left undone, month by month, of what is seen through the office's roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from statistics import median
from typing import Any

from wholefile.record.days import DAY_MS, day_of
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.rules.packs import owed_by_the_defence
from wholefile.showing import seeing

MONTHS = 12


def trends_view(db: Database, sight: Sight, now: int, months: int = MONTHS) -> dict[str, Any]:
    """For each of the last months, the oldest first: month, booked, disclosed, days, undecided, lapsed, overdue.

    Items count in the month (UTC) in which they were booked: how many, how many of them were disclosed, the median of
    days until they first were, and how many of a case that is open are undecided today. `lapsed` are declarations of
    condition that ended in the month; `overdue` deadlines and obligations of the State that fell in it and were not met
    by their day. Nothing to the defence.
    """
    office = seeing.at(db, seeing.of_the_office(sight))
    names = _months(day_of(now), months)
    first = int(_instant(names[0]))
    booked, days = _booked(db, office, first)
    undecided, lapsed = _undecided(db, office, first), _lapsed(db, office, first)
    overdue = _overdue(db, office, names[0], day_of(now))
    return {
        "months": [
            {
                "month": one,
                "booked": booked[one],
                "disclosed": len(days.get(one, ())),
                "days": round(median(days[one])) if one in days else None,
                "undecided": undecided[one],
                "lapsed": lapsed[one],
                "overdue": overdue[one],
            }
            for one in names
        ],
        "undecided": undecided.total(),
        "overdue": overdue.total(),
        "lapsed": lapsed.total(),
        "days": round(median(all_days))
        if (all_days := [day for each in days.values() for day in each])
        else None,
    }


def _booked(db: Database, sight: Sight, first: int) -> tuple[Counter[str], dict[str, list[int]]]:
    where, values = sight.item('i."item"')
    rows = db.query(
        'SELECT i."at", (SELECT MIN(p."served_at") FROM "production_member" m JOIN "production" p'  # noqa: S608
        ' ON p."production" = m."production" WHERE m."item" = i."item" AND p."served_seq" IS NOT NULL)'
        f' FROM "item" i WHERE i."at" >= %s AND {where}',
        [first, *values],
    )
    days: dict[str, list[int]] = {}
    for at, served in rows:
        if served is not None:
            days.setdefault(_month(at), []).append(max(0, (served - at) // DAY_MS))
    return Counter(_month(at) for at, _ in rows), days


def _undecided(db: Database, sight: Sight, first: int) -> Counter[str]:
    where, values = sight.case('l."docket"')
    rows = db.query(
        'SELECT i."at" FROM "item" i WHERE i."at" >= %s AND EXISTS (SELECT 1 FROM "item_case" l'  # noqa: S608
        ' JOIN "case_file" c ON c."docket" = l."docket" AND c."status" = \'open\''
        f' WHERE l."item" = i."item" AND l."detached_seq" IS NULL AND {where} AND NOT EXISTS'
        ' (SELECT 1 FROM "decision" x WHERE x."item" = l."item" AND x."docket" = l."docket"'
        ' AND x."superseded_seq" IS NULL AND x."decision" <> \'pending\'))',
        [first, *values],
    )
    return _by_month(at for (at,) in rows)


def _lapsed(db: Database, sight: Sight, first: int) -> Counter[str]:
    where, values = sight.item('c."item"')
    rows = db.query(
        'SELECT e."at" FROM "condition" c JOIN "entry" e ON e."seq" = c."lapsed_seq"'  # noqa: S608
        f' WHERE e."at" >= %s AND {where}',
        [first, *values],
    )
    return _by_month(at for (at,) in rows)


def _overdue(db: Database, sight: Sight, first: str, today: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for table in ("deadline", "obligation"):
        where, values = sight.case('t."docket"')
        rows = db.query(
            f'SELECT t."due_on", e."at", t."rule", c."jurisdiction" FROM "{table}" t'  # noqa: S608
            ' LEFT JOIN "entry" e ON e."seq" = t."met_seq" LEFT JOIN "case_file" c ON c."docket" = t."docket"'
            f' WHERE t."due_on" >= %s AND t."due_on" < %s AND {where}',
            [f"{first}-01", today, *values],
        )
        found.update(
            due[:7]
            for due, met, rule, jurisdiction in rows
            if (met is None or day_of(met) > due)
            and not (table == "obligation" and owed_by_the_defence(jurisdiction, rule))
        )
    return found


def _by_month(instants: Iterable[int]) -> Counter[str]:
    return Counter(_month(at) for at in instants)


def _month(at: int) -> str:
    return day_of(at)[:7]


def _months(today: str, count: int) -> list[str]:
    last = int(today[:4]) * 12 + int(today[5:7]) - 1
    return [f"{one // 12:04d}-{one % 12 + 1:02d}" for one in range(last - count + 1, last + 1)]


def _instant(month: str) -> int:
    return (date.fromisoformat(f"{month}-01") - date(1970, 1, 1)).days * DAY_MS
