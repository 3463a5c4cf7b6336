"""People while a text is gone through: their mentions so far, and how much each is in the reader's mind."""

from collections import OrderedDict
from dataclasses import dataclass, field

from wholefile.reading.names.lexicon import HE_NOUNS, PERSON_NOUNS, RANKS, SHE_NOUNS
from wholefile.reading.spans import Span

# A mention weighs half as much a sentence later; after this many sentences it is forgotten.
_FORGOTTEN = 9
_MOST_ACTIVE = 60
SUBJECT, OBJECT, OTHER = 1.8, 1.4, 1.0


@dataclass(eq=False)
class Figure:
    """One person while the text is gone through. `groups` are those of the nouns that meant this person so far."""

    name: Span
    named: bool
    mentions: dict[Span, str] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    pronoun: str = ""
    died: bool = False
    flags: list[str] = field(default_factory=list)
    titles: list[Span] = field(default_factory=list)
    variants: tuple[str, ...] = ()
    rule: str = "name"

    def describe(self, noun: str, group: str) -> None:
        """Note a noun that meant this person, and what it says of "he" or "she"."""
        self.groups.add(group)
        self.nouns.add(noun)
        if not self.pronoun:
            self.pronoun = "he" if noun in HE_NOUNS else "she" if noun in SHE_NOUNS else ""

    def fits(self, noun: str, group: str) -> bool:
        """Whether a noun may mean this person: a detective is an officer, and no deputy."""
        any_of = RANKS.get(group)
        if any_of is None or noun in any_of or noun in self.nouns:
            return True
        mine = {one for one in self.nouns if PERSON_NOUNS.get(one) == group}
        return mine <= any_of


class Attention:
    """How much each figure is in the reader's mind, with half of it gone a sentence later."""

    def __init__(self) -> None:
        self._held: OrderedDict[int, tuple[Figure, float, int, int]] = OrderedDict()
        self._of_group: dict[str, dict[int, Figure]] = {}

    def notice(self, figure: Figure, weight: float, sentence: int, place: int) -> None:
        """A mention of a figure, of some weight, in a sentence."""
        before = self.weight(figure, sentence)
        self._held[id(figure)] = (figure, before + weight, sentence, place)
        self._held.move_to_end(id(figure))
        if len(self._held) > _MOST_ACTIVE:
            self._held.popitem(last=False)
        for group in figure.groups:
            self.group(figure, group)

    def weight(self, figure: Figure, sentence: int) -> float:
        """How much a figure is in mind in a sentence."""
        held = self._held.get(id(figure))
        return held[1] * 0.5 ** max(0, sentence - held[2]) if held else 0.0

    def of_group(self, group: str, noun: str) -> list[Figure]:
        """The figures that a noun of a group may mean, the one mentioned last first, however long ago."""
        held = self._of_group.get(group, {})
        return [one for one in reversed(list(held.values())) if one.fits(noun, group)]

    def group(self, figure: Figure, group: str) -> None:
        """Note that a figure is now the last one of a group."""
        held = self._of_group.setdefault(group, {})
        held.pop(id(figure), None)
        held[id(figure)] = figure
        if len(held) > _MOST_ACTIVE:
            del held[next(iter(held))]

    def active(self, sentence: int) -> list[Figure]:
        """The figures in mind, the most first; of equals the one mentioned last."""
        found = [(one, at, place) for one, _, at, place in self._held.values() if sentence - at <= _FORGOTTEN]
        return [
            one
            for one, _, _ in sorted(
                found, key=lambda item: (self.weight(item[0], sentence), item[2]), reverse=True
            )
        ]
