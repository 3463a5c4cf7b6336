"""Rule packs: the deadlines and duties of a jurisdiction as versioned data, each with its citation.

A pack never decides law: a rule whose text was not at hand is marked `verified: false`. Days are calendar days from
the event, which itself does not count; a negative number counts back from it. `roll` says what happens when the last
day is a Saturday or Sunday. Packs know no holidays: a court's order always comes first.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from wholefile.core.errors import NotFound, Unprocessable

ROLLS = ("next weekday", "as it falls")


@dataclass(frozen=True, slots=True)
class PackRule:
    """Something due a number of days after (or before) an event. `by`: state, defence or any."""

    rule: str
    what: str
    by: str
    event: str
    days: int
    citation: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one jurisdiction in one version."""

    name: str
    title: str
    version: str
    notice: str
    roll: str
    roll_citation: str
    hand_over: bool
    hand_over_citation: str
    rules: tuple[PackRule, ...]

    def rule(self, name: str) -> PackRule:
        """The rule of that name. Raises NotFound."""
        for one in self.rules:
            if one.rule == name:
                return one
        known = ", ".join(one.rule for one in self.rules)
        raise NotFound(
            "pack.rule", f"The rules of {self.title} given here have no {name}; there are: {known}."
        )

    def counted_from(self, event: str) -> list[PackRule]:
        """The rules that an event sets running."""
        return [one for one in self.rules if one.event == event]


def pack_names() -> list[str]:
    """Every jurisdiction there is a pack for."""
    folder = resources.files(__name__)
    return sorted(one.name.removesuffix(".json") for one in folder.iterdir() if one.name.endswith(".json"))


@cache
def pack(name: str) -> Pack:
    """The pack of a jurisdiction, such as us-nm. Raises NotFound for one without a pack."""
    if name not in pack_names():
        raise NotFound("pack.unknown", f"There is no rule pack {name}; there are: {', '.join(pack_names())}.")
    data = json.loads(resources.files(__name__).joinpath(f"{name}.json").read_text("utf-8"))
    return _read(data)


def owed_by_the_defence(jurisdiction: str | None, rule: str) -> bool:
    """Whether a rule asks something of the defence alone, by the pack of a jurisdiction; not where no pack tells."""
    try:
        return pack(jurisdiction or "").rule(rule).by == "defence"
    except NotFound:
        return False


def due_day(of: Pack, rule: str, event_day: str) -> str:
    """The last day to do what a rule asks, as YYYY-MM-DD, when its event was on `event_day`.

    A last day after the event that falls on a weekend rolls on to Monday where the pack says so; one that is
    counted back from an event rolls back to Friday, so that nobody gets fewer days. Raises NotFound for an
    unknown rule, Unprocessable for a day that no calendar holds.
    """
    days = of.rule(rule).days
    try:
        due = date.fromisoformat(event_day) + timedelta(days=days)
        while of.roll == "next weekday" and due.isoweekday() > 5:
            due += timedelta(days=-1 if days < 0 else 1)
    except OverflowError:
        raise Unprocessable(
            "pack.day", f"No calendar holds {days} days from {event_day}; check the year."
        ) from None
    return due.isoformat()


def _read(data: dict[str, Any]) -> Pack:
    """A pack from its file; a key that is missing, misspelt or of the wrong kind is a mistake in the file."""
    rules = tuple(PackRule(**one) for one in data["rules"])
    roll = data["roll"]["last_day"]
    if roll not in ROLLS or len({one.rule for one in rules}) != len(rules):
        raise ValueError(f"the pack {data['pack']} has an unknown roll or a rule twice")
    return Pack(
        data["pack"], data["title"], data["version"], data["notice"], roll, data["roll"]["citation"],
        data["hand_over"]["required"], data["hand_over"]["citation"], rules,
    )  # fmt: skip
