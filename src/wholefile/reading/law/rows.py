"""Offences in tables, numbered lists and count headings: one to a row, with its code, degree, counts and how it ended.

Only below a heading that says that offences follow, behind the name of such a field, or behind "COUNT 2:". There the
words are an offence whether a list of offences has them or not, and a bare number of a section is a statute.
"""

import re
from collections.abc import Iterator

from wholefile.reading.law.cells import (
    CODE,
    COUNTS,
    DEGREE,
    ENDED,
    GAP,
    NUMBER_OF,
    OTHER,
    Row,
    Sort,
    cells,
    fits,
    is_name,
    trimmed,
)
from wholefile.reading.law.codes import PATTERNS
from wholefile.reading.law.count_headings import counted
from wholefile.reading.law.offences import first_offence
from wholefile.reading.law.undone import refused
from wholefile.reading.parsed import Parsed
from wholefile.reading.spans import Span

# A longer line is no row, a longer cell no name.
_LONGEST = 240
_CELL = 140
_NOUN = r"(?:offen[sc]es?|charges?|crimes?|violations?|counts?)"
_HEAD = re.compile(
    rf"(?i)^(?:(?:list\s+of|current|pending|filed|arrest|booking|criminal|new|initial|original|additional|prior|known|"
    rf"arraignment|warrant|formal|all)\s+){{0,3}}{_NOUN}(?:\(s\))?(?:\s*(?:/|&|and)\s*(?:{_NOUN}|"
    r"dispositions?|statutes?|sentences?|convictions?)(?:\(s\))?)?"
    r"(?:\s+(?:at\s+(?:arrest|booking)|charged|listed|filed|alleged|booked|of\s+arrest|and\s+bond|and\s+statutes?|information|"
    r"section|against\s+[^:\n]{2,40}))?\s*(?:\([^()\n]{1,80}\))?\s*:?\s*$"
)
# The end of a sentence that leads to a list: "for the following offenses:".
_LEADS = re.compile(
    r"(?i)\b(?:following|charged\s+with|indicted\s+(?:on|for)|convicted\s+of|pleaded\s+guilty\s+to|arrested\s+(?:for|on)|booked\s+(?:for|on)|charges?|offen[sc]es?|"
    r"counts?|crimes?)(?:\s+(?:crimes?|charges?|offen[sc]es?|counts?|violations?|are|were|as\s+follows|against\s+[^.;:\n]{2,40}|of|state|felony|criminal)){0,4}\s*:\s*$"
)
# The heads of the columns of such a table.
_COLUMNS = re.compile(
    r"(?i)\b(?:offen[sc]e|charge|description|crime|violation)s?(?:\(s\))?\s*(?:description)?\b[^\n]{0,80}\b(?:degree|class|level|statute|"
    r"code|counts?|cts?|disposition|bond|bail|f/m|severity|type|plea)\b|"
    r"\b(?:statute|code|section|count|ct|no|charge\s+(?:no|\#))s?\.?\s*(?:no\.?|number|/|\|)?\s{1,30}\|?\s*[^\n]{0,40}\b(?:offen[sc]e|charge|description|"
    r"crime|violation)s?(?:\s+description)?\b"
)
_FIELD = re.compile(
    r"(?i)^(?:(?:arrest|booking|primary|secondary|original|amended|filed|current)\s+)?(?:offen[sc]e|charge|crime|violation)"
    r"(?:\(s\)|s)?(?:\s*(?:no\.?|\#)?\s*\d{1,2})?\s*:(?=\s*\S)"
)
_MARK = re.compile(
    r"(?i)^\s*(?:[-*•·–]\s+|(?:\#|no\.\s*)?\d{1,2}[.):]?\s+(?=\S)|\(\d{1,2}\)\s+|[a-z][.)]\s+|\|\s*)"
)
_COUNT_CELL = re.compile(
    rf"(?i)^\s*(?:counts?|cts?\.?|charge)\s*(?:no\.?\s*|\#)?(?P<n>{NUMBER_OF})\b[\s:.)–—|-]*"
)
_WARRANT = re.compile(
    r"(?i)\b(?:FTA|failure\s+to\s+appear|bench|warrant|probation|parole|hold)\b[^()\n]{0,40}\((?P<what>[^()\n]{4,60})\)"
)
# A sentence that a code ends.
_DID = re.compile(r"(?i)\bdid\b")
_ASIDE = re.compile(r"(?i)\((?:see|as\s+to|re|subject|def(?:endant)?\.?|against)\s+(?P<who>[^()\n]{2,60})\)")


def rows_in(parsed: Parsed) -> tuple[Row, ...]:
    """The rows of a text in words, for `Parsed.once`."""
    return rows_of(parsed.text)


def rows_of(text: str) -> tuple[Row, ...]:
    """Every offence that stands in a row of a table or list, in a field, or below a count, in the order of the text."""
    found = [*_listed(text), *counted(text)]
    kept: list[Row] = []
    for one in sorted(found, key=lambda row: (row.offence, row.sort)):
        if not kept or not kept[-1].offence.meets(one.offence):
            kept.append(one)
    return tuple(kept)


def _listed(text: str) -> Iterator[Row]:
    """Rows below a heading, and fields."""
    head, blank, rows, misses, numbered = -1, 0, 0, 0, False
    for line in re.finditer(r"(?m)^.*$", text):
        first, last = line.span()
        words = line.group().strip()
        if not words:
            blank += 1
            head = -1 if blank > 1 else head
            continue
        begin = first + len(line.group()) - len(line.group().lstrip())
        field = _FIELD.match(words) if last - first <= _LONGEST else None
        if (rows and blank) or misses:
            head = head if _MARK.match(words) else -1
        leads = _LEADS.search(words[-120:]) if words.endswith(":") and not _HEAD.match(words) else None
        if leads is not None:
            head, rows, misses, numbered = begin, 0, 0, False
        elif last - first > _LONGEST:
            head = -1
        elif field is not None:
            if (one := _row(text, Span(begin, last), begin + field.end(), begin, "field")) is not None:
                yield one
        elif _HEAD.match(words) or (
            GAP.search(words) and _COLUMNS.search(words) and not first_offence(words)
        ):
            numbered = re.match(r"(?i)\s*\|?\s*(?:counts?|cts?)\b", words) is not None
            head, rows, misses = (begin if head < 0 else head), 0, 0
        elif head >= 0:
            one = _row(text, Span(begin, last), begin, head, "list", numbered=numbered)
            if one is not None:
                rows, misses = rows + 1, 0
                yield one
            elif not set(words) <= set("-=_ |+"):
                misses += 1
                head = -1 if misses > 1 or blank else head
        blank = 0


def _row(text: str, line: Span, start: int, head: int, sort: Sort, *, numbered: bool = False) -> Row | None:
    """The offence of a line, if it has one: the first cell that is neither number, code, degree nor date."""
    end = line.end
    count, start = _marked(text, start, end, numbered=numbered)
    offence, code, shaped = _told(text, start, end)
    shaped = shaped or bool(count)
    if offence is None or offence.end - offence.start > _CELL:
        return None
    warrant = _WARRANT.search(text, offence.start, end)
    aside = _ASIDE.search(text, offence.start, end)
    held = Span(warrant.start("what"), warrant.end("what")) if warrant else offence
    offence, code_behind = trimmed(text, held)
    code = code or code_behind
    name = first_offence(offence.of(text))
    known = name is not None
    if refused(text, offence.start + (name.end if name is not None else 0), end) or _DID.search(
        text, offence.start, offence.end
    ):
        return None
    if not (known or code or shaped) or not fits(offence.of(text), known=known):
        return None
    if sort == "list" and not (code or shaped or warrant) and not is_name(text, offence, end):
        return None
    ended = ENDED.search(text, offence.end, end)
    return Row(
        offence, sort, line, head, code, count, Span(aside.start("who"), aside.end("who")) if aside else None,
        warrant is not None, ended.lastgroup or "" if ended else "", Span(*ended.span()) if ended else None,
    )  # fmt: skip


def _marked(text: str, start: int, end: int, *, numbered: bool) -> tuple[str, int]:
    """The count with which a line begins, and where its words begin behind the mark of a list."""
    words = text[start:end]
    named = _COUNT_CELL.match(words)
    if named is not None and named.end() < len(words):
        return f"Count {named['n']}", start + named.end()
    column = re.match(r"\|?\s*(\d{1,2})[.)]?\s+", words) if numbered else None
    if column is not None:
        return f"Count {column[1]}", start + column.end()
    mark = _MARK.match(words)
    if mark is not None and (not CODE.match(words.lstrip()) or re.match(r"\s*\d{1,2}[.)]\s", mark.group())):
        return "", start + mark.end()
    return "", start


def _told(text: str, start: int, end: int) -> tuple[Span | None, Span | None, bool]:
    """The cell that may be an offence, the code before it, and whether degree or number of counts stand in the line."""
    offence, code, shaped = None, None, False
    for found in cells(text, start, end):
        cell, words = found, found.of(text)
        seen = next((one for pattern in PATTERNS if (one := pattern.match(words))), None) or CODE.match(words)
        if (
            seen is not None
            and code is None
            and seen.end() >= _SECTION
            and not re.match(r"\d{1,2}/\d", words)
        ):
            code = Span(cell.start, cell.start + len(seen.group().rstrip()))
            rest = words[seen.end() :]
            if not rest.strip(" ,:–—-"):
                continue
            cell = Span(code.end + len(rest) - len(rest.lstrip(" ,:–—-")), cell.end)
            words = cell.of(text)
        if DEGREE.match(words) or COUNTS.match(words):
            shaped = True
        elif offence is None and _is_worded(words):
            offence = cell
    return offence, code, shaped


def _is_worded(words: str) -> bool:
    """Whether a cell has words that may be an offence: no bond, day or ending."""
    letters = sum(one.isalpha() for one in words)
    return letters > _LETTERS and not OTHER.match(words) and not ENDED.fullmatch(words)


# So few letters, as of "DV", name no offence.
_LETTERS = 2
# A section of fewer figures is the number of the line.
_SECTION = 4
