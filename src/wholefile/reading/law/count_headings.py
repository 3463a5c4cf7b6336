"""Count headings: what stands behind "COUNT 2:" at the beginning of a line, or below it, if it is an offence."""

import re
from collections.abc import Iterator

from wholefile.reading.law.cells import CODE, NUMBER_OF, Row, fits, trimmed
from wholefile.reading.law.offences import first_offence
from wholefile.reading.spans import Span

_CONTRARY = re.compile(
    r"(?i)\s*(?:,\s+(?:[A-Z]\.\s?){2,5}|,\s+(?:§|[A-Z]{2,5}\s(?:§\s?)?\d)|[,;:]\s*(?:contrary|in\s+violation|in\s+that|to\s+wit|an?\s+(?:[\w-]+\s+){0,3}(?:felony|misdemeanou?r|offen[sc]e|infraction)|on\s+or\s+about|"
    r"as\s+(?:charged|a\s+lesser)|pursuant|under|(?:class|first|second|third|fourth|fifth|\d\w\w)\b[^,;\n]{0,24}(?:felony|misdemeanou?r)|or,|and\s+that|committed|by\b|did\b|[FM]-?\d)|"
    r"\s(?:contrary\s+to|in\s+violation\s+of|in\s+that|pursuant\s+to|as\s+to|on\s+or\s+about|under\s+(?:section|§))\b|[.;]\s|[.;:]?\s*$|\n|"
    r"\s[–—-]\s*(?:(?:class|felony|misd|[FM]\d)|(?:an?\s+)?(?:[\w-]+\s+){0,2}(?:felony|misdemeanou?r)\b)|\s{3,}|\((?:[^()\n]{0,20}(?:§|\d{2,}[-.:(]|statute|code\b)|felony|misd|class|[FM]-?\d|lesser|in\s+the\s+alt|as\s+to|against|dismissed))"
)
_COUNT = re.compile(
    rf"(?im)^[^\S\n]*(?:[-*•]\s+)?(?P<count>(?:COUNT|CT\.?)[^\S\n]*(?:NO\.?[^\S\n]*|\#)?(?P<n>{NUMBER_OF}))\b"
    r"(?P<aside>[^\S\n]*\([^()\n]{1,80}\))?[^\S\n]*(?P<stop>[:.–—,-]+|\n|[^\S\n]{2,}|$)"
)
_CRIMINAL = re.compile(
    r"(?i)\b(?:felony|misdemeanou?r|contrary\s+to|in\s+violation\s+of|indictment|criminal|grand\s+jury|prosecut|the\s+(?:state|people|commonwealth)\b|"
    r"against\s+the\s+peace|arraign|plea\b|pleads?|guilty|U\.S\.C|Penal|§)"
)
_CIVIL = re.compile(r"(?i)\b(?:plaintiffs?|cause\s+of\s+action|negligence|damages|breach\s+of\s+contract)\b")


def _runs_on(text: str, match: re.Match[str]) -> bool:
    """Whether "Count 2," only begins a line by chance, in the middle of a sentence."""
    if match["count"].startswith(("COUNT", "CT")) or match["stop"][:1] in set(":.–—\n"):
        return False
    above = text[max(0, match.start() - 200) : match.start()].rstrip(" \t")
    return above.endswith("\n") and not above[:-1].rstrip(" \t").endswith(("\n", ".", ":", ";"))


def counted(text: str) -> Iterator[Row]:
    """What stands behind "COUNT 2:" at the beginning of a line, or below it, as far as it is an offence."""
    head = text[:_HEAD]
    for match in _COUNT.finditer(text):
        begin = _begins(text, match.end())
        if begin < 0 or _runs_on(text, match):
            continue
        code = CODE.match(text, begin, begin + 60)
        coded = code is not None and code.end() - begin >= _SECTION
        if code is not None and coded:
            begin = code.end() + _ahead(text, code.end())
        stop = _CONTRARY.search(text, begin, begin + _LONGEST)
        closed = text.find(")", begin, begin + _LONGEST) if text[begin - 1] in "([" else -1
        end = closed if closed > 0 else stop.start() if stop is not None else begin
        if end - begin < _SECTION:
            continue
        offence, behind = trimmed(text, Span(begin, end))
        named = _named(text, offence, shown=stop is not None and _SHOWS.search(stop.group()) is not None)
        around = text[max(0, match.start() - 20) : end + 240]
        civil = not _CRIMINAL.search(around) and (not _CRIMINAL.search(head) or _CIVIL.search(around))
        if named is None or civil or not fits(named.of(text), known=True):
            continue
        seen = Span(code.start(), code.end()) if code is not None and coded else behind
        line = Span(match.start("count"), named.end)
        yield Row(named, "count", line, match.start("count"), seen, f"Count {match['n']}")


# So much of the head of a paper tells whether it is of a crime; a section has so many figures; no name is longer.
_HEAD, _SECTION, _LONGEST = 3_000, 4, 200
_SHOWS = re.compile(r"(?i)contrary|in\s+violation|felony|misdemeanou?r")
_LEADING = re.compile(r"(?i)(?:the\s+(?:crime|offen[sc]e)\s+of\s+|offen[sc]e:\s*|for\s+)")
_CLAUSE = re.compile(r"(?i)\b(?:commit(?:ted)?|did|was|were|is|are|that)\b")


def _begins(text: str, place: int) -> int:
    """Where the words of a count begin, at most two lines further on; -1 where there are none."""
    begin = place + len(text[place : place + 80]) - len(text[place : place + 80].lstrip())
    if begin >= len(text) or text.count("\n", place, begin) > 2:
        return -1
    leading = _LEADING.match(text, begin)
    begin = leading.end() if leading is not None else begin
    return begin + (text[begin : begin + 1] in {"(", "["})


def _ahead(text: str, place: int) -> int:
    """How many marks and spaces stand between a section and what follows."""
    words = text[place : place + 12]
    return len(words) - len(words.lstrip(" ,:–—-\n"))


def _named(text: str, offence: Span, *, shown: bool) -> Span | None:
    """The offence of a count: a name that is known, without whom it is about; another only where it is `shown`."""
    words = offence.of(text)
    known = first_offence(words)
    if known is None:
        return offence if shown and len(words.split()) <= _FEW and not _CLAUSE.search(words) else None
    before = words[: known.start]
    if known.start > _NEAR or _CLAUSE.search(before):
        return None
    return Span(offence.start + known.start, offence.end) if "," in before or ":" in before else offence


# So near its beginning, in characters, a count names its offence; a name that no list has is of so few words.
_NEAR, _FEW = 60, 9
