"""Conditions: what one person declares of a thing and another checks, and to whom a weapon was shown."""

from collections.abc import Sequence
from typing import Unpack

from wholefile.actions.files import Upload, store_files
from wholefile.actions.recording import Remarks, record_with
from wholefile.actions.signing import Signer
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt


def declare_condition(  # noqa: PLR0913 - a declaration has as many facts
    record: Record,
    item: str,
    condition: str,
    *,
    method: Sequence[str],
    declared_by: Signer,
    verified_by: Signer,
    rounds: Sequence[int] | None = None,
    photographs: Sequence[Upload] = (),
    dramatic_set: bool | None = None,
    exception: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Declare what condition a thing is in, checked by another; it lapses the moment the thing is handled.

    `rounds` are the numbers of the rounds that were inspected, counted from 1.
    """
    lookups.item(record.db, item)  # a voucher that does not exist leaves nothing in the store
    body = {
        "item": item,
        "condition": condition,
        "rounds": None if rounds is None else list(rounds),
        "method": list(method),
        "photographs": store_files(record, photographs) or None,
        "dramatic_set": dramatic_set,
        "exception": exception,
        "declared_by": declared_by.person,
        "verified_by": verified_by.person,
    }
    return record_with(record, "condition.declared", body, [declared_by, verified_by], remarks)


def show_weapon(
    record: Record,
    item: str,
    *,
    shown_to: str,
    shown_as: str,
    place: str,
    condition: str,
    by: Signer,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Record that a weapon and its state were shown to a person; each showing is an act of its own."""
    body = {
        "item": item,
        "shown_to": shown_to,
        "shown_as": shown_as,
        "place": place,
        "condition": condition,
        "by": by.person,
    }
    return record_with(record, "weapon.shown", body, [by], remarks)
