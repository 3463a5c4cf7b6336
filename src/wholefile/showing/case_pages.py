"""The page of a case: all that `case_view` shows, with its items a page at a time, deadlines, people and statements."""

from __future__ import annotations

import json
from typing import Any

from wholefile.core.canonical import unb64u
from wholefile.core.docket import case_label
from wholefile.record import lookups
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.acts import act_lines
from wholefile.showing.acts_seen import ActsSeen, acts_at
from wholefile.showing.cases import case_view, items_of_case
from wholefile.showing.paging import FIRST, Page
from wholefile.showing.statements import statements_shown
from wholefile.showing.words import act_in_words

_STATEMENTS = 20


def case_page(  # noqa: PLR0917 - what case_view asks for, and which page
    db: Database, sight: Sight, docket: str, now: int, page: Page = FIRST, log: Database | None = None
) -> dict[str, Any]:
    """A case with one page of its items and their decisions, what is due in it, its people, its first statements.

    `items_page` says which page; `statements` counts them all. Raises NotFound.
    """
    view = case_view(db, sight, docket, now, log)
    items = items_of_case(db, sight, docket)
    last = (
        None if seeing.seen_cases(db, seeing.of_the_office(sight), [docket]) else _served(db, sight, docket)
    )
    of: dict[str, Any] = {"docket": docket} if last is None else {"docket": docket, "seq__lte": last}
    made = _statements(db, docket)
    return {
        **view,
        "items": page.cut(items),
        "items_page": page.of(len(items)),
        "deadlines": [
            {
                name: getattr(row, name)
                for name in ("deadline", "what", "due_on", "rule", "met_seq", "days_late")
            }
            for row in db.rows("deadline", order=("due_on", "seq"), **of)
        ],
        "obligations": [
            {
                name: getattr(row, name)
                for name in ("obligation", "rule", "what", "from_on", "due_on", "production", "met_seq")
            }
            for row in db.rows("obligation", order=("due_on", "seq"), **of)
        ],
        "people": _people(db, of, everybody=last is None),
        "first_statements": statements_shown(db, sight, made)[:_STATEMENTS],
    }


def case_timeline(
    db: Database, sight: Sight, docket: str, page: Page = FIRST, log: Database | None = None
) -> dict[str, Any]:
    """What happened in a case, in the order in which it happened, a page at a time. Raises NotFound."""
    seeing.case(db, sight, docket)
    log = log or db
    rows = log.query('SELECT "seq" FROM "entry_case" WHERE "label" = %s', [unb64u(case_label(docket))])
    seen = ActsSeen(log, sight, acts_at(log, [int(seq) for (seq,) in rows])).seen()
    acts = sorted(seen, key=lambda one: (one.occurred_at, one.seq))
    shown = page.cut(acts)
    return {
        "docket": docket,
        "acts": [
            {**line, "occurred_at": one.occurred_at, "words": act_in_words(one.kind, one.fields)}
            for one, line in zip(shown, act_lines(log, shown), strict=True)
        ],
        **page.of(len(acts)),
    }


def _served(db: Database, sight: Sight, docket: str) -> int:
    return seeing.cases_served_until(db, sight).get(docket, -1)


def _statements(db: Database, docket: str) -> list[Any]:
    rows = db.rows("statement", order=("said_on", "seq"))
    return [row for row in rows if docket in json.loads(row.dockets)]


def _people(db: Database, of: dict[str, Any], *, everybody: bool) -> list[dict[str, Any]]:
    """The persons of the record who are parties, counsel or, for the office, in a role of this case."""
    found: dict[str, list[str]] = {}
    for row in db.rows("party", order=("seq",), person__null=False, **of):
        found.setdefault(row.person, []).append(row.role)
    for row in db.rows("counsel", order=("seq",), person__null=False, withdrawn_seq=None, **of):
        found.setdefault(row.person, []).append(f"counsel for {row.party}")
    if everybody:
        for row in db.rows("role_grant", order=("seq",), docket=of["docket"], ended_seq=None):
            found.setdefault(row.person, []).append(row.role)
    rows = {row.person: row for row in lookups.by_values(db, "person", "person", sorted(found))}
    return [
        {"person": one, "name": rows[one].name, "agency": rows[one].agency, "as": roles}
        for one, roles in found.items()
        if one in rows
    ]
