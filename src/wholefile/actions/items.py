"""Items: intake, description, files, links to cases, splitting, consumption, loss.

A voucher number is given for the year of the clock and never again.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Unpack

from wholefile.actions.files import Upload, store_files
from wholefile.actions.recording import Body, Remarks, record_numbered, record_with
from wholefile.actions.signing import Signer
from wholefile.core.canonical import Value
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.numbers import retired_parts
from wholefile.rules.registry import Refused

_ATTEMPTS = 5


def receive_item(  # noqa: PLR0913 - a property report has as many boxes
    record: Record,
    *,
    description: str,
    category: str,
    dockets: Sequence[str],
    submitted_by: str,
    collected_at: str,
    authority: str,
    by: Signer,
    quantity: int = 1,
    unit: str = "each",
    named_cases: Sequence[str] = (),
    identifiers: Sequence[Mapping[str, str]] = (),
    submitter_agency: str | None = None,
    location: str | None = None,
    seal: str | None = None,
    initials: str | None = None,
    condition: str | None = None,
    counted_by: Signer | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Take an item into custody; returns its voucher number.

    Without a location the receiver holds it. Currency is counted by two: the second signs as `counted_by`.
    """
    body: Body = {
        "description": description,
        "category": category,
        "quantity": quantity,
        "unit": unit,
        "submitted_by": submitted_by,
        "submitter_agency": submitter_agency,
        "collected_at": collected_at,
        "authority": authority,
        "named_cases": list(named_cases),
        "dockets": list(dockets),
        "identifiers": [dict(one) for one in identifiers],
        "location": location,
        "seal": seal,
        "initials": initials,
        "condition": condition,
        "counted_by": counted_by.person if counted_by else None,
        "by": by.person,
    }
    return record_numbered(
        record,
        "item.received",
        body,
        [by, counted_by] if counted_by else [by],
        field="item",
        number=lambda: lookups.next_voucher(record.db, _year(record)),
        remarks=remarks,
    )


def attach_files(
    record: Record,
    item: str,
    uploads: Sequence[Upload],
    *,
    purpose: str,
    by: Signer,
    tool: str | None = None,
    write_blocker: bool | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Store files and make them the item's."""
    lookups.item(record.db, item)  # a voucher that does not exist leaves nothing in the store
    body = {
        "item": item,
        "files": store_files(record, uploads),
        "purpose": purpose,
        "tool": tool,
        "write_blocker": write_blocker,
        "by": by.person,
    }
    return record_with(record, "file.attached", body, [by], remarks)


def describe_item(
    record: Record,
    item: str,
    *,
    reason: str,
    by: Signer,
    description: str | None = None,
    category: str | None = None,
    identifiers: Sequence[Mapping[str, str]] | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Correct or add to the description, the category or the identifiers of an item."""
    body = {
        "item": item,
        "description": description,
        "category": category,
        "identifiers": None if identifiers is None else [dict(one) for one in identifiers],
        "reason": reason,
        "by": by.person,
    }
    return record_with(record, "item.described", body, [by], remarks)


def link_item(
    record: Record,
    item: str,
    docket: str,
    *,
    reason: str,
    by: Signer,
    candidate: Sequence[str] | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Make an item part of one more case, with its whole history."""
    for attempt in range(_ATTEMPTS):
        body = {
            "item": item,
            "docket": docket,
            "reason": reason,
            "candidate": None if candidate is None else list(candidate),
            "history": lookups.history(record.db, item),
            "by": by.person,
        }
        try:
            return record_with(record, "item.linked", body, [by], remarks)
        except Refused as refused:
            # Somebody acted on the item since its history was read.
            if refused.rule != "C10" or attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError("the last attempt returns or raises")


def detach_item(
    record: Record,
    item: str,
    docket: str,
    *,
    reason: str,
    by: Signer,
    approved_by: Signer,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Take an item out of a case, with the approval of a prosecutor; it stays visible there as detached."""
    body = {
        "item": item,
        "docket": docket,
        "reason": reason,
        "by": by.person,
        "approved_by": approved_by.person,
    }
    return record_with(record, "item.detached", body, [by, approved_by], remarks)


def split_item(
    record: Record,
    item: str,
    parts: Sequence[tuple[str, int]],
    *,
    reason: str,
    by: Signer,
    **remarks: Unpack[Remarks],
) -> tuple[list[str], Receipt]:
    """Divide an item into sub-items, each a description and a quantity; returns their voucher numbers."""
    taken = [row.item for row in record.db.rows("item", parent=item)]
    taken += [one for one in retired_parts(record.db, item) if one.count(".") == item.count(".") + 1]
    first = 1 + max((int(one.rpartition(".")[2]) for one in taken), default=0)
    named: list[dict[str, Any]] = [
        {"item": f"{item}.{number}", "description": description, "quantity": quantity}
        for number, (description, quantity) in enumerate(parts, first)
    ]
    body = {"item": item, "parts": named, "reason": reason, "by": by.person}
    return [one["item"] for one in named], record_with(record, "item.split", body, [by], remarks)


def consume_item(
    record: Record, item: str, quantity: int, *, purpose: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Record that part or all of an item is used up."""
    body = {"item": item, "quantity": quantity, "purpose": purpose, "by": by.person}
    return record_with(record, "item.consumed", body, [by], remarks)


def report_loss(
    record: Record, item: str, *, kind: str, circumstances: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Report an item lost, stolen, damaged or destroyed without authority."""
    body = {"item": item, "kind": kind, "circumstances": circumstances, "by": by.person}
    return record_with(record, "item.lost", body, [by], remarks)


def report_unlocated(
    record: Record,
    item: str,
    *,
    searched: str,
    notified: Sequence[str],
    by: Signer,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Report that an item is not where the record says; `notified` names the prosecutors told."""
    body = {"item": item, "searched": searched, "notified": list(notified), "by": by.person}
    return record_with(record, "item.unlocated", body, [by], remarks)


def report_located(
    record: Record, item: str, *, location: str, circumstances: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Report that a missing item is found, and where it now is."""
    body = {"item": item, "location": location, "circumstances": circumstances, "by": by.person}
    return record_with(record, "item.located", body, [by], remarks)


def verify_files(record: Record, item: str, *, by: Signer, **remarks: Unpack[Remarks]) -> Receipt:
    """Read the stored files of an item again, compare their digests, and record what was found."""
    digests = {row.sha256 for row in record.db.rows("item_file", item=item)}
    gone = {
        row.sha256
        for row in record.db.rows("stored_file", sha256__in=sorted(digests))
        if row.expunged_seq is not None
    }
    kept = sorted(digests - gone)
    failed: list[Value] = [one for one in kept if not (record.store.has(one) and record.store.verify(one))]
    body = {"item": item, "checked": len(kept), "failed": failed, "by": by.person}
    return record_with(record, "file.verified", body, [by], remarks)


def _year(record: Record) -> int:
    return datetime.fromtimestamp(record.clock() / 1000, UTC).year
