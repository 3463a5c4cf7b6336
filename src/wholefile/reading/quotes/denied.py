"""Words that somebody passes on as another's, who denies them: they are of that other only as the first one says.

"She says he told her “I did it.” He denies saying it": the words are alleged. "He denies that he told her “I did it”":
nobody says them at all.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from wholefile.reading.facts import Link, Status

if TYPE_CHECKING:
    from wholefile.reading.parsed import Parsed
    from wholefile.reading.quotes.saying import Saying
    from wholefile.reading.quotes.who import People
    from wholefile.reading.spans import Span

# So far behind the words, in characters, somebody may deny them, and what shows that it is these that they deny.
_FAR, _SAID = 240, 60
_SAYING = frozenset(
    "it that this saying telling having ever making which words remark remarks statement conversation exchange account "
    "claim shouting yelling writing using so he she they".split()
)


class Denials:
    """The denials of a text by place."""

    def __init__(self, parsed: "Parsed", sayings: "Sequence[Saying]", people: "People") -> None:
        self.text, self.people = parsed.text, people
        self.all = [one for one in sayings if one.verb == "deny"]
        self.starts = [one.word.span.start for one in self.all]

    def told(self, outer: "Span", links: tuple[Link, ...], through: tuple[Link, ...]) -> tuple[Link, ...]:
        """The links of whoever speaks, with the manner that a denial leaves them."""
        if through and through[0].manner == Status.DENIED:
            return tuple(replace(one, manner=Status.DENIED) for one in links)
        passed_on = any(one.span is not None for one in through)
        if passed_on and any(one.manner == Status.STATED and self._denies(outer, one) for one in links):
            return tuple(replace(one, manner=Status.ALLEGED) for one in links)
        return links

    def _denies(self, outer: "Span", link: Link) -> bool:
        """Whether somebody denies the words just behind them."""
        at = bisect_left(self.starts, outer.end)
        for one in self.all[at : at + 2]:
            if one.word.span.start - outer.end > _FAR or "\n\n" in self.text[outer.end : one.word.span.start]:
                return False
            end = min(len(self.text), one.word.span.end + _SAID)
            after = self.text[one.word.span.end : end].split(".")[0].casefold().split()
            before = self.text[outer.end : one.word.span.start].split()
            meant = any(word.strip(",;") in _SAYING for word in after[:2]) or "which" in before or not after
            if meant and self._is(one, link):
                return True
        return False

    def _is(self, saying: "Saying", link: Link) -> bool:
        """Whether whoever denies is the one of a link: the same person, or the same words."""
        if link.refers:
            head = self.people.entities.at(saying.head.span)
            meant = {one.identity for one in self.people.entities_of(saying.source)}
            if link.refers in meant or (head is not None and head.identity == link.refers):
                return True
        return link.who == saying.head.text or link.who == saying.source.of(self.text)
