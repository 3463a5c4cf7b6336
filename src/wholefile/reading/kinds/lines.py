"""The lines of a document that hold something, in order, with what stands around them.

White space at the ends of a line is not part of it. A form feed begins a page. `margins.number` then says which
characters of a line are a number at the margin, and `margins.heads` which lines are running heads.
"""

import re
from dataclasses import dataclass
from statistics import median_low

# How much of a line a rule looks at: no mark, number or heading that begins one is longer.
LOOKED_AT = 300
# A document of more lines than this is left in one part: it is a dump, and no rule here is meant for it.
MOST_LINES = 400_000
_LINE = re.compile(r"[^\n\r\f]+")
_BREAKS = re.compile(r"\r\n|[\n\r\f]")
_ENDS_A_SENTENCE = (".", "!", "?", ":", ";", '"', "”", ")")


@dataclass(slots=True)
class Line:
    """A line. `first` to `last` are its words, without what stands at the margin; they are equal when it has none."""

    start: int
    end: int
    first: int
    last: int
    above: int  # how many line breaks lie between it and the line before
    indent: int  # white space before it
    sheet: int  # how many form feeds before it
    page: int = 0  # the page's own number, 0 when it is not known
    number: int = 0  # the number at the margin, 0 for none
    running: bool = False  # a running head or foot, or the number of a page

    def words(self, text: str) -> str:
        """The beginning of its words, as much as a rule looks at."""
        return text[self.first : min(self.last, self.first + LOOKED_AT)]

    def whole(self, text: str) -> str:
        """The beginning of the line with its margin, as much as a rule looks at."""
        return text[self.start : min(self.end, self.start + LOOKED_AT)]

    @property
    def empty(self) -> bool:
        """Whether nothing stands on it but a number at the margin."""
        return self.first >= self.last


def lines_of(text: str) -> list[Line]:
    """The lines with something on them. Not more than MOST_LINES, and one more to tell that there are more."""
    found: list[Line] = []
    before, sheet = 0, 0
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if not words:
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        end = start + len(words)
        # What lies between is white space; a long stretch of it is not counted out.
        between = text[max(before, match.start() - 2_000) : match.start()]
        breaks = [one.group() for one in _BREAKS.finditer(between)]
        sheet += breaks.count("\f")
        above = len(breaks) if found else 2
        found.append(Line(start, end, start, end, above, start - match.start(), sheet))
        if len(found) > MOST_LINES:
            break
        before = match.end()
    return found


def usual_gap(lines: list[Line], text: str) -> int:
    """How many line breaks lie between two lines of one paragraph: 2 in a text that is typed with double spacing.

    A text with a blank line after every paragraph, each on a line of its own, looks much the same; its lines end
    sentences.
    """
    inner = [one for one in lines if not one.running and not one.empty]
    if len(inner) < 6:
        return 1
    gap = median_low([one.above for one in inner[1:]])
    open_ended = sum(not text[one.last - 1 : one.last].endswith(_ENDS_A_SENTENCE) for one in inner[:-1])
    return gap if gap > 1 and open_ended * 2 > len(inner) else 1


def ends_a_sentence(line: Line, text: str) -> bool:
    """Whether the words of a line end as a sentence does."""
    return text[max(line.first, line.last - 1) : line.last].endswith(_ENDS_A_SENTENCE)


def usual_width(lines: list[Line]) -> int:
    """How long full lines are, in a text whose lines are wrapped and without blank lines between paragraphs; else 0.

    Only then the last line of a paragraph is told by its being shorter.
    """
    inner = [one for one in lines if not one.running and not one.empty]
    blank = sum(one.above > 1 for one in inner[1:])
    if len(inner) < 8 or blank * 20 > len(inner):
        return 0
    widths = sorted(one.last - one.first for one in inner)
    width = widths[len(widths) * 4 // 5]
    return width if 40 <= width <= 160 else 0


def is_last(line: Line, text: str, width: int) -> bool:
    """Whether a line looks like the last of a paragraph: it ends a sentence and is shorter than the full ones."""
    return 0 < (line.last - line.first) * 5 < width * 4 and ends_a_sentence(line, text)
