"""Why an item may concern a case, in words a lawyer can read.

The words depend on the item's own value and on how the case knows it, never on how many others match, so
that a reason keeps its words for as long as it holds: a dismissal names reasons by their words, and covers
only those.
"""

from dataclasses import dataclass

_LONGEST_VALUE = 100

PARTY, NAMED_ON_ITEM, HANDED_IN = "a party or person of this case", "named on an item of this case", (
    "who handed in an item of this case")  # fmt: skip

_SAME_THING = {
    "serial": "Serial number",
    "phone": "Telephone number",
    "plate": "Licence plate",
    "address": "Address",
    "email": "E-mail address",
    "account": "Account",
    "imei": "Device number (IMEI)",
    "lot": "Lot number",
    "headstamp": "Headstamp",
}
SAME_THING_KINDS = tuple(kind for kind in _SAME_THING if kind != "headstamp")


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One thing an item shares with a case. `kind` says what, `value` is as it stands on the item."""

    kind: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may concern a case, with every reason, strongest kinds not first but in a fixed order."""

    item: str
    reasons: tuple[Reason, ...]

    @property
    def words(self) -> list[str]:
        """The reasons in words, as an act records them."""
        return [reason.words for reason in self.reasons]


def _quote(value: str) -> str:
    shown = value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1].rstrip() + "\u2026"
    return f"\u201c{shown}\u201d"


def same_thing(kind: str, value: str) -> Reason:
    """The identifier is also on an item of the case."""
    return Reason(kind, value, f"{_SAME_THING[kind]} {_quote(value)} is also on an item of this case.")


def at_the_address(value: str) -> Reason:
    """The item bears the address of the incident."""
    return Reason("address", value, f"Address {_quote(value)} is the place of this case's incident.")


def same_person(kind: str, value: str, how: str) -> Reason:
    """The item names, or was handed in by, somebody the case knows."""
    relation = how if how == HANDED_IN else f"who is {how}"
    if kind != "submitter":
        return Reason("person", value, f"Names {_quote(value)}, {relation}.")
    return Reason(
        "submitter" if how == HANDED_IN else "person", value, f"Handed in by {_quote(value)}, {relation}."
    )


def same_round(calibre: str, headstamp: str) -> Reason:
    """Calibre and headstamp are together on an item of the case."""
    return Reason(
        "calibre and headstamp",
        f"{calibre}, {headstamp}",
        f"Calibre {_quote(calibre)} with headstamp {_quote(headstamp)}, as on an item of this case.",
    )


def same_calibre(value: str) -> Reason:
    """The calibre is that of an item of the case: little by itself."""
    return Reason("calibre", value, f"Calibre {_quote(value)} is that of an item of this case.")


def ammunition_for(value: str) -> Reason:
    """Ammunition of the calibre of a firearm or of ammunition of the case, booked under another number."""
    return Reason(
        "calibre",
        value,
        f"Ammunition of calibre {_quote(value)}, that of a firearm or of ammunition in this case.",
    )


def same_incident(place: str) -> Reason:
    """Collected where and when the incident happened."""
    return Reason("incident", place, f"Collected at {_quote(place)} on the day of this case's incident.")


def named(value: str, docket: str | None) -> Reason:
    """The submitter named the case, or one related to it (`docket`)."""
    which = "this case" if docket is None else f"the related case {docket}"
    return Reason("named case", value, f"The submitter named {which}: {_quote(value)}.")


def part_of(parent: str) -> Reason:
    """Taken from an item of the case."""
    return Reason("part", parent, f"Taken from {parent}, an item of this case.")


def whole_of(part: str) -> Reason:
    """An item of the case was taken from it."""
    return Reason("part", part, f"Item {part} of this case was taken from it.")
