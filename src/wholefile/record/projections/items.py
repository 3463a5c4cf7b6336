"""What acts about an item change: intake, words, links to cases, parts, quantity, files, loss and being found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wholefile.core.errors import Unprocessable
from wholefile.core.folding import found_by
from wholefile.record.act import Recorded
from wholefile.record.projections.files import attach
from wholefile.record.projections.knowing import learned
from wholefile.record.projections.moving import begin_span, lapse, leave, move, place, the_item
from wholefile.record.projections.state import Fold, Items, State, text_of
from wholefile.record.sql import Insert, Row, Update, Write


def received(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """An item is in custody: with its receiver, or where it was put down."""
    body = act.body
    item = body["item"]
    located = "location" in body
    where = place(location=body["location"]) if located else place(holder=body["by"])
    said = {name: body[name] for name in ("item", "description", "category", "unit", "submitted_by", "collected_at",
                                          "authority")}  # fmt: skip
    maybe = {name: body.get(name) for name in ("submitter_agency", "condition", "seal")}
    yield Insert(
        "item",
        {
            **said,
            **maybe,
            **where,
            "parent": None,
            "received_quantity": body["quantity"],
            "quantity": body["quantity"],
            "named_cases": text_of(body["named_cases"]),
            "status": "held",
            "open_transfer": None,
            "received_by": body["by"],
            "occurred_at": act.occurred_at,
            "at": act.at,
            "seq": act.seq,
        },
    )
    yield from _identifiers(act, item)
    for docket in body["dockets"]:
        yield _linked(act, item, docket, None)
    yield begin_span(act, item, where, "received")
    if "seal" in body:
        yield Insert("seal", {"seq": act.seq, "n": 0, "item": item, "seal": body["seal"], "broken_seq": None})


def described(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """New words stand in the table; identifiers are added to the earlier ones."""
    words = {name: act.body[name] for name in ("description", "category") if name in act.body}
    if words:
        yield Update("item", words, {"item": act.body["item"]})
    yield from _identifiers(act, act.body["item"])


def linked(act: Recorded, db: State, _items: Items) -> Iterator[Write]:
    """The item belongs to one more case, or again to one it was detached from."""
    item, docket, reason = act.body["item"], act.body["docket"], act.body["reason"]
    if db.exists("item_case", item=item, docket=docket):
        again = {"reason": reason, "linked_seq": act.seq, "linked_at": act.at, "detached_seq": None}
        yield Update("item_case", again, {"item": item, "docket": docket})
    else:
        yield _linked(act, item, docket, reason)


def detached(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """The link stays, marked."""
    which = {"item": act.body["item"], "docket": act.body["docket"], "detached_seq": None}
    yield Update("item_case", {"detached_seq": act.seq}, which)


def split(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """Sub-items take over what is true of the whole; what they do not take remains in the parent (rule C6)."""
    parent, parts = the_item(act, items), act.body["parts"]
    remaining = _remaining(parent, sum(part["quantity"] for part in parts))
    inherited = _inherited(db, parent)
    for number, part in enumerate(parts):
        yield from _part(act, parent, part)
        yield from _inherit(act, inherited, part["item"], number)
    if remaining:
        yield Update("item", {"quantity": remaining}, {"item": parent.item})
        yield from lapse(act, items)
    else:
        yield from leave(act, db, items, "split", quantity=0)


def consumed(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """Less of the item is left, perhaps nothing (rule C6)."""
    item = the_item(act, items)
    remaining = _remaining(item, act.body["quantity"])
    if remaining:
        yield Update("item", {"quantity": remaining}, {"item": item.item})
        yield from lapse(act, items)
    else:
        yield from leave(act, db, items, "consumed", quantity=0)


def file_attached(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """Files belong to the item."""
    yield from attach(act, db, items, act.body["files"], act.body["purpose"])


def lost(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """The item is gone, unless it was only damaged; it stays on every schedule."""
    body = act.body
    said = {name: body[name] for name in ("item", "kind", "circumstances")}
    yield Insert("loss", {"seq": act.seq, **said, "at": act.at})
    if body["kind"] == "damaged":
        yield from lapse(act, items)
    else:
        yield from leave(act, db, items, "destroyed" if body["kind"] == "destroyed" else "lost")


def unlocated(act: Recorded, _db: State, items: Items) -> Iterator[Write]:
    """The item is not where the table says; nobody vouches for its condition."""
    body = act.body
    said = {"item": body["item"], "searched": body["searched"], "notified": text_of(body["notified"])}
    yield Insert("unlocated", {"seq": act.seq, **said, "located_seq": None})
    yield Update("item", {"status": "unlocated"}, {"item": body["item"]})
    yield from lapse(act, items)


def located(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """The item is back, in a place."""
    yield Update("unlocated", {"located_seq": act.seq}, {"item": act.body["item"], "located_seq": None})
    yield from move(act, db, items, place(location=act.body["location"]), "located")


def file_verified(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A fixity check is on file."""
    body = act.body
    said = {"item": body["item"], "checked": body["checked"], "failed": text_of(body["failed"])}
    yield Insert("fixity_check", {"seq": act.seq, **said})


def file_unlocked(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A password is on file; processing tries it on the file it is for."""
    said = {name: act.body[name] for name in ("item", "sha256", "password", "source")}
    yield Insert("file_password", {"seq": act.seq, **said})


def _identifiers(act: Recorded, item: str) -> Iterator[Write]:
    for number, (kind, value, folded) in enumerate(found_by(act.body)):
        row = {"seq": act.seq, "n": number, "item": item, "kind": kind, "value": value, "folded": folded}
        yield Insert("identifier", row)


def _linked(
    act: Recorded, item: str, docket: str, reason: str | None, detached_seq: int | None = None
) -> Insert:
    row = {"item": item, "docket": docket, "reason": reason, "linked_seq": act.seq, "linked_at": act.at}
    return Insert("item_case", {**row, "detached_seq": detached_seq})


def _remaining(item: Row, taken: int) -> int:
    if taken > item.quantity:
        raise Unprocessable(
            "item.quantity",
            f"{item.item} holds {item.quantity} {item.unit}; {taken} cannot be taken from it.",
        )
    return int(item.quantity - taken)


def _part(act: Recorded, parent: Row, part: Mapping[str, Any]) -> Iterator[Write]:
    own = {
        "item": part["item"],
        "parent": parent.item,
        "description": part["description"],
        "received_quantity": part["quantity"],
        "quantity": part["quantity"],
        "condition": None,
        "seal": None,
        "open_transfer": None,
        "received_by": act.body["by"],
        "occurred_at": act.occurred_at,
        "at": act.at,
        "seq": act.seq,
    }
    where = {"holder": parent.holder, "location": parent.location, "out_to": parent.out_to}
    yield Insert("item", {**parent._asdict(), **own})
    yield begin_span(act, part["item"], where, "split")


def _inherited(db: State, parent: Row) -> dict[str, list[Row]]:
    """What holds for the parent and so for each part: no split may shed a case, a hold, a period or knowledge."""
    item = parent.item
    holds = db.rows("hold_item", order=("hold",), item=item)
    return {
        "item_case": db.rows("item_case", order=("docket",), item=item),
        "identifier": db.rows("identifier", order=("seq", "n"), item=item),
        "hold_item": holds,
        "retention": db.rows("retention", order=("seq",), item=item),
        "knowledge": db.rows("knowledge", order=("person",), item=item),
    }


def _inherit(act: Recorded, inherited: Mapping[str, list[Row]], item: str, number: int) -> Iterator[Write]:
    for link in inherited["item_case"]:
        ended = None if link.detached_seq is None else act.seq
        yield _linked(act, item, link.docket, link.reason, ended)
    identifiers = inherited["identifier"]
    for n, row in enumerate(identifiers, number * len(identifiers)):
        yield Insert("identifier", {**row._asdict(), "seq": act.seq, "n": n, "item": item})
    for table in ("hold_item", "retention", "knowledge"):
        for row in inherited[table]:
            yield Insert(table, {**row._asdict(), "item": item})
    knowing = {row.person for row in inherited["knowledge"]}
    for person in act.persons:
        if person not in knowing:
            yield learned(act, item, person)


FOLDS: dict[str, Fold] = {
    "item.received": received,
    "item.described": described,
    "item.linked": linked,
    "item.detached": detached,
    "item.split": split,
    "item.consumed": consumed,
    "file.attached": file_attached,
    "file.unlocked": file_unlocked,
    "item.lost": lost,
    "item.unlocated": unlocated,
    "item.located": located,
    "file.verified": file_verified,
}
