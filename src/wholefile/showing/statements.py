"""What somebody said, in the order in which it was said; and two statements side by side."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from wholefile.actions.statements import side_by_side, statements_of
from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.paging import FIRST, Page

STATEMENTS_KEYS = {
    "statements": "list of {statement, position, dockets, speaker, said_on, medium, venue, oath, public, exact,"
    " machine, attested, words, language, items, facts, translations, inconsistencies}",
}
COMPARE_KEYS = {
    "first": "number of the earlier statement",
    "second": "number of the later one",
    "same_speaker": "whether one person said both",
    "same_language": "whether both are in one language",
    "days_apart": "days between them",
    "items": "items both are about",
    "facts": "facts both are about",
    "unverified": "those that a machine took down and nobody attested",
    "paraphrased": "those that do not give exact words",
    "differences": "list of {same, first, second}: runs of words",
    "inconsistencies": "numbers of inconsistencies flagged between them",
}


def statements_view(
    db: Database,
    sight: Sight,
    *,
    docket: str | None = None,
    speaker: str | None = None,
    item: str | None = None,
) -> dict[str, Any]:
    """What was said in a case, by a speaker in any case, or about an item, in the order in which it was said.

    Raises NotFound for a case or an item that does not exist or is not seen.
    """
    return {"statements": statements_shown(db, sight, _asked(db, sight, docket, speaker, item))}


def statements_list(
    db: Database,
    sight: Sight,
    *,
    docket: str | None = None,
    speaker: str | None = None,
    item: str | None = None,
    page: Page = FIRST,
) -> dict[str, Any]:
    """The same as `statements_view`, a page at a time, counted over what is seen. Raises NotFound likewise."""
    rows = _asked(db, sight, docket, speaker, item)
    seen = seeing.seen_statements(db, sight, [row.statement for row in rows])
    shown = [row for row in rows if row.statement in seen]
    return {"statements": statements_shown(db, sight, page.cut(shown)), **page.of(len(shown))}


def statements_shown(db: Database, sight: Sight, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Those of these statements that are seen, with what of their cases, items and doubts is; a few reads for all."""
    seen = seeing.seen_statements(db, sight, [row.statement for row in rows])
    shown = [row for row in rows if row.statement in seen]
    numbers = [row.statement for row in shown]
    translations: dict[str, list[Row]] = {}
    for one in sorted(lookups.by_values(db, "translation", "statement", numbers), key=lambda row: row.seq):
        translations.setdefault(one.statement, []).append(one)
    flagged = _flagged(db, sight, numbers)
    dockets = {docket for row in shown for docket in json.loads(row.dockets)}
    items = {item for row in shown for item in json.loads(row.items)}
    cases, things = seeing.seen_cases(db, sight, dockets), seeing.seen_items(db, sight, items)
    last = told_until(db, sight, numbers)
    return [
        {
            **_statement(row),
            "attested": row.attested_seq is not None and row.attested_seq <= last[row.statement],
            "dockets": [one for one in json.loads(row.dockets) if one in cases],
            "items": [one for one in json.loads(row.items) if one in things],
            "facts": json.loads(row.facts),
            "translations": [
                [one.language, one.words]
                for one in translations.get(row.statement, ())
                if one.seq <= last[row.statement]
            ],
            "inconsistencies": sorted(
                {
                    one.inconsistency
                    for one in flagged.get(row.statement, ())
                    if one.seq <= last[row.statement]
                }
            ),
        }
        for row in shown
    ]


def statements_of_case(db: Database, sight: Sight, docket: str) -> list[str]:
    """Numbers of the statements made in a case that are seen."""
    rows = db.query('SELECT "statement", "dockets" FROM "statement" ORDER BY "said_on", "seq"')
    made = [number for number, dockets in rows if docket in json.loads(dockets)]
    seen = seeing.seen_statements(db, sight, made)
    return [one for one in made if one in seen]


def compare_view(db: Database, sight: Sight, first: str, second: str) -> dict[str, Any]:
    """Two statements side by side. Raises NotFound."""
    for number in (first, second):
        seeing.statement(db, sight, number)
    compared = side_by_side(db, first, second)
    same = {name: getattr(compared, name) for name in ("same_speaker", "same_language", "days_apart")}
    lists = {name: list(getattr(compared, name)) for name in ("items", "facts", "unverified", "paraphrased")}
    items = seeing.seen_items(db, sight, lists["items"])
    last = told_until(db, sight, [first, second])
    return {
        "first": compared.first.statement,
        "second": compared.second.statement,
        **same,
        **lists,
        "unverified": [
            row.statement
            for row in (compared.first, compared.second)
            if row.machine and (row.attested_seq is None or row.attested_seq > last[row.statement])
        ],
        "items": [one for one in lists["items"] if one in items],
        "differences": [{"same": o.same, "first": o.first, "second": o.second} for o in compared.differences],
        "inconsistencies": [
            one.inconsistency for one in compared.inconsistencies if one.seq <= min(last.values())
        ],
    }


def _asked(
    db: Database, sight: Sight, docket: str | None, speaker: str | None, item: str | None
) -> list[Row]:
    if docket is not None:
        seeing.case(db, sight, docket)
    if item is not None:
        seeing.item(db, sight, item)
    rows = statements_of(db, speaker) if speaker else db.rows("statement", order=("said_on", "seq"))
    return [
        row
        for row in rows
        if (docket is None or docket in json.loads(row.dockets))
        and (item is None or item in json.loads(row.items))
    ]


def told_until(db: Database, sight: Sight, numbers: Sequence[str]) -> dict[str, int]:
    """For each statement the last position of which its viewer may know; without end to the office."""
    office = seeing.seen_statements(db, seeing.of_the_office(sight), numbers)
    until = dict.fromkeys(numbers, 2**62)
    return until | seeing.statements_served_until(db, sight, [one for one in numbers if one not in office])


def _flagged(db: Database, sight: Sight, numbers: Sequence[str]) -> dict[str, list[Row]]:
    """The inconsistencies flagged of each statement with another that is seen."""
    pairs = {
        row.inconsistency: row
        for column in ("first", "second")
        for row in lookups.by_values(db, "inconsistency", column, numbers)
    }
    seen = seeing.seen_statements(
        db, sight, [one for row in pairs.values() for one in (row.first, row.second)]
    )
    found: dict[str, list[Row]] = {}
    for row in pairs.values():
        if row.first in seen and row.second in seen:
            for number in (row.first, row.second):
                found.setdefault(number, []).append(row)
    return found


def _statement(row: Row) -> dict[str, Any]:
    plain = "statement speaker said_on medium venue oath public exact machine words language"
    return {
        **{name: getattr(row, name) for name in plain.split()},
        "position": row.seq,
    }
