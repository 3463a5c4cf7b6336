"""The disclosure board a page at a time, and what stands against deciding many of its items at once.

Whoever sees a case through a role of the office sees every item that is or was linked to it, so counts are over all of
them. Each page takes the same few reads, whatever the case holds.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wholefile.record import lookups
from wholefile.record.days import day_of
from wholefile.record.knowledge import ItemClock
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.rules.certificates import late_items
from wholefile.showing import seeing
from wholefile.showing.knowing import known
from wholefile.showing.paging import FIRST, Page

UNDECIDED, OPEN, DETACHED, LATE = "undecided", "open", "detached", "late"
DECISIONS = ("produced", "withheld", "partial", "inspection", "pending")
STATES = (OPEN, UNDECIDED, *DECISIONS, LATE, DETACHED)

_LINKS = (
    'SELECT l."item", l."linked_seq", l."detached_seq", i."description", i."category", x."seq", x."decision",'
    ' x."ground", x."explanation", x."tags", x."order", x."author", x."reviewer", x."at"'
    ' FROM "item_case" l JOIN "item" i ON i."item" = l."item"'
    ' LEFT JOIN "decision" x ON x."item" = l."item" AND x."docket" = l."docket" AND x."superseded_seq" IS NULL'
    ' WHERE l."docket" = %s'
)


@dataclass(frozen=True, slots=True)
class BoardFilters:
    """Which rows are wanted; what is empty does not limit.

    `state` is a decision, `undecided`, `open` (undecided or pending), `late` or `detached`; `words` stand in the
    description or voucher.
    """

    state: str = ""
    words: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """An item of a case with the decision that stands for it there."""

    item: str
    linked_seq: int
    detached_seq: int | None
    description: str
    category: str
    seq: int | None
    decision: str | None
    ground: str | None
    explanation: str | None
    tags: str | None
    order: str | None
    author: str | None
    reviewer: str | None
    at: int | None

    @property
    def state(self) -> str:
        if self.detached_seq is not None:
            return DETACHED
        return self.decision or UNDECIDED

    @property
    def version(self) -> int:
        """The position of the last act that changed the row: its link, its decision, or that it left the case."""
        return max(self.linked_seq, self.seq or 0, self.detached_seq or 0)

    @property
    def tagged(self) -> list[str]:
        return list(json.loads(self.tags)) if self.tags else []


def board_page(  # noqa: PLR0917 - a case, a moment, what is wanted of it
    db: Database,
    sight: Sight,
    docket: str,
    now: int,
    filters: BoardFilters | None = None,
    page: Page = FIRST,
) -> dict[str, Any]:
    """One page of the board, with counts over the whole case. Raises NotFound, also where only productions are seen.

    `version` of a row is the position of the last act that changed it, `newest` the greatest of all rows that fit: who
    decides later says what they saw by these.
    """
    case = seeing.case(db, seeing.of_the_office(sight), docket)
    certificate = lookups.latest_certificate(db, docket)
    late = set(late_items(db, docket, certificate))
    lines = _lines(db, docket)
    fitting = _fitting(lines, filters or BoardFilters(), late)
    shown = page.cut(fitting)
    counts = Counter(one.state for one in lines)
    return {
        "docket": docket,
        "title": case.title,
        "status": case.status,
        "newest": max((one.version for one in fitting), default=0),
        "counts": dict(counts),
        "items": len(lines),
        OPEN: counts[UNDECIDED] + counts["pending"],
        LATE: len(late),
        "certificate": certificate.certificate if certificate else None,
        "rows": _rows(db, sight, docket, now, shown, late),
        **page.of(len(fitting)),
    }


def fitting_items(db: Database, sight: Sight, docket: str, filters: BoardFilters) -> list[str]:
    """Every item of the board that fits, in its order. Raises NotFound."""
    seeing.case(db, seeing.of_the_office(sight), docket)
    late = set(late_items(db, docket, lookups.latest_certificate(db, docket)))
    return [one.item for one in _fitting(_lines(db, docket), filters, late)]


def before_deciding(
    db: Database, sight: Sight, docket: str, seen: Mapping[str, int]
) -> dict[str, list[dict[str, Any]]]:
    """What of these items somebody should look at before deciding them, given the version in which each was seen.

    `changed` were decided or detached since they were seen, `detached` are no longer in the case, `decided` have a
    decision already, `fresh` have none; an item stands under the first of these that is true. Items that are not in
    the case are left out as if they did not exist. Raises NotFound.
    """
    seeing.case(db, seeing.of_the_office(sight), docket)
    found: dict[str, list[dict[str, Any]]] = {"changed": [], DETACHED: [], "decided": [], "fresh": []}
    lines = [one for one in _lines(db, docket) if one.item in seen]
    names = lookups.person_names(db, [one.author for one in lines if one.author])
    for one in lines:
        told = {
            "item": one.item,
            "version": one.version,
            "description": one.description,
            "decision": one.state,
            "ground": one.ground,
            "by": names.get(one.author or "", one.author),
            "at": one.at,
        }
        if one.version > seen[one.item]:
            found["changed"].append(told)
        elif one.detached_seq is not None:
            found[DETACHED].append(told)
        else:
            found["decided" if one.decision not in (None, "pending") else "fresh"].append(told)
    return found


def reviewers(db: Database, sight: Sight, docket: str, person: str) -> list[tuple[str, str]]:
    """Who can review that something is kept back in a case: prosecutors and supervisors other than its author."""
    seeing.case(db, seeing.of_the_office(sight), docket)
    rows = db.rows(
        "role_grant", ended_seq=None, role__in=["prosecutor", "supervisor"], docket__in=sorted({"", docket})
    )
    people = sorted({row.person for row in rows} - {person})
    known_people = lookups.by_values(db, "person", "person", people)
    return [
        (one.person, f"{one.name}, {one.agency}")
        for one in sorted(known_people, key=lambda one: (one.name, one.person))
    ]


def orders_that_permit(db: Database, sight: Sight, docket: str) -> list[tuple[str, str]]:
    """The orders of a case, newest first, on which a decision may rest."""
    seeing.case(db, seeing.of_the_office(sight), docket)
    rows = db.rows("court_order", order=("-seq",), docket=docket)
    return [(one.order, f"{one.order}: {one.effect}, {one.on}") for one in rows]


def _lines(db: Database, docket: str) -> list[_Line]:
    lines = [_Line(*row) for row in db.query(_LINKS, [docket])]
    return sorted(lines, key=lambda one: lookups.voucher_order(one.item))


def _fitting(lines: Iterable[_Line], asked: BoardFilters, late: set[str]) -> list[_Line]:
    words = asked.words.casefold().split()
    return [
        one
        for one in lines
        if _in_state(one, asked.state, late)
        and (not asked.tag or asked.tag in one.tagged)
        and (not words or all(word in f"{one.item} {one.description}".casefold() for word in words))
    ]


def _in_state(one: _Line, state: str, late: set[str]) -> bool:
    if state == OPEN:
        return one.state in (UNDECIDED, "pending")
    if state == LATE:
        return one.item in late
    return not state or one.state == state


def _rows(  # noqa: PLR0917 - the page and what is known of all its rows
    db: Database, sight: Sight, docket: str, now: int, lines: Sequence[_Line], late: set[str]
) -> list[dict[str, Any]]:
    today, vouchers = day_of(now), [one.item for one in lines]
    knowers = known(db, db, sight, vouchers)
    members = _members(db, docket, vouchers)
    names = lookups.person_names(db, [one for line in lines for one in (line.author, line.reviewer) if one])
    rows = []
    for line in lines:
        told = members.get(line.item, ())
        served = next((one for one in told if one["served_at"] is not None), None)
        state = next((one for one in knowers.get(line.item, ()) if one.for_the_state), None)
        produced_on = day_of(served["served_at"]) if served else None
        clock = ItemClock(line.item, line.description, (), state, produced_on, None)
        rows.append(
            {
                "item": line.item,
                "version": line.version,
                "description": line.description,
                "category": line.category,
                "state": line.state,
                "decision": line.decision or UNDECIDED,
                "ground": line.ground,
                "explanation": line.explanation,
                "order": line.order,
                "tags": line.tagged,
                "author": names.get(line.author or "", line.author),
                "reviewer": names.get(line.reviewer or "", line.reviewer),
                "decided_seq": line.seq,
                "decided_at": line.at,
                "decided_on": None if line.at is None else day_of(line.at),
                "productions": told,
                "produced_on": produced_on,
                "state_knew_since": state.since if state else None,
                "days_held_back": clock.days_held_back(today),
                "detached": line.detached_seq is not None,
                "late": line.item in late,
            }
        )
    return rows


def _members(db: Database, docket: str, vouchers: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """In which productions of the case each item stands, the earliest first, and under which numbers."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for part in seeing.chunks(vouchers):
        rows: list[Row] = db.query(
            'SELECT m."item", p."production", p."status", p."served_at", m."bates_first", m."bates_last"'  # noqa: S608
            ' FROM "production_member" m JOIN "production" p ON p."production" = m."production"'
            f' WHERE p."docket" = %s AND m."item" IN ({seeing.marks(part)}) ORDER BY p."seq", m."seq", m."n"',
            [docket, *part],
        )
        for item, production, status, served_at, first, last in rows:
            told = found.setdefault(item, {}).setdefault(
                production,
                {
                    "production": production,
                    "status": status,
                    "served_at": served_at,
                    "first": first,
                    "files": 0,
                },
            )
            told["last"] = last
            told["files"] += 1
    return {item: list(each.values()) for item, each in found.items()}
