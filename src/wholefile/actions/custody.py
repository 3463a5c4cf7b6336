"""Custody: who has an item, hand to hand, in a place, or out of the room, and the state of its seals.

A hand-over is one act signed by both. Where giver and receiver are apart it is two: released, then accepted.
"""

import json
from collections.abc import Sequence
from typing import Unpack

from wholefile.actions.recording import Body, Remarks, record_numbered, record_with
from wholefile.actions.signing import Signer
from wholefile.core.errors import NotFound
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.lookups import next_id
from wholefile.record.sql import Row


def transfer_custody(
    record: Record,
    items: Sequence[str],
    *,
    released_by: Signer,
    received_by: Signer,
    purpose: str,
    seal_state: str = "none",
    seal: str | None = None,
    witness: Signer | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Hand items from one person to another, both present; returns the number of the transfer."""
    body: Body = {
        "items": list(items),
        "purpose": purpose,
        "seal_state": seal_state,
        "seal": seal,
        "released_by": released_by.person,
        "received_by": received_by.person,
        "witness": witness.person if witness else None,
    }
    signers = [released_by, received_by, *([witness] if witness else [])]
    return _numbered(record, "custody.transferred", body, signers, remarks)


def release_custody(
    record: Record,
    items: Sequence[str],
    *,
    to: str,
    released_by: Signer,
    purpose: str,
    seal_state: str = "none",
    seal: str | None = None,
    witness: Signer | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Send items to a person; the transfer is open, and the sender answers for them, until they accept."""
    body: Body = {
        "items": list(items),
        "purpose": purpose,
        "seal_state": seal_state,
        "seal": seal,
        "to": to,
        "released_by": released_by.person,
        "witness": witness.person if witness else None,
    }
    signers = [released_by, *([witness] if witness else [])]
    return _numbered(record, "custody.released", body, signers, remarks)


def accept_custody(
    record: Record,
    transfer: str,
    *,
    by: Signer,
    seal_state: str = "none",
    seal: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Take the items of an open transfer."""
    body = {
        "transfer": transfer,
        "items": _items_of(record, transfer),
        "seal_state": seal_state,
        "seal": seal,
        "received_by": by.person,
    }
    return record_with(record, "custody.accepted", body, [by], remarks)


def refuse_custody(
    record: Record, transfer: str, *, reason: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Refuse an open transfer, or take it back; the items stay with who released them."""
    body = {
        "transfer": transfer,
        "items": _items_of(record, transfer),
        "reason": reason,
        "by": by.person,
    }
    return record_with(record, "custody.refused", body, [by], remarks)


def store_items(
    record: Record,
    items: Sequence[str],
    location: str,
    *,
    by: Signer,
    seal_state: str = "none",
    witness: Signer | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Put items one holds into a place."""
    body = {"items": list(items), "location": location, "seal_state": seal_state}
    return _watched(record, "custody.stored", body, by, witness, remarks)


def retrieve_items(
    record: Record,
    items: Sequence[str],
    *,
    purpose: str,
    by: Signer,
    seal_state: str = "none",
    witness: Signer | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Take items out of their place and hold them."""
    body = {"items": list(items), "purpose": purpose, "seal_state": seal_state}
    return _watched(record, "custody.retrieved", body, by, witness, remarks)


def lend_items(
    record: Record,
    items: Sequence[str],
    *,
    to: str,
    due_on: str,
    purpose: str,
    condition: str,
    by: Signer,
    seal_state: str = "none",
    witness: Signer | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Let items out for court, viewing or examination until a day, in the condition described."""
    body = {
        "items": list(items),
        "to": to,
        "due_on": due_on,
        "purpose": purpose,
        "seal_state": seal_state,
        "condition": condition,
    }
    return _watched(record, "custody.lent", body, by, witness, remarks)


def take_back(
    record: Record,
    items: Sequence[str],
    *,
    condition: str,
    by: Signer,
    seal_state: str = "none",
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Take lent items back, in the condition described."""
    body = {"items": list(items), "seal_state": seal_state, "condition": condition, "by": by.person}
    return record_with(record, "custody.returned", body, [by], remarks)


def apply_seal(
    record: Record, item: str, seal: str, *, initials: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Put a tamper-evident seal on an item one holds."""
    body = {"item": item, "seal": seal, "initials": initials, "by": by.person}
    return record_with(record, "seal.applied", body, [by], remarks)


def break_seal(
    record: Record, item: str, seal: str, *, reason: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Open a seal on purpose."""
    body = {"item": item, "seal": seal, "reason": reason, "by": by.person}
    return record_with(record, "seal.broken", body, [by], remarks)


def report_seal_difference(
    record: Record,
    item: str,
    *,
    expected: str,
    found: str,
    explanation: str,
    by: Signer,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Put down that a seal was not as recorded, and what is known of why."""
    body = {
        "item": item,
        "expected": expected,
        "found": found,
        "explanation": explanation,
        "by": by.person,
    }
    return record_with(record, "seal.differed", body, [by], remarks)


def _numbered(
    record: Record, kind: str, body: Body, signers: Sequence[Signer], remarks: Remarks
) -> tuple[str, Receipt]:
    return record_numbered(
        record,
        kind,
        body,
        signers,
        field="transfer",
        number=lambda: next_id(record.db, "transfer", "transfer", "T"),
        remarks=remarks,
    )


def _watched(  # noqa: PLR0917 - each caller has all six
    record: Record, kind: str, body: Body, by: Signer, witness: Signer | None, remarks: Remarks
) -> Receipt:
    """An act by one person which, for firearms, drugs and currency, another watches and signs too."""
    full = {**body, "by": by.person, "witness": witness.person if witness else None}
    return record_with(record, kind, full, [by, witness] if witness else [by], remarks)


def _items_of(record: Record, transfer: str) -> list[str]:
    row: Row | None = record.db.one("transfer", transfer=transfer)
    if row is None:
        raise NotFound("transfer.unknown", f"There is no transfer {transfer}; look at the open transfers.")
    return [str(one) for one in json.loads(row.items)]
