"""Items of the whole record that may concern a case, each with its reasons.

Every look-up goes through the index on `identifier.folded`, so the work grows with what matches and not with
the record. A calibre or headstamp alone says little in an office full of ammunition: it is listed beside
another reason, or when the case is about a firearm or ammunition of that calibre and the item is ammunition.
Source: the failure this record answers: rounds handed in and booked under another number.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from wholefile.core.canonical import encode
from wholefile.core.folding import NAMED_CASE, SUBMITTER
from wholefile.record.sql import Database
from wholefile.screening import reasons
from wholefile.screening.alike import alike, linked, parts_of
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
    for what, item, *told in alike(db, docket, keys, only):
        if reason := _reason(keys, what, told):
            found[item].add(reason)
    _weak_beside_strong(db, keys, found)
    _from_the_whole(db, docket, only, found)
    return [
        Candidate(item, tuple(sorted(why)))
        for item, why in sorted(found.items())
        if why and (only is None or item in only)
    ]


def open_candidates(db: Database, docket: str, only: Collection[str] | None = None) -> list[Candidate]:
    """Candidates that were not dismissed for every reason they have now: a new reason opens one again."""
    found = candidates(db, docket, only)
    dismissed = dismissed_reasons(db, docket) if found else {}
    return [one for one in found if not is_dismissed(one, dismissed)]


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


def _reason(keys: CaseKeys, what: str, told: Sequence[str]) -> Reason | None:
    """Why an item that is alike in this is a candidate, if it is one."""
    first, second, third, fourth = told
    match what:
        case "identifier":
            return _of_identifier(keys, first, second, third)
        case "round":
            return reasons.same_round(first, third) if (second, fourth) in keys.rounds else None
        case "ammunition":
            return reasons.ammunition_for(first)
        case "address":
            return reasons.at_the_address(first)
        case "incident":
            return reasons.same_incident(first)
        case "part":
            return reasons.part_of(first)
        case _:
            return reasons.whole_of(first)


def _of_identifier(keys: CaseKeys, kind: str, value: str, folded: str) -> Reason | None:
    """The same thing, the same person, or the case's number in the submitter's words."""
    if (kind, folded) in keys.same:
        return reasons.same_thing(kind, value)
    if kind in ("person", SUBMITTER) and folded in keys.people:
        return reasons.same_person(kind, value, keys.people[folded])
    if kind == NAMED_CASE and folded in keys.numbers:
        return reasons.named(value, keys.numbers[folded])
    return None


def _weak_beside_strong(db: Database, keys: CaseKeys, found: _Found) -> None:
    """Calibre or headstamp alone, on items that are candidates for another reason."""
    strong = {item: {reason.kind for reason in why} for item, why in found.items()}
    if not (keys.calibres or keys.headstamps):
        return
    for part in chunks(found):
        rows = db.query(
            "SELECT i.item, i.kind, i.value, i.folded FROM identifier i"  # noqa: S608
            f" WHERE i.kind IN ('calibre', 'headstamp') AND i.item IN ({marks(part)})",
            part,
        )
        for item, kind, value, folded in rows:
            if strong[item] & {kind, "calibre and headstamp"}:
                continue
            if kind == "calibre" and folded in keys.calibres:
                found[item].add(reasons.same_calibre(value))
            elif kind == "headstamp" and folded in keys.headstamps:
                found[item].add(reasons.same_thing("headstamp", value))


def _from_the_whole(db: Database, docket: str, only: Collection[str] | None, found: _Found) -> None:
    """A part is a candidate for every reason of its whole, also for what was added after the split."""
    if only is not None:
        wholes = {item.rpartition(".")[0] for item in only} - {""} - set(only)
        wholes -= linked(db, docket, wholes)
        for one in candidates(db, docket, wholes) if wholes else ():
            found[one.item] |= set(one.reasons)
    fresh = set(found)
    while fresh:
        below = parts_of(db, docket, fresh)
        fresh = {item for item, parent in below if not found[parent] <= found[item]}
        for item, parent in below:
            found[item] |= found[parent]
