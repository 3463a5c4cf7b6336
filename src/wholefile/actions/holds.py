"""Holds and retention: nothing is disposed of while they stand."""

from collections.abc import Sequence
from typing import Any, Unpack

from wholefile.actions.recording import Body, Remarks, number_of_earlier, record_numbered, record_with
from wholefile.actions.signing import Signer
from wholefile.core.acts import check_body
from wholefile.core.errors import Conflict
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.lookups import next_id
from wholefile.record.sql import Database


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

    Raises Conflict where the same person's hold of the same items for the same reason stands in the case already.
    """
    body: Body = {"docket": docket, "items": list(items), "reason": reason, "by": by.person}
    check_body("hold.placed", {"hold": "H-1", **body})  # before any of it is looked for
    standing = _standing(record.db, docket, reason, by.person, set(items))
    if standing and number_of_earlier(record, [by], "hold", remarks.get("idempotency")) is None:
        raise Conflict(
            "hold.stands",
            f"{standing} of {docket} holds this already, by the same person and for the same reason, and stands;"
            " say another reason, or leave it at that hold.",
        )
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


def _standing(db: Database, docket: str, reason: str, person: str, items: set[str]) -> str | None:
    """The number of the hold that says the same and was not released, if there is one."""
    said: dict[str, Any] = {"docket": docket, "reason": reason, "issued_by": person, "whole_case": not items}
    for row in db.rows("hold", order=("seq",), **said, released_seq=None):
        if items == {one.item for one in db.rows("hold_item", hold=row.hold)}:
            return str(row.hold)
    return None
