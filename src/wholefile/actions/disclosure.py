"""Disclosure: decisions item by item, the agency's statement, certificates, supplements and objections."""

from collections.abc import Callable, Sequence
from typing import Unpack

from wholefile.actions.recording import (
    Body,
    Planned,
    Remarks,
    full_body,
    record_acts,
    record_numbered,
    record_with,
)
from wholefile.actions.signing import Signer
from wholefile.core.errors import NotFound, Unprocessable
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.knowledge import known_since
from wholefile.record.ledger import Receipt
from wholefile.rules.certificates import certificate_counts, late_items
from wholefile.rules.registry import Refused

_ATTEMPTS = 5


def decide(  # noqa: PLR0913 - a decision has as many particulars
    record: Record,
    docket: str,
    item: str,
    decision: str,
    *,
    author: Signer,
    tags: Sequence[str] = (),
    ground: str | None = None,
    explanation: str | None = None,
    order: str | None = None,
    reviewer: Signer | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Say what is done with an item in a case; who reviewed a withholding signs too."""
    body = _decision(docket, item, decision, author, reviewer)
    body |= {"tags": list(tags), "ground": ground, "explanation": explanation, "order": order}
    return record_with(record, "disclosure.decided", body, _both(author, reviewer), remarks)


def decide_many(  # noqa: PLR0913 - the same
    record: Record,
    docket: str,
    items: Sequence[str],
    decision: str,
    *,
    author: Signer,
    tags: Sequence[str] = (),
    ground: str | None = None,
    explanation: str | None = None,
    order: str | None = None,
    reviewer: Signer | None = None,
    **remarks: Unpack[Remarks],
) -> list[Receipt]:
    """The same decision on many items, each an act of its own; all are recorded or none.

    With an idempotency key each act gets its own from it and the item, so that a repeated call is recognised.
    """
    key = remarks.get("idempotency")
    planned = []
    for item in dict.fromkeys(items):
        body = _decision(docket, item, decision, author, reviewer)
        body |= {"tags": list(tags), "ground": ground, "explanation": explanation, "order": order}
        planned.append(
            Planned(
                "disclosure.decided",
                full_body(body, remarks),
                _both(author, reviewer),
                idempotency=None if key is None else f"{key}/{item}",
            )
        )
    return record_acts(record, planned)


def hand_over(
    record: Record,
    docket: str,
    *,
    text: str,
    by: Signer,
    agency: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """State for the agency that everything it holds was handed to the prosecutor.

    The agency is the signer's own unless it is named.
    """
    named = agency or lookups.person(record.db, by.person).agency

    def body() -> Body:
        count = len(lookups.items_of(record.db, docket))
        return {"docket": docket, "agency": named, "items": count, "text": text, "by": by.person}

    return _counted(record, "disclosure.handed_over", body, by, remarks, rule="D7")


def certify(
    record: Record, docket: str, *, text: str, by: Signer, **remarks: Unpack[Remarks]
) -> tuple[str, Receipt]:
    """Certify that every item of the case is decided and screening is done; returns the certificate's number.

    The counts are those of the tables and the certificate covers every entry before it; when somebody records
    another act meanwhile, it is counted again.
    """
    number = ""

    def body() -> Body:
        nonlocal number
        number = lookups.next_id(record.db, "certificate", "certificate", "C")
        counts = certificate_counts(record.db, docket)
        return {
            "certificate": number,
            "docket": docket,
            "items": counts.items,
            "produced": counts.produced,
            "withheld": counts.withheld,
            "dismissed": counts.dismissed,
            "covers_to": lookups.entry_count(record.db),
            "text": text,
            "by": by.person,
        }

    receipt = _counted(record, "disclosure.certified", body, by, remarks, rule="D3")
    found = record.db.one("certificate", seq=receipt.seq)
    return (found.certificate if found else number), receipt


def open_supplement(
    record: Record,
    docket: str,
    *,
    reason: str,
    by: Signer,
    items: Sequence[str] | None = None,
    known_from: str | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Explain items that came after the certificate; returns the number of the supplement.

    Without `items`, all that need it; the day since when the State knew comes from the knowledge clock,
    unless an earlier one is admitted (`known_from`). Raises Unprocessable when no item came late.
    """
    db = record.db
    named = (
        list(items) if items is not None else late_items(db, docket, lookups.latest_certificate(db, docket))
    )
    if not named:
        raise Unprocessable("supplement.nothing", f"No item came into {docket} after its last certificate.")
    day = known_from or known_since(db, named)
    if day is None:
        raise Unprocessable(
            "supplement.day", "Nobody for the State is recorded to know of these items; say the day."
        )
    body: Body = {"docket": docket, "items": named, "reason": reason, "known_since": day, "by": by.person}
    return record_numbered(
        record,
        "supplement.opened",
        body,
        [by],
        field="supplement",
        number=lambda: lookups.next_id(db, "supplement", "supplement", "SU"),
        remarks=remarks,
    )


def raise_objection(
    record: Record,
    docket: str,
    *,
    kind: str,
    text: str,
    by: Signer,
    items: Sequence[str] | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Object for the defence, or ask for something missing; returns the number of the objection."""
    body: Body = {
        "docket": docket,
        "kind": kind,
        "items": None if items is None else list(items),
        "text": text,
        "by": by.person,
    }
    return record_numbered(
        record,
        "objection.raised",
        body,
        [by],
        field="objection",
        number=lambda: lookups.next_id(record.db, "objection", "objection", "OJ"),
        remarks=remarks,
    )


def answer_objection(
    record: Record,
    objection: str,
    *,
    outcome: str,
    text: str,
    by: Signer,
    order: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Answer an objection, or rule on it. Raises NotFound."""
    row = record.db.one("objection", objection=objection)
    if row is None:
        raise NotFound("objection.unknown", f"There is no objection {objection} in this record.")
    body = {
        "docket": row.docket,
        "objection": objection,
        "outcome": outcome,
        "text": text,
        "order": order,
        "by": by.person,
    }
    return record_with(record, "objection.answered", body, [by], remarks)


def _decision(docket: str, item: str, decision: str, author: Signer, reviewer: Signer | None) -> Body:
    return {
        "docket": docket,
        "item": item,
        "decision": decision,
        "author": author.person,
        "reviewer": reviewer.person if reviewer else None,
    }


def _both(author: Signer, reviewer: Signer | None) -> list[Signer]:
    return [author, reviewer] if reviewer else [author]


def _counted(
    record: Record, kind: str, body: Callable[[], Body], by: Signer, remarks: Remarks, *, rule: str
) -> Receipt:
    """Record an act that counts what the record holds; when the record grew meanwhile, count again."""
    for _ in range(_ATTEMPTS):
        before = lookups.entry_count(record.db)
        try:
            return record_with(record, kind, body(), [by], remarks)
        except Refused as refused:
            if refused.rule not in (rule, "N1") or lookups.entry_count(record.db) == before:
                raise
    return record_with(record, kind, body(), [by], remarks)
