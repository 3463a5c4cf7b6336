"""What the defence disclosed to the State, and what it owes: to the office all, to counsel that of their defendants.

Counsel is told of the duties of a case in which they appear before anything is served in it, and of what was disclosed
for the defendants for whom they appear. What other counsel of the case did is not shown to them here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wholefile.actions.obligations import defendants_in
from wholefile.record import lookups
from wholefile.record.days import DAY_MS, day_of, days_late
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.rules.packs import owed_by_the_defence
from wholefile.showing import seeing

LATELY = 14 * DAY_MS
_SAID = ("docket", "obligation", "party", "text", "disclosed_on", "how", "at")


def disclosures_told(db: Database, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What was disclosed, in the order of these rows.

    Each is {position, docket, obligation, rule, due_on, days_late, party, defendant, text, disclosed_on, how, by, at};
    `rule`, `due_on` and `days_late` are null where no duty is named.
    """
    numbers = sorted({row.obligation for row in rows if row.obligation})
    duties = {one.obligation: one for one in lookups.by_values(db, "obligation", "obligation", numbers)}
    parties = lookups.by_values(db, "party", "party", sorted({row.party for row in rows}))
    defendants = {one.party: one.name for one in parties}
    who = lookups.person_names(db, [row.by for row in rows])
    told = []
    for row in rows:
        duty = duties.get(row.obligation)
        told.append(
            {
                "position": row.seq,
                **{name: getattr(row, name) for name in _SAID},
                "rule": duty.rule if duty else None,
                "due_on": duty.due_on if duty else None,
                "days_late": days_late(duty.due_on, row.disclosed_on) if duty else None,
                "defendant": defendants.get(row.party, row.party),
                "by": who.get(row.by, row.by),
            }
        )
    return told


def disclosed_lately(db: Database, sight: Sight, now: int, within: int = LATELY) -> list[dict[str, Any]]:
    """What the defence disclosed in cases seen through the office's roles and recorded within so many milliseconds.

    The newest comes first; `now` is in milliseconds since 1970 (UTC).
    """
    rows = db.rows("reciprocal_disclosure", order=("-seq",), at__gt=now - within)
    seen = seeing.seen_cases(db, seeing.of_the_office(sight), {row.docket for row in rows})
    return disclosures_told(db, [row for row in rows if row.docket in seen])


def duties_of_counsel(db: Database, person: str, cases: Sequence[Row], now: int) -> list[dict[str, Any]]:
    """What the defence owes in these cases, once for each defendant for whom this person appears, the next first.

    Each is {obligation, docket, what, rule, due_on, party, defendant, open, days_late, disclosed_on, position}.
    `days_late` counts to the day of disclosure, or to today while it is open; `position` is told of what this person
    signed.
    """
    theirs = defendants_in(db, [case.docket for case in cases], person)
    dockets = sorted(docket for docket, defendants in theirs.items() if defendants)
    under = {case.docket: case.jurisdiction for case in cases}
    rows = lookups.by_values(db, "obligation", "docket", dockets)
    disclosed = lookups.by_values(db, "reciprocal_disclosure", "docket", dockets) if rows else []
    done = {(row.obligation, row.party): row for row in disclosed}
    return [
        _duty(row, party, done.get((row.obligation, party.party)), day_of(now), person)
        for row in sorted(rows, key=lambda row: (row.due_on, row.seq))
        if owed_by_the_defence(under[row.docket], row.rule)
        for party in theirs[row.docket]
    ]


def _duty(row: Row, party: Row, done: Row | None, today: str, person: str) -> dict[str, Any]:
    is_open = row.met_seq is None and done is None
    until = done.disclosed_on if done else today if is_open else row.due_on
    return {
        **{name: getattr(row, name) for name in ("obligation", "docket", "what", "rule", "due_on")},
        "party": party.party,
        "defendant": party.name,
        "open": is_open,
        "days_late": days_late(row.due_on, until),
        "disclosed_on": done.disclosed_on if done else None,
        "position": done.seq if done and done.by == person else None,
    }


def disclosed_besides(db: Database, defendants: Sequence[Row]) -> list[dict[str, Any]]:
    """What was disclosed without a duty for these defendants, in the order in which it was recorded."""
    parties = {one.party for one in defendants}
    dockets = sorted({one.docket for one in defendants})
    rows = lookups.by_values(db, "reciprocal_disclosure", "docket", dockets)
    besides = [row for row in rows if row.obligation is None and row.party in parties]
    return disclosures_told(db, sorted(besides, key=lambda row: row.seq))


def duties_by_day(db: Database, sight: Sight, person: str, now: int) -> list[dict[str, Any]]:
    """The duties to disclose that belong in somebody's calendar: {obligation, docket, what, rule, due_on, met}.

    The office has all of the cases that it sees; counsel of the defence what their own defendants owe.
    """
    rows = db.rows("obligation", order=("due_on", "seq"))
    office = seeing.seen_cases(db, seeing.of_the_office(sight), {row.docket for row in rows})
    theirs = _owed_by(db, sight, person, {row.docket for row in rows} - office, now)
    found = []
    for row in rows:
        own = [one for one in theirs if one["obligation"] == row.obligation]
        if row.docket in office or own:
            met = row.met_seq is not None if row.docket in office else not any(one["open"] for one in own)
            found.append(
                {
                    **{
                        name: getattr(row, name)
                        for name in ("obligation", "docket", "what", "rule", "due_on")
                    },
                    "met": met,
                }
            )
    return found


def _owed_by(
    db: Database, sight: Sight, person: str, dockets: Iterable[str], now: int
) -> list[dict[str, Any]]:
    defence = seeing.of_the_defence(sight)
    held = sorted(one for one in dockets if defence.everywhere or one in defence.served)
    return duties_of_counsel(db, person, lookups.by_values(db, "case_file", "docket", held), now)
