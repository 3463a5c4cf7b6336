"""Where words stand in a text, counted in Unicode code points from 0, the end not included."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from wholefile.core.errors import Invalid


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text. Invariant: 0 <= start < end; an empty stretch says nothing and is none."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise Invalid("reading.span", f"{self.start} to {self.end} is no stretch of a text")

    def of(self, text: str) -> str:
        """The words that stand there."""
        return text[self.start : self.end]

    def meets(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other stands wholly in this one."""
        return self.start <= other.start and other.end <= self.end

    def joined(self, other: "Span") -> "Span":
        """The shortest stretch that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


def hull(spans: Iterable[Span]) -> Span:
    """The shortest stretch that holds all of them. Raises Invalid when there is none."""
    found = list(spans)
    if not found:
        raise Invalid("reading.span", "no stretch of the text was given")
    return Span(min(one.start for one in found), max(one.end for one in found))


def meets_one(places: Sequence[Span], span: Span) -> bool:
    """Whether one of the places beside a stretch shares a character with it; they are in order, and seldom meet."""
    at = bisect_left(places, span)
    return any(span.meets(other) for other in places[max(0, at - 2) : at + 2])


class Placed(Protocol):
    """What stands somewhere in a text."""

    @property
    def span(self) -> Span:
        """Where it stands."""


T = TypeVar("T", bound=Placed)


class Placing(Generic[T]):
    """Things in the order of the text, of which those at a stretch are found without a look at all of them."""

    def __init__(self, things: Iterable[T]) -> None:
        self.all = sorted(things, key=lambda one: one.span)
        self._starts = [one.span.start for one in self.all]
        self._furthest = list(accumulate((one.span.end for one in self.all), max))

    def meeting(self, span: Span, around: int = 0) -> list[T]:
        """Those that share a character with a stretch, or with so many characters around it."""
        first = bisect_right(self._furthest, span.start - around)
        last = bisect_left(self._starts, span.end + around)
        return [one for one in self.all[first:last] if one.span.end > span.start - around]
