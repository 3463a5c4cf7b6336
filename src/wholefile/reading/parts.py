"""What a document is as a whole: its kind, its date with where that stands, and its parts in order.

`frame.frame` finds them; every later layer asks them who speaks where, and in which paragraph or on which lines.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from wholefile.core.errors import Invalid
from wholefile.reading.spans import Span

Kind = Literal[
    "news report", "police report", "civil complaint", "court filing", "transcript", "e-mail", "other"
]
KINDS: tuple[Kind, ...] = get_args(Kind)

PartKind = Literal["paragraph", "numbered", "question", "answer", "header", "heading", "field", "colloquy"]
PART_KINDS: tuple[PartKind, ...] = get_args(PartKind)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document that is one thing: a paragraph, a question, a line of a form.

    `label` is what the document calls it: the number of a paragraph ("12"), the name of a field ("Case No."), "Q" and
    "A". `speaker` is whose words it is, as the document names them, empty for the document itself; `speaker_span` is
    where it names them, often outside of the part. `lines` are the numbers at the margin, with the page where it is
    known: (12, 3) is page 12, line 3, and page 0 is not known. `margin` are the stretches inside that nobody said:
    numbers at the margin, running heads, the "Q." itself.
    """

    span: Span
    kind: PartKind
    label: str = ""
    speaker: str = ""
    speaker_span: Span | None = None
    lines: tuple[tuple[int, int], ...] = ()
    margin: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in PART_KINDS:
            raise Invalid("reading.part", f"{self.kind!r} is no kind of part")


@dataclass(frozen=True)
class Frame:
    """A document as a whole. Invariant: the parts follow each other without overlap; between them is only white space.

    `day` is the date of the document, None when it tells none or tells two that differ; `day_source` says in words
    where it was found ("dateline", "filed stamp", "given"). `flags` say what a person should look at.
    """

    kind: Kind
    day: date | None = None
    day_span: Span | None = None
    day_source: str = ""
    parts: tuple[Part, ...] = ()
    flags: tuple[str, ...] = ()
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise Invalid("reading.kind", f"{self.kind!r} is no kind of document")
        object.__setattr__(self, "_starts", [one.span.start for one in self.parts])

    def part_at(self, place: int) -> Part | None:
        """The part that holds a character, or None between parts."""
        at = bisect_right(self._starts, place) - 1
        found = self.parts[at] if at >= 0 else None
        return found if found and place < found.span.end else None

    def after(self, part: Part) -> Part | None:
        """The part that follows one of these parts, or None behind the last."""
        at = bisect_right(self._starts, part.span.start)
        return self.parts[at] if at < len(self.parts) else None


def said(part: Part, text: str) -> tuple[Span, ...]:
    """The stretches of a part that are words, in order: no numbers at the margin, running heads or "Q.".

    No stretch is empty or begins or ends with white space; a part of one line has one.
    """
    found = []
    start = part.span.start
    for end, after in [*((one.start, one.end) for one in part.margin), (part.span.end, part.span.end)]:
        words = text[start:end]
        if words.strip():
            first = start + len(words) - len(words.lstrip())
            found.append(Span(first, start + len(words.rstrip())))
        start = after
    return tuple(found)
