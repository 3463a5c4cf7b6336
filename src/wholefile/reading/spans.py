"""Where words stand in a text, counted in Unicode code points from 0, the end not included."""

from collections.abc import Iterable
from dataclasses import dataclass

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
