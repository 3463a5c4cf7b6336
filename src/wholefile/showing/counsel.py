"""What counsel of the defence is told before anything is produced to it: its cases, tests, holds and own duties.

Notice of a destructive test is addressed to the other side: what is to be done to which things, and until when one may
object. That is shown, and nothing else of the request. A notice that the defence gave is for the prosecution: a
defendant's own test is not shown to the lawyers of another. One that names a thing outside a case is not shown in it,
since whoever objects signs for all of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from wholefile.actions.obligations import defendants_in
from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.laboratory import OPEN, notices_given
from wholefile.showing.reciprocal import disclosed_besides, duties_of_counsel

_PROSECUTION = ("prosecutor", "paralegal")  # who gives notice, beside the defence


def counsel_view(db: Database, sight: Sight, person: str, now: int) -> list[dict[str, Any]]:
    """Each open case in which this person is counsel and acts for the defence, by its docket: tests, holds, duties.

    `tests` are destructive tests that are open and of which notice was given, each with `until`, the last day to
    object, whether that time `runs` still, whether somebody `objected`, the names of counsel of the case to whom a
    notice is `addressed`, and whether one is for this person (`mine`: it names them, or nobody who still appears in the
    case, or they came later); `holds` those that this person placed and that stand; `duties` what their `defendants`
    owe, and `disclosed` what was disclosed for these besides.
    `now` is in milliseconds since 1970 (UTC).
    """
    dockets = _acts_in(db, sight, person)
    cases = [one for one in lookups.by_values(db, "case_file", "docket", dockets) if one.status == "open"]
    tests = list(_noticed(db, now)) if cases else []
    appearing = _appearing(db, dockets)
    placed = db.rows("hold", order=("seq",), issued_by=person, released_seq=None) if cases else []
    defendants = defendants_in(db, [one.docket for one in cases], person)
    duties = duties_of_counsel(db, person, cases, now)
    disclosed = disclosed_besides(db, [party for one in defendants.values() for party in one])
    return [
        {
            "docket": case.docket,
            "title": case.title,
            "tests": [
                _addressed(one, person, appearing[case.docket])
                for one, within in tests
                if case.docket in within
            ],
            "holds": [
                {
                    "hold": one.hold,
                    "reason": one.reason,
                    "position": one.seq,
                    "whole_case": bool(one.whole_case),
                }
                for one in placed
                if one.docket == case.docket
            ],
            "defendants": [{"party": one.party, "name": one.name} for one in defendants[case.docket]],
            "duties": [one for one in duties if one["docket"] == case.docket],
            "disclosed": [one for one in disclosed if one["docket"] == case.docket],
        }
        for case in sorted(cases, key=lambda one: one.docket)
    ]


def _acts_in(db: Database, sight: Sight, person: str) -> list[str]:
    """Where this person appears as counsel and holds the defence's role."""
    defence = seeing.of_the_defence(sight)
    rows = db.rows("counsel", person=person, withdrawn_seq=None) if person else []
    return sorted({one.docket for one in rows if defence.everywhere or one.docket in defence.served})


def tests_told(db: Database, sight: Sight, person: str, now: int) -> dict[tuple[str, str], str]:
    """Tests of which this person had notice and to which nobody objected yet: (docket, request) and the last day."""
    return {
        (case["docket"], one["request"]): one["until"]
        for case in counsel_view(db, sight, person, now)
        for one in case["tests"]
        if one["runs"] and one["mine"] and not one["objected"]
    }


def _appearing(db: Database, dockets: list[str]) -> dict[str, list[Row]]:
    """For each of these cases who appeared there as counsel, of those whom the record knows."""
    found: dict[str, list[Row]] = {docket: [] for docket in dockets}
    for row in lookups.by_values(db, "counsel", "docket", dockets):
        if row.person:
            found[row.docket].append(row)
    return found


def _addressed(test: dict[str, Any], person: str, appeared: list[Row]) -> dict[str, Any]:
    """A test as counsel of one case is told of it: of those to whom notice went, the counsel of this case alone."""
    to = {one for notice in test["notices"] for one in notice["addressees"]}
    shown = {name: value for name, value in test.items() if name != "notices"}
    names = sorted({one.name for one in appeared if one.person in to})
    present = [one for one in appeared if one.withdrawn_seq is None]
    mine = any(_is_for(person, notice, present) for notice in test["notices"])
    return {**shown, "addressed": names, "mine": mine}


def _is_for(person: str, notice: dict[str, Any], present: list[Row]) -> bool:
    """Whether a notice is for this person among the counsel present in a case.

    It is where it names nobody who is there, so that a successor is told; and whoever came later could not be named.
    """
    to = notice["addressees"]
    if person in to or not any(one.person in to for one in present):
        return True
    return all(one.seq > notice["position"] for one in present if one.person == person)


def _noticed(db: Database, now: int) -> Iterator[tuple[dict[str, Any], set[str]]]:
    """Open destructive tests of which notice was given, the newest first, with the cases that have all their things."""
    rows = db.rows("laboratory_request", order=("-seq",), status__in=OPEN, destructive=1)
    numbers = [row.request for row in rows]
    served = _served_by_the_prosecution(db, numbers)
    given = notices_given(db, numbers, now)
    for row in rows:
        if notices := [one for one in given.get(row.request, ()) if one["position"] in served]:
            items = json.loads(row.items)
            yield (
                {
                    **{name: getattr(row, name) for name in ("request", "laboratory", "scope")},
                    "items": items,
                    "until": max(one["until"] for one in notices),
                    "runs": any(one["runs"] for one in notices),
                    "objected": bool(notices[0]["objections"]),
                    "notices": notices,
                },
                _cases_with_all(db, items),
            )


def _served_by_the_prosecution(db: Database, requests: list[str]) -> set[int]:
    """The notices of these requests that the prosecution gave; what the defence asks for is for the other side."""
    served: dict[str, set[int]] = {}
    for row in lookups.by_values(db, "test_notice", "request", requests):
        body = db.one("body", seq=row.seq)
        if body is not None:
            served.setdefault(str(json.loads(bytes(body.fields))["by"]), set()).add(row.seq)
    grants = db.rows("role_grant", person__in=sorted(served), role__in=_PROSECUTION)
    return {position for by in {one.person for one in grants} for position in served[by]}


def _cases_with_all(db: Database, items: Iterable[str]) -> set[str]:
    """The cases to which every one of these items belongs."""
    links = [{row.docket for row in db.rows("item_case", item=one, detached_seq=None)} for one in items]
    return set.intersection(*links) if links else set()
