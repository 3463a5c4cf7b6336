"""Laboratory work: asked for, taken on or declined, noticed and objected to, carried out, reported.

A test that may break, alter or consume an item passes a gate: photographs of the item as it is, notice to
the other side, and its days to object, or an order. Rule H7 keeps the gate; these are the acts it looks for.
"""

import json
from collections.abc import Sequence
from typing import Unpack

from wholefile.actions.files import Upload, store_files
from wholefile.actions.recording import Body, Remarks, record_numbered, record_with
from wholefile.actions.signing import Signer
from wholefile.core.errors import Invalid, NotFound
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.lookups import next_id
from wholefile.rules.counsel import counsel_of_the_other_side


def request_examination(
    record: Record,
    items: Sequence[str],
    *,
    laboratory: str,
    scope: str,
    destructive: bool,
    return_due: str,
    by: Signer,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Ask for an examination and say its scope; returns the number of the request."""
    body: Body = {
        "items": list(items),
        "laboratory": laboratory,
        "scope": scope,
        "destructive": destructive,
        "return_due": return_due,
        "by": by.person,
    }
    return record_numbered(
        record,
        "laboratory.requested",
        body,
        [by],
        field="request",
        number=lambda: next_id(record.db, "laboratory_request", "request", "L"),
        remarks=remarks,
    )


def accept_request(
    record: Record, request: str, *, examiner: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Take on a request for the laboratory."""
    return _on_request(record, "laboratory.accepted", request, {"examiner": examiner}, by, remarks)


def decline_request(
    record: Record, request: str, *, reason: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Decline a request for the laboratory."""
    return _on_request(record, "laboratory.declined", request, {"reason": reason}, by, remarks)


def give_notice_of_test(
    record: Record,
    request: str,
    *,
    served_on: str,
    how: str,
    window_days: int,
    by: Signer,
    addressees: Sequence[str] | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Tell the other side of a destructive test, and how many days it has to object.

    `served_on` says it in words. `addressees` are persons of the record who are told of it besides, counsel of one case
    that has all the items: where they are not said, all who appear there for the other side. An empty list names none.

    Raises Invalid where they are not said and several such cases have different counsel.
    """
    items = _items_of(record, request)
    to = counsel_of_the_other_side(record.db, by.person, items) if addressees is None else list(addressees)
    if to is None:
        raise Invalid(
            "notice.addressees",
            "Name the addressees of this notice: counsel of one case that has everything which will be tested.",
        )
    facts: Body = {"served_on": served_on, "addressees": to or None, "how": how, "window_days": window_days}
    return _on_request(record, "test.noticed", request, facts, by, remarks)


def object_to_test(
    record: Record, request: str, *, reason: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Object to a destructive test; it now needs an order."""
    return _on_request(record, "test.objected", request, {"reason": reason}, by, remarks)


def perform_test(
    record: Record,
    request: str,
    *,
    destructive: bool,
    method: str,
    effect: str,
    by: Signer,
    items: Sequence[str] | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Record an examination and what it did to the items, by default to all of the request."""
    facts = {"destructive": destructive, "method": method, "effect": effect}
    return _on_request(record, "test.performed", request, facts, by, remarks, items)


def report_findings(
    record: Record,
    request: str,
    *,
    findings: str,
    by: Signer,
    files: Sequence[Upload] = (),
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Report for the laboratory what was found."""
    _items_of(record, request)  # a request that does not exist leaves nothing in the store
    facts = {"findings": findings, "files": store_files(record, files) or None}
    return _on_request(record, "laboratory.reported", request, facts, by, remarks)


def _on_request(  # noqa: PLR0917 - each caller has all of it
    record: Record,
    kind: str,
    request: str,
    facts: Body,
    by: Signer,
    remarks: Remarks,
    items: Sequence[str] | None = None,
) -> Receipt:
    about = _items_of(record, request) if items is None else list(items)
    body = {"request": request, "items": about, **facts, "by": by.person}
    return record_with(record, kind, body, [by], remarks)


def _items_of(record: Record, request: str) -> list[str]:
    row = record.db.one("laboratory_request", request=request)
    if row is None:
        raise NotFound("laboratory.unknown", f"There is no laboratory request {request}.")
    return [str(one) for one in json.loads(row.items)]
