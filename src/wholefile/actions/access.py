"""Access: who looked at an item's contents and why, and what left the record.

The defence's own reading is no act: see `reading_traces`.
"""

from collections.abc import Sequence
from typing import Unpack

from wholefile.actions.recording import Remarks, record_with
from wholefile.actions.signing import Signer
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt


def open_items(
    record: Record, items: Sequence[str], *, purpose: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Record that somebody looked at the contents of items."""
    body = {"items": list(items), "purpose": purpose, "by": by.person}
    return record_with(record, "access.opened", body, [by], remarks)


def export_items(
    record: Record,
    items: Sequence[str],
    *,
    what: str,
    by: Signer,
    docket: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Record that contents left: files, a report or a production folder."""
    body = {"items": list(items), "docket": docket, "what": what, "by": by.person}
    return record_with(record, "access.exported", body, [by], remarks)
