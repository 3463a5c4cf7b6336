"""The head of a paper filed in court: the court, the parties with what they are, the number of the case, the title.

The parties may stand beside a column with the number of the case, parted by `)`, `§`, `|` or `:`; each cell is then
a part of its own, in the order of the text. Who stands above the `v.` is the plaintiff unless the paper says
otherwise.
"""

import re
from dataclasses import dataclass

from wholefile.reading.kinds.assembling import Assembler
from wholefile.reading.kinds.lines import Line
from wholefile.reading.parts import PartKind
from wholefile.reading.spans import Span

# How many lines of a paper may be its caption, before its title.
LONGEST = 70
_COURT = re.compile(
    r"(?:IN THE |BEFORE THE |UNITED STATES |STATE OF |SUPERIOR |SUPREME |CIRCUIT |DISTRICT |COURT |"
    r"COUNTY OF |.{0,60}\b"
    r"(?:COURT|DISTRICT|DIVISION|TRIBUNAL)\b)",
    re.IGNORECASE,
)
_COURT_WORD = re.compile(
    r"\b(?:courts?|tribunal|judicial|district|division|circuit|in and for)\b", re.IGNORECASE
)
_PLACE = re.compile(r"(?:the )?(?:state|commonwealth|county|city|territory) of [^,;]{1,60}$", re.IGNORECASE)
_COURT_NAME = re.compile(r"\bcourt\b", re.IGNORECASE)
_VERSUS = re.compile(r"-?(?:v|vs)\.?-?$|versus$|-?against-?$", re.IGNORECASE)
_VERSUS_WITHIN = re.compile(r"\s(?:v|vs)\.\s", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:counter-?|cross-?|third[- ]party )?(?P<role>plaintiff|defendant|petitioner|respondent|"
    r"appellant|appellee|"
    r"claimant|relator|movant|intervenor|debtor|complainant)s?(?:[-–—/ ](?:plaintiff|defendant|"
    r"petitioner|respondent|"
    r"appellant|appellee|counter-?claimant)s?)?\s?(?:\([^)]{1,40}\))?[,.]?$",
    re.IGNORECASE,
)
_ROLE_AT_END = re.compile(
    r",\s+(?P<role>plaintiff|defendant|petitioner|respondent|appellant|appellee|claimant|"
    r"complainant)s?[,.]?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:civil |criminal |cr\.? |civ\.? |cause |docket |index |file )?(?:action |case )?(?:nos?|number|"
    r"#)\s?[.:#]|"
    r"(?:case|cause|docket|index|file) (?:no|number|#)\b",
    re.IGNORECASE,
)
_MATTER = re.compile(r"in (?:re|the matter of)\b", re.IGNORECASE)
_COLUMN = re.compile(r"\s*(?:[)§|]|\s:)(?:\s+|$)")
_BODY = re.compile(
    r"1[.)]\s|(?:NOW )?COMES? NOW\b|(?:the )?plaintiffs?,? .{0,200}\b(?:alleges?|states?|by and through)\b",
    re.IGNORECASE,
)
_NO_WORDS = re.compile(r"[\s)(§|:_*/xX=.–—-]+$")
_TITLE = re.compile(
    r"(?:(?:first|second|third|fourth|amended|verified|criminal|civil|joint|emergency|unopposed|opposed|"
    r"proposed|"
    r"supplemental|final|preliminary|temporary|class action|superseding|stipulated|agreed|notice of|"
    r"grand jury|"
    r"plaintiffs?['’]?s?|defendants?['’]?s?|petitioner['’]?s?|respondent['’]?s?|the|state['’]s|people['’]s|"
    r"government['’]s|united states['’]s?|brief|memorandum|opinion|and|in|of|opposition|to|search|"
    r"arrest|reply|"
    r"response|summary|default|ex parte)\s+){0,8}"
    r"(?P<title>complaint|petition|motion|order|indictment|information|affidavit|declaration|memorandum|"
    r"brief|notice|"
    r"answer|response|reply|opposition|judgment|verdict|subpoena|stipulation|summons|warrant|opinion|"
    r"application|"
    r"plea agreement|objections?|interrogatories|requests? for|findings of|certificate of|decree|"
    r"mandate|minutes)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a paper: on which line, and the word that tells what it is."""

    at: int
    word: str


@dataclass(slots=True)
class Cell:
    """The words of one cell of a caption, and what they are: a court, a party by its role, the number, the title."""

    at: int
    first: int
    last: int
    words: str
    right: bool
    label: str = ""


def title_of(lines: list[Line], text: str) -> Title | None:
    """The title, among the first lines: one that begins as titles do, in capitals, or standing by itself."""
    for at, line in enumerate(lines[:LONGEST]):
        if line.empty or line.running:
            continue
        for cell in cells(at, line, text):
            match = _TITLE.match(cell.words)
            if match and _set_off(cell.words):
                return Title(at, match["title"].lower())
    return None


def _set_off(words: str) -> bool:
    """Whether words are written as titles are: in capitals, or few and without the stop of a sentence."""
    letters = [one for one in words if one.isalpha()]
    capitals = sum(one.isupper() for one in letters) > 0.7 * len(letters)
    told = [one for one in words.split() if len(one) > 3]
    headed = all(not one[0].isalpha() or one[0].isupper() for one in told)
    return bool(letters) and (
        capitals or (headed and len(told) <= 8 and not words.endswith((".", ",", ";", ":")))
    )


def cells(at: int, line: Line, text: str) -> list[Cell]:
    """The words of a line of a caption, in one or two cells, without the rule between them."""
    words = line.words(text)
    match = _COLUMN.search(words)
    if match is None or "(" in words[: match.start()]:
        return [Cell(at, line.first, line.last, words[:160], right=False)]
    left = words[: match.start()].rstrip()
    found = [Cell(at, line.first, line.first + len(left), left[:160], right=False)] if left else []
    if words[match.end() :].strip():
        begin = line.first + match.end()
        found.append(Cell(at, begin, line.last, text[begin : min(line.last, begin + 160)], right=True))
    return found


def is_court(words: str) -> bool:
    """Whether words name a court."""
    return _COURT.match(words) is not None and _COURT_NAME.search(words) is not None


def signs(lines: list[Line], text: str) -> tuple[bool, int, bool]:
    """Whether a court is named near the top, how many times it says what a party is, and whether there is a `v.`."""
    court, roles, versus = False, 0, False
    for cell in _all_cells(lines[:LONGEST], text):
        court = court or (is_court(cell.words) and len(cell.words) < 100)
        roles += _ROLE.match(cell.words) is not None
        short = cell.last - cell.first < 120
        versus = versus or _VERSUS.match(cell.words) is not None
        versus = versus or (short and _VERSUS_WITHIN.search(cell.words) is not None)
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
        if len(row) == 1 and row[0].label == last and last in _GOES_ON and not row[0].right:
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
    match = _COLUMN.match(after)
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
    ruled = last >= 0 and _COLUMN.search(lines[last].words(text)) is not None
    for at, line in enumerate(lines[:LONGEST]):
        words = line.words(text)
        if _BODY.match(words) and not line.running:
            break
        if at <= last or line.running or line.empty:
            continue
        column = _COLUMN.search(words)
        if (ruled and at == last + 1 and column) or any(
            _ROLE.match(cell.words) for cell in cells(at, line, text)
        ):
            last = at
    return last + 1


def _labelled(found: list[Cell]) -> list[Cell]:
    """Tell of every cell what it is; names wait for the role below them."""
    side, names, begun, titled = "plaintiff", list[Cell](), False, False
    for cell in found:
        role = _ROLE.match(cell.words) or _ROLE_AT_END.search(cell.words)
        if not titled and _TITLE.match(cell.words) and _set_off(cell.words):
            cell.label, titled = "title", True
        elif _NUMBER.match(cell.words):
            cell.label = "case number"
        elif is_court(cell.words) or (not begun and _COURT_WORD.search(cell.words)):
            cell.label, begun = "court", True
        elif _MATTER.match(cell.words):
            cell.label = "matter"
        elif _VERSUS.match(cell.words):
            cell.label = "versus"
            _name(names, side)
            side = "defendant" if side == "plaintiff" else side
        elif role:
            cell.label = role["role"].lower()
            _name(names, cell.label)
            side = _OPPOSITE.get(cell.label, "defendant")
        elif not begun and _PLACE.match(cell.words):
            cell.label = "court"
        elif not cell.right and (begun or cell.words.endswith(",")) and not _NO_WORDS.match(cell.words):
            names.append(cell)
    if side != "plaintiff":
        _name([one for one in names if not titled or one.last < _title_at(found)], side)
    return found


def _title_at(found: list[Cell]) -> int:
    return next((one.first for one in found if one.label == "title"), 0)


def _name(names: list[Cell], label: str) -> None:
    for one in names:
        one.label = label
    names.clear()


_OPPOSITE = {
    "plaintiff": "defendant",
    "petitioner": "respondent",
    "appellant": "appellee",
    "claimant": "respondent",
}
