"""Holds and retention: nothing is disposed of while they stand."""

from collections.abc import Sequence
from typing import Unpack

from wholefile.actions.recording import Body, Remarks, record_numbered, record_with
from wholefile.actions.signing import Signer
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.lookups import next_id


def place_hold(
    record: Record,
    docket: str,
    *,
    reason: str,
    by: Signer,
    items: Sequence[str] = (),
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Hold items of a case, or every item of it now and later when none is named; returns the hold's number.

    Rule H8 refuses the same hold again while it stands.
    """
    body: Body = {"docket": docket, "items": list(items), "reason": reason, "by": by.person}
    return record_numbered(
        record,
        "hold.placed",
        body,
        [by],
        field="hold",
        number=lambda: next_id(record.db, "hold", "hold", "H"),
        remarks=remarks,
    )


def release_hold(
    record: Record,
    hold: str,
    *,
    reason: str,
    by: Signer,
    order: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """End a hold: its issuer or a court, or anybody of the office who names the court's order (rule H4)."""
    body = {"hold": hold, "reason": reason, "order": order, "by": by.person}
    return record_with(record, "hold.released", body, [by], remarks)


def set_retention(
    record: Record,
    items: Sequence[str],
    *,
    schedule: str,
    trigger: str,
    keep_until: str,
    by: Signer,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Say until what day items must be kept; never a day earlier than before (rule H3)."""
    body: Body = {
        "items": list(items),
        "schedule": schedule,
        "trigger": trigger,
        "keep_until": keep_until,
        "by": by.person,
    }
    return record_with(record, "retention.set", body, [by], remarks)
