"""Rules on counting what is there (I1 to I3).

That a count is due (yearly, after a change of custodian) refuses nothing;
`actions.inventory.inventories_due` says it.
"""

from wholefile.record.act import Draft
from wholefile.record.lookups import dockets_of, items_at, person_name, policy, roles
from wholefile.record.sql import Database
from wholefile.rules.registry import rule

AUDIT_PERCENT = "10"


def recorded_at(db: Database, location: str) -> set[str]:
    """The items that the record says are in a place or in a place within it."""
    return {row.item for row in items_at(db, location)}


@rule(
    "I1",
    text="A full inventory accounts for every item recorded in the place, and is led by somebody outside the unit; the"
    " yearly inventory and the one at a change of custodian are full.",
    authority="IAPE Professional Standards on inventories",
    kind_of_authority="guidance",
    acts=("inventory.recorded",),
)
def every_item_is_accounted_for(draft: Draft, db: Database) -> str | None:
    """Each list is compared with where the record has the items at this position."""
    body = draft.body
    if body["leader"] == body["by"] or "custodian" in roles(db, body["leader"], []):
        return f"{body['leader']} counts or keeps the property; somebody from outside the unit must lead."
    if body["cause"] in ("yearly", "change of custodian") and body["scope"] != "full":
        return f"the inventory for {body['cause']} must be full, not {body['scope']}."
    here, found, missing = recorded_at(db, body["location"]), set(body["found"]), set(body["missing"])
    if twice := (found & missing) | (set(body["unexpected"]) & (found | missing)):
        return f"{min(twice)} stands in two lists; an item is found, missing or unexpected, once."
    if elsewhere := (found | missing) - here:
        return (
            f"{min(elsewhere)} is not recorded in {body['location']}; if it was found there it is unexpected."
        )
    if wrong := set(body["unexpected"]) & here:
        return f"{min(wrong)} is recorded in {body['location']}; it is found, not unexpected."
    if body["scope"] == "full" and (left := here - found - missing):
        return f"{len(left)} recorded items are neither found nor missing, first {min(left)}; count them too."
    return None


@rule(
    "I2",
    text="A sampled audit looks at the policy's part of the items (audit_percent, 10 unless adopted otherwise), from"
    " the record to the shelf and from the shelf to the record.",
    authority="IAPE Professional Standards; published agency policies of 10 %",
    kind_of_authority="guidance",
    acts=("inventory.recorded",),
)
def a_sample_is_large_enough(draft: Draft, db: Database) -> str | None:
    """Found and missing were looked for on the shelf; found and unexpected were looked up in the record."""
    body = draft.body
    if body["scope"] != "audit":
        return None
    percent = int(policy(db, "audit_percent", AUDIT_PERCENT))
    least = -(-len(recorded_at(db, body["location"])) * percent // 100)
    for direction, other in (
        ("from the record to the shelf", "missing"),
        ("from the shelf to the record", "unexpected"),
    ):
        sample = len(body["found"]) + len(body[other])
        if sample < least:
            return (
                f"{sample} items were checked {direction}; {percent} % of the place is {least}. Check more."
            )
    return None


@rule(
    "I3",
    text="When an item cannot be found, a prosecutor of every case it is linked to is told at once.",
    authority="Brady v. Maryland, 373 U.S. 83 (1963); IAPE on items that cannot be located",
    kind_of_authority="guidance",
    acts=("item.unlocated",),
)
def every_prosecutor_is_told(draft: Draft, db: Database) -> str | None:
    """A prosecutor of the case by role, named in full; where the record knows none, whoever is named."""
    told = "\n".join(draft.body["notified"]).casefold()
    for docket in dockets_of(db, draft.body["item"]):
        names = [person_name(db, person) for person in _prosecutors(db, docket)]
        if names and not any(name.casefold() in told for name in names):
            return f"nobody told is a prosecutor of {docket}; tell one of {', '.join(names)} and name them."
    return None


def _prosecutors(db: Database, docket: str) -> list[str]:
    rows = db.rows("role_grant", order=("seq",), role="prosecutor", ended_seq=None, docket__in=["", docket])
    return list(dict.fromkeys(row.person for row in rows))
