"""Rules on numbers and references: what is new is new, and what an act refers to exists and is in the right state."""

from collections.abc import Callable
from dataclasses import dataclass

from wholefile.core.acts import KINDS, item_ids
from wholefile.core.errors import NotFound
from wholefile.record.act import Draft
from wholefile.record.projections.moving import GONE
from wholefile.record.sql import Database, Row
from wholefile.rules.custody import NEEDS_A_PRESENT_ITEM
from wholefile.rules.facts import items_named, listed, rows_of
from wholefile.rules.registry import rule

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
    "obligation": ("obligation", "obligation", "obligation"),
    "certificate": ("certificate", "certificate", "certificate"),
    "production": ("production", "production", "production"),
    "objection": ("objection", "objection", "objection"),
    "deadline": ("deadline", "deadline", "deadline"),
    "order": ("court_order", "order", "order"),
}


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
            found.append(_Reference(field.name, table, column, noun, table in ("party", "deadline")))
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
        taken = rows_of(db, [part["item"] for part in body["parts"]])
        return f"{taken[0].item} exists already; take the next sub-item number." if taken else None
    if draft.kind == "production.planned" and body["part"] > 1:
        return None
    field, table = _NEW[draft.kind]
    where = {field: body[field]}
    if draft.kind in _WITHIN_A_CASE:
        where["docket"] = body["docket"]
    if db.exists(table, **where):
        return f"{field.capitalize()} {body[field]} exists already; take the next number."
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
    state = _STATES.get(draft.kind)
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


def _the(db: Database, table: str, **where: str) -> Row:
    """The row an act refers to, once N2 has found that it is there."""
    row = db.one(table, **where)
    if row is None:
        raise NotFound(f"{table}.unknown", f"There is no {' '.join(where.values())}.")
    return row


def _related(draft: Draft, _db: Database) -> str | None:
    same = draft.body["docket"] == draft.body["other"]
    return "A case is not related to itself; name the other case." if same else None


def _closed(draft: Draft, db: Database) -> str | None:
    row = _the(db, "case_file", docket=draft.body["docket"])
    if row.status == "closed":
        return f"{row.docket} is closed already; reopen it first."
    if draft.body["appeal_until"] < draft.body["closed_on"]:
        return "The time for appeal cannot end before the case does."
    return None


def _reopened(draft: Draft, db: Database) -> str | None:
    row = _the(db, "case_file", docket=draft.body["docket"])
    return None if row.status == "closed" else f"{row.docket} is open; there is nothing to reopen."


def _withdrew(draft: Draft, db: Database) -> str | None:
    name, party = draft.body["name"], draft.body["party"]
    if db.exists("counsel", docket=draft.body["docket"], party=party, name=name, withdrawn_seq=None):
        return None
    return f"{name} does not act for {party}; check the name as it was recorded."


def _count_disposed(draft: Draft, db: Database) -> str | None:
    count = draft.body["count"]
    row = db.one("charge_count", docket=draft.body["docket"], count=count)
    if row is None:
        return f"There is no count {count}; charge it first."
    return f"Count {count} has ended ({row.outcome})." if row.outcome else None


def _relief(draft: Draft, db: Database) -> str | None:
    for claim in draft.body.get("claims", []):
        if not db.exists("claim", docket=draft.body["docket"], claim=claim):
            return f"There is no claim {claim} in this case; plead it first."
    return None


def _deadline_met(draft: Draft, db: Database) -> str | None:
    row = _the(db, "deadline", deadline=draft.body["deadline"])
    return None if row.met_seq is None else f"{row.deadline} is met already."


def _role_granted(draft: Draft, db: Database) -> str | None:
    body = draft.body
    held = {"person": body["person"], "role": body["role"], "docket": body.get("docket", "")}
    return (
        f"{body['person']} holds this role already."
        if db.exists("role_grant", **held, ended_seq=None)
        else None
    )


def _role_ended(draft: Draft, db: Database) -> str | None:
    body = draft.body
    held = {"person": body["person"], "role": body["role"], "docket": body.get("docket", "")}
    if db.exists("role_grant", **held, ended_seq=None):
        return None
    return f"{body['person']} does not hold this role there; look at the roles of the person."


def _located(draft: Draft, db: Database) -> str | None:
    row = _the(db, "item", item=draft.body["item"])
    if row.status in ("unlocated", "lost"):
        return None
    return f"{row.item} is not missing; it is {row.status}."


def _unlocated(draft: Draft, db: Database) -> str | None:
    row = _the(db, "item", item=draft.body["item"])
    return f"{row.item} is reported missing already." if row.status == "unlocated" else None


def _seal_broken(draft: Draft, db: Database) -> str | None:
    item, seal = draft.body["item"], draft.body["seal"]
    if db.exists("seal", item=item, seal=seal, broken_seq=None):
        return None
    return f"{item} bears no seal {seal}; record the difference if another seal is on it."


def _seal_applied(draft: Draft, db: Database) -> str | None:
    seal = draft.body["seal"]
    if db.exists("seal", seal=seal):
        return f"Seal {seal} was used already; a seal number is used once."
    return None


def _on_request(*states: str) -> Callable[[Draft, Database], str | None]:
    """An act on a laboratory request in one of these states, about items of the request."""

    def state(draft: Draft, db: Database) -> str | None:
        row = _the(db, "laboratory_request", request=draft.body["request"])
        if row.status not in states:
            return f"{row.request} is {row.status}; this needs a request that is {' or '.join(states)}."
        strangers = [one for one in draft.body["items"] if one not in listed(row.items)]
        if strangers:
            return f"{strangers[0]} is not part of {row.request}; ask for its examination first."
        return None

    return state


def _of_a_destructive_test(draft: Draft, db: Database) -> str | None:
    row = _the(db, "laboratory_request", request=draft.body["request"])
    if not row.destructive:
        return f"{row.request} asks for no destructive test; make a new request that says so."
    return _on_request("requested", "accepted", "performed")(draft, db)


def _open(table: str, column: str, ended: str, noun: str) -> Callable[[Draft, Database], str | None]:
    """What the act ends or answers has not been ended or answered."""

    def state(draft: Draft, db: Database) -> str | None:
        row = _the(db, table, **{column: draft.body[column]})
        return None if getattr(row, ended) is None else f"{draft.body[column]} is {noun} already."

    return state


def _open_disposition(draft: Draft, db: Database) -> str | None:
    row = _the(db, "disposition", disposition=draft.body["disposition"])
    if row.status != "open":
        return f"{row.disposition} is {row.status}; make a new request."
    strangers = [one for one in draft.body["items"] if one not in listed(row.items)]
    return f"{strangers[0]} is not part of {row.disposition}." if strangers else None


def _flagged(draft: Draft, _db: Database) -> str | None:
    same = draft.body["first"] == draft.body["second"]
    return "A statement is not set against itself; name the other statement." if same else None


_STATES: dict[str, Callable[[Draft, Database], str | None]] = {
    "case.related": _related,
    "case.closed": _closed,
    "case.reopened": _reopened,
    "counsel.withdrew": _withdrew,
    "count.disposed": _count_disposed,
    "relief.sought": _relief,
    "deadline.met": _deadline_met,
    "role.granted": _role_granted,
    "role.ended": _role_ended,
    "item.located": _located,
    "item.unlocated": _unlocated,
    "seal.broken": _seal_broken,
    "seal.applied": _seal_applied,
    "laboratory.accepted": _on_request("requested"),
    "laboratory.declined": _on_request("requested"),
    "test.noticed": _of_a_destructive_test,
    "test.objected": _of_a_destructive_test,
    "test.performed": _on_request("accepted", "performed"),
    "laboratory.reported": _on_request("accepted", "performed"),
    "hold.released": _open("hold", "hold", "released_seq", "released"),
    "inconsistency.answered": _open("inconsistency", "inconsistency", "answered_seq", "answered"),
    "objection.answered": _open("objection", "objection", "answered_seq", "answered"),
    "obligation.met": _open("obligation", "obligation", "met_seq", "met"),
    "disposition.consented": _open_disposition,
    "disposition.approved": _open_disposition,
    "disposition.declined": _open_disposition,
    "disposition.notified": _open_disposition,
    "item.destroyed": _open_disposition,
    "item.returned": _open_disposition,
}
