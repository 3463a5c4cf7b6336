"""Disposition: asked for, consented to, approved by two, then carried out before a witness or to a receiver.

The steps are about all the items of the request (rule H2); destruction and return may do some of them at a
time.
"""

import json
from collections.abc import Sequence
from typing import Any, Unpack

from wholefile.actions.files import Upload, store_files
from wholefile.actions.recording import Body, Remarks, record_numbered, record_with
from wholefile.actions.signing import Signer
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt


def request_disposition(
    record: Record,
    items: Sequence[str],
    *,
    manner: str,
    reason: str,
    by: Signer,
    checks: str | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Ask that items be disposed of; returns the number of the request."""
    body: Body = {
        "items": list(items),
        "manner": manner,
        "reason": reason,
        "checks": checks,
        "by": by.person,
    }
    return record_numbered(
        record,
        "disposition.requested",
        body,
        [by],
        field="disposition",
        number=lambda: lookups.next_id(record.db, "disposition", "disposition", "D"),
        remarks=remarks,
    )


def consent_to_disposition(
    record: Record, disposition: str, *, docket: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Agree for one case, as its prosecutor."""
    return _step(record, "disposition.consented", disposition, {"docket": docket}, by=by, remarks=remarks)


def approve_disposition(
    record: Record, disposition: str, *, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Approve: one of two who neither asked nor keep the property."""
    return _step(record, "disposition.approved", disposition, {}, by=by, remarks=remarks)


def decline_disposition(
    record: Record, disposition: str, *, reason: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Refuse a request; it is over."""
    return _step(record, "disposition.declined", disposition, {"reason": reason}, by=by, remarks=remarks)


def notify_owner(
    record: Record, disposition: str, *, owner: str, how: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Tell the owner that items may be claimed."""
    return _step(
        record, "disposition.notified", disposition, {"owner": owner, "how": how}, by=by, remarks=remarks
    )


def destroy_items(
    record: Record,
    disposition: str,
    *,
    method: str,
    place: str,
    by: Signer,
    witnessed_by: Signer,
    items: Sequence[str] | None = None,
    photographs: Sequence[Upload] = (),
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Destroy the items of an approved request, or some of them, before a witness who signs too."""
    body: Body = {
        "disposition": disposition,
        "items": _items(record, disposition) if items is None else list(items),
        "method": method,
        "place": place,
        "photographs": store_files(record, photographs) or None,
        "by": by.person,
        "witnessed_by": witnessed_by.person,
    }
    return record_with(record, "item.destroyed", body, [by, witnessed_by], remarks)


def return_items(
    record: Record,
    disposition: str,
    *,
    received_by_name: str,
    identity: str,
    by: Signer,
    person: str | None = None,
    items: Sequence[str] | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Hand the items of an approved request, or some of them, to their owner or another lawful receiver."""
    body: Body = {
        "disposition": disposition,
        "items": _items(record, disposition) if items is None else list(items),
        "received_by_name": received_by_name,
        "identity": identity,
        "person": person,
        "by": by.person,
    }
    return record_with(record, "item.returned", body, [by], remarks)


def _step(
    record: Record, kind: str, disposition: str, facts: dict[str, Any], *, by: Signer, remarks: Remarks
) -> Receipt:
    body: Body = {
        "disposition": disposition,
        "items": _items(record, disposition),
        **facts,
        "by": by.person,
    }
    return record_with(record, kind, body, [by], remarks)


def _items(record: Record, disposition: str) -> list[str]:
    items: list[str] = json.loads(lookups.disposition(record.db, disposition).items)
    return items
