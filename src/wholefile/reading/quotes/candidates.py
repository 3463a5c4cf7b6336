"""For every quotation the sayings that could tell whose it is, with what can be seen of each."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from wholefile.reading.parsed import Parsed
from wholefile.reading.quotes import clauses
from wholefile.reading.quotes.marks import Quoted
from wholefile.reading.quotes.ranking import Between, Place, bucket, signs
from wholefile.reading.quotes.saying import Saying
from wholefile.reading.spans import Span
from wholefile.reading.walking import ancestors

# A blank line, or a line that ends like a sentence: a paragraph may be one.
_BREAK = re.compile(r"\n[^\S\n]*\n|(?<=[.!?:”\"’)\w])[^\S\n]?\n(?=[^\S\n]{0,8}[“\"A-Z])")
# How many sayings on either side are looked at, and how far away in characters they may stand.
EACH_SIDE, FAR = 6, 1_500
NEAR = 400
FULL = 6  # words from which a quotation counts as a whole one


@dataclass(frozen=True, slots=True)
class Candidate:
    """A saying, or the speaker of the quotation before (`carried`), with its signs."""

    signs: tuple[str, ...]
    saying: Saying | None = None
    carried: int | None = None


class Page:
    """A text with its quotations and sayings, laid out so that what stands between two places is told at once."""

    def __init__(self, parsed: Parsed, quoted: tuple[Quoted, ...], sayings: tuple[Saying, ...]) -> None:
        self.parsed, self.quoted, self.sayings = parsed, quoted, sayings
        self.parent = _parents(quoted)
        self.owner = self._owners()
        outside = [one < 0 for one in self.owner]
        words = parsed.words
        self._words = [
            0,
            *accumulate(int(out and one.text[:1].isalnum()) for one, out in zip(words, outside, strict=True)),
        ]
        self._stops = [
            0,
            *accumulate(
                int(out and one.text in {".", "!", "?"}) for one, out in zip(words, outside, strict=True)
            ),
        ]
        self._starts = [one.span.start for one in words]
        real = [one for n, one in enumerate(quoted) if not one.title and self.parent[n] < 0]
        self._real = real
        self._quotes = [one.outer.start for one in real]
        ended = (int(self._ends_sentence(one)) for one in real)
        self._ended = [0, *accumulate(ended)]
        self.breaks = [match.start() for match in _BREAK.finditer(parsed.text)]
        self.places = [None if one.title else self._place(one) for one in quoted]
        self._cues = [one.word.span.start for one in sayings]
        self._level = [self.owner[one.word.at] for one in sayings]
        self._said_by = {one.word.at: one for one in sayings}
        self._said_after: set[int] = set()
        self._bound = self._find_bound()

    def _owners(self) -> list[int]:
        """For each word the innermost quotation that holds it, -1 outside; titles hold nothing."""
        found = [-1] * len(self.parsed.words)
        for n, one in enumerate(self.quoted):
            if not one.title:
                for word in self.parsed.inside(one.inner):
                    found[word.at] = n
        return found

    def _ends_sentence(self, one: Quoted) -> bool:
        text = self.parsed.text
        following = text[one.outer.end : one.outer.end + 3].lstrip()[:1]
        return text[one.inner.end - 1] in ".!?" and (not following or not following.islower())

    def outers_near(self, place: Span) -> tuple[Span, ...]:
        """The quotations within a sentence's reach of a place."""
        first, last = (
            bisect_left(self._quotes, place.start - NEAR),
            bisect_left(self._quotes, place.end + NEAR),
        )
        return tuple(one.outer for one in self._real[max(0, first - 1) : last])

    def paragraph(self, place: int) -> int:
        """The number of the paragraph that a place stands in."""
        return bisect_right(self.breaks, place)

    def _place(self, one: Quoted) -> Place:
        text = self.parsed.text
        head = clauses.head_in(self.parsed, one.inner) if self.parsed.model else None
        above = frozenset(up.at for up in ancestors(self.parsed, head)) if head else frozenset()
        number = self.paragraph(one.outer.start)
        before, after = (
            text[max(0, one.outer.start - 40) : one.outer.start],
            text[one.outer.end : one.outer.end + 40],
        )
        opens = (
            not before.strip()
            or not before.rstrip(" \t").rstrip("\n\t ")
            or before.rstrip(" \t").endswith("\n")
        )
        closes = not after.strip() or after.lstrip(" \t").startswith("\n")
        words = len(text[one.inner.start : min(one.inner.end, one.inner.start + 400)].split())
        return Place(one.inner, one.outer, head, above, words >= FULL, opens, closes, number)

    def _find_bound(self) -> list[frozenset[int]]:
        """For each saying the quotations that it stands right beside, with a comma or colon between."""
        found = []
        text = self.parsed.text
        for saying in self.sayings:
            span = saying.span
            near = set()
            start = bisect_left(self._quotes, span.start) - 1
            one = self._real[start] if start >= 0 else None
            if one is not None and one.outer.end <= span.start:
                gap = text[one.outer.end : span.start][:4]
                if not gap.strip(" ,—-") and len(gap) < 4 and text[one.inner.end - 1] in ",?!—-":
                    near.add(one.outer.start)
                    self._said_after.add(one.outer.start)
            at = bisect_left(self._quotes, span.end)
            following = self._quotes[at] if at < len(self._quotes) else len(text) + 9
            gap = text[span.end : min(following, span.end + 4)]
            if following - span.end < 4 and not gap.strip(" ,:") and (":" in gap or "," in gap):
                near.add(following)
            found.append(frozenset(near))
        return found

    def saying_of(self, at: int) -> Saying | None:
        """The saying whose cue is the word of an index."""
        return self._said_by.get(at)

    def saying_before(self, n: int) -> Saying | None:
        """The last saying before a quotation, on its level and in its paragraph."""
        one = self.quoted[n]
        at = bisect_left(self._cues, one.outer.start) - 1
        if at < 0 or self._level[at] != self.parent[n]:
            return None
        saying = self.sayings[at]
        near = self.paragraph(saying.word.span.start) == self.paragraph(one.outer.start)
        return saying if near and saying.span.end <= one.outer.start else None

    def bound_after(self, n: int) -> bool:
        """Whether a saying stands right behind a quotation: "…,” said the deputy"."""
        return self.quoted[n].outer.start in self._said_after

    def between(self, start: int, end: int) -> tuple[int, int, int]:
        """Words outside quotations, ends of sentences, and quotations in a stretch."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        one, two = bisect_left(self._quotes, start), bisect_left(self._quotes, end)
        stops = self._stops[last] - self._stops[first] + self._ended[two] - self._ended[one]
        return self._words[last] - self._words[first], stops, two - one

    def candidates(self, n: int) -> list[Candidate]:
        """What could tell the speaker of a quotation, in no order of preference."""
        one, place = self.quoted[n], self.places[n]
        if place is None:
            return []
        found = [
            Candidate(tuple(signs(self.parsed, place, saying, gap)), saying)
            for saying, gap in self._near(n, one, place)
        ]
        if before := self._before(n):
            found.append(Candidate(tuple(self._carried(before[0], one, place)), carried=before[0]))
        return found

    def _near(self, n: int, one: Quoted, place: Place) -> Iterator[tuple[Saying, Between]]:
        level = self.parent[n]
        at, behind = bisect_left(self._cues, one.outer.start), bisect_left(self._cues, one.outer.end)
        chosen = (
            range(at - 1, max(-1, at - 1 - 3 * EACH_SIDE), -1),
            range(behind, min(len(self._cues), behind + 3 * EACH_SIDE)),
        )
        for side in chosen:
            taken = 0
            for m in side:
                saying = self.sayings[m]
                if self._level[m] != level or self.owner[saying.head.at] != level:
                    continue
                after = saying.word.span.start >= one.outer.end
                start, end = (
                    (one.outer.end, saying.span.start) if after else (saying.span.end, one.outer.start)
                )
                if saying.head.span.start < one.outer.start < saying.word.span.start:
                    start, end = (one.outer.end, saying.word.span.start)
                elif saying.word.span.start < one.outer.start < saying.head.span.start:
                    start, end = saying.word.span.end, one.outer.start
                if abs(end - start) > FAR or taken >= EACH_SIDE:
                    break
                away = abs(self.paragraph(saying.word.span.start) - place.paragraph)
                if away > 1 or (away and after):
                    continue
                taken += 1
                words, stops, quotes = self.between(start, end) if start < end else (0, 0, 0)
                colon = bool(away) and self.parsed.text[
                    max(0, one.outer.start - 8) : one.outer.start
                ].rstrip().endswith(":")
                bound = bool(self._bound[m] - {one.outer.start})
                yield saying, Between(words, stops, quotes, away, colon, bound)

    def _before(self, n: int) -> list[int]:
        """The quotation before on the same level, when it is near."""
        for m in range(n - 1, max(-1, n - 8), -1):
            if not self.quoted[m].title and self.parent[m] == self.parent[n]:
                return [m]
        return []

    def _carried(self, before: int, one: Quoted, place: Place) -> list[str]:
        earlier, earlier_place = self.quoted[before], self.places[before]
        if earlier_place is None:
            return []
        words, stops, _ = (
            self.between(earlier.outer.end, one.outer.start)
            if earlier.outer.end < one.outer.start
            else (0, 0, 0)
        )
        away = place.paragraph - earlier_place.paragraph
        text = self.parsed.text
        found = [f"carried paragraphs {bucket(away, (0, 1, 2))}"]
        found.append(f"carried words {bucket(words, (0, 1, 2, 4, 8, 14, 25))} paragraphs {min(away, 1)}")
        found.append(f"carried stops {bucket(stops, (0, 1, 2))} paragraphs {min(away, 1)}")
        capital = "capital" if text[one.inner.start].isupper() else "small"
        found.append(f"carried {capital} {'full' if place.full else 'part'} paragraphs {min(away, 1)}")
        was = "full" if earlier_place.full else "part"
        if away:
            begins, ends = "opens" if place.opens else "inside", "closes" if place.closes else "runs on"
            found.append(
                f"carried {begins} {ends} {'after close' if earlier_place.closes else 'after words'}"
            )
        found.append(f"carried {was} to {'full' if place.full else 'part'}")
        if text[earlier.inner.end - 1] == ",":
            found.append(f"carried after comma stops {min(stops, 1)}")
        return found


def _parents(quoted: tuple[Quoted, ...]) -> list[int]:
    """For each quotation the one that it stands in, -1 when it stands in none; titles are none."""
    found: list[int] = []
    open_now: list[int] = []
    for n, one in enumerate(quoted):
        while open_now and quoted[open_now[-1]].outer.end <= one.outer.start:
            open_now.pop()
        found.append(open_now[-1] if open_now else -1)
        if not one.title:
            open_now.append(n)
    return found
