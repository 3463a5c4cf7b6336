"""The head of a paper filed in court: the court, the parties with what they are, the number of the case, the title.

The parties may stand beside a column with the number of the case, parted by `)`, `§`, `|` or `:`; each cell is then
a part of its own, in the order of the text. Who stands above the `v.` is the plaintiff unless the paper says
otherwise.
"""

import re

from wholefile.reading.kinds.assembling import Assembler
from wholefile.reading.kinds.cells import (
    COLUMN,
    LONGEST,
    NUMBER,
    ROLE,
    ROLE_AT_END,
    TITLE,
    VERSUS,
    VERSUS_WITHIN,
    Cell,
    cells,
    is_set_off,
    title_of,
)
from wholefile.reading.kinds.lines import Line
from wholefile.reading.parts import PartKind
from wholefile.reading.spans import Span

_COURT = re.compile(
    r"(?:IN THE |BEFORE THE |UNITED STATES |STATE OF |SUPERIOR |SUPREME |CIRCUIT |DISTRICT |COURT |"
    r"COUNTY OF |.{0,60}\b"
    r"(?:COURT|DISTRICT|DIVISION|TRIBUNAL)\b)",
    re.IGNORECASE,
)
_COURT_WORD = re.compile(
    r"\b(?:courts?|tribunal|judicial|district|division|circuit|in and for)\b", re.IGNORECASE
)
_PLACE = re.compile(
    r"(?:(?:for|in) the )?(?:the )?(?:(?:state|commonwealth|county|city|territory) of [^,;]{1,60}|"
    r".{0,40}\bdistrict of [^,;]{1,40}|[\w ]{0,40}\b(?:district|division|department|circuit)(?: \w+)?)$",
    re.IGNORECASE,
)
_COURT_NAME = re.compile(r"\bcourt\b", re.IGNORECASE)
_MATTER = re.compile(r"in (?:re|the matter of)\b", re.IGNORECASE)
_BODY = re.compile(
    r"1[.)]\s|(?:NOW )?COMES? NOW\b|(?:the )?plaintiffs?,? .{0,200}\b(?:alleges?|states?|by and through)\b",
    re.IGNORECASE,
)
_NO_WORDS = re.compile(r"[\s)(§|:_*/xX=.–—-]+$")


def is_court(words: str) -> bool:
    """Whether words name a court."""
    return _COURT.match(words) is not None and _COURT_NAME.search(words) is not None


def signs(lines: list[Line], text: str) -> tuple[bool, int, bool]:
    """Whether a court is named near the top, how many times it says what a party is, and whether there is a `v.`."""
    court, roles, versus = False, 0, False
    for cell in _all_cells(lines[:LONGEST], text):
        court = court or (is_court(cell.words) and len(cell.words) < 100)
        roles += ROLE.match(cell.words) is not None
        short = cell.last - cell.first < 120
        versus = versus or VERSUS.match(cell.words) is not None
        versus = versus or (short and VERSUS_WITHIN.search(cell.words) is not None)
    return court, roles, versus


def read(lines: list[Line], text: str, out: Assembler) -> int:
    """Put the caption into parts, as far as its title and its last party; how many lines it took."""
    until = _extent(lines, text)
    found = _labelled(_all_cells(lines[:until], text))
    by_line: dict[int, list[Cell]] = {}
    for cell in found:
        by_line.setdefault(cell.at, []).append(cell)
    last = ""
    for at, line in enumerate(lines[:until]):
        row = by_line.get(at, [])
        if not row:
            out.wait(line)
            continue
        if (
            len(row) == 1
            and row[0].label == last
            and last in _GOES_ON
            and not row[0].right
            and line.above == 1
        ):
            out.go_on(line)
            _rule(out, line, row[0], text)
        else:
            for number, cell in enumerate(row):
                if number:
                    out.cut(line, cell.first, _kind(cell.label), cell.label)
                else:
                    out.begin(line, _kind(cell.label), cell.label, mark_ends=cell.first)
                _rule(out, line, cell, text)
        last = row[0].label if len(row) == 1 and not row[0].right else ""
    return until


# What may go on over several lines.
_GOES_ON = frozenset(
    "court title plaintiff defendant petitioner respondent appellant appellee claimant relator movant".split()
)


def _kind(label: str) -> PartKind:
    if label == "title":
        return "heading"
    return "header" if label in {"", "court", "versus"} else "field"


def _rule(out: Assembler, line: Line, cell: Cell, text: str) -> None:
    """The rule beside a cell is nobody's words."""
    after = text[cell.last : min(line.last, cell.last + 300)]
    match = COLUMN.match(after)
    if match and match[0].strip():
        begin = cell.last + len(after) - len(after.lstrip())
        out.mark(Span(begin, begin + 1))


def _all_cells(lines: list[Line], text: str) -> list[Cell]:
    """All cells with words, line by line."""
    return [
        cell
        for at, line in enumerate(lines)
        if not line.running and not line.empty
        for cell in cells(at, line, text)
    ]


def _extent(lines: list[Line], text: str) -> int:
    """How many lines the caption takes: to the title or the last party, whichever stands lower."""
    title = title_of(lines, text)
    last = title.at if title else -1
    ruled = last >= 0 and COLUMN.search(lines[last].words(text)) is not None
    for at, line in enumerate(lines[:LONGEST]):
        words = line.words(text)
        if _BODY.match(words) and not line.running:
            break
        if at <= last or line.running or line.empty:
            continue
        column = COLUMN.search(words)
        if (ruled and at == last + 1 and column) or any(
            ROLE.match(cell.words) for cell in cells(at, line, text)
        ):
            last = at
    return last + 1


def _labelled(found: list[Cell]) -> list[Cell]:
    """Tell of every cell what it is; names wait for the role below them."""
    side, names, begun, titled = "plaintiff", list[Cell](), False, False
    for at, cell in enumerate(found):
        role = ROLE.match(cell.words) or ROLE_AT_END.search(cell.words)
        if not titled and TITLE.match(cell.words) and is_set_off(cell.words):
            cell.label, titled = "title", True
        elif NUMBER.match(cell.words):
            cell.label = "case number"
        elif is_court(cell.words) or (not begun and _COURT_WORD.search(cell.words)):
            cell.label, begun = "court", True
        elif _MATTER.match(cell.words):
            cell.label = "matter"
        elif VERSUS.match(cell.words):
            cell.label = "versus"
            _name(names, side)
            side = "defendant" if side == "plaintiff" else side
        elif role:
            cell.label = role["role"].lower()
            _name(names, cell.label)
            side = _OPPOSITE.get(cell.label, "defendant")
        elif _PLACE.match(cell.words) and not _ends_a_party(found, at):
            cell.label = "court"
        elif not cell.right and (begun or cell.words.endswith(",")) and not _NO_WORDS.match(cell.words):
            names.append(cell)
    if side != "plaintiff":
        _name([one for one in names if not titled or one.last < _title_at(found)], side)
    return found


def _ends_a_party(found: list[Cell], at: int) -> bool:
    """Whether a `v.` or a role follows right below, so that the words are the name of a party that is a state."""
    after = next((one.words for one in found[at + 1 : at + 3] if not one.right), "")
    return VERSUS.match(after) is not None or ROLE.match(after) is not None


def _title_at(found: list[Cell]) -> int:
    return next((one.first for one in found if one.label == "title"), 0)


def _name(names: list[Cell], label: str) -> None:
    after: Cell | None = None
    for one in reversed(names):
        # A blank line parts what stands above the parties, unless the line goes on with a comma.
        if after is not None and after.above > 1 and not one.words.endswith((",", ";", "&", " and", " AND")):
            break
        one.label, after = label, one
    names.clear()


_OPPOSITE = {
    "plaintiff": "defendant",
    "petitioner": "respondent",
    "appellant": "appellee",
    "claimant": "respondent",
}
