"""A transcript of questions and answers: turns with their lines and speakers.

The examiner is who `BY MR. X:` or the heading of the examination names; the witness is who was sworn, or whom the
title names. Where neither is told the speaker is empty. A question or an answer goes on until the next mark.
"""

from wholefile.reading.kinds import margins, turns
from wholefile.reading.kinds.assembling import NOBODY, Assembler, Speaker
from wholefile.reading.kinds.dates import Dated, dates_in
from wholefile.reading.kinds.lines import Line, usual_gap
from wholefile.reading.parts import Part, PartKind

# How many lines before the words of the oath may name who is sworn.
_OATH = 6
# How many lines of a title page are read for names and dates.
_TITLE_PAGE = 80
Turn = tuple[PartKind, str, Speaker]


def parts(text: str, lines: list[Line]) -> tuple[Part, ...]:
    """The turns, headings and other parts of a transcript, in order."""
    margins.number(lines, text)
    margins.heads(lines, text)
    return _Reader(text, lines).read()


def days(text: str, lines: list[Line]) -> list[Dated]:
    """The day of the transcript, from its title page or its running heads: the lines before the first turn."""
    style = turns.style_of(lines, text)
    found: list[Dated] = []
    for line in lines[:_TITLE_PAGE]:
        if not line.running and turns.asked_or_answered(line, turns.words_from(line, text), text, style):
            break
        words = line.words(text).lower()
        if any(word in words for word in ("filed", "born", "birth", "incident", "ordered", "indict")):
            continue
        told = dates_in(text, line.first, min(line.last, line.first + 300))
        found += [Dated(one.span, one.day, "date of the transcript", one.unsure) for one in told[:1]]
    return found


class _Reader:
    def __init__(self, text: str, lines: list[Line]) -> None:
        self.text = text
        self.lines = lines
        self.style = turns.style_of(lines, text)
        self.gap = usual_gap(lines, text)
        self.out = Assembler(text)
        self.examiner, self.witness = NOBODY, NOBODY
        self.begun = False
        # The turn that lines without a mark go on with; after an aside it begins again as a part.
        self.turn: Turn | None = None
        self.broken = False
        self.blank = True

    def read(self) -> tuple[Part, ...]:
        oaths = self._oaths()
        until = -1
        for at, line in enumerate(self.lines):
            if line.empty or line.running:
                self.out.wait(line)
                self.blank = self.blank or not line.running
                continue
            if at in oaths:
                self.witness, until = oaths[at]
                self.turn, self.begun = None, True
                self.out.begin(line, "paragraph", "oath")
            elif at <= until:
                self.out.go_on(line)
            elif not self._marked(line) and not self._heading(line):
                self._unmarked(at, line)
            self.blank = False
        return self.out.done()

    def _oaths(self) -> dict[int, tuple[Speaker, int]]:
        """Where the reporter tells that somebody was sworn: first line, who, and last line."""
        found: dict[int, tuple[Speaker, int]] = {}
        for at, line in enumerate(self.lines):
            after = self.lines[at + 1] if at + 1 < len(self.lines) else None
            if line.running or line.empty or self._is_turn(line) or not turns.is_oath(line, after, self.text):
                continue
            for back in range(at, max(-1, at - _OATH), -1):
                one = self.lines[back]
                if one.running or one.empty:
                    continue
                if self._is_turn(one) or self._ends_before_oath(one):
                    break
                who = turns.sworn(one, self.text)
                if who.name:
                    found[back] = (who, at)
                    break
        return found

    def _ends_before_oath(self, line: Line) -> bool:
        return turns.examination(line, self.text) is not None or turns.title_line(line, self.text)

    def _marked(self, line: Line) -> bool:
        """Take a line that begins with a mark of who speaks."""
        text, first = self.text, turns.words_from(line, self.text)
        mark = turns.asked_or_answered(line, first, text, self.style)
        if mark:
            self._question(line, *mark)
            return True
        asks = turns.examiner_in(line, first, text)
        if asks:
            self.examiner = asks[0]
            self.out.begin(line, "heading", "examiner")
            self.turn, self.begun = None, True
            return True
        told = turns.labelled(line, first, text, self.style)
        if told and (self.begun or not self._is_field(line)):
            self._colloquy(line, *told)
            return True
        if self.begun and turns.aside(line, first, text):
            self.out.begin(line, "paragraph", "aside")
            self.broken = text[line.last - 1] in ")]"
            return True
        return False

    def _question(self, line: Line, mark: str, ends: int) -> None:
        if mark == "Q":
            asks = turns.examiner_in(line, ends, self.text)
            if asks:
                self.examiner, ends = asks
            turn: Turn = ("question", "Q", self.examiner)
        else:
            turn = ("answer", "A", self.witness)
        self.out.begin(line, *turn, mark_ends=ends)
        self.turn, self.begun, self.broken = turn, True, False

    def _colloquy(self, line: Line, who: Speaker, ends: int) -> None:
        label = who.name
        if label.upper() == "THE WITNESS" and self.witness.name:
            who = self.witness
        turn: Turn = ("colloquy", label, who)
        self.out.begin(line, *turn, mark_ends=ends)
        self.turn, self.begun, self.broken = turn, True, False

    def _is_field(self, line: Line) -> bool:
        """Whether a label on the title page only names who appears: nothing follows, or an address does."""
        return line.last - line.first < 40 and self.text[line.last - 1] == ":"

    def _is_turn(self, line: Line) -> bool:
        first = turns.words_from(line, self.text)
        return bool(
            turns.asked_or_answered(line, first, self.text, self.style)
            or turns.labelled(line, first, self.text, self.style)
        )

    def _heading(self, line: Line) -> bool:
        found = turns.examination(line, self.text)
        if found:
            what, by = found
            self.examiner = by if by.name else self.examiner
            self.out.begin(line, "heading", what)
            self.turn, self.begun = None, True
            return True
        if turns.title_line(line, self.text):
            self.out.begin(line, "heading", " ".join(line.words(self.text).lower().split()))
            self.turn = None
            return True
        return False

    def _unmarked(self, at: int, line: Line) -> None:
        text = self.text
        if not self.begun and at < _TITLE_PAGE:
            witness, asks = turns.in_title(line, text)
            self.witness = witness if witness.name else self.witness
            self.examiner = asks if asks.name else self.examiner
        first = turns.words_from(line, text)
        if self.turn is not None and self.broken:
            self.out.begin(line, *self.turn, mark_ends=first)
            self.broken = False
        elif self.turn is not None:
            self.out.go_on(line, mark_ends=first)
            if self.out.kind == "paragraph":  # an aside over several lines
                self.broken = text[line.last - 1] in ")]"
        elif (
            self.blank
            or line.above > self.gap
            or self.out.kind in {"heading", "", "question", "answer", "colloquy"}
        ):
            self.out.begin(line, "paragraph" if self.begun else "header")
        else:
            self.out.go_on(line)
