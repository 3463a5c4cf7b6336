"""Whom a clause of the law is about: who stands before it, after it, or is the only one whom it can mean."""

import re
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wholefile.reading.facts import Fact
from wholefile.reading.frame import Frame
from wholefile.reading.names.mentions import Entities, Entity, Mention
from wholefile.reading.parsed import Parsed
from wholefile.reading.spans import Span

# No rule looks further than this for what belongs to a word, in characters.
FAR = 1_500
_GAP = re.compile(
    r"(?:,?\s+(?:and|or|as\s+well\s+as)\s+|,\s+|;\s+)(?:the\s+)?(?:Defendants?\s+|Plaintiffs?\s+)?"
)
_ASIDE = r"(?:,[^,.;:\n]{1,60},)?"
_AUX = re.compile(
    rf"{_ASIDE}(?:\s+(?:is|are|was|were|has|have|had|been|being|also|now|then|later|formally|each|"
    rf"who|is\s+to|would|will|to))*\s*$",
    re.IGNORECASE,
)
# What follows a preposition or "the lawyer of" is not the subject.
_GOVERNED = re.compile(
    r"(?i)\b(?:against|of|by|with|to|for|from|on|about|over|and\s+against)\s+(?:the\s+|"
    r"an?\s+)?(?:[A-Z][\w.]*\s+){0,3}$"
)


class Taken:
    """Stretches that a rule has used, so that no other uses them again."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted(spans)

    def add(self, span: Span) -> None:
        """Use a stretch."""
        insort(self._spans, span)

    def meets(self, span: Span) -> bool:
        """Whether a part of a stretch is used; of used ones that meet each other only the nearest are asked."""
        at = bisect_right(self._spans, span)
        return any(span.meets(other) for other in self._spans[max(0, at - 3) : at + 3])


@dataclass(frozen=True)
class Scene:
    """A text with its people, and what is known of them when the law in it is read."""

    parsed: Parsed
    entities: Entities
    frame: Frame
    roles: tuple[Fact, ...]
    # What was found already: a long pleading asks the same for each of its claims.
    _holders: dict[tuple[str, str], tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def text(self) -> str:
        """The whole text."""
        return self.parsed.text

    def sentence(self, place: int) -> Span:
        """The sentence around a place, within its paragraph and within FAR characters of it."""
        found = self.parsed.sentence_at(place) or Span(place, place + 1)
        part = self.frame.part_at(place)
        start, end = max(found.start, place - FAR), min(found.end, place + FAR)
        if part is not None and part.span.meets(found):
            start, end = max(start, part.span.start), min(end, part.span.end)
        return Span(start, max(end, start + 1))

    def of_role(self, role: str, matter: str = "") -> tuple[str, ...]:
        """The identities of all who have a role, in a matter if one is given."""
        if (role, matter) not in self._holders:
            having = (one for one in self.roles if one.one("role") == role)
            fitting = (one for one in having if not matter or one.one("matter") in {matter, ""})
            self._holders[role, matter] = tuple(dict.fromkeys(one.one("of") for one in fitting))
        return self._holders[role, matter]

    def only(self, role: str, matter: str = "") -> str:
        """The identity of the one who has a role; empty when there are several or none."""
        found = self.of_role(role, matter)
        return found[0] if len(found) == 1 else ""

    def subject(self, verb: int, start: int) -> tuple[Mention, Entity] | None:
        """The mention that a verb follows, with nothing but auxiliaries or an aside between."""
        for mention, one in reversed(
            self.entities.mentions_in(Span(max(start, verb - 200), verb)) if verb > start else ()
        ):
            if not _AUX.match(self.text[mention.span.end : verb]):
                continue
            if not _GOVERNED.search(self.text[max(start, mention.span.start - 40) : mention.span.start]):
                return mention, one
        return None

    def before(self, place: int, start: int, *, people: bool = True) -> tuple[Mention, Entity] | None:
        """The last mention before a place in its sentence; of people only, if it is so asked."""
        if place <= start:
            return None
        found = [
            pair
            for pair in self.entities.mentions_in(Span(start, place))
            if not people or pair[1].kind == "person"
        ]
        return found[-1] if found else None

    def first(self, start: int, end: int) -> tuple[Mention, Entity] | None:
        """The mention that begins just at a place, after "the" at most."""
        skip = re.match(r"\s*(?:the\s+)?(?:(?:Defendants?|Plaintiffs?)\s+)?", self.text[start : start + 40])
        place = start + (skip.end() if skip else 0)
        for mention, one in self.entities.mentions_in(Span(start, max(end, start + 1))):
            if mention.span.start in {start, place} or self.text[start : mention.span.start].strip() == "":
                return mention, one
        return None

    def row(self, start: int, end: int) -> Iterator[tuple[Mention, Entity]]:
        """The mentions that follow each other from a place: "X, Y and Z"."""
        found = self.first(start, end)
        for _ in range(40):
            if found is None:
                return
            yield found
            gap = _GAP.match(self.text, found[0].span.end, end)
            if gap is None:
                return
            found = self.first(gap.end(), end)
