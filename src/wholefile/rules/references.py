"""Rules on numbers and references: what is new is new, and what an act refers to exists and is in the right state."""

from dataclasses import dataclass

from wholefile.core.acts import KINDS, item_ids
from wholefile.record.act import Draft
from wholefile.record.numbers import GIVES, is_retired
from wholefile.record.projections.moving import GONE
from wholefile.record.sql import Database
from wholefile.rules.custody import NEEDS_A_PRESENT_ITEM
from wholefile.rules.facts import items_named, rows_of
from wholefile.rules.registry import rule
from wholefile.rules.states import STATES

OURS = "Policy of this record: numbers mean one thing for ever"

# The field in which an act gives a new number, and the table whose rows carry it.
_NEW: dict[str, tuple[str, str]] = {
    "person.added": ("person", "person"),
    "location.added": ("location", "location"),
    "case.opened": ("docket", "case_file"),
    "party.added": ("party", "party"),
    "order.entered": ("order", "court_order"),
    "deadline.set": ("deadline", "deadline"),
    "count.charged": ("count", "charge_count"),
    "claim.pleaded": ("claim", "claim"),
    "relief.sought": ("relief", "relief"),
    "item.received": ("item", "item"),
    "custody.transferred": ("transfer", "transfer"),
    "custody.released": ("transfer", "transfer"),
    "laboratory.requested": ("request", "laboratory_request"),
    "hold.placed": ("hold", "hold"),
    "disposition.requested": ("disposition", "disposition"),
    "inventory.recorded": ("inventory", "inventory"),
    "statement.recorded": ("statement", "statement"),
    "inconsistency.flagged": ("inconsistency", "inconsistency"),
    "fact.accepted": ("fact", "fact"),
    "obligation.set": ("obligation", "obligation"),
    "disclosure.certified": ("certificate", "certificate"),
    "supplement.opened": ("supplement", "supplement"),
    "production.planned": ("production", "production"),
    "objection.raised": ("objection", "objection"),
}
# Numbers that count within one case; all others count within the record.
_WITHIN_A_CASE = ("count.charged", "claim.pleaded", "relief.sought")

# Fields by which an act refers to a row: table, column and what to call it. Items are looked up all together.
_REFERS: dict[str, tuple[str, str, str]] = {
    "docket": ("case_file", "docket", "case"),
    "other": ("case_file", "docket", "case"),
    "dockets": ("case_file", "docket", "case"),
    "location": ("location", "location", "place"),
    "party": ("party", "party", "party"),
    "plaintiff": ("party", "party", "party"),
    "against": ("party", "party", "party"),
    "transfer": ("transfer", "transfer", "transfer"),
    "request": ("laboratory_request", "request", "laboratory request"),
    "hold": ("hold", "hold", "hold"),
    "disposition": ("disposition", "disposition", "disposition"),
    "statement": ("statement", "statement", "statement"),
    "first": ("statement", "statement", "statement"),
    "second": ("statement", "statement", "statement"),
    "inconsistency": ("inconsistency", "inconsistency", "inconsistency"),
    "fact": ("fact", "fact", "fact"),
    "obligation": ("obligation", "obligation", "obligation"),
    "certificate": ("certificate", "certificate", "certificate"),
    "production": ("production", "production", "production"),
    "objection": ("objection", "objection", "objection"),
    "deadline": ("deadline", "deadline", "deadline"),
    "order": ("court_order", "order", "order"),
}
# What stands in one case, and is answered, met and received there: elsewhere its case's file would not show it.
_OF_ONE_CASE = ("party", "deadline", "obligation", "objection", "production", "certificate")


@dataclass(frozen=True, slots=True)
class _Reference:
    """A field of a kind that names rows of a table."""

    field: str
    table: str
    column: str
    noun: str
    within_the_case: bool


def _references(kind: str) -> tuple[_Reference, ...]:
    new = _NEW.get(kind, ("", ""))[0]
    found = []
    for field in KINDS[kind].fields:
        # An expunged entry's order is as the court prints it; a plan names positions in a production as numbers.
        numbers = field.type.spec.get("of", field.type.spec)["type"]
        if field.name in _REFERS and field.name != new and numbers in ("pattern", "docket"):
            table, column, noun = _REFERS[field.name]
            # D2 says in its own words which orders a decision may rest on.
            within = table in _OF_ONE_CASE or (table == "court_order" and kind != "disclosure.decided")
            found.append(_Reference(field.name, table, column, noun, within))
    return tuple(found)


_REFERENCES = {kind: _references(kind) for kind in KINDS}


@rule(
    "N1",
    text="A number, once given, is never given to anything else.",
    authority="IAPE Professional Standards (documentation): unique numbers; policy of this record",
    kind_of_authority="guidance",
    acts=(*_NEW, "item.split"),
)
def numbers_are_new(draft: Draft, db: Database) -> str | None:
    """What the act numbers does not exist yet. A later part of a planned production continues it."""
    body = draft.body
    if draft.kind == "item.split":
        parts = [part["item"] for part in body["parts"]]
        taken = [row.item for row in rows_of(db, parts)] or [one for one in parts if is_retired(db, one)]
        return f"{taken[0]} was given already; take the next sub-item number." if taken else None
    if draft.kind == "production.planned" and body["part"] > 1:
        return None
    field, table = _NEW[draft.kind]
    if draft.kind == "item.received" and "." in body["item"]:
        return f"{body['item']} is the number of a part, which only dividing the whole gives; take a voucher number."
    where = {field: body[field]}
    if draft.kind in _WITHIN_A_CASE:
        where["docket"] = body["docket"]
    if db.exists(table, **where):
        return f"{field.capitalize()} {body[field]} exists already; take the next number."
    if draft.kind in GIVES and is_retired(db, body[field]):
        return f"{field.capitalize()} {body[field]} was given before and destroyed by order; take the next number."
    return None


@rule(
    "N2",
    text="What an act refers to exists, and is in a state in which the act makes sense.",
    authority=OURS,
    kind_of_authority="policy",
    acts=tuple(kind for kind in KINDS if kind not in ("record.opened", "index")),
)
def references_hold(draft: Draft, db: Database) -> str | None:
    """Items, cases, parties, requests and all else that is named is there; what is ended is not ended again."""
    state = STATES.get(draft.kind)
    return _unknown_item(draft, db) or _unknown_thing(draft, db) or (state(draft, db) if state else None)


def _unknown_item(draft: Draft, db: Database) -> str | None:
    body = draft.body
    if draft.kind == "item.received":
        return None
    new = {part["item"] for part in body["parts"]} if draft.kind == "item.split" else set()
    found = {row.item: row for row in items_named(draft, db)}
    for item in item_ids(draft.kind, body):
        if item in new:
            continue
        if item not in found:
            return f"There is no item {item}; check the voucher number."
        if draft.kind in NEEDS_A_PRESENT_ITEM and found[item].status in GONE:
            return f"{item} is gone ({found[item].status}); nothing more can be done with it."
    return None


def _unknown_thing(draft: Draft, db: Database) -> str | None:
    body = draft.body
    for one in _REFERENCES[draft.kind]:
        value = body.get(one.field)
        if value is None or (draft.kind == "production.planned" and one.field == "production"):
            continue
        for named in value if isinstance(value, list) else [value]:
            row = db.one(one.table, **{one.column: named})
            if row is None:
                return f"There is no {one.noun} {named}; record it first, or check the number."
            if one.within_the_case and "docket" in body and row.docket != body["docket"]:
                return f"{one.noun.capitalize()} {named} belongs to {row.docket}, not to {body['docket']}."
    return None
