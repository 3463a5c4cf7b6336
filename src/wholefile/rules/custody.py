"""Rules of custody: one holder at a time, two-sided transfers, witnesses, seals, quantities, times and links."""

from collections.abc import Iterator

from wholefile.core.acts import KINDS
from wholefile.core.canonical import unb64u
from wholefile.record.act import Draft
from wholefile.record.labels import labels_for
from wholefile.record.lookups import history, person_name, policy, roles
from wholefile.record.sql import Database, Row
from wholefile.rules.facts import items_named
from wholefile.rules.registry import EVERY_ACT, rule

HOUR = 3_600_000  # milliseconds
MOVES = ("custody.transferred", "custody.released", "custody.stored", "custody.retrieved", "custody.lent")
WATCHED = ("firearm", "drugs", "currency")

# Acts that only the person who holds the item can do, and the field that names them.
_BY_THE_HOLDER = {
    "custody.transferred": "released_by",
    "custody.released": "released_by",
    "custody.stored": "by",
    "custody.lent": "by",
    "seal.applied": "by",
    "seal.broken": "by",
    "weapon.shown": "by",
    "test.performed": "by",
    "item.split": "by",
    "item.consumed": "by",
    "item.destroyed": "by",
    "item.returned": "by",
}
# What may be done to a thing that is out on loan, by whoever has it there.
_WHERE_IT_IS = ("seal.broken", "weapon.shown", "condition.declared")


@rule(
    "C1",
    text="Nothing is changed or removed; a correction names the earlier act about the same case that it corrects.",
    authority="Policy of this record, after IAPE Professional Standards on documentation",
    kind_of_authority="policy",
    acts=EVERY_ACT,
)
def corrections_name_an_earlier_act(draft: Draft, db: Database) -> str | None:
    """What is corrected was recorded under a case of this act's own. That nothing is changed, the ledger sees to."""
    position = draft.body.get("corrects")
    if position is None:
        return None
    said = {name: value for name, value in draft.body.items() if name != "corrects"}
    own = {unb64u(label) for label in labels_for(draft.kind, said, db)}
    if any(bytes(row.label) in own for row in db.rows("entry_case", seq=position)):
        return None
    return (
        f"Entry {position} is not an earlier act of the same case; give the position of the act to correct."
    )


@rule(
    "C2",
    text="An item has exactly one holder or place at any time; only who holds it can pass it on or handle it.",
    authority="IAPE Professional Standards (documentation); NISTIR 7928, chain of custody",
    kind_of_authority="guidance",
    acts=(*_BY_THE_HOLDER, "custody.retrieved", "custody.returned", "condition.declared"),
)
def only_the_holder_handles(draft: Draft, db: Database) -> str | None:
    """Each item is where the act takes it from, and not on its way to somebody."""
    for row in items_named(draft, db):
        if row.open_transfer is not None:
            return (
                f"{row.item} is on its way under {row.open_transfer}; that must be accepted or refused first."
            )
        if row.status == "unlocated":
            return f"{row.item} could not be located; record where it was found first."
        if row.status == "lent" and draft.kind not in (*_WHERE_IT_IS, "custody.returned"):
            return f"{row.item} is out to {row.out_to}; take it back first."
        if why := _not_where_the_act_takes_it(draft, db, row):
            return why
    return None


def _not_where_the_act_takes_it(draft: Draft, db: Database, row: Row) -> str | None:
    kind, body = draft.kind, draft.body
    if kind == "custody.retrieved":
        return None if row.location else f"{row.item} is in no place; it is {_whereabouts(db, row)}."
    if kind == "custody.returned":
        return None if row.status == "lent" else f"{row.item} is not out; it is {_whereabouts(db, row)}."
    if row.status == "lent":
        return None
    hands = (
        [body["declared_by"], body["verified_by"]]
        if kind == "condition.declared"
        else [body[_BY_THE_HOLDER[kind]]]
    )
    if row.holder in hands:
        return None
    who = " and ".join(person_name(db, one) for one in hands)
    first = "take it out first" if row.location else "it must be handed over first"
    return f"{row.item} is {_whereabouts(db, row)}, not with {who}; {first}."


def _whereabouts(db: Database, row: Row) -> str:
    if row.holder:
        return f"with {person_name(db, row.holder)}"
    return f"in {row.location}" if row.location else f"out to {row.out_to}" if row.out_to else str(row.status)


@rule(
    "C3",
    text="A transfer passes between two persons and is open until the receiver accepts.",
    authority="IAPE Professional Standards (documentation): released by, received by",
    kind_of_authority="guidance",
    acts=("custody.transferred", "custody.released", "custody.accepted", "custody.refused"),
)
def giver_is_not_receiver(draft: Draft, db: Database) -> str | None:
    """Giver and receiver differ, and only the named receiver accepts. Old open transfers are an alert."""
    body = draft.body
    if draft.kind in ("custody.transferred", "custody.released"):
        if body["released_by"] == (body["received_by"] if "received_by" in body else body["to"]):
            return (
                f"{person_name(db, body['released_by'])} cannot be giver and receiver; name another receiver."
            )
        return None
    transfer = db.one("transfer", transfer=body["transfer"], status="open")
    if transfer is None:
        return f"{body['transfer']} is not open; only an open transfer is accepted or refused."
    for row in items_named(draft, db):
        if row.status == "unlocated":
            return f"{row.item} could not be located; record where it was found first."
        if row.open_transfer != body["transfer"]:
            return f"{row.item} is not on its way under {body['transfer']}; leave it out."
    if draft.kind == "custody.accepted" and body["received_by"] != transfer.to:
        return f"{body['transfer']} is for {person_name(db, transfer.to)}; only they can accept it."
    if draft.kind == "custody.refused" and body["by"] not in (transfer.to, transfer.released_by):
        names = f"{person_name(db, transfer.to)} or {person_name(db, transfer.released_by)}"
        return f"Only {names} can refuse or take back {body['transfer']}."
    return None


@rule(
    "C4",
    text="Whenever a firearm, drugs or currency move, somebody who does not move them watches and signs.",
    authority="IAPE Professional Standards (firearms, drugs, currency): two persons",
    kind_of_authority="guidance",
    acts=MOVES,
)
def a_witness_watches_what_is_coveted(draft: Draft, db: Database) -> str | None:
    """A witness who is given is no mover; for three categories one must be given."""
    body = draft.body
    witness = body.get("witness")
    movers = [body[name] for name in ("by", "released_by", "received_by", "to") if name in body]
    if witness is not None:
        if witness in movers:
            return f"{person_name(db, witness)} moves the items and cannot be the witness; somebody else must be."
        return None
    watched = [row for row in items_named(draft, db) if row.category in WATCHED]
    if watched:
        return (
            f"{watched[0].item} ({watched[0].category}) moves only before a witness; let one watch and sign."
        )
    return None


@rule(
    "C5",
    text="A seal that is not as recorded is put down and explained before the item goes on; what is sealed is divided"
    " or used up only once the seal is broken.",
    authority="IAPE Professional Standards (packaging); NISTIR 7928, tamper-evident seals",
    kind_of_authority="guidance",
    acts=(*MOVES, "custody.accepted", "custody.returned", "item.split", "item.consumed"),
)
def seals_are_as_recorded(draft: Draft, db: Database) -> str | None:
    """Seal in equals seal out, or a difference was recorded since the item last moved."""
    if draft.kind in ("item.split", "item.consumed"):
        row = db.one("item", item=draft.body["item"])
        if row is None or row.seal is None:
            return None
        return f"{row.item} is under seal {row.seal}; record that the seal is broken first."
    for row, since in _with_another_seal(draft, db):
        if not db.exists("seal_difference", item=row.item, seq__gt=since):
            recorded = f"seal {row.seal}" if row.seal else "no seal"
            return (
                f"The seal of {row.item} is not as recorded ({recorded}); record the difference and what is known "
                "of it, then go on."
            )
    return None


def _with_another_seal(draft: Draft, db: Database) -> Iterator[tuple[Row, int]]:
    """Items whose seal was read otherwise than it is recorded, and since when an explanation counts."""
    told, state = draft.body.get("seal"), draft.body["seal_state"]
    rows = items_named(draft, db)
    sent = db.one("transfer", transfer=draft.body["transfer"]) if draft.kind == "custody.accepted" else None
    for row in rows:
        if row.seal is None:
            differs = told is not None and len(rows) == 1
        elif state in ("broken", "none"):
            differs = True
        else:
            differs = told is not None and not db.exists("seal", item=row.item, seal=told, broken_seq=None)
        if sent is not None:
            differs = differs or sent.seal_state != state or bool(told and sent.seal and sent.seal != told)
        if differs:
            span = None if sent else db.one("custody_span", item=row.item, end_seq=None)
            yield row, sent.released_seq if sent else span.seq if span else row.seq


@rule(
    "C6",
    text="Quantity is conserved: what sub-items hold and what is used up comes out of what there is.",
    authority="NISTIR 7928: consumption and division of evidence are documented",
    kind_of_authority="guidance",
    acts=("item.split", "item.consumed"),
)
def quantity_is_conserved(draft: Draft, db: Database) -> str | None:
    """Parts are the item's own sub-items, and together no more than what remains of it."""
    body = draft.body
    row = db.one("item", item=body["item"])
    if row is None:
        return None  # N2 says so
    parts = body.get("parts", ())
    for part in parts:
        if part["item"].rpartition(".")[0] != row.item:
            return f"{part['item']} is not a sub-item of {row.item}; number the parts {row.item}.1 and so on."
    taken = sum(part["quantity"] for part in parts) if parts else body["quantity"]
    if taken > row.quantity:
        return f"{row.item} holds {row.quantity} ({row.unit}), so {taken} cannot be taken out of it."
    return None


@rule(
    "C7",
    text="Nothing is recorded before it happens; what is recorded late says why.",
    authority="IAPE Professional Standards (documentation at the time of the event)",
    kind_of_authority="guidance",
    acts=EVERY_ACT,
)
def late_entries_say_why(draft: Draft, db: Database) -> str | None:
    """`occurred_at` is not after `at`, and not more than `late_hours` (24) before it without a reason."""
    happened = draft.body.get("occurred_at")
    if happened is None:
        return None
    if happened > draft.at:
        return "It is said to have happened after it was recorded; give the time at which it happened."
    hours = int(policy(db, "late_hours", "24"))
    if draft.at - happened > hours * HOUR and "late_reason" not in draft.body:
        return f"It happened more than {hours} hours ago; say why it is recorded late."
    return None


@rule(
    "C8",
    text="An item keeps at least one case, and leaves a case only when a prosecutor of that case approves.",
    authority="Policy of this record, after State v. Baldwin (N.M. 2024)",
    kind_of_authority="policy",
    acts=("item.detached",),
)
def items_leave_a_case_with_approval(draft: Draft, db: Database) -> str | None:
    """The link exists, is not the last one, and the approver is a prosecutor everywhere or in this case."""
    item, docket, approver = draft.body["item"], draft.body["docket"], draft.body["approved_by"]
    linked = {row.docket for row in db.rows("item_case", item=item, detached_seq=None)}
    if docket not in linked:
        return f"{item} is not linked to {docket}."
    if linked == {docket}:
        return f"{docket} is the only case of {item}; link it to the case it belongs to first."
    if "prosecutor" not in roles(db, approver, [docket]):
        return f"{person_name(db, approver)} is not a prosecutor in {docket}; one of that case must approve."
    return None


@rule(
    "C9",
    text="Currency is counted by two persons when it comes in.",
    authority="IAPE Professional Standards (currency)",
    kind_of_authority="guidance",
    acts=("item.received",),
)
def currency_is_counted_by_two(draft: Draft, db: Database) -> str | None:
    """A second counter signs, who is not the receiver."""
    counter = draft.body.get("counted_by")
    if counter is None and draft.body["category"] == "currency":
        return "Currency is counted by two; let a second person count it and sign."
    if counter is not None and counter == draft.body["by"]:
        return f"{person_name(db, counter)} receives the item and cannot be the second counter; somebody else must."
    return None


@rule(
    "C10",
    text="An item that joins a case brings its whole earlier history.",
    authority="Policy of this record, after State v. Baldwin (N.M. 2024)",
    kind_of_authority="policy",
    acts=("item.linked",),
)
def the_whole_history_comes_along(draft: Draft, db: Database) -> str | None:
    """The positions named are exactly those of every earlier act on the item, and the link is new."""
    item, docket = draft.body["item"], draft.body["docket"]
    if db.exists("item_case", item=item, docket=docket, detached_seq=None):
        return f"{item} is linked to {docket} already."
    if db.exists("item", item=item) and list(draft.body["history"]) != history(db, item):
        return f"The history of {item} given here is not all of its acts; read it again and link it anew."
    return None


# Acts on an item that is no longer there would place it somewhere again: N2 keeps those out.
NEEDS_A_PRESENT_ITEM = (
    *(kind for kind in KINDS if kind.startswith(("custody.", "seal."))),
    *("condition.declared", "weapon.shown", "laboratory.requested", "laboratory.accepted", "test.performed"),
    *("item.split", "item.consumed", "item.lost", "item.unlocated", "item.destroyed", "item.returned"),
)
