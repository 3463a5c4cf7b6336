"""What acts of custody and condition change: holders, places, loans, seals, declarations and laboratory requests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wholefile.core.errors import NotFound
from wholefile.record.act import Recorded
from wholefile.record.projections.files import attach
from wholefile.record.projections.moving import lapse, move, place
from wholefile.record.projections.state import Fold, Items, State, text_of
from wholefile.record.sql import Insert, Row, Update, Write

# Which declarations answer the same question; a newer answer ends an older one about the same rounds.
QUESTION = {
    "cleared": "loaded or not",
    "loaded": "loaded or not",
    "live": "loaded or not",
    "blank": "loaded or not",
    "dummy": "loaded or not",
    "spent": "loaded or not",
    "unknown": "loaded or not",
    "biohazard": "biohazard or not",
    "intact": "whole or not",
    "damaged": "whole or not",
}


def transferred(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """Both were there: the receiver holds the items at once."""
    yield _transfer(act, act.body["received_by"], "accepted", act.seq)
    yield from move(act, db, items, place(holder=act.body["received_by"]), "transferred")


def released(act: Recorded, _db: State, items: Items) -> Iterator[Write]:
    """The items are on their way; the releaser answers for them until somebody accepts."""
    yield _transfer(act, act.body["to"], "open", None)
    yield Update("item", {"open_transfer": act.body["transfer"]}, {"item__in": list(items)})
    yield from lapse(act, items)


def accepted(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """The receiver holds the items."""
    transfer = _open_transfer(act, db)
    yield from move(act, db, items, place(holder=act.body["received_by"]), "accepted")
    if not _on_their_way(db, transfer, items):
        yield _closed(act, "accepted")


def refused(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """The items stay with who released them."""
    transfer = _open_transfer(act, db)
    yield Update("item", {"open_transfer": None}, {"item__in": list(items)})
    yield from lapse(act, items)
    if not _on_their_way(db, transfer, items):
        others = [one for one in json.loads(transfer.items) if one not in items]
        taken = db.exists("custody_span", item__in=others, how="accepted", seq__gt=transfer.released_seq)
        yield _closed(act, "accepted" if taken else "refused")


def stored(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """The items are in a place."""
    yield from move(act, db, items, place(location=act.body["location"]), "stored")


def retrieved(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """Who took the items holds them."""
    yield from move(act, db, items, place(holder=act.body["by"]), "retrieved")


def lent(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """The items are out until a day."""
    body = act.body
    for number, item in enumerate(items):
        yield Insert(
            "loan",
            {
                "seq": act.seq,
                "n": number,
                "item": item,
                "to": body["to"],
                "due_on": body["due_on"],
                "condition_before": body["condition"],
                "condition_after": None,
                "returned_seq": None,
            },
        )
    yield from move(act, db, items, place(out_to=body["to"]), "lent", status="lent")


def returned(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """The items are back with who took them."""
    back = {"returned_seq": act.seq, "condition_after": act.body["condition"]}
    yield Update("loan", back, {"item__in": list(items), "returned_seq": None})
    yield from move(act, db, items, place(holder=act.body["by"]), "returned")


def seal_applied(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """The item bears this seal. What was declared before it was sealed still holds."""
    item, seal = act.body["item"], act.body["seal"]
    yield Insert("seal", {"seq": act.seq, "n": 0, "item": item, "seal": seal, "broken_seq": None})
    yield Update("item", {"seal": seal}, {"item": item})


def seal_broken(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """The item bears the latest of the seals that are left, if any."""
    item, seal = act.body["item"], act.body["seal"]
    whole = db.rows("seal", order=("seq", "n"), item=item, broken_seq=None)
    left = [one.seal for one in whole if one.seal != seal]
    yield Update("seal", {"broken_seq": act.seq}, {"item": item, "seal": seal, "broken_seq": None})
    yield Update("item", {"seal": left[-1] if left else None}, {"item": item})
    yield from lapse(act, items)


def seal_differed(act: Recorded, _db: State, items: Items) -> Iterator[Write]:
    """A difference is on file; somebody may have been inside, so declarations lapse."""
    said = {name: act.body[name] for name in ("item", "expected", "found", "explanation")}
    yield Insert("seal_difference", {"seq": act.seq, **said})
    yield from lapse(act, items)


def condition_declared(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """The declaration holds until the item is handled, or until a newer answer to the same question."""
    body = act.body
    rounds = body.get("rounds", [])
    for older in db.rows("condition", order=("seq",), item=body["item"], lapsed_seq=None):
        same_rounds = not rounds or older.rounds == "[]" or bool(set(rounds) & set(json.loads(older.rounds)))
        if same_rounds and QUESTION[older.condition] == QUESTION[body["condition"]]:
            yield Update("condition", {"lapsed_seq": act.seq}, {"seq": older.seq})
    said = {name: body[name] for name in ("item", "condition", "declared_by", "verified_by")}
    yield Insert(
        "condition",
        {
            "seq": act.seq,
            **said,
            "rounds": text_of(rounds),
            "method": text_of(body["method"]),
            "dramatic_set": body.get("dramatic_set", False),
            "exception": body.get("exception"),
            "at": act.at,
            "occurred_at": act.occurred_at,
            "lapsed_seq": None,
        },
    )
    yield from attach(act, db, items, body.get("photographs", []), "photograph")


def weapon_shown(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A showing is on file. Looking is not handling: nothing lapses."""
    said = {name: act.body[name] for name in ("item", "shown_to", "shown_as", "place", "condition")}
    yield Insert("weapon_shown", {"seq": act.seq, **said})


def laboratory_requested(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """An examination is asked for."""
    body = act.body
    said = {name: body[name] for name in ("request", "laboratory", "scope", "destructive", "return_due")}
    open_ = {"examiner": None, "status": "requested", "findings": None}
    asked = {"items": text_of(body["items"]), "requested_by": body["by"], "seq": act.seq}
    yield Insert("laboratory_request", {**said, **asked, **open_})


def laboratory_accepted(act: Recorded, _db: State, items: Items) -> Iterator[Write]:
    """The laboratory has taken the request on."""
    yield _request(act, status="accepted", examiner=act.body["examiner"])
    yield from lapse(act, items)


def laboratory_declined(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """The laboratory has not taken the request on."""
    yield _request(act, status="declined")


def notice_served(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """The days to object run from when the notice was recorded, which nobody can date back."""
    said = {name: act.body[name] for name in ("request", "served_on", "how", "window_days")}
    to = text_of(act.body["addressees"]) if "addressees" in act.body else None
    yield Insert("test_notice", {"seq": act.seq, **said, "addressees": to, "at": act.at})


def objection_made(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """An objection stands."""
    said = {name: act.body[name] for name in ("request", "reason", "by")}
    yield Insert("test_objection", {"seq": act.seq, **said})


def examination_made(act: Recorded, _db: State, items: Items) -> Iterator[Write]:
    """An examination was made, with its effect."""
    said = {name: act.body[name] for name in ("request", "destructive", "method", "effect")}
    yield Insert("test_performed", {"seq": act.seq, **said, "items": text_of(act.body["items"])})
    yield _request(act, status="performed")
    yield from lapse(act, items)


def laboratory_reported(act: Recorded, db: State, items: Items) -> Iterator[Write]:
    """Findings are on file, with the report."""
    yield _request(act, status="reported", findings=act.body["findings"])
    yield from attach(act, db, items, act.body.get("files", []), "report")


def _transfer(act: Recorded, to: str, status: str, closed_seq: int | None) -> Insert:
    said = {name: act.body[name] for name in ("transfer", "released_by", "purpose", "seal_state")}
    return Insert(
        "transfer",
        {
            **said,
            "to": to,
            "seal": act.body.get("seal"),
            "items": text_of(act.body["items"]),
            "status": status,
            "released_seq": act.seq,
            "released_at": act.occurred_at,
            "closed_seq": closed_seq,
        },
    )


def _open_transfer(act: Recorded, db: State) -> Row:
    transfer = db.one("transfer", transfer=act.body["transfer"])
    if transfer is None:
        raise NotFound("transfer.unknown", f"There is no transfer {act.body['transfer']}.")
    return transfer


def _on_their_way(db: State, transfer: Row, settled: Items) -> bool:
    """Whether items of a transfer are still open once these are settled."""
    others = [one for one in json.loads(transfer.items) if one not in settled]
    return bool(others) and db.exists("item", item__in=others, open_transfer=transfer.transfer)


def _closed(act: Recorded, status: str) -> Update:
    return Update("transfer", {"status": status, "closed_seq": act.seq}, {"transfer": act.body["transfer"]})


def _request(act: Recorded, **now: Any) -> Update:
    return Update("laboratory_request", now, {"request": act.body["request"]})


FOLDS: dict[str, Fold] = {
    "custody.transferred": transferred,
    "custody.released": released,
    "custody.accepted": accepted,
    "custody.refused": refused,
    "custody.stored": stored,
    "custody.retrieved": retrieved,
    "custody.lent": lent,
    "custody.returned": returned,
    "seal.applied": seal_applied,
    "seal.broken": seal_broken,
    "seal.differed": seal_differed,
    "condition.declared": condition_declared,
    "weapon.shown": weapon_shown,
    "laboratory.requested": laboratory_requested,
    "laboratory.accepted": laboratory_accepted,
    "laboratory.declined": laboratory_declined,
    "test.noticed": notice_served,
    "test.objected": objection_made,
    "test.performed": examination_made,
    "laboratory.reported": laboratory_reported,
}
