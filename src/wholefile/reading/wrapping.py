"""Lines that were broken to fit a page are one again, with every character at its place."""

import re
from collections.abc import Iterable

from wholefile.reading.parts import Part

# Parts whose lines run on; in captions, fields and headings a line is something of its own.
_RUNNING = frozenset(("paragraph", "numbered", "question", "answer", "colloquy"))
# A line that ends sooner was ended by its writer: an address, a signature, a list.
FULL_LINE = 50
# A wide gap stands between the columns of a table, whose rows are lines of their own.
_COLUMNS = re.compile(r"\S(?:[^\S\n]{4,}|[^\S\n]*\t[^\S\n]*|[^\S\n]\|[^\S\n])\S")
# What begins with the mark of a list is a line of its own.
_LISTED = r"[^\S\n]*(?:[-*•·]|\(?\d{1,2}[.)])[^\S\n]+\S"
_BREAK = re.compile(rf"(?<=\S)[^\S\n]*(\n)(?=[^\S\n]*\S)(?!{_LISTED})")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
DAY = (
    r"(?:\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d\d)|\d{4}-\d\d-\d\d|"
    rf"{_MONTH}\.? \d{{1,2}}, ?\d{{4}}|\d{{1,2}}[ -]{_MONTH}\.?[ -]\d{{4}})"
)
# A row of a docket: a day, then a gap, and words.
ROW = re.compile(
    rf"[^\S\n]*(?:>[^\S\n]?)?(?:\d{{1,3}}[.)]?[^\S\n]+)?(?P<day>{DAY})"
    r"(?:[^\S\n]{2,}|[^\S\n]*\t[^\S\n]*|[^\S\n]*(?:\||--?|–|—|:)[^\S\n]*)(?P<words>[A-Za-z\"“(][^\n]*)"
)


def unwrapped(text: str, parts: Iterable[Part]) -> str:
    """The same text with a space for every line end that only fits words to a page.

    Invariant: the length stays, and only line ends differ, so a stretch of the one is the stretch of the other.
    """
    told, at = [], 0
    for part in parts:
        if part.kind not in _RUNNING or part.margin:
            continue
        for match in _BREAK.finditer(text, part.span.start, part.span.end):
            place = match.start(1)
            start = text.rfind("\n", 0, place) + 1
            runs_on = place - start >= FULL_LINE and not _COLUMNS.search(text, start, place)
            if runs_on and not ROW.match(text, place + 1):
                told += [text[at:place], " "]
                at = place + 1
    return "".join([*told, text[at:]])
