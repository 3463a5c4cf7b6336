"""Items of the whole record that may concern a case, each with its reasons.

Every look-up goes through the index on `identifier.folded`, so the work grows with what matches and not with
the record. A calibre or headstamp alone says little in an office full of ammunition: it is listed beside
another reason, or when the case is about a firearm or ammunition of that calibre and the item is ammunition.
Source: the failure this record answers: rounds handed in and booked under another number.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from wholefile.core.canonical import encode
from wholefile.core.folding import NAMED_CASE, PLACE, SUBMITTER
from wholefile.record.sql import Database
from wholefile.screening import reasons
from wholefile.screening.keys import CaseKeys, case_keys, chunks, marks
from wholefile.screening.reasons import Candidate, Reason

LIST_MEMBERS = 2_000  # from the vocabulary
LIST_BYTES = 48_000  # of the 65,535 that a body may have
_Found = dict[str, set[Reason]]


def candidates(db: Database, docket: str, only: Collection[str] | None = None) -> list[Candidate]:
    """Items not linked to a case, ever, that share something with it; in order of voucher.

    Dismissed candidates are among them. `only` limits the search to these items. Raises NotFound.
    """
    keys = case_keys(db, docket)
    found: _Found = defaultdict(set)
    _by_identifier(db, keys, only, found)
    _by_ammunition(db, keys, only, found)
    _by_incident(db, keys, only, found)
    _by_family(db, docket, keys, found)
    _weak_beside_strong(db, keys, found)
    _from_the_whole(db, docket, keys, only, found)
    return [
        Candidate(item, tuple(sorted(why)))
        for item, why in sorted(found.items())
        if why and (only is None or item in only)
    ]


def open_candidates(db: Database, docket: str, only: Collection[str] | None = None) -> list[Candidate]:
    """Candidates that were not dismissed for every reason they have now: a new reason opens one again."""
    dismissed = dismissed_reasons(db, docket)
    return [one for one in candidates(db, docket, only) if not is_dismissed(one, dismissed)]


def first_that_fit(found: Iterable[Candidate]) -> list[Candidate]:
    """The first candidates, in order, that one act can list: 2,000 of them, 48,000 bytes of its body.

    Where there are more (a common calibre in a large office), the rest are listed by the next run, once
    these are linked or dismissed. None can be passed over: certificates look at every open candidate, listed
    or not.
    """
    listed: list[Candidate] = []
    size = 0
    for one in found:
        size += len(encode({"item": one.item, "reasons": one.words})) + 1
        if len(listed) == LIST_MEMBERS or size > LIST_BYTES:
            break
        listed.append(one)
    return listed


def dismissed_reasons(db: Database, docket: str) -> dict[str, set[str]]:
    """The words of every reason for which each item was dismissed from a case."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in db.rows("dismissal", docket=docket):
        found[row.item] |= set(json.loads(row.reasons))
    return found


def is_dismissed(candidate: Candidate, dismissed: dict[str, set[str]]) -> bool:
    """Whether dismissals cover every reason of a candidate."""
    return set(candidate.words) <= dismissed.get(candidate.item, set())


def _rows(
    db: Database, statement: str, values: Collection[str], only: Collection[str] | None
) -> list[tuple[Any, ...]]:
    """Rows of a statement with one list of values, in pieces; with `only`, just those of these items."""
    found = []
    for part in chunks(values):
        if only is None:
            found += db.query(statement.format(marks(part)), part)
        else:
            for items in chunks(only):
                sql = statement.format(marks(part)) + f" AND i.item IN ({marks(items)})"
                found += db.query(sql, [*part, *items])
    return found


def _by_identifier(db: Database, keys: CaseKeys, only: Collection[str] | None, found: _Found) -> None:
    """The same thing, the same person, or the case's number in the submitter's words."""
    wanted = {folded for _, folded in keys.same} | set(keys.people) | set(keys.numbers)
    wanted |= {keys.place} - {""}
    statement = "SELECT i.item, i.kind, i.value, i.folded FROM identifier i WHERE i.folded IN ({})"
    for item, kind, value, folded in _rows(db, statement, wanted, only):
        if item in keys.items:
            continue
        if (kind, folded) in keys.same:
            found[item].add(reasons.same_thing(kind, value))
        elif kind == "address" and folded == keys.place:
            found[item].add(reasons.at_the_address(value))
        elif kind in ("person", SUBMITTER) and folded in keys.people:
            found[item].add(reasons.same_person(kind, value, keys.people[folded]))
        elif kind == NAMED_CASE and folded in keys.numbers:
            found[item].add(reasons.named(value, keys.numbers[folded]))


def _by_ammunition(db: Database, keys: CaseKeys, only: Collection[str] | None, found: _Found) -> None:
    """The same calibre with the same headstamp; or ammunition of the calibre the case is about."""
    statement = (
        "SELECT i.item, i.value, i.folded, h.value, h.folded FROM identifier i JOIN identifier h"
        " ON h.item = i.item AND h.kind = 'headstamp' WHERE i.kind = 'calibre' AND i.folded IN ({})"
    )
    for item, calibre, folded, headstamp, head in _rows(db, statement, {one for one, _ in keys.rounds}, only):
        if item not in keys.items and (folded, head) in keys.rounds:
            found[item].add(reasons.same_round(calibre, headstamp))
    statement = (
        "SELECT i.item, i.value FROM identifier i JOIN item t ON t.item = i.item"
        " WHERE i.kind = 'calibre' AND t.category = 'ammunition' AND i.folded IN ({})"
    )
    for item, calibre in _rows(db, statement, keys.ammunition, only):
        if item not in keys.items:
            found[item].add(reasons.ammunition_for(calibre))


def _by_incident(db: Database, keys: CaseKeys, only: Collection[str] | None, found: _Found) -> None:
    """Collected at the place of the incident on its day."""
    if not keys.place or keys.day is None:
        return
    first, last = keys.day
    statement = (
        "SELECT i.item, i.value, i.kind, t.occurred_at FROM identifier i JOIN item t ON t.item = i.item"
        " WHERE i.folded IN ({})"
    )
    for item, place, kind, occurred_at in _rows(db, statement, {keys.place}, only):
        if item not in keys.items and kind == PLACE and first <= occurred_at < last:
            found[item].add(reasons.same_incident(place))


def _by_family(db: Database, docket: str, keys: CaseKeys, found: _Found) -> None:
    """Parts of the case's items, and the whole from which a part in the case came."""
    linked = " FROM item i JOIN item_case c ON c.item = {} WHERE c.docket = %s AND c.detached_seq IS NULL"
    for item, parent in db.query("SELECT i.item, i.parent" + linked.format("i.parent"), [docket]):
        if item not in keys.items:
            found[item].add(reasons.part_of(parent))
    wholes = "SELECT i.parent, i.item" + linked.format("i.item") + " AND i.parent IS NOT NULL"
    for parent, item in db.query(wholes, [docket]):
        if parent not in keys.items:
            found[parent].add(reasons.whole_of(item))


def _from_the_whole(
    db: Database, docket: str, keys: CaseKeys, only: Collection[str] | None, found: _Found
) -> None:
    """A part is a candidate for every reason of its whole, also for what was added after the split."""
    if only is not None:
        wholes = {item.rpartition(".")[0] for item in only} - {""} - keys.items - set(only)
        for one in candidates(db, docket, wholes) if wholes else ():
            found[one.item] |= set(one.reasons)
    fresh = set(found)
    while fresh:
        statement = "SELECT i.item, i.parent FROM item i WHERE i.parent IN ({})"
        below = [row for row in _rows(db, statement, fresh, None) if row[0] not in keys.items]
        fresh = {item for item, parent in below if not found[parent] <= found[item]}
        for item, parent in below:
            found[item] |= found[parent]


def _weak_beside_strong(db: Database, keys: CaseKeys, found: _Found) -> None:
    """Calibre or headstamp alone, on items that are candidates for another reason."""
    statement = (
        "SELECT i.item, i.kind, i.value, i.folded FROM identifier i"
        " WHERE i.kind IN ('calibre', 'headstamp') AND i.item IN ({})"
    )
    strong = {item: {reason.kind for reason in why} for item, why in found.items()}
    for item, kind, value, folded in _rows(db, statement, set(found), None):
        if strong[item] & {kind, "calibre and headstamp"}:
            continue
        if kind == "calibre" and folded in keys.calibres:
            found[item].add(reasons.same_calibre(value))
        elif kind == "headstamp" and folded in keys.headstamps:
            found[item].add(reasons.same_thing("headstamp", value))
