"""What each person should be told of: worked out now and then from what waits, within the sight of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wholefile.actions.due import OF_THE_DEFENCE as OWED_BY_THE_DEFENCE
from wholefile.actions.due import OPEN, SOON, Due, everything_due
from wholefile.record.home import Record
from wholefile.record.sql import Database
from wholefile.record.visibility import DEFENCE, Sight, visible
from wholefile.showing import seeing
from wholefile.showing.counsel import tests_told
from wholefile.showing.reciprocal import disclosed_lately
from wholefile.web.accounts.models import Account
from wholefile.web.api.narrowing import roles_now
from wholefile.web.notices.models import Notice
from wholefile.web.signing import waiting
from wholefile.web.signing.models import WaitingActs

DUE, OVERDUE, CANDIDATE, RECEIPT, OBJECTION, SIGNATURE = (
    "due", "overdue", "candidate", "receipt", "objection", "signature",
)  # fmt: skip
PRODUCTION, ANSWER, TEST, DISCLOSED = "production", "answer", "test", "disclosed"
KINDS = (SIGNATURE, OVERDUE, DUE, OBJECTION, DISCLOSED, CANDIDATE, RECEIPT, TEST, PRODUCTION, ANSWER)
OF_THE_DEFENCE = (TEST, PRODUCTION, ANSWER)
MOST = 500  # notices of a person at a time
KEPT_MS = 30 * 86_400_000
_PROSECUTION = frozenset({"prosecutor", "paralegal", "supervisor"})
_ROOM = frozenset({"custodian", "supervisor"})
_WHO = {
    "deadline": _PROSECUTION,
    "obligation": _PROSECUTION,
    OWED_BY_THE_DEFENCE: _PROSECUTION,
    "late item": _PROSECUTION,
    "candidate": _PROSECUTION,
    "objection": _PROSECUTION,
    "disposition": frozenset({"supervisor", "prosecutor"}),
    "laboratory": frozenset({"laboratory", "supervisor"}),
    "test notice": frozenset({"prosecutor", "investigator"}),
}


class Thing(NamedTuple):
    """What a notice is of; one person has one notice of it."""

    kind: str
    what: str
    about: str


class Concerned(NamedTuple):
    """The case and the items that a thing concerns."""

    docket: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Waiting:
    """All that waits in the record, read once for everybody."""

    due: Sequence[Due]
    transfers: Mapping[str, str]
    acts: Sequence[WaitingActs]
    now: int  # milliseconds since 1970 (UTC)


def note(record: Record) -> None:
    """Bring everybody's notices to what waits now; what waits no more is settled, and forgotten after a month."""
    db, now = record.db, record.clock()
    everything = _everything(db, now)
    people = Account.objects.filter(is_active=True).exclude(person="").values_list("person", flat=True)
    for person in sorted(set(people)):
        wanted = dict(list(things_for(db, person, everything))[:MOST])
        _bring(person, wanted, now)
    Notice.objects.filter(settled_at__lt=now - KEPT_MS).delete()


def things_for(db: Database, person: str, everything: _Waiting) -> Iterator[tuple[Thing, Concerned]]:
    """What one person should be told of, by their roles and in their sight; the defence of what was served to it."""
    roles = {role for role, _ in roles_now(db, person)}
    sight = visible(db, person)
    if DEFENCE in roles:
        yield from _of_the_defence(db, sight, person)
        for docket, request in tests_told(db, sight, person, everything.now):
            yield Thing(TEST, TEST, request), Concerned(docket)
    if roles - {DEFENCE}:
        yield from _of_signing(person, everything.acts)
        yield from _of_the_office(db, seeing.of_the_office(sight), (person, roles), everything)
    if roles & _PROSECUTION:
        for one in disclosed_lately(db, sight, everything.now, KEPT_MS):
            yield Thing(DISCLOSED, DISCLOSED, str(one["position"])), Concerned(one["docket"])


def _everything(db: Database, now: int) -> _Waiting:
    due = everything_due(db, now)
    open_ones = db.rows("transfer", status="open")
    acts = WaitingActs.objects.filter(withdrawn=False, begun_at__gt=now - KEPT_MS).order_by("-begun_at")[
        :2000
    ]
    return _Waiting(due, {one.transfer: one.to for one in open_ones}, list(acts), now)


def _of_signing(person: str, acts: Sequence[WaitingActs]) -> Iterator[tuple[Thing, Concerned]]:
    for row in acts:
        if person not in row.persons:
            continue
        if row.positions is None:
            if person in waiting.unsigned(row) and row.begun_by != person:
                yield Thing(SIGNATURE, SIGNATURE, row.code), Concerned()
        elif len(row.persons) > 1 or row.begun_by != person:
            yield Thing(RECEIPT, RECEIPT, str(row.positions[0])), Concerned()


def _of_the_office(
    db: Database, sight: Sight, who: tuple[str, set[str]], everything: _Waiting
) -> Iterator[tuple[Thing, Concerned]]:
    person, roles = who
    mine = [one for one in everything.due if _is_for(one, person, roles, everything)]
    seen = seeing.seen_items(db, sight, {item for one in mine for item in one.items})
    cases = seeing.seen_cases(db, sight, {one.docket for one in mine if one.docket})
    for one in mine:
        items = tuple(item for item in one.items if item in seen)
        if (one.docket and one.docket not in cases) or (one.items and not items):
            continue
        if not one.docket and not items and not sight.everything:  # of the room as a whole
            continue
        yield Thing(_kind(one), one.what, one.about), Concerned(one.docket or "", items)


def _is_for(one: Due, person: str, roles: set[str], everything: _Waiting) -> bool:
    if one.what == "open transfer":
        return everything.transfers.get(one.about) == person
    return bool(_WHO.get(one.what, _ROOM) & roles)


def _kind(one: Due) -> str:
    if one.what in (CANDIDATE, OBJECTION):
        return one.what
    return DUE if one.state in (SOON, OPEN) else OVERDUE


def _of_the_defence(db: Database, sight: Sight, person: str) -> Iterator[tuple[Thing, Concerned]]:
    own = seeing.of_the_defence(sight)
    served = db.rows("production", order=("-served_seq",), served_seq__null=False)
    answered = db.rows("objection", order=("-answered_seq",), answered_seq__null=False, raised_by=person)
    cases = seeing.seen_cases(db, own, {one.docket for one in (*served, *answered)})
    for one in served:
        if one.docket in cases:
            yield Thing(PRODUCTION, PRODUCTION, one.production), Concerned(one.docket)
    for one in answered:
        if one.docket in cases:
            yield Thing(ANSWER, ANSWER, one.objection), Concerned(one.docket)


def _bring(person: str, wanted: Mapping[Thing, Concerned], now: int) -> None:
    known = {Thing(one.kind, one.what, one.about): one for one in Notice.objects.filter(person=person)}
    fresh = [
        Notice(person=person, **thing._asdict(), docket=of.docket, items=list(of.items), made_at=now)
        for thing, of in wanted.items()
        if thing not in known
    ]
    Notice.objects.bulk_create(fresh, ignore_conflicts=True)
    for thing, row in known.items():
        of = wanted.get(thing)
        if of is None and row.settled_at is None:
            Notice.objects.filter(pk=row.pk).update(settled_at=now)
        elif of is not None and row.settled_at is not None:
            again = {"settled_at": None, "read_at": None, "mailed_at": None, "made_at": now}
            Notice.objects.filter(pk=row.pk).update(docket=of.docket, items=list(of.items), **again)
        elif of is not None and (row.docket, list(row.items)) != (of.docket, list(of.items)):
            Notice.objects.filter(pk=row.pk).update(docket=of.docket, items=list(of.items))
