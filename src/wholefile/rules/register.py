"""Rules on the register: nobody on two sides, settings that rules can count with, and what an order destroys."""

from collections.abc import Mapping
from typing import Any

from wholefile.core.canonical import unb64u
from wholefile.core.docket import case_label
from wholefile.record.act import Draft
from wholefile.record.lookups import person_name, roles
from wholefile.record.sql import Database
from wholefile.rules.registry import rule

# A role belongs to a side. Administrators are kept off evidence by A3, whatever else they hold.
_SIDES = {
    "court": "the court",
    "defence": "the defence",
    **dict.fromkeys(
        ("custodian", "investigator", "laboratory", "paralegal", "prosecutor", "supervisor"),
        "the prosecution team",
    ),
}
# Settings that rules and alerts count with, and their bounds.
_NUMBERS = {
    "late_hours": (1, 720),
    "open_transfer_hours": (1, 8_760),
    "audit_percent": (1, 100),
    "fixity_days": (1, 365),
}
_WORDS = {"hand_over_required": ("yes", "no")}
_MANY = 500  # values in one statement


@rule(
    "A9",
    text="Nobody acts for two of the prosecution team, the defence and the court: not in one case, and not where either"
    " role is held everywhere.",
    authority="Policy of this record: who is judged, who judges and who accuses are different people",
    kind_of_authority="policy",
    acts=("role.granted",),
)
def nobody_sits_on_two_sides(draft: Draft, db: Database) -> str | None:
    """A prosecutor who is the court permits the withholding; an investigator who is the defence reads unseen."""
    body = draft.body
    side, docket = _SIDES.get(body["role"]), body.get("docket", "")
    if side is None:
        return None
    for held in db.rows("role_grant", order=("seq",), person=body["person"], ended_seq=None):
        other = _SIDES.get(held.role, side)
        meet = not docket or not held.docket or held.docket == docket
        if other != side and meet:
            return (
                f"{person_name(db, body['person'])} is {held.role} and belongs to {other}; end that role first, or"
                f" grant {body['role']} to somebody else."
            )
    return None


@rule(
    "A10",
    text="A setting that rules count with is a whole number within its bounds, or one of its words.",
    authority="Policy of this record: no setting ends a rule",
    kind_of_authority="policy",
    acts=("policy.adopted",),
)
def settings_can_be_counted_with(draft: Draft, _db: Database) -> str | None:
    """Settings that no rule reads are free."""
    name, value = draft.body["policy"], draft.body["value"]
    if name in _WORDS and value not in _WORDS[name]:
        return f"{name} is {' or '.join(_WORDS[name])}, not {value}."
    if name not in _NUMBERS:
        return None
    low, high = _NUMBERS[name]
    if value.isascii() and value.isdigit() and low <= int(value) <= high:
        return None
    return f"{name} is a whole number from {low} to {high}, not {value}."


@rule(
    "A11",
    text="An order destroys entries of its case and files that only these brought; what a court of one case orders does"
    " not reach another, and grants and ends of roles stay.",
    authority="Policy of this record: nothing vanishes from a case whose file does not show by which order",
    kind_of_authority="policy",
    acts=("record.expunged",),
)
def an_order_destroys_what_is_its_own(draft: Draft, db: Database) -> str | None:
    """A court that sits everywhere reaches every entry; without its end, a role would be held again."""
    body = draft.body
    positions = body["positions"]
    for start in range(0, len(positions), _MANY):
        part = {"seq__in": positions[start : start + _MANY]}
        for row in db.rows("entry", order=("seq",), limit=1, kind__in=["role.granted", "role.ended"], **part):
            return f"Entry {row.seq} ({row.kind}) must stay: by it is judged who could sign what."
    return _outside_the_case(body, db) or _files_of_others(body, db)


@rule(
    "A12",
    text="An administrator is one of the whole office; the role is not held in one case.",
    authority="Policy of this record: duties are separated",
    kind_of_authority="policy",
    acts=("role.granted",),
)
def administrators_are_of_the_whole_office(draft: Draft, _db: Database) -> str | None:
    """Accounts, keys and the register belong to no case: such a role would manage nothing and bar from evidence (A3).

    One that an older version let through can be ended.
    """
    if draft.body["role"] == "administrator" and "docket" in draft.body:
        return "An administrator is one of the whole office; grant the role without a case."
    return None


def _outside_the_case(body: Mapping[str, Any], db: Database) -> str | None:
    if "court" in roles(db, body["ordered_by"]):
        return None
    own = unb64u(case_label(body["docket"]), 32)
    for seq in body["positions"]:
        if not db.exists("entry_case", label=own, seq=seq):
            return f"Entry {seq} is not about {body['docket']}; a court of that entry's case must order it."
    return None


def _files_of_others(body: Mapping[str, Any], db: Database) -> str | None:
    destroyed = set(body["positions"])
    for sha256 in body.get("files", ()):
        for row in db.rows("item_file", order=("seq",), sha256=sha256):
            if row.seq not in destroyed:
                return (
                    f"The file {sha256[:12]}… also came with entry {row.seq}, which the order does not name; name it"
                    " too, or leave the file."
                )
    return None
