"""A news report: headline, byline, date of the page, dateline, paragraphs.

The words are the report's own; who is quoted in them is found by other rules.
"""

import re

from wholefile.reading.kinds.assembling import NOBODY, Assembler, Speaker
from wholefile.reading.kinds.dates import Dated, dates_in
from wholefile.reading.kinds.lines import LOOKED_AT, Line
from wholefile.reading.parts import Part
from wholefile.reading.spans import Span

# How many lines may stand above the story.
HEAD = 12
_BYLINE = re.compile(
    r"(?i:by|words by|story by|reported by)\s+"
    r"(?P<name>[A-Z][\w.'’-]*(?:[ \t]+(?:[A-Z][\w.'’-]*|and|de|van|von|del|la)){1,8})"
    r"(?P<rest>(?:,|\s[|–—-]).{0,80})?$"
)
_DATE_LINE = re.compile(
    r"(?:(?P<what>date|published|posted|publication date|last updated|updated|modified)\b(?:\s+(?:on|"
    r"at))?[ \t:]{0,4})?",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.'’-]+(?:[ \t][A-Z][A-Z.'’-]*){0,4}(?:,[ \t][A-Z][\w.]*(?:[ \t][A-Z][\w.]*){0,2})?)"
    r"(?:,?[ \t]+(?P<day>[A-Z][a-z]{2,8}\.?[ \t]\d{1,2}(?:,[ \t]\d{4})?|"
    r"\d{1,2}[ \t][A-Z][a-z]{2,8}(?:[ \t]\d{4})?))?"
    r"[ \t]*,?[ \t]*(?:\((?:[A-Z][\w .,]{1,30})\))?[ \t]*(?:[—–]|--?)[ \t]*"
    r"(?=[\"“‘'(]?(?:[A-Z][\w'’]*[a-z]|[A-Z0-9]\b|[a-z]))"
)
_MASTHEAD = re.compile(r"(?:The\s+)?[A-Z][\w'’&-]*(?:\s+[A-Z][\w'’&-]*){0,6}\s*[,|–—-]\s*$")


def parts(text: str, lines: list[Line]) -> tuple[Part, ...]:
    """Head, headline, byline, dateline and paragraphs of a story, in order."""
    out = Assembler(text)
    head = True
    for at, line in enumerate(lines):
        kind = head_of(line, text) if head and at < HEAD else ""
        leading = leading_date(line, text) if head and not kind and at < HEAD else None
        if leading:
            out.begin(line, "header", "date")
            out.cut(line, leading.span.end + _gap(text, leading.span.end), "paragraph")
            head = False
        elif kind == "byline":
            _byline(line, text, out)
        elif kind:
            out.begin(line, "header", kind)
        elif head and at < HEAD and _is_headline(lines, at, text):
            if out.kind == "heading" and line.above == 1:
                out.go_on(line)
            else:
                out.begin(line, "heading", "headline")
        elif line.above > 1 or head or _stands_alone(lines, at):
            _paragraph(line, text, out)
            head = False
        else:
            out.go_on(line)
    return out.done()


def days(text: str, lines: list[Line]) -> list[Dated]:
    """The day of the story: a line of its head that is a date, or a dateline with its year. Updates do not count."""
    found: list[Dated] = []
    for line in lines[:HEAD]:
        leading = leading_date(line, text)
        if leading:
            found.append(leading)
        elif head_of(line, text) == "date":
            told = dates_in(text, line.first, min(line.last, line.first + LOOKED_AT))[0]
            begin = told.span
            match = _DATE_LINE.match(text, line.first, line.last)
            if match and match["what"]:
                begin = Span(line.first, told.span.end)
            found.append(Dated(begin, told.day, "header of the report", told.unsure))
        dateline = _DATELINE.match(text, line.first, min(line.last, line.first + 120))
        if dateline and line.last - dateline.end() > 30:
            told_there = dates_in(text, line.first, dateline.end())
            found += [Dated(one.span, one.day, "dateline", one.unsure) for one in told_there]
    return found


def head_of(line: Line, text: str) -> str:
    """What a line above the story is: "byline", "date", "updated", or empty."""
    if line.last - line.first > 120:
        return ""
    words = line.words(text)
    if _BYLINE.match(words):
        return "byline"
    told = dates_in(text, line.first, line.last)
    if not told:
        return ""
    match = _DATE_LINE.match(words)
    what = (match["what"] or "").lower() if match else ""
    before = text[line.first : told[0].span.start][match.end() if match else 0 :].strip()
    after = text[told[0].span.end : line.last].strip()
    short_after = len(after) <= 30
    if before and not _MASTHEAD.match(before) and not _is_weekday(before):
        return ""
    if not short_after:
        return ""
    return "updated" if what in {"last updated", "updated", "modified"} else "date"


def leading_date(line: Line, text: str) -> Dated | None:
    """A date with its word (`Published …`) at the beginning of a line that then goes on with the story."""
    match = _DATE_LINE.match(text, line.first, min(line.last, line.first + 40))
    if match is None or (match["what"] or "updated").lower() in {"last updated", "updated", "modified"}:
        return None
    told = dates_in(text, match.end(), min(line.last, match.end() + 30))
    if not told or told[0].span.start != match.end() or line.last - told[0].span.end < 40:
        return None
    return Dated(Span(line.first, told[0].span.end), told[0].day, "header of the report", told[0].unsure)


def _gap(text: str, at: int) -> int:
    after = text[at : at + 40]
    return len(after) - len(after.lstrip())


def dateline(line: Line, text: str) -> bool:
    """Whether a paragraph begins with the place it was sent from."""
    match = _DATELINE.match(text, line.first, min(line.last, line.first + 120))
    return match is not None and line.last - match.end() > 30


def masthead(line: Line, text: str) -> bool:
    """Whether a line is the name of a paper and its day."""
    told = dates_in(text, line.first, min(line.last, line.first + 120))
    return bool(told) and _MASTHEAD.match(text[line.first : told[0].span.start]) is not None


def _is_weekday(words: str) -> bool:
    return (
        words.lower().rstrip(",.")[:3] in {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
        and len(words) < 12
    )


def _is_headline(lines: list[Line], at: int, text: str) -> bool:
    """A short line without the stop of a sentence, with more below it."""
    line = lines[at]
    words = line.words(text)
    apart = at + 1 < len(lines) and (lines[at + 1].above > 1 or head_of(lines[at + 1], text) != "")
    return (
        line.last - line.first <= 140
        and apart
        and not words.endswith((".", "”", '"', ":", ",", ";"))
        and not dateline(line, text)
    )


def _stands_alone(lines: list[Line], at: int) -> bool:
    """Whether each line is a paragraph: the lines around are long, as they are where nothing is wrapped."""
    return lines[at].last - lines[at].first > 160 or lines[at - 1].last - lines[at - 1].first > 160


def _byline(line: Line, text: str, out: Assembler) -> None:
    match = _BYLINE.match(line.words(text))
    who = NOBODY
    if match:
        place = Span(line.first + match.start("name"), line.first + match.end("name"))
        who = Speaker(" ".join(match["name"].split()), place)
    out.begin(line, "field", "byline", who, mark_ends=who.span.start if who.span else 0)


def _paragraph(line: Line, text: str, out: Assembler) -> None:
    match = _DATELINE.match(text, line.first, min(line.last, line.first + 120))
    if match and line.last - match.end() > 30:
        out.begin(line, "header", "dateline")
        out.cut(line, match.end(), "paragraph")
    else:
        out.begin(line, "paragraph")
