"""Numbers at the margin of a transcript or of pleading paper, running heads, and the numbers of pages.

Known layouts: a number before each line (1 to 25, or 28), a number after it, page and line before it (`00012:07`),
the number alone on the line above, and all numbers of a page in a column of their own, as they come out of some PDFs.
A number is one at the margin only where it goes on from the one before: a sentence that begins with "12" is not cut.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from wholefile.reading.kinds.lines import Line

# How many lines must go on from each other before they are taken for numbered ones.
FEWEST = 5
LONGEST_PAGE = 32
# How many lines a running head or foot may have.
_HEAD = 3
_BEFORE = re.compile(r"(\d{1,2})(?:\s+|$)")
_WITH_PAGE = re.compile(r"(\d{1,5}):(\d{2})(?:\s+|$)")
_AFTER = re.compile(r"(?:^|\s)\s*(\d{1,2})$")
_PAGE = re.compile(
    r"(?:[-–—]\s*(\d{1,5})\s*[-–—]|(?:page|pg\.?|p\.)\s*(\d{1,5})(?:\s+of\s+\d{1,5})?|"
    r"(\d{1,5})(?:\s+of\s+\d{1,5})?)$",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:case|appeal|usca\d*)\b.{0,60}\b(?:doc(?:ument)?|filed|entry)\b.{0,80}\bp(?:a)?g(?:e)?\b.{0,40}$",
    re.IGNORECASE,
)
_PAGE_AT_END = re.compile(r"\b(?:page|pg:?)\s*(\d{1,5})(?:\s+of\s+\d{1,5})?$", re.IGNORECASE)


@dataclass(slots=True)
class _Mark:
    """A number on a line that may stand at its margin."""

    at: int
    number: int
    first: int
    last: int
    page: int = 0


def number(lines: list[Line], text: str) -> int:
    """Take the numbers at the margin from the words of the lines; how many lines have one."""
    best: list[_Mark] = []
    for marks in (_before(lines, text), _with_page(lines, text), _after(lines, text)):
        kept = _in_sequence(marks, lines)
        best = kept if len(kept) > len(best) else best
    for mark in best:
        line = lines[mark.at]
        line.first, line.last, line.number, line.page = mark.first, mark.last, mark.number, mark.page
    _lend(best, lines)
    return len(best)


def heads(lines: list[Line], text: str) -> None:
    """Find running heads and the numbers of pages, and number the pages by them."""
    for line in lines:
        line.running = line.number == 0 and is_stamp(line, text)
    numbered = [at for at, line in enumerate(lines) if line.number]
    column = sum(lines[at].empty for at in numbered) * 10 > len(numbered) * 9
    if numbered and not column:
        _between_pages(lines, numbered)
    else:
        _by_sheets(lines, text)
    _number_pages(lines, text)


def is_stamp(line: Line, text: str) -> bool:
    """Whether a line is the stamp that a court's filing system prints on every page."""
    return line.end - line.start <= 160 and _STAMP.match(line.whole(text)) is not None


def _before(lines: list[Line], text: str) -> list[_Mark]:
    found = []
    for at, line in enumerate(lines):
        match = _BEFORE.match(text, line.start, min(line.end, line.start + 40))
        if match and 1 <= int(match[1]) <= LONGEST_PAGE:
            found.append(_Mark(at, int(match[1]), min(match.end(), line.end), line.end))
    return found


def _with_page(lines: list[Line], text: str) -> list[_Mark]:
    found = []
    for at, line in enumerate(lines):
        match = _WITH_PAGE.match(text, line.start, min(line.end, line.start + 40))
        if match and 1 <= int(match[2]) <= LONGEST_PAGE:
            found.append(_Mark(at, int(match[2]), min(match.end(), line.end), line.end, int(match[1])))
    return found


def _after(lines: list[Line], text: str) -> list[_Mark]:
    found = []
    for at, line in enumerate(lines):
        begin = max(line.start, line.end - 12)
        match = _AFTER.search(text[begin : line.end])
        if match and 1 <= int(match[1]) <= LONGEST_PAGE and begin + match.start() > line.start:
            last = begin + match.start()
            if text[last : begin + match.start(1)].count(" ") >= 2 or "\t" in match[0]:
                found.append(_Mark(at, int(match[1]), line.start, _trimmed(text, line.start, last)))
    return found


def _trimmed(text: str, first: int, last: int) -> int:
    """Where the words end before a gap, found from the gap backwards."""
    while last > first and text[last - 1].isspace():
        last -= 1
    return last


def _in_sequence(marks: list[_Mark], lines: list[Line]) -> list[_Mark]:
    """Those that go on from each other over at least FEWEST lines, and short last pages beside them."""
    runs: list[list[_Mark]] = []
    for mark in marks:
        if runs and _goes_on(runs[-1][-1], mark):
            runs[-1].append(mark)
        else:
            runs.append([mark])
    long = [run for run in runs if len(run) >= FEWEST]
    if not long:
        return []
    ends = Counter(run[-1].number for run in long)
    full = max((end for end, count in ends.items() if count * 2 > max(ends.values())), default=0)
    kept = []
    for run in runs:
        if len(run) >= FEWEST or (run[0].number == 1 and _has_words(run, lines)):
            # The number of the page often stands below the last line, and may seem to go on from it.
            foot = run[-1].number > full - 1 and len(run) > 1 and not _has_words(run[-1:], lines)
            follows = foot and full > 1 and ends.get(run[-1].number, 0) * 2 <= max(ends.values())
            kept += run[:-1] if follows else run
    return kept


def _goes_on(last: _Mark, mark: _Mark) -> bool:
    """Whether a number is the next, allowing for a line or two whose number was lost."""
    step, lines = mark.number - last.number, mark.at - last.at
    return 1 <= step <= 3 and lines <= step + 1 and mark.page == last.page


def _has_words(run: list[_Mark], lines: list[Line]) -> bool:
    return any(one.first < one.last for one in run) or any(
        one.at + 1 < len(lines) and lines[one.at + 1].number == 0 for one in run[:-1]
    )


def _lend(marks: list[_Mark], lines: list[Line]) -> None:
    """Where each number stands alone above its line, the line has that number."""
    alone = [one for one in marks if one.first >= one.last]
    if len(alone) * 10 < len(marks) * 9:
        return
    for one in alone:
        if one.at + 1 < len(lines) and lines[one.at + 1].number == 0:
            lines[one.at + 1].number, lines[one.at + 1].page = one.number, one.page


def _between_pages(lines: list[Line], numbered: list[int]) -> None:
    """Few lines without a number, between the last line of a page and the first of the next, are running heads."""
    rest = [(-1, numbered[0]), *pairwise(numbered), (numbered[-1], len(lines))]
    for before, after in rest:
        begins = after == len(lines) or lines[after].number < (lines[before].number if before >= 0 else 99)
        if begins and after - before - 1 <= 4:
            for line in lines[before + 1 : after]:
                line.running = line.running or line.end - line.start <= 120


def _by_sheets(lines: list[Line], text: str) -> None:
    """Lines at the top or foot of a sheet that stand alike on three sheets, and lone numbers of pages there."""
    edges = _edges(lines) if lines and lines[-1].sheet else []
    folded = {}
    for at in edges:
        line = lines[at]
        if line.last - line.first <= 120:
            words = line.words(text)
            folded[at] = re.sub(r"\d+", "0", " ".join(words.split()))
            line.running = line.running or _PAGE.match(words) is not None
    often = Counter(folded.values())
    for at, words in folded.items():
        lines[at].running = lines[at].running or often[words] >= 3
    for line in lines:
        if line.end - line.start <= 24 and not line.running and not line.number:
            match = _PAGE.match(line.whole(text))
            line.running = match is not None and match[3] is None and line.above > 1


def _edges(lines: list[Line]) -> list[int]:
    """The first and last lines with words of every sheet, as many as a head or foot may have."""
    found: list[int] = []
    sheet: list[int] = []
    for at, line in enumerate(lines):
        if sheet and lines[sheet[-1]].sheet != line.sheet:
            found += sorted({*sheet[:_HEAD], *sheet[-_HEAD:]})
            sheet = []
        if not line.empty and not line.running:
            sheet.append(at)
    return found + sorted({*sheet[:_HEAD], *sheet[-_HEAD:]})


def _number_pages(lines: list[Line], text: str) -> None:
    """Give each line the number of its page, from running heads that tell it."""
    told = [(at, page) for at, line in enumerate(lines) if line.running and (page := _page_of(line, text))]
    if not told or any(line.page for line in lines):
        return
    first = next((at for at, line in enumerate(lines) if not line.running), 0)
    if told[0][0] < first or (told[-1][0] < len(lines) - 1 and len(told) == 1):
        page, at = 0, 0
        for stop, number in [*told, (len(lines), 0)]:
            for line in lines[at:stop]:
                line.page = page
            page, at = number, stop
    else:
        at = 0
        for stop, number in told:
            for line in lines[at : stop + 1]:
                line.page = number
            at = stop + 1


def _page_of(line: Line, text: str) -> int:
    words = line.whole(text)
    match = _PAGE.match(words)
    if match:
        return int(match[1] or match[2] or match[3])
    match = _PAGE_AT_END.search(words) or re.search(r"\s{3,}(\d{1,5})$", words)
    return int(match[1]) if match else 0
