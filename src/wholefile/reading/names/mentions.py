"""The people and organisations of one text, each with every place that means them."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from wholefile.reading.facts import Fact
from wholefile.reading.spans import Span

# The mark of a possessive is no part of a name.
_MARKS = " \t\n,;:.\"'“”‘’()[]"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A place that means somebody.

    `form` is "name" (the name or a part of it), "title" (a name with its courtesy title, "Mr. Aldous"), "nominal"
    ("the deputy", "a bus driver") or "pronoun". A possessive ending is never part of it.
    """

    span: Span
    form: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One person or organisation of a text.

    `identity` is the kind and the place of the name ("person:17-29"); `name` is the fullest name as the text spells it,
    or the words for somebody unnamed; `named` is false for those whom the text does not name, and they never merge
    with anybody named. `titles` are the places of titles ("special prosecutor"). `variants` are the spellings of the
    full name that the text uses, when it uses several. `flags` say what a person should look at.
    """

    identity: str
    kind: str
    name: str
    mentions: tuple[Mention, ...]
    named: bool = True
    titles: tuple[Span, ...] = ()
    variants: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    rule: str = "name"

    def __hash__(self) -> int:
        """By the identity: somebody named a thousand times is looked up as fast as anybody else."""
        return hash(self.identity)

    @property
    def span(self) -> Span:
        """Where the name stands that the identity points at."""
        start, end = self.identity.rpartition(":")[2].split("-")
        return Span(int(start), int(end))

    def fact(self) -> Fact:
        """The person or organisation as a proposal."""
        told: dict[str, str | tuple[str, ...]] = {
            "name": self.name if self.named or self.kind != "person" else ""
        }
        if self.kind == "person":
            told |= {"named": "yes" if self.named else "no", "variants": self.variants}
        others = tuple(one.span for one in self.mentions if one.span != self.span)
        return Fact(self.kind, self.span, self.rule, told, others=others, flags=self.flags)


@dataclass(frozen=True)
class Entities:
    """All people and organisations of a text, in the order of their identities' places.

    Invariant: no two mentions have the same span.
    """

    text: str
    all: tuple[Entity, ...] = ()
    _places: tuple[tuple[Mention, Entity], ...] = field(init=False, repr=False, compare=False)
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _longest: int = field(init=False, repr=False, compare=False)
    _by_identity: dict[str, Entity] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = sorted(((m, one) for one in self.all for m in one.mentions), key=lambda pair: pair[0].span)
        object.__setattr__(self, "_by_identity", {one.identity: one for one in self.all})
        object.__setattr__(self, "_places", tuple(places))
        object.__setattr__(self, "_starts", tuple(m.span.start for m, _ in places))
        object.__setattr__(self, "_longest", max((m.span.end - m.span.start for m, _ in places), default=0))

    def get(self, identity: str) -> Entity | None:
        """The entity of an identity."""
        return self._by_identity.get(identity)

    def mentions_in(self, span: Span) -> tuple[tuple[Mention, Entity], ...]:
        """The mentions that stand wholly in a stretch, in the order of the text."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return tuple(pair for pair in self._places[first:last] if pair[0].span.end <= span.end)

    def within(self, span: Span) -> tuple[Entity, ...]:
        """Everybody who is mentioned wholly in a stretch, each once, in the order of the text."""
        return tuple(dict.fromkeys(one for _, one in self.mentions_in(span)))

    def at(self, span: Span) -> Entity | None:
        """Who is meant by the words of a stretch ("he", "Detective Aldous", "the actor"); None when nobody is.

        The words mean a mention that is all of them, or that they end with ("special prosecutor X"), or that they are
        part of ("X" of "X Y"), or that an aside follows ("X, the deputy"). "X's lawyer" does not mean X.
        """
        start, end = span.start, span.end
        while start < end and self.text[start] in _MARKS:
            start += 1
        while end > start and self.text[end - 1] in _MARKS:
            end -= 1
        if start == end:
            return None
        span = Span(start, end)
        around = sorted(self._holding(span), key=lambda pair: pair[0].span.end - pair[0].span.start)
        if around:
            return around[0][1]
        inside = self.mentions_in(span)
        ending = [pair for pair in inside if pair[0].span.end == end]
        if ending and not _binds(self.text[start : ending[0][0].span.start]):
            return ending[0][1]
        first = next((pair for pair in inside if not self.text[start : pair[0].span.start].strip()), None)
        if first and self.text[first[0].span.end : end].lstrip().startswith((",", "(", "—", "–")):
            return first[1]
        return None

    def facts(self) -> tuple[Fact, ...]:
        """A fact for every person and organisation; the places that mean them are its `others`."""
        return tuple(one.fact() for one in self.all)

    def _holding(self, span: Span) -> Iterator[tuple[Mention, Entity]]:
        """The mentions that hold a stretch."""
        first = bisect_left(self._starts, max(0, span.end - self._longest))
        for pair in self._places[first : bisect_left(self._starts, span.start + 1)]:
            if pair[0].span.holds(span):
                yield pair


_BINDING = frozenset("of for by with from against to in at on about and or who that".split())


def _binds(before: str) -> bool:
    """Whether the words before a mention make it a part of something else ("the lawyer of X")."""
    words = before.lower().split()
    return bool(words) and (words[-1] in _BINDING or "," in before)
