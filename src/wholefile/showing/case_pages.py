"""The page of a case: what `case_view` shows, with its items a page at a time, deadlines, people and first statements.

Whoever sees the case through a role of the office is answered by a handful of statements, whatever the case holds: what
is long is cut and counted by the database. The defence sees what was served to it, which is worked out item by item.
"""

from __future__ import annotations

from typing import Any

from wholefile.core.canonical import unb64u
from wholefile.core.docket import case_label
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import case_rows, seeing
from wholefile.showing.acts import act_lines
from wholefile.showing.acts_seen import ActsSeen, acts_at
from wholefile.showing.cases import case_view, items_of_case
from wholefile.showing.due import due_seen
from wholefile.showing.paging import FIRST, Page
from wholefile.showing.words import act_in_words

STATEMENTS = 20


def case_page(db: Database, sight: Sight, docket: str, now: int, page: Page = FIRST) -> dict[str, Any]:
    """A case with one page of its items and their decisions, what is due in it, its people, its first statements.

    `items_page` says which page; `statements` counts them all. Raises NotFound.
    """
    case = seeing.case(db, sight, docket)
    if not seeing.through_the_office(sight, docket):
        return _served_page(db, sight, docket, now, page)
    decisions = case_rows.decisions_counted(db, docket)
    statements, said = case_rows.first_statements(db, sight, docket, STATEMENTS)
    names = ("docket", "as_printed", "title", "kind", "court", "jurisdiction", "status", "outcome")
    return {
        **{name: getattr(case, name) for name in (*names, "appeal_until", "incident_on", "incident_place")},
        "due": due_seen(db, sight, now, docket),
        **case_rows.parts_of_case(db, sight, docket),
        "decisions": decisions,
        "items": case_rows.items_page(db, docket, page),
        "items_page": page.of(sum(decisions.values())),
        "statements": said,
        "first_statements": statements,
    }


def _served_page(db: Database, sight: Sight, docket: str, now: int, page: Page) -> dict[str, Any]:
    """The same for the defence: the case as it stood when something was last served in it."""
    view = case_view(db, sight, docket, now)
    del view["entries"]
    items = items_of_case(db, sight, docket)
    last = seeing.cases_served_until(db, sight).get(docket, -1)
    statements, _ = case_rows.first_statements(db, sight, docket, STATEMENTS)
    return {
        **view,
        **case_rows.days_of_case(db, docket, last),
        "items": page.cut(items),
        "items_page": page.of(len(items)),
        "first_statements": statements,
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
