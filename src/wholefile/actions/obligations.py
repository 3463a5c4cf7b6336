"""What must be disclosed by when: set from the events of a case by its rule pack, met by disclosing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

from wholefile.actions.recording import (
    Body,
    Planned,
    Remarks,
    record_acts,
    record_numbered,
    record_with,
    while_numbers_move,
)
from wholefile.actions.signing import Signer
from wholefile.core.errors import NotFound, Unprocessable
from wholefile.record import lookups
from wholefile.record.days import days_late
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.sql import Database, Row
from wholefile.rules.packs import due_day, pack
from wholefile.rules.reciprocal import DEFENDANT


@dataclass(frozen=True, slots=True)
class Overdue:
    """An obligation not met by its day."""

    obligation: Row
    days_late: int


def set_obligations(
    record: Record,
    docket: str,
    *,
    by: Signer,
    event: str | None = None,
    on: str | None = None,
    rules: Sequence[str] | None = None,
) -> list[str]:
    """Set what the jurisdiction's pack counts from the events of a case; returns the obligations' numbers.

    Without an `event`, from every court event on record; events of a name that court events do not have (a municipal
    trial) are named with their day. `rules` limits it to some. All are set under one signature or none, and what is
    set already is not set again.
    Raises NotFound for a jurisdiction without a pack.
    """
    of = pack(lookups.case(record.db, docket).jurisdiction)
    counted = [
        (one, day)
        for name, day in _events(record.db, docket, event, on)
        for one in of.counted_from(name)
        if rules is None or one.rule in rules
    ]

    def attempt() -> list[str]:
        new = [
            {"docket": docket, "rule": one.rule, "what": one.what, "from_on": day, "by": by.person}
            for one, day in counted
            if not record.db.exists("obligation", docket=docket, rule=one.rule, from_on=day)
        ]
        numbers = lookups.next_ids(record.db, "obligation", "obligation", "OB", len(new))
        for number, body in zip(numbers, new, strict=True):
            body |= {"obligation": number, "due_on": due_day(of, body["rule"], body["from_on"])}
        if new:
            record_acts(record, [Planned("obligation.set", body, [by]) for body in new])
        return numbers

    return while_numbers_move(attempt)


def set_obligation(
    record: Record,
    docket: str,
    *,
    rule: str,
    what: str,
    from_on: str,
    by: Signer,
    due_on: str | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Set one obligation by a rule of the pack, or by an order of the case and the day it gives.

    Returns the number of the obligation. Raises NotFound when the pack has no such rule and no day is given.
    """
    if due_on is None:
        due_on = due_day(pack(lookups.case(record.db, docket).jurisdiction), rule, from_on)
    body: Body = {
        "docket": docket,
        "rule": rule,
        "what": what,
        "from_on": from_on,
        "due_on": due_on,
        "by": by.person,
    }
    return record_numbered(
        record,
        "obligation.set",
        body,
        [by],
        field="obligation",
        number=lambda: lookups.next_id(record.db, "obligation", "obligation", "OB"),
        remarks=remarks,
    )


def _events(db: Database, docket: str, event: str | None, on: str | None) -> list[tuple[str, str]]:
    """The events from which is counted, each with its day: the one that is named, or those on record."""
    if event is not None and on is not None:
        return [(event, on)]
    rows = db.rows("court_event", order=("seq",), docket=docket)
    return list(dict.fromkeys((row.event, row.on) for row in rows if event in (None, row.event)))


def meet_obligation(
    record: Record, obligation: str, *, production: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Record that a served production met an obligation. Raises NotFound."""
    row = record.db.one("obligation", obligation=obligation)
    if row is None:
        raise NotFound("obligation.unknown", f"There is no obligation {obligation} in this record.")
    body = {"docket": row.docket, "obligation": obligation, "production": production, "by": by.person}
    return record_with(record, "obligation.met", body, [by], remarks)


def reciprocate(
    record: Record,
    docket: str,
    *,
    text: str,
    disclosed_on: str,
    how: str,
    by: Signer,
    obligation: str | None = None,
    party: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Record for the defence what it disclosed to the State; with an obligation, that this meets its duty.

    Without a `party` it is the one defendant for whom the signer appears. A duty of several defendants is met once each
    of them has disclosed. Raises Unprocessable when the party must be named.
    """
    if party is None:
        theirs = defendants_of(record.db, docket, by.person)
        if len(theirs) != 1:
            raise Unprocessable("party.unnamed", "Say for which defendant it was disclosed; name the party.")
        party = theirs[0].party
    body = {
        "docket": docket,
        "obligation": obligation,
        "party": party,
        "text": text,
        "disclosed_on": disclosed_on,
        "how": how,
        "by": by.person,
    }
    return record_with(record, "disclosure.reciprocated", body, [by], remarks)


def defendants_of(db: Database, docket: str, person: str) -> list[Row]:
    """The defendants of a case for whom a person appears now, or who they are."""
    return defendants_in(db, [docket], person)[docket]


def defendants_in(db: Database, dockets: Sequence[str], person: str) -> dict[str, list[Row]]:
    """The same for each of these cases, read at once."""
    appears = {row.party for row in db.rows("counsel", person=person, withdrawn_seq=None)}
    found: dict[str, list[Row]] = {docket: [] for docket in dockets}
    for one in sorted(lookups.by_values(db, "party", "docket", sorted(found)), key=lambda row: row.seq):
        if one.role == DEFENDANT and (one.party in appears or one.person == person):
            found[one.docket].append(one)
    return found


def overdue(db: Database, today: str, docket: str | None = None) -> list[Overdue]:
    """Obligations not met whose last day is past on `today` (YYYY-MM-DD), the longest overdue first."""
    rows = db.rows("obligation", order=("due_on", "seq"), met_seq=None, due_on__lt=today)
    rows = [row for row in rows if docket in (None, row.docket)]
    return [Overdue(row, days_late(row.due_on, today)) for row in rows]
