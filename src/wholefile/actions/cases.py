"""Cases: opening and closing, relations, parties and counsel, orders, court events and deadlines."""

from typing import Unpack

from wholefile.actions.recording import Remarks, record_numbered, record_with
from wholefile.actions.signing import Signer
from wholefile.core.docket import spell_docket
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.lookups import next_id


def open_case(
    record: Record,
    as_printed: str,
    *,
    kind: str,
    title: str,
    court: str,
    jurisdiction: str,
    by: Signer,
    incident_on: str | None = None,
    incident_place: str | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Begin a case; returns its docket number in the one spelling that stands for it."""
    docket = spell_docket(as_printed)
    body = {
        "docket": docket,
        "as_printed": as_printed,
        "kind": kind,
        "title": title,
        "court": court,
        "jurisdiction": jurisdiction,
        "incident_on": incident_on,
        "incident_place": incident_place,
        "by": by.person,
    }
    return docket, record_with(record, "case.opened", body, [by], remarks)


def relate_cases(
    record: Record,
    docket: str,
    other: str,
    *,
    relation: str,
    reason: str,
    by: Signer,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Say that two cases concern the same events."""
    body = {"docket": docket, "other": other, "relation": relation, "reason": reason, "by": by.person}
    return record_with(record, "case.related", body, [by], remarks)


def close_case(
    record: Record,
    docket: str,
    *,
    outcome: str,
    closed_on: str,
    appeal_until: str,
    by: Signer,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """End a case; until `appeal_until` nothing of it may be disposed of."""
    body = {
        "docket": docket,
        "outcome": outcome,
        "closed_on": closed_on,
        "appeal_until": appeal_until,
        "by": by.person,
    }
    return record_with(record, "case.closed", body, [by], remarks)


def reopen_case(
    record: Record, docket: str, *, reason: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Open a closed case again."""
    return record_with(
        record, "case.reopened", {"docket": docket, "reason": reason, "by": by.person}, [by], remarks
    )


def add_party(
    record: Record,
    docket: str,
    *,
    name: str,
    role: str,
    by: Signer,
    person: str | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Add a party, or a person the case is about; returns the party's number."""
    return record_numbered(
        record,
        "party.added",
        {"docket": docket, "name": name, "role": role, "person": person, "by": by.person},
        [by],
        field="party",
        number=lambda: next_id(record.db, "party", "party", "PT"),
        remarks=remarks,
    )


def counsel_appears(
    record: Record,
    docket: str,
    party: str,
    *,
    name: str,
    by: Signer,
    firm: str | None = None,
    person: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Record that a lawyer acts for a party."""
    body = {"docket": docket, "party": party, "name": name, "firm": firm, "person": person, "by": by.person}
    return record_with(record, "counsel.appeared", body, [by], remarks)


def counsel_withdraws(
    record: Record, docket: str, party: str, *, name: str, reason: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Record that a lawyer no longer acts for a party."""
    body = {"docket": docket, "party": party, "name": name, "reason": reason, "by": by.person}
    return record_with(record, "counsel.withdrew", body, [by], remarks)


def enter_order(
    record: Record,
    docket: str,
    *,
    as_printed: str,
    on: str,
    effect: str,
    text: str,
    by: Signer,
    items: list[str] | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Enter an order of the court with its effect on items; returns the order's number."""
    body = {
        "docket": docket,
        "as_printed": as_printed,
        "on": on,
        "effect": effect,
        "items": items,
        "text": text,
        "by": by.person,
    }
    return record_numbered(
        record,
        "order.entered",
        body,
        [by],
        field="order",
        number=lambda: next_id(record.db, "court_order", "order", "O"),
        remarks=remarks,
    )


def record_court_event(
    record: Record,
    docket: str,
    *,
    event: str,
    on: str,
    text: str,
    by: Signer,
    with_prejudice: bool | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Record what happened in court."""
    body = {
        "docket": docket,
        "event": event,
        "on": on,
        "text": text,
        "with_prejudice": with_prejudice,
        "by": by.person,
    }
    return record_with(record, "court.event", body, [by], remarks)


def set_deadline(
    record: Record,
    docket: str,
    *,
    what: str,
    due_on: str,
    rule: str,
    by: Signer,
    computed_from: str | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Set a day by which something is due; returns the deadline's number."""
    return record_numbered(
        record,
        "deadline.set",
        {
            "docket": docket,
            "what": what,
            "due_on": due_on,
            "rule": rule,
            "computed_from": computed_from,
            "by": by.person,
        },
        [by],
        field="deadline",
        number=lambda: next_id(record.db, "deadline", "deadline", "DL"),
        remarks=remarks,
    )


def meet_deadline(
    record: Record,
    docket: str,
    deadline: str,
    *,
    how: str,
    by: Signer,
    days_late: int = 0,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Record that what was due is done, and how many days after its last day."""
    body = {"docket": docket, "deadline": deadline, "how": how, "days_late": days_late, "by": by.person}
    return record_with(record, "deadline.met", body, [by], remarks)
