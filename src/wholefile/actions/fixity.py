"""What a scrub found goes on record: one act for each item whose files were read."""

from collections.abc import Sequence
from dataclasses import dataclass

from wholefile.actions.recording import Planned, Remarks, full_body, record_acts, while_labels_move
from wholefile.actions.signing import Signer
from wholefile.core.canonical import Value
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt

_MOST_FAILED = 500  # digests that one act takes


@dataclass(frozen=True, slots=True)
class ItemRead:
    """How many files of an item were read, and the digests of those that did not match or were not there."""

    item: str
    checked: int
    failed: tuple[str, ...] = ()


def record_readings(
    record: Record, readings: Sequence[ItemRead], *, by: Signer, note: str | None = None
) -> list[Receipt]:
    """Record `file.verified` for these items, all or none. Raises `Refused` by the rule that does not allow it."""
    remarks: Remarks = {} if note is None else {"note": note}
    acts = [
        Planned("file.verified", full_body(body, remarks), [by])
        for one in readings
        for body in _bodies(one, by)
    ]
    return while_labels_move(lambda: record_acts(record, acts)) if acts else []


def _bodies(one: ItemRead, by: Signer) -> list[dict[str, Value]]:
    """One body, or several where more failed than one act takes; each counts what it tells of."""
    failed = list(one.failed)
    parts = [failed[start : start + _MOST_FAILED] for start in range(0, len(failed), _MOST_FAILED)] or [[]]
    whole = one.checked - len(failed)
    return [
        {
            "item": one.item,
            "checked": len(part) + (whole if number == 0 else 0),
            "failed": list[Value](part),
            "by": by.person,
        }
        for number, part in enumerate(parts)
    ]
