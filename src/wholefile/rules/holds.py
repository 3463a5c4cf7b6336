"""Rules on keeping: holds, retention, and what must be over before anything is disposed of (H1, H3, H4, H8)."""

import json
from collections.abc import Iterator

from wholefile.record.act import Draft
from wholefile.record.days import is_over
from wholefile.record.lookups import dockets_of, roles, with_wholes
from wholefile.record.sql import Database, Row
from wholefile.rules.destructive_tests import active_requests
from wholefile.rules.orders import LITIGATED, is_ordered, is_ordered_everywhere
from wholefile.rules.registry import rule

DISPOSALS = ("disposition.approved", "item.destroyed", "item.returned")


def binding_holds(db: Database, item: str) -> list[Row]:
    """The holds not released that name an item or cover a case it was ever linked to, in order of placing.

    Detaching an item from a case does not take it out of the case's holds: otherwise that would be the way
    around. A hold on an item binds its parts: who asks for it need not know that it was divided before.
    """
    dockets = [row.docket for row in db.rows("item_case", item=item)]
    named = [row.hold for row in db.rows("hold_item", item__in=with_wholes(item))]
    found = db.rows("hold", hold__in=named, released_seq=None)
    found += db.rows("hold", docket__in=dockets, whole_case=True, released_seq=None)
    return sorted({row.hold: row for row in found}.values(), key=lambda row: row.seq)


@rule(
    "H1",
    text="Nothing is disposed of while a hold, an open case, time for appeal, a retention period, an undecided"
    " disclosure or an open screening candidate concerns it; nothing held is altered or used up.",
    authority="Arizona v. Youngblood, 488 U.S. 51 (1988) and California v. Trombetta, 467 U.S. 479 (1984) on lost"
    " evidence; NISTIR 7928; IAPE Professional Standards on disposition",
    kind_of_authority="guidance",
    acts=(*DISPOSALS, "item.consumed", "test.performed"),
)
def nothing_stands_in_the_way(draft: Draft, db: Database) -> str | None:
    """A destructive test is judged by holds alone; an order of the hold's own case to permit the test lifts one.

    What is used up under no laboratory's request is judged like a disposal, which it would otherwise replace.
    """
    if draft.kind in DISPOSALS:
        return next((why for item in draft.body["items"] for why in obstacles(db, item, draft.at)), None)
    if not draft.body.get("destructive", True):
        return None
    items = draft.body["items"] if "items" in draft.body else [draft.body["item"]]
    for item in items:
        for hold in binding_holds(db, item):
            if not is_ordered(db, "permit test", hold.docket, item):
                return _held(item, hold, "altered or used up")
    if draft.kind != "item.consumed" or active_requests(db, items[0]):
        return None
    if "laboratory" not in roles(
        db, draft.body["by"], dockets_of(db, items[0])
    ):  # whom H7 asks for a request
        return next(_obstacles_to_use(draft, db, items[0]), None)
    return None


def _obstacles_to_use(draft: Draft, db: Database, item: str) -> Iterator[str]:
    """What keeps an item from being used up outside of an examination; an order to permit the test lifts a case."""
    for docket in dockets_of(db, item):
        if is_ordered(db, "permit test", docket, item):
            continue
        if why := _case_obstacle(db, docket, item, draft.at):
            yield why
    if waiting := _standing_candidate(db, item):
        yield _awaited(item, waiting)


def obstacles(db: Database, item: str, at: int) -> Iterator[str]:
    """Everything that keeps an item from being disposed of at a moment, the gravest first.

    `at` is in milliseconds since 1970 (UTC). Each names what stands in the way, which its reader may not be let see.
    """
    for hold in binding_holds(db, item):
        yield _held(item, hold, "disposed of")
    for docket in dockets_of(db, item):
        if why := _case_obstacle(db, docket, item, at):
            yield why
    if left := _detached_unseen(db, item):
        yield (
            f"{item} was detached from {left}, which is open, and no production served since shows it as detached;"
            " it can go when one does, when the case is closed, or by an order to permit disposition."
        )
    periods = db.rows("retention", order=("-keep_until",), limit=1, item=item)
    ordered = is_ordered_everywhere(db, "permit disposition", item)
    if periods and not is_over(periods[0].keep_until, at) and not ordered:
        yield (
            f"{item} must be kept until {periods[0].keep_until} by schedule {periods[0].schedule};"
            " it can go when that day is over, or by an order to permit disposition."
        )
    if waiting := _standing_candidate(db, item):
        yield _awaited(item, waiting)


def _awaited(item: str, docket: str) -> str:
    return (
        f"{item} was found by the screening of {docket} and is neither linked nor dismissed there;"
        " link it, or dismiss it with a reason, first."
    )


def _detached_unseen(db: Database, item: str) -> str | None:
    """An open case which the item left, and whose other side cannot have seen that it did."""
    for link in db.rows("item_case", order=("docket",), item=item, detached_seq__null=False):
        case = db.one("case_file", docket=link.docket, status="open")
        if (
            case is None
            or case.kind not in LITIGATED
            or is_ordered(db, "permit disposition", link.docket, item)
        ):
            continue
        if not db.exists("production", docket=link.docket, served_seq__gt=link.detached_seq):
            return str(link.docket)
    return None


def _held(item: str, hold: Row, what: str) -> str:
    return (
        f"{item} is under hold {hold.hold} in {hold.docket} ({hold.reason}); it can be {what} only after the"
        f" hold is released by its issuer, {hold.issued_by}, or by a court."
    )


def _case_obstacle(db: Database, docket: str, item: str, at: int) -> str | None:
    """An open case, time to appeal, or no decision on disclosure."""
    case = db.one("case_file", docket=docket)
    if case is None:
        return None
    if not is_ordered(db, "permit disposition", docket, item):
        if case.status != "closed":
            return (
                f"{docket} is open and {item} belongs to it; it can go when the case is closed and the time for"
                " appeal is over, or by an order to permit disposition."
            )
        if case.appeal_until and not is_over(case.appeal_until, at):
            return (
                f"time for appeal in {docket} runs until {case.appeal_until}; {item} can go when that day is"
                " over, or by an order to permit disposition."
            )
    if case.kind not in LITIGATED:
        return None
    decision = db.one("decision", docket=docket, item=item, superseded_seq=None)
    if decision is None or decision.decision == "pending":
        return f"the disclosure of {item} in {docket} is undecided; decide it first."
    return None


def _standing_candidate(db: Database, item: str) -> str | None:
    """A case whose latest screening found the item, or what it was divided from, and that has not settled it since."""
    return next((docket for one in with_wholes(item) if (docket := _found_and_open(db, one, item))), None)


def _found_and_open(db: Database, listed: str, item: str) -> str | None:
    """A case whose latest screening lists this; `item` itself or a part of it was neither linked nor dismissed."""
    seen = db.query(
        "SELECT s.docket, s.candidates FROM screening s WHERE s.candidates LIKE %s AND s.seq ="
        " (SELECT MAX(m.seq) FROM screening m WHERE m.docket = s.docket) ORDER BY s.seq",
        [f'%"{listed}"%'],
    )
    for docket, text in seen:
        if db.exists("item_case", item=item, docket=docket):
            continue
        found = {reason for one in json.loads(text) if one["item"] == listed for reason in one["reasons"]}
        for row in db.rows("dismissal", docket=docket, item__in=[listed, item]):
            found -= set(json.loads(row.reasons))
        if found:
            return str(docket)
    return None


@rule(
    "H3",
    text="A retention period is never shortened.",
    authority="policy of this record, after IAPE Professional Standards on retention schedules",
    kind_of_authority="policy",
    acts=("retention.set",),
)
def retention_never_shortens(draft: Draft, db: Database) -> str | None:
    """The longest period binds whatever is said later, so a shorter one would only mislead."""
    day = draft.body["keep_until"]
    for item in draft.body["items"]:
        for row in db.rows("retention", order=("-keep_until",), limit=1, item=item, keep_until__gt=day):
            return (
                f"{item} must already be kept until {row.keep_until} by schedule {row.schedule}; set that day or"
                " a later one. An order to permit disposition is the way to dispose of it earlier."
            )
    return None


@rule(
    "H4",
    text="A hold is released by who issued it or by a court.",
    authority="policy of this record; a duty to preserve ends with who imposed it (Fed. R. Civ. P. 37(e))",
    kind_of_authority="policy",
    acts=("hold.released",),
)
def issuer_or_court_releases(draft: Draft, db: Database) -> str | None:
    """The order, where one is given, must be of this case, say that holds are released, and be later than the hold."""
    body = draft.body
    hold = db.one("hold", hold=body["hold"])
    if hold is None or hold.released_seq is not None:
        return f"{body['hold']} is no open hold; only a hold that stands can be released."
    if "order" in body:
        order = db.one("court_order", order=body["order"])
        if order is None or order.docket != hold.docket or order.effect != "release hold":
            return f"{body['order']} is no order to release a hold in {hold.docket}; name the order that is."
        if order.seq < hold.seq:
            return f"order {body['order']} was entered before {hold.hold} was placed; it does not release it."
        named, held = set(json.loads(order.items)), {r.item for r in db.rows("hold_item", hold=hold.hold)}
        if named and (hold.whole_case or not held <= named):
            return f"order {body['order']} names only some of what {hold.hold} holds; it does not release it."
        return None
    if body["by"] == hold.issued_by or "court" in roles(db, body["by"], [hold.docket]):
        return None
    return (
        f"{hold.hold} was issued by {hold.issued_by}; only that person or a court can release it, or anybody"
        " of the office who names the court's order."
    )


@rule(
    "H8",
    text="A hold is placed once: while it stands, the same person does not place it again on the same items of the case"
    " for the same reason.",
    authority="policy of this record; a second hold that says the same would have to be released a second time",
    kind_of_authority="policy",
    acts=("hold.placed",),
)
def same_hold_stands_once(draft: Draft, db: Database) -> str | None:
    """One of other items, for another reason or by somebody else may be placed besides; so may a correction."""
    body = draft.body
    if "corrects" in body:
        return None
    items = set(body["items"])
    said = {
        "docket": body["docket"],
        "reason": body["reason"],
        "issued_by": body["by"],
        "whole_case": not items,
    }
    for hold in db.rows("hold", order=("seq",), **said, released_seq=None):
        if items == {one.item for one in db.rows("hold_item", hold=hold.hold)}:
            return f"{hold.hold} holds this already and stands; say another reason, or leave it at that hold."
    return None
