"""Statements of several documents set side by side: where two tell of one thing and differ, a person may look.

Two statements are set beside each other when they come from different documents, are of one speaker, about one item
or about one doing, and share words that are rare among all. They are offered when they differ in time, number, denial
or actor. Nothing here says who is right, or that anything is false: people err, and words have more than one sense.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from wholefile.core.folding import fold
from wholefile.reading.contents import Contents, read
from wholefile.reading.facts import Fact, Status
from wholefile.reading.names.lexicon import COURTESY, TITLES
from wholefile.reading.spans import Span

# A word in more statements than this says nothing about what two of them share.
COMMON = 40
# How many pairs are looked at in all, those that share the rarest words first.
MOST_PAIRS = 20_000
# How many are offered.
MOST_OFFERED = 500

Differing = Literal["time", "number", "denial", "actor"]


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of a document that somebody says, or an event that it tells.

    `document` is whatever the caller calls it. `question` is what the words answer, when they are an answer. `items`
    are the items of the case that they are about. `first` and `last` bound an event, as YYYY-MM-DD. `denied` says that
    the speaker denies what the words tell ("denied that he had brought any").
    """

    document: str
    span: Span
    words: str
    speaker: str = ""
    question: str = ""
    items: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """In what two statements differ, with the words of each."""

    kind: Differing
    first: str
    second: str
    about: str = ""

    @property
    def words(self) -> str:
        """The difference as a person would say it."""
        about = f" of “{self.about}”" if self.about else ""
        if self.kind == "denial":
            denies, other = ("the first", "the second") if self.first else ("the second", "the first")
            return f"denial: {denies} denies “{self.about}” (“{self.first or self.second}”), {other} does not"
        return f"{self.kind}{about}: “{self.first}” and “{self.second}”"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements that may be inconsistent. `same` says why they stand together, `shared` what both speak of."""

    first: Statement
    second: Statement
    same: tuple[str, ...]
    shared: tuple[str, ...]
    differs: tuple[Difference, ...]
    weight: float

    @property
    def words(self) -> str:
        """Why a person should look, in a sentence that takes no side."""
        told = "; ".join(one.words for one in self.differs)
        return f"{', '.join(self.same)}; both speak of {', '.join(self.shared)}; they differ in {told}"


def statements_of(
    document: str,
    text: str,
    facts: Iterable[Fact],
    *,
    items: tuple[str, ...] = (),
    questions: Mapping[Span, str] | None = None,
) -> tuple[Statement, ...]:
    """The quotes, assertions and events of one reading as statements, with the names of those who speak and act."""
    found = tuple(facts)
    names = {one.identity: one.one("name") for one in found if one.one("name")}
    asked = questions or {}
    made = []
    for one in found:
        if one.kind not in {"quote", "assertion", "event", "court_event"}:
            continue
        who = one.one("speaker") or one.one("by") if one.kind in {"quote", "assertion"} else ""
        plain = one.one("speaker_words") or one.one("by_words")
        acting = tuple(names[actor] for actor in one.all("participants") if actor in names)
        speaker = names.get(who, "") or plain
        bounds = one.one("first"), one.one("last")
        question = asked.get(one.span, "")
        denied = one.status == Status.DENIED
        made.append(
            Statement(document, one.span, one.words(text), speaker, question, items, acting, *bounds, denied)
        )
    return tuple(made)


def compare(told: Iterable[Statement], *, most: int = MOST_OFFERED) -> tuple[Pair, ...]:
    """Possible inconsistencies between documents, the weightiest first. The order of what is told does not matter."""
    ordered = sorted(
        set(told), key=lambda one: (one.document, one.span, one.speaker, one.words, one.question)
    )
    contents = [read(one.words, question=one.question, speaker=one.speaker) for one in ordered]
    often: dict[str, int] = defaultdict(int)
    for one in contents:
        for stem in one.stems:
            often[stem] += 1
    found = []
    for a, b in _pairs(ordered, contents, often):
        pair = _set_side_by_side(ordered[a], ordered[b], contents[a], contents[b], often)
        if pair:
            found.append(pair)
    found.sort(
        key=lambda one: (
            -one.weight,
            one.first.document,
            one.first.span,
            one.second.document,
            one.second.span,
        )
    )
    return tuple(found[:most])


def _pairs(
    ordered: list[Statement], contents: list[Contents], often: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    """Pairs that share a rare word and a speaker, an item or a doing; each once, and not more than MOST_PAIRS."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(ordered):
        for ground in _grounds(one, contents[at]):
            for stem in contents[at].stems:
                blocks[ground, stem].append(at)
    given: set[tuple[int, int]] = set()
    usable = (key for key, inside in blocks.items() if 1 < len(inside) <= COMMON)
    for key in sorted(usable, key=lambda key: (len(blocks[key]), often[key[1]], key)):
        for a, b in combinations(blocks[key], 2):
            if (a, b) in given or ordered[a].document == ordered[b].document:
                continue
            given.add((a, b))
            yield a, b
            if len(given) >= MOST_PAIRS:
                return


def _grounds(one: Statement, told: Contents) -> Iterator[str]:
    """Why two statements may be set side by side."""
    if one.speaker:
        yield f"speaker {folded_name(one.speaker)}"
    for item in one.items:
        yield f"item {item}"
    for family in told.families:
        yield f"doing {family}"


def folded_name(name: str) -> str:
    """A name for comparing: a full one in any order; a single one by itself, without a title."""
    full = fold("person", name)
    if full:
        return full
    words = fold("named case", name).split()
    return " ".join([one for one in words if one not in _TITLES] or words)


# Before a name these are no part of it.
_TITLES = frozenset(
    [*COURTESY, *(word for word, role in TITLES.items() if role in {"officer", "judge"} and " " not in word)]
)


def _same_name(first: str, second: str) -> bool:
    """Whether two names may be one person's: equal, or the one a part of the other."""
    a, b = set(folded_name(first).split()), set(folded_name(second).split())
    return bool(a and b) and (a <= b or b <= a)


def _set_side_by_side(
    first: Statement, second: Statement, one: Contents, other: Contents, often: Mapping[str, int]
) -> Pair | None:
    """The pair with all in which it differs, or None."""
    shared = [stem for stem in one.stems if stem in other.stems]
    items = sorted(set(first.items) & set(second.items))
    speaks = bool(first.speaker and second.speaker) and _same_name(first.speaker, second.speaker)
    doings = [family for family in one.families if family in other.families]
    # What different people say of no common item must share more than one doing and one thing.
    needed = 2 if speaks or items else 3
    if len(shared) < min(needed, 2) or (not speaks and not items and (len(shared) < needed or not doings)):
        return None
    differs = tuple(_differences(first, second, one, other, shared))
    if not differs:
        return None
    same = [f"the same speaker, {first.speaker}"] if speaks else []
    same += [f"the same item, {item}" for item in items]
    if not same:
        same = [f"the same doing, “{one.families[doings[0]]}”"]
    weight = sum(1 / often[stem] for stem in shared) + len(differs) + 2 * speaks + len(items)
    words = tuple(f"“{one.stems[stem]}”" for stem in shared[:6])
    return Pair(first, second, tuple(same), words, differs, round(weight, 6))


def _differences(
    first: Statement, second: Statement, one: Contents, other: Contents, shared: list[str]
) -> Iterator[Difference]:
    yield from _times(first, second, one, other)
    yield from _numbers(one, other)
    yield from _denials(first, second, one, other, shared)
    yield from _actors(first, second, one, other, shared)


def _denials(
    first: Statement, second: Statement, one: Contents, other: Contents, shared: list[str]
) -> Iterator[Difference]:
    """What the one denies and the other does not; a denial around the words counts where they hold none themselves."""
    around = first.denied and not one.denied, second.denied and not other.denied
    if any(around):
        if bool(one.denied or around[0]) != bool(other.denied or around[1]):
            words = ("denied", "") if around[0] else ("", "denied")
            yield Difference("denial", *words, one.stems[shared[0]])
        return
    told = {*shared, *(family for family in one.families if family in other.families)}
    for subject in sorted(told):
        denies, too = one.denied.get(subject, ""), other.denied.get(subject, "")
        if bool(denies) != bool(too):
            about = one.stems.get(subject) or one.families.get(subject, subject)
            yield Difference("denial", denies, too, about)
            return


def _numbers(one: Contents, other: Contents) -> Iterator[Difference]:
    """Numbers of one thing that differ; of "two broken locks" only the locks are told."""
    given: set[tuple[str, str]] = set()
    for counted in reversed(one.numbers):
        a, b = one.numbers[counted], other.numbers.get(counted, ())
        if (
            b
            and not {value for value, _ in a} & {value for value, _ in b}
            and (a[0][1], b[0][1]) not in given
        ):
            given.add((a[0][1], b[0][1]))
            yield Difference("number", a[0][1], b[0][1], one.stems.get(counted, counted))


def _times(first: Statement, second: Statement, one: Contents, other: Contents) -> Iterator[Difference]:
    if one.clocks and other.clocks and not any(a.meets(b) for a in one.clocks for b in other.clocks):
        yield Difference("time", one.clocks[0].words, other.clocks[0].words)
    if one.days and other.days and not any(_one_day(a, b) for a in one.days for b in other.days):
        yield Difference("time", one.days[0][3], other.days[0][3])
    elif first.first and second.first and _apart(first, second):
        yield Difference("time", _bounds(first), _bounds(second))
    if one.weekdays and other.weekdays and not {a for a, _ in one.weekdays} & {b for b, _ in other.weekdays}:
        yield Difference("time", one.weekdays[0][1], other.weekdays[0][1])


def _one_day(a: tuple[int, int, int, str], b: tuple[int, int, int, str]) -> bool:
    """Whether two days may be one: a day without a year may be of any."""
    return a[1:3] == b[1:3] and (a[0] == b[0] or 0 in {a[0], b[0]})


def _apart(first: Statement, second: Statement) -> bool:
    """Whether the bounds of two events do not meet."""
    return (first.last or first.first) < second.first or (second.last or second.first) < first.first


def _bounds(one: Statement) -> str:
    return one.first if one.last in {"", one.first} else f"{one.first} to {one.last}"


def _actors(
    first: Statement, second: Statement, one: Contents, other: Contents, shared: list[str]
) -> Iterator[Difference]:
    """Different people doing one thing, where both speak of something else besides the doing."""
    for family in one.actors:
        if family not in other.actors or not [stem for stem in shared if stem != family]:
            continue
        (name, words), (another, too) = one.actors[family], other.actors[family]
        if not _same_name(name, another):
            yield Difference(
                "actor", _told(name, words), _told(another, too), one.families.get(family, family)
            )
            return
    if not (first.actors and second.actors and shared):
        return
    if not any(_same_name(a, b) for a in first.actors for b in second.actors):
        yield Difference("actor", ", ".join(first.actors), ", ".join(second.actors))


def _told(name: str, words: str) -> str:
    """The words, and whom "I" means."""
    return words if name == words else f"{words} ({name})"
