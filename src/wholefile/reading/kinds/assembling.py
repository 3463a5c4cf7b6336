"""Parts from lines: whoever reads a kind says where a part begins, and every line goes somewhere once.

What stands at the margin inside a part is kept with it as its margin. A running head between two parts is a part of
its own, so that the parts always cover all that the document holds, in order.
"""

from dataclasses import dataclass, field

from wholefile.reading.kinds.lines import Line
from wholefile.reading.parts import Part, PartKind
from wholefile.reading.spans import Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words follow, and where the document says so; nobody for the document's own."""

    name: str = ""
    span: Span | None = None


NOBODY = Speaker()


@dataclass(slots=True)
class _Open:
    start: int
    end: int
    kind: PartKind
    label: str
    speaker: Speaker
    lines: list[tuple[int, int]] = field(default_factory=list)
    margin: list[Span] = field(default_factory=list)


class Assembler:
    """Collects parts in order. Invariant: each line is given once, in order, by `begin` or `go_on` or `cut`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._done: list[Part] = []
        self._open: _Open | None = None
        self._waiting: list[Line] = []

    def wait(self, line: Line) -> None:
        """A line without words of anybody: a running head, or a number at the margin alone."""
        self._waiting.append(line)

    def begin(
        self,
        line: Line,
        kind: PartKind,
        label: str = "",
        speaker: Speaker = NOBODY,
        *,
        mark_ends: int = 0,
    ) -> None:
        """A part begins with this line. What stands before `mark_ends` is a mark or a name that nobody said."""
        self._settle()
        self._close()
        self._open = _Open(line.start, line.start, kind, label, speaker)
        self._take(line, max(line.first, mark_ends))

    def go_on(self, line: Line, *, mark_ends: int = 0) -> None:
        """The part goes on with this line; what waited stands in its midst. Without a part one begins."""
        if self._open is None:
            self.begin(line, "paragraph", mark_ends=mark_ends)
            return
        for one in self._waiting:
            self._open.margin.append(Span(one.start, one.end))
        self._waiting.clear()
        self._take(line, max(line.first, mark_ends))

    def cut(
        self,
        line: Line,
        at: int,
        kind: PartKind,
        label: str = "",
        speaker: Speaker = NOBODY,
        *,
        mark_ends: int = 0,
    ) -> None:
        """Another part begins in the midst of the line that was given last, at a place where something stands."""
        opened = self._open
        if opened is None or not opened.start < at < opened.end:
            return
        opened.end = opened.start + len(self._text[opened.start : at].rstrip())
        inside = [one for one in opened.margin if one.start < at]
        opened.margin = [
            Span(one.start, min(one.end, opened.end)) for one in inside if one.start < opened.end
        ]
        self._close()
        self._open = _Open(at, at, kind, label, speaker)
        self._note(line)
        if mark_ends > at:
            self._open.margin.append(Span(at, min(mark_ends, line.end)))
        if line.last < line.end:
            self._open.margin.append(Span(max(line.last, at), line.end))
        self._open.end = line.end

    def mark(self, span: Span) -> None:
        """A stretch of the part that is open, behind its last margin, is nobody's words."""
        opened = self._open
        if opened is None or not Span(opened.start, opened.end).holds(span):
            return
        if not opened.margin or opened.margin[-1].end <= span.start:
            opened.margin.append(span)

    def done(self) -> tuple[Part, ...]:
        """All parts."""
        self._settle()
        self._close()
        return tuple(self._done)

    @property
    def kind(self) -> str:
        """The kind of the part that is open, empty when there is none."""
        return self._open.kind if self._open else ""

    @property
    def waits(self) -> bool:
        """Whether a line without words was given since the last one with words."""
        return bool(self._waiting)

    def _take(self, line: Line, words: int) -> None:
        opened = self._open
        if opened is None:
            return
        words = min(words, line.end)
        if words > line.start:
            opened.margin.append(Span(line.start, words))
        if words < line.last < line.end:
            opened.margin.append(Span(line.last, line.end))
        opened.end = line.end
        self._note(line)

    def _note(self, line: Line) -> None:
        if self._open is not None and line.number and not line.empty:
            self._open.lines.append((line.page, line.number))

    def _settle(self) -> None:
        """What waited: numbers belong to the end of the part before, running heads are a part of their own."""
        waiting, self._waiting = self._waiting, []
        head = next((at for at, one in enumerate(waiting) if one.running), len(waiting))
        if self._open is None:
            head = 0
        for one in waiting[:head]:
            self._keep(one)
        if waiting[head:]:
            self._close()
            first = waiting[head]
            self._open = _Open(first.start, first.start, "header", "page", NOBODY)
            for one in waiting[head:]:
                self._keep(one)

    def _keep(self, line: Line) -> None:
        if self._open is not None:
            self._open.margin.append(Span(line.start, line.end))
            self._open.end = line.end

    def _close(self) -> None:
        one, self._open = self._open, None
        if one is not None and one.end > one.start:
            span = Span(one.start, one.end)
            told = (one.speaker.name, one.speaker.span)
            self._done.append(Part(span, one.kind, one.label, *told, tuple(one.lines), tuple(one.margin)))
