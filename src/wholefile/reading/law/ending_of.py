"""Which charges an ending ends, and which act of law dismissed a charge."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice

from wholefile.reading.facts import Fact
from wholefile.reading.law.counted import number_of
from wholefile.reading.law.ended import Ending
from wholefile.reading.law.offences import first_offence
from wholefile.reading.law.prose import Seen
from wholefile.reading.law.who import Scene
from wholefile.reading.spans import Span

# So many characters before "the other counts" the counts are looked for.
_BACK = 2_000
# So near, in characters, "it was dismissed" means the charge before it.
_NEAR = 120
# Whoever a dismissal is of when it names nobody, and whoever a charge is against when that is told of nobody.
_NOBODY, _ANYBODY = "", "*"
_CIVIL = re.compile(r"\b(?:lawsuit|suit|civil|complaint|petition)\b")
_GENERAL = re.compile(r"\b(?:charges|case|indictment|both|all)\b")
_PARTLY = re.compile(r"\b(?:other|remaining|rest|counts?\s+\w+)\b")


def called(text: str, span: Span) -> str:
    """The words of an offence in small letters, on one line."""
    return " ".join(span.of(text).casefold().split())


def count_of(places: Sequence[Seen]) -> str:
    """The number of the count under which one of the places of a charge names it."""
    return next((one.count for one in places if one.count), "")


class _Ranks:
    """Places of charges in the order of the text, each with the number of its charge."""

    def __init__(self) -> None:
        self._places: list[tuple[Span, int]] = []
        self._starts: list[int] = []
        # All before this one were given, and are given no second time.
        self._given = 0

    def add(self, span: Span, nth: int) -> None:
        """A place behind those that were added before."""
        self._places.append((span, nth))
        self._starts.append(span.start)

    def back(self, reach: int) -> Iterator[tuple[Span, int]]:
        """The places that end before a character, the last of them first."""
        for at in range(bisect_right(self._starts, reach) - 1, -1, -1):
            if self._places[at][0].end <= reach:
                yield self._places[at]

    def new(self, reach: int) -> Iterator[int]:
        """The charges at those places, without most of those that were given already."""
        stop = bisect_right(self._starts, reach)
        inside = [self._places[at][0].end <= reach for at in range(self._given, stop)]
        yield from (self._places[at][1] for at, one in enumerate(inside, self._given) if one)
        self._given += sum(accumulate(inside, min)) if inside else 0


class _Charges:
    """The charges of a text by what an ending may call them; those whose rows tell how they ended are left out."""

    def __init__(self, text: str, groups: Sequence[Sequence[Seen]]) -> None:
        self._groups = groups
        self._all, self._left = _Ranks(), _Ranks()
        self._numbered: defaultdict[int, _Ranks] = defaultdict(_Ranks)
        self._of_one: defaultdict[tuple[int, tuple[str, ...]], _Ranks] = defaultdict(_Ranks)
        self._named: defaultdict[str, _Ranks] = defaultdict(_Ranks)
        self._longest = 0
        self._ended = [any(one.disposition for one in places) for places in groups]
        numbers = [number_of(count_of(places)) for places in groups]
        names = [called(text, places[0].span) for places in groups]
        for span, nth in sorted((one.span, nth) for nth, places in enumerate(groups) for one in places):
            self._all.add(span, nth)
            self._longest = max(self._longest, span.end - span.start)
            if not self._ended[nth]:
                number, who = numbers[nth], groups[nth][0].against
                ways = (
                    self._left,
                    self._numbered[number],
                    self._of_one[number, who],
                    self._named[names[nth]],
                )
                for ranks in ways:
                    ranks.add(span, nth)

    def ended_by(self, ending: Ending) -> Iterable[int]:
        """The charges that an ending ends; those that an ending before it ended may be missing."""
        reach = ending.span.end + (_NEAR if ending.counts else 0)
        last = next(self._all.back(reach), None)
        if last is None:
            return ()
        span, latest = last
        if ending.counts:
            return self._counted(ending.counts, reach)
        if ending.named:
            return self._named[ending.named].new(reach)
        if ending.rest:
            return self._others(latest, ending.span.start - _BACK, reach)
        return (latest,) if not self._ended[latest] and ending.span.start - span.end < _NEAR else ()

    def _counted(self, counts: frozenset[int], reach: int) -> Iterator[int]:
        """The counts of those numbers against whomever the last of them is against."""
        lasts = [place for number in counts for place in islice(self._numbered[number].back(reach), 1)]
        if lasts:
            who = self._groups[max(lasts)[1]][0].against
            for number in counts:
                yield from self._of_one[number, who].new(reach)

    def _others(self, latest: int, least: int, reach: int) -> Iterator[int]:
        """The charges against whomever the latest is against, named first behind one character and before another."""
        for span, nth in self._left.back(reach):
            if span.start < least - self._longest:
                return
            first = self._groups[nth][0]
            if first.against == self._groups[latest][0].against and first.span.end > least:
                yield nth


def by_endings(text: str, groups: Sequence[Sequence[Seen]], endings: Sequence[Ending]) -> dict[int, Ending]:
    """How charges ended by their numbers, as the others of those before, or as the last one before."""
    charges, found = _Charges(text, groups), dict[int, Ending]()
    for ending in endings:
        for nth in charges.ended_by(ending):
            found.setdefault(nth, ending)
    return found


class Dismissals:
    """The acts of law that dismiss an offence by its name, or "the charges"."""

    def __init__(self, scene: Scene, acts: Iterable[Fact]) -> None:
        # By whom it is of, and by the offence named, the first of them: its place in the order and in the text.
        self._first: dict[str, dict[str, tuple[int, Span]]] = {}
        for nth, act in enumerate(acts):
            if act.one("act") != "dismissed":
                continue
            words = act.words(scene.text).casefold()
            found = first_offence(words)
            named = words[found.start : found.end] if found is not None else ""
            general = _GENERAL.search(words) is not None and _PARTLY.search(words) is None
            if _CIVIL.search(words) or not (named or general):
                continue
            for who in (*(act.all("of") or (_NOBODY,)), _ANYBODY):
                self._first.setdefault(who, {}).setdefault(named, (nth, act.span))

    def of(self, offence: str, against: tuple[str, ...]) -> tuple[str, list[Span]]:
        """How a charge ended by an act that names it or "the charges", and where; nothing when none does."""
        core = offence.rpartition(" ")[2]
        found = [
            place
            for who in ((*against, _NOBODY) if against else (_ANYBODY,))
            for named, place in self._first.get(who, {}).items()
            if named in offence or offence in named or core in named
        ]
        return ("dismissed", [min(found)[1]]) if found else ("", [])
