"""Two accounts that may be of one event: do their dates meet? Nothing is merged; a person is asked to look."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wholefile.reading.events_clauses import Happening
from wholefile.reading.events_words import LABELS
from wholefile.reading.facts import Fact

# Families that may happen to one person many times: that two dates differ says nothing about them.
_OFTEN = frozenset(
    "filing hearing testimony meeting call handing search concealment charge plea publication service sale "
    "ruling".split()
)
# As many events of a family and a person are compared; more than that are no longer one event told twice.
MOST = 12


@dataclass(frozen=True, slots=True)
class Told:
    """An event that was proposed, with the fact that carries it."""

    happening: Happening
    fact: Fact


def find_checks(told: Sequence[Told]) -> Iterator[Fact]:
    """For each two events of one family that share a participant and are dated from different words: do they agree?

    That they meet is told for every family; that they differ only for what happens once, and only when at least one
    date was derived, since two plain dates are simply two events.
    """
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        if (
            one.happening.family
            and _bounds(one.happening)
            and one.happening.tense not in {"unreal", "future"}
        ):
            for person in one.happening.people:
                groups[one.happening.family, person].append(one)
    seen = set()
    for (family, _), group in groups.items():
        for number, one in enumerate(group[:MOST]):
            for other in group[number + 1 : MOST]:
                pair = (one.fact.identity, other.fact.identity)
                agrees = _agrees(one.happening, other.happening)
                if pair not in seen and agrees:
                    seen.add(pair)
                    yield _check(one, other, family, agrees)


def _bounds(one: Happening) -> tuple[date, date] | None:
    told = one.dating
    return (told.first, told.last) if told and told.first and told.last else None


def _agrees(one: Happening, other: Happening) -> str:
    """Yes or no; empty where there is nothing to compare."""
    mine, theirs = _bounds(one), _bounds(other)
    if not mine or not theirs or not one.dating or not other.dating or one.negated != other.negated:
        return ""
    if one.dating.source == other.dating.source or one.dating.derivation == other.dating.derivation != "":
        return ""
    if not one.dating.derivation and not other.dating.derivation:
        return ""
    if mine[0] <= theirs[1] and theirs[0] <= mine[1]:
        return "yes"
    return "" if one.family in _OFTEN else "no"


def _check(one: Told, other: Told, family: str, agrees: str) -> Fact:
    said = "two dates that meet" if agrees == "yes" else "two dates that differ, if it is one event"
    return Fact(
        "check",
        one.fact.span.joined(other.fact.span),
        "event.same",
        {
            "first": one.fact.identity,
            "second": other.fact.identity,
            "about": LABELS[family],
            "agrees": agrees,
        },
        others=(one.fact.span, other.fact.span),
        flags=(f"{LABELS[family]}: {said}",),
    )
