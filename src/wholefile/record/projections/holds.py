"""What acts on keeping and ending change: holds, retention, dispositions, destruction and return."""

from __future__ import annotations

import json
from collections.abc import Iterator

from wholefile.record.act import Recorded
from wholefile.record.projections.files import attach
from wholefile.record.projections.knowing import knowledge
from wholefile.record.projections.moving import GONE, leave
from wholefile.record.projections.state import Fold, Items, State, text_of
from wholefile.record.sql import Insert, Update, Write


def hold_placed(act: Recorded, _db: State, items: Items) -> Iterator[Write]:
    """A hold binds the items it names, or every item of the case, now and later, when it names none."""
    body = act.body
    said = {"hold": body["hold"], "docket": body["docket"], "reason": body["reason"]}
    whole = {"whole_case": not body["items"], "issued_by": body["by"]}
    yield Insert("hold", {**said, **whole, "seq": act.seq, "released_seq": None})
    for item in items:
        yield Insert("hold_item", {"hold": body["hold"], "item": item})


def hold_released(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A hold no longer binds."""
    yield Update("hold", {"released_seq": act.seq}, {"hold": act.body["hold"], "released_seq": None})


def retention_set(act: Recorded, _db: State, items: Items) -> Iterator[Write]:
    """A period is added; the longest of an item's periods binds (rule H3)."""
    said = {name: act.body[name] for name in ("schedule", "trigger", "keep_until")}
    for item in items:
        yield Insert("retention", {"seq": act.seq, "item": item, **said})


def disposition_requested(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A request to dispose of items is open."""
    body = act.body
    said = {name: body.get(name) for name in ("disposition", "manner", "reason", "checks")}
    asked = {"items": text_of(body["items"]), "requested_by": body["by"], "seq": act.seq}
    yield Insert("disposition", {**said, **asked, "status": "open", "notified": None, "closed_seq": None})


def disposition_consented(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """The prosecutor of one case agrees."""
    body = act.body
    said = {"disposition": body["disposition"], "docket": body["docket"], "person": body["by"]}
    yield Insert("disposition_consent", {"seq": act.seq, **said})


def disposition_approved(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """One approver agrees."""
    body = act.body
    said = {"disposition": body["disposition"], "person": body["by"]}
    yield Insert("disposition_approval", {"seq": act.seq, **said})


def disposition_declined(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """The request is over."""
    ended = {"status": "declined", "closed_seq": act.seq}
    yield Update("disposition", ended, {"disposition": act.body["disposition"], "status": "open"})


def disposition_notified(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """The owner was told; the latest notice stands in the table."""
    told = f"{act.body['owner']}, {act.body['how']}"
    yield Update("disposition", {"notified": told}, {"disposition": act.body["disposition"]})


def destroyed(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """The items are gone; their rows, files and photographs remain."""
    yield from leave(act, db, items, "destroyed")
    yield from _done(act, db, items)
    yield from attach(act, db, items, act.body.get("photographs", []), "photograph")


def returned(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """The items have left the record; who received them knows of them."""
    yield from leave(act, db, items, "returned")
    yield from _done(act, db, items)
    person = act.body.get("person")
    if person is not None and person not in act.persons:
        yield from knowledge(act, db, items, [person])


def _done(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """A disposition is done when the last of its items is gone."""
    disposition = act.body["disposition"]
    request = db.one("disposition", disposition=disposition)
    if request is None:
        return
    others = [one for one in json.loads(request.items) if one not in items]
    if all(row.status in GONE for row in db.rows("item", item__in=others)):
        done = {"status": "done", "closed_seq": act.seq}
        yield Update("disposition", done, {"disposition": disposition, "status": "open"})


FOLDS: dict[str, Fold] = {
    "hold.placed": hold_placed,
    "hold.released": hold_released,
    "retention.set": retention_set,
    "disposition.requested": disposition_requested,
    "disposition.consented": disposition_consented,
    "disposition.approved": disposition_approved,
    "disposition.declined": disposition_declined,
    "disposition.notified": disposition_notified,
    "item.destroyed": destroyed,
    "item.returned": returned,
}
