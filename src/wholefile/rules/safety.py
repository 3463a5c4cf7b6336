"""Rules of safety: firearms cleared by two, ammunition kept apart and never taken for dummies on somebody's word.

What is dangerous can always be recorded: a live round on a dramatic set is not refused but raised as an alert
(`lookups.safety_violations`), and a loaded gun can always come in and go to a laboratory that unloads it.
What is refused is to treat a thing as safe when the record does not say so.
"""

from wholefile.record.act import Draft
from wholefile.record.lookups import current_conditions, is_cleared, person_name, roles
from wholefile.record.sql import Database, Row
from wholefile.rules.facts import items_named, listed
from wholefile.rules.registry import kept_by, rule

# A round is told from a live one by touching it: the eye alone sees a bullet in a case either way.
_TELLING = ("physical", "shaken", "primer", "x-ray", "laboratory")
_SAFE_TO_SAY = ("live", "loaded", "unknown", "biohazard", "damaged")
_BY_ROUND = ("dummy", "blank", "spent")  # one such round says nothing of the next
# Categories kept apart, and what a place must be named for to take them.
_STORED_APART = {"firearm": "firearms", "ammunition": "ammunition", "drugs": "drugs", "currency": "currency"}
IAPE_FIREARMS = "IAPE Professional Standards, standard 12 (firearms)"

kept_by(
    "record.projections.moving.lapse",
    "S2",
    text="A declaration of condition lapses the moment the thing is handled.",
    authority="Policy of this record, after the handling of the revolver in State v. Baldwin (N.M. 2024)",
    kind_of_authority="policy",
    acts=(
        *("custody.transferred", "custody.released", "custody.accepted", "custody.refused", "custody.stored"),
        *("custody.retrieved", "custody.lent", "custody.returned", "seal.broken", "seal.differed"),
        *(
            "laboratory.accepted",
            "test.performed",
            "item.split",
            "item.consumed",
            "item.lost",
            "item.unlocated",
        ),
        *("item.located", "item.destroyed", "item.returned"),
    ),
)


@rule(
    "S1",
    text="A firearm is stored, handed over or lent only while declared cleared by one person and verified by another.",
    authority=IAPE_FIREARMS,
    kind_of_authority="guidance",
    acts=("custody.transferred", "custody.released", "custody.stored", "custody.lent", "item.received"),
)
def firearms_move_only_while_cleared(draft: Draft, db: Database) -> str | None:
    """The declaration still holds; or the gun, declared loaded or unknown, goes to a laboratory to be cleared.

    Taking a firearm in is always possible: its receiver holds it. Taking it out of its place is too.
    """
    if draft.kind == "item.received":
        if draft.body["category"] == "firearm" and "location" in draft.body:
            return "A firearm is not put away uncleared; hold it, have it declared cleared and verified, store it then."
        return None
    for row in items_named(draft, db):
        if row.category == "firearm" and not is_cleared(db, row.item) and not _to_be_cleared(draft, db, row):
            return (
                f"{row.item} is not cleared at this moment; one person declares it cleared, another verifies. "
                "If it cannot be cleared here, declare it loaded or unknown and hand it to a laboratory."
            )
    return None


def _to_be_cleared(draft: Draft, db: Database, row: Row) -> bool:
    receiver = draft.body.get("received_by", draft.body.get("to"))
    if draft.kind not in ("custody.transferred", "custody.released"):
        return False
    warned = any(one.condition in ("loaded", "unknown") for one in current_conditions(db, row.item))
    return warned and "laboratory" in roles(db, receiver)


@rule(
    "S3",
    text="Ammunition is stored apart from firearms; a round is a dummy only when each was inspected by hand.",
    authority="IAPE Professional Standards (ammunition); CSATF Safety Bulletins 1 and 2 for dummies",
    kind_of_authority="guidance",
    acts=("custody.stored", "item.received", "condition.declared"),
)
def ammunition_is_kept_apart_and_dummies_are_inspected(draft: Draft, db: Database) -> str | None:
    """A place takes ammunition or firearms, not both; what nobody inspected round by round counts as live."""
    if draft.kind == "condition.declared":
        return _not_inspected_round_by_round(draft, db)
    for item, category in _put_down(draft, db):
        if category in ("ammunition", "firearm"):
            stores = _stores(db, draft.body["location"])
            if {"ammunition", "firearms"} <= stores:
                return (
                    f"{draft.body['location']} takes firearms and ammunition; store {item} in a place that "
                    "takes only one of the two."
                )
    return None


def _not_inspected_round_by_round(draft: Draft, db: Database) -> str | None:
    body = draft.body
    row = db.one("item", item=body["item"])
    numbers = body.get("rounds", [])
    if row is not None and numbers and max(numbers) > row.received_quantity:
        return f"{row.item} came in with {row.received_quantity} rounds; there is no round {max(numbers)}."
    if body["condition"] != "dummy":
        return None
    if not numbers:
        return "Name each round that was inspected; rounds that were not inspected one by one count as live."
    if not set(body["method"]) & set(_TELLING):
        return (
            f"Looking does not tell a dummy from a live round; inspect each by one of: {', '.join(_TELLING)}."
        )
    return None


@rule(
    "S4",
    text="A firearm stands alone on its property report.",
    authority=IAPE_FIREARMS,
    kind_of_authority="guidance",
    acts=("item.received",),
)
def a_firearm_has_its_own_report(draft: Draft, _db: Database) -> str | None:
    """A firearm comes in as one thing, counted `each`."""
    body = draft.body
    if body["category"] == "firearm" and (body["quantity"] != 1 or body["unit"] != "each"):
        return "Each firearm has a voucher of its own; receive them one by one, quantity 1, unit each."
    return None


@rule(
    "S5",
    text="Nobody is shown a weapon as safer than the record says; live rounds on a dramatic set need an exception.",
    authority="Cal. Labor Code section 9155 (live ammunition on sets; wording not verified); CSATF Safety Bulletin 1",
    kind_of_authority="law",
    acts=("weapon.shown", "condition.declared"),
)
def a_weapon_is_shown_as_recorded(draft: Draft, db: Database) -> str | None:
    """A safe condition that is shown stands as a current declaration; an exception is claimed only on a set.

    Live, loaded or unknown rounds on a set are recorded as they are, and are an alert unless an exception is named.
    """
    body = draft.body
    if draft.kind == "condition.declared":
        if "exception" in body and not body.get("dramatic_set"):
            return "An exception concerns a dramatic set; say that the thing is on one, or leave the exception out."
        return None
    if body["condition"] in _SAFE_TO_SAY:
        return None
    stated = [one for one in current_conditions(db, body["item"]) if one.condition == body["condition"]]
    if stated and (body["condition"] not in _BY_ROUND or _of_every_round(db, body["item"], stated)):
        return None
    if stated:
        return (
            f"{body['item']} is not declared {body['condition']} in every round; the rest count as live. Have each"
            " inspected and declared before it is shown so."
        )
    return (
        f"{body['item']} is not declared {body['condition']} at this moment; have it declared and verified before "
        "it is shown so."
    )


def _of_every_round(db: Database, item: str, stated: list[Row]) -> bool:
    """Whether declarations that stand cover the whole of an item: one without numbers does, or all numbers together."""
    row = db.one("item", item=item)
    numbers = {number for one in stated for number in listed(one.rounds)}
    return row is None or any(one.rounds == "[]" for one in stated) or len(numbers) >= row.quantity


@rule(
    "S6",
    text="A declaration of condition is checked by a second person; cleared means looked at and felt.",
    authority=f"{IAPE_FIREARMS}: rendered safe, and verified by another",
    kind_of_authority="guidance",
    acts=("condition.declared",),
)
def two_persons_vouch_for_a_condition(draft: Draft, db: Database) -> str | None:
    """Declarer and verifier differ; a firearm is cleared by eye and by hand."""
    body = draft.body
    if body["declared_by"] == body["verified_by"]:
        return f"{person_name(db, body['declared_by'])} cannot verify their own declaration; somebody else must check."
    if body["condition"] == "cleared" and not {"visual", "physical"} <= set(body["method"]):
        return "A firearm is cleared by looking and by feeling; inspect it both ways and say so."
    return None


@rule(
    "S7",
    text="Firearms, ammunition, drugs and currency are stored only in places named for them.",
    authority="IAPE Professional Standards (storage): segregated storage",
    kind_of_authority="guidance",
    acts=("custody.stored", "item.received"),
)
def categories_are_stored_apart(draft: Draft, db: Database) -> str | None:
    """The place takes the category of each item put into it."""
    for item, category in _put_down(draft, db):
        asked = _STORED_APART.get(category)
        if asked is not None and asked not in _stores(db, draft.body["location"]):
            return f"{draft.body['location']} is not named for {asked}; store {item} in a place that is."
    return None


@rule(
    "S8",
    text="An item leaves a category that rules protect only on the word of a supervisor.",
    authority="Policy of this record: no rule is avoided by describing a thing otherwise",
    kind_of_authority="policy",
    acts=("item.described",),
)
def protected_categories_are_kept(draft: Draft, db: Database) -> str | None:
    """A firearm, ammunition, drugs or currency become something else only when a supervisor signs."""
    body = draft.body
    row = db.one("item", item=body["item"])
    if row is None or row.category not in _STORED_APART or body.get("category", row.category) == row.category:
        return None
    if "supervisor" in roles(db, body["by"], [one.docket for one in db.rows("item_case", item=row.item)]):
        return None
    return f"{row.item} is {row.category}; only a supervisor can put it into another category."


def _put_down(draft: Draft, db: Database) -> list[tuple[str, str]]:
    """Items an act puts into a place, each with its category."""
    if draft.kind == "item.received":
        return [(draft.body["item"], draft.body["category"])] if "location" in draft.body else []
    return [(row.item, row.category) for row in items_named(draft, db)]


def _stores(db: Database, location: str) -> set[str]:
    row = db.one("location", location=location)
    return set(listed(row.stores)) if row else set()
