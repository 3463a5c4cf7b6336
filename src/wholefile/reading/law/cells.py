"""The cells of a row of offences: codes, degrees, counts, the ending, and an offence without what is around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wholefile.reading.law.offences import first_offence
from wholefile.reading.spans import Span

NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty"
)
NUMBER_OF = rf"(?:\d{{1,3}}|[IVXL]{{1,6}}|{NUMBER_WORDS})"
GAP = re.compile(r"[^\S\n]{2,}|\t+|[^\S\n]*\|[^\S\n]*")
_SECTION = (
    r"(?:\d{1,3}[A-Z]?(?:[-.:](?:\d{1,5}[A-Za-z]{0,3}|[A-Z]\d?)){1,4}(?:\([A-Za-z0-9]{1,4}\)){0,5}(?:[A-Z]?\d?)|\d{3,5}(?:\([A-Za-z0-9]{1,4}\)){1,5}|"
    r"\d{2,5}(?:\.\d{1,4})?(?:\([A-Za-z0-9]{1,4}\)){0,5})"
)
_ABBREVIATED = (
    r"(?:PC|VC|HS|H&S|BP|B&P|WI|W&I|PL|CPL|VTL|RCW|ORS|NRS|KRS|RSMo|RSA|MCL|MCA|HRS|ORC|SDCL|KSA|TCA|OCGA|CRS|ARS|IC|NMSA|"
    r"A\.R\.S\.|C\.R\.S\.|O\.C\.G\.A\.|K\.S\.A\.|T\.C\.A\.|N\.J\.S\.A?\.?|G\.S\.|R\.C\.|M\.C\.L\.|F\.S\.|FS|Fla\.\s?Stat\.|Ord\.|CC|MC|TC|HSC|UCA|USC)"
)
CODE = re.compile(
    rf"(?:(?:{_ABBREVIATED}\s?)?(?:§§?\s?)?{_SECTION}(?:\s?{_ABBREVIATED})?|\d{{1,3}}\s(?:ILCS|U\.?S\.?C\.?|O\.S\.|Pa\.?\s?C\.?S\.?)\s"
    rf"(?:§\s?)?[\d/.-]{{1,12}}(?:\([A-Za-z0-9]{{1,4}}\)){{0,4}})(?![\w$%/])"
)
DEGREE = re.compile(
    r"(?i)^\(?(?:[FMP][-\s]?\d?[A-Z]?|\d[FM]|GM|PM|FEL(?:ONY)?\.?(?:\s*(?:class\s*)?[-\s]?[A-Z\d]{1,3})?|MISD?(?:EMEANOU?R)?\.?(?:\s*(?:class\s*)?[-\s]?[A-Z\d]{1,2})?|"
    r"petty\s+misd(?:emeanou?r)?\.?|petty|gross\s+misd(?:emeanou?r)?\.?|high\s+misd(?:emeanou?r)?\.?|infraction|violation|inf|traffic|"
    r"(?:class|cl\.?|level|lvl|grade)\s*[A-Z\d]{1,2}(?:\s+(?:felony|misd(?:emeanou?r)?\.?|offen[sc]e|violation))?|(?:an?\s+)?(?:first|second|third|fourth|fifth|1st|2nd|3rd|"
    r"4th|5th|unclassified|state\s+jail|capital)[-\s]*(?:degree)?\s*(?:felony|fel\.?|misd(?:emeanou?r)?\.?)(?:\s+of\s+the\s+\w+\s+degree)?|(?:felony|misdemeanou?r)\s+of\s+the\s+\w+\s+degree|SJF|S6F|CF|"
    r"felony|misdemeanou?r)\)?$"
)
_TAIL = re.compile(
    r"(?i)(?:\s*[,(–—-]\s*(?:(?:an?\s+)?(?:[FM][-\s]?\d?[A-Z]?|\d[FM]|GM|fel(?:ony)?(?:\s*\d)?|misd?(?:emeanou?r)?(?:\s*\d)?|infraction|class\s+[A-Z\d]{1,2}(?:\s+\w+)?|"
    r"(?:first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)[-\s]+degree\s+(?:felony|misdemeanou?r)))\)?"
    r"|\s*\((?:see|count|ct|x|class|cl|warrant|no\.?\s*\d|bond|lesser|att|attempt\s+to\s+commit|\d)[^()\n]{0,60}\)|\s*\(\d{1,2}\)|"
    r"\s*\([^()\n]{0,40}(?:§|Stat\b|Code\b|Sec\.)[^()\n]{0,60}(?:\([^()\n]{1,4}\)[^()\n]{0,10}){0,4}\)|\s+(?:[FM]-?\d[A-Z]?|GM|FEL|MISD?)|"
    r"\s+[x×]\s?\d{1,2}|\s*[,(–—-]?\s*\d{1,2}\s*(?:counts?|cts?\.?)\)?|[\s,;:.(–—-]+)$"
)
COUNTS = re.compile(
    r"(?i)^(?:[x×]\s?\d{1,2}|\(?\d{1,2}\s*(?:counts?|cts?\.?|x)?\)?|(?:counts?|cts?)\s*[:.]?\s*\d{1,2})$"
)
ENDED = re.compile(
    r"(?i)\b(?:(?P<acquitted>not\s+guilty(?!\s+plea)|acquitted|NG)|(?P<dismissed>dismissed|dism(?:'d)?\.?|nolle(?:\s+pros(?:equi|sed)?)?|nol\.?\s*pros(?:sed)?|dropped|withdrawn|"
    r"DWOP|vacated|no\s+bill(?:ed)?|NP)|(?P<convicted>convicted|(?<!not\s)guilty|pled\s+guilty|pleaded\s+guilty|no\s+contest|nolo(?:\s+contendere)?|PG|GP))(?!\w)"
)
OTHER = re.compile(
    r"(?i)^(?:bond|bail|hold|none|no\s+bond|cash|C/S|surety|ROR|OR|\$[\d,.]+|arrest|booked|warrant\s+no|case|docket|pending|open|active|filed|"
    r"offen[sc]e\s+date|date|time|agency|court|disposition|dispo|status|sentence|plea|statute|code|degree|class|counts?|n/?a|unk(?:nown)?|yes|no|y|n)\b|^\d{1,2}/\d{1,2}/\d{2,4}|^[\d\W]+$"
)
# A name begins so near the start of its line, in characters, and so many words may follow it.
_NEAR_START, _FEW = 14, 6
Sort = Literal["field", "list", "count"]


@dataclass(frozen=True, slots=True)
class Row:
    """An offence that stands in a row: its words, and what else the row says of it, as far as it does.

    `head` is where the list begins: the heading, the field or the word "Count". `who` are words in the row that name
    whom it is about. `ended` is dismissed, convicted or acquitted, and `end_span` where it says so.
    """

    offence: Span
    sort: Sort
    line: Span
    head: int
    code: Span | None = None
    count: str = ""
    who: Span | None = None
    warrant: bool = False
    ended: str = ""
    end_span: Span | None = None


def is_name(text: str, offence: Span, end: int) -> bool:
    """Whether a line is the name of an offence and little else, and no sentence that has one."""
    known = first_offence(offence.of(text))
    if known is None or known.start > _NEAR_START:
        return False
    return len(text[offence.start + known.end : end].split()) <= _FEW and not re.search(
        r"(?i)\b(?:was|were|is|are|had|has|have|did|said|he|she|they|I)\b", text[offence.start : end]
    )


# What only lengthens a sentence, or takes what was used: no charge of its own.
_NO_CHARGE = re.compile(
    r"(?i)\b(?:specifications?|enhancements?|special\s+(?:allegations?|circumstances?|findings?)|sentenc\w+\s+(?:allegations?|factors?)|"
    r"aggravating\s+(?:factors?|circumstances?)|notice\s+of\s+(?:prior|forfeiture|intent)|forfeiture\s+(?:allegations?|notice)|"
    r"(?:habitual|repeat|persistent|prior|career)\s+(?:\w+\s+){0,2}(?:offender|felony\s+offender)\s+(?:notice|allegations?|status))\b"
)


def fits(words: str, *, known: bool) -> bool:
    """Whether words may name an offence: some letters, no sentence, no label."""
    letters = sum(one.isalpha() for one in words)
    return (
        letters >= 3
        and not _NO_CHARGE.search(words)
        and len(words) <= 120
        and (known or (":" not in words and ". " not in words and len(words.split()) <= 12))
    )


def _is_section(words: str, behind: re.Match[str]) -> bool:
    """Whether a number behind an offence is a section: of several parts or with letters, and no sum of money."""
    return re.search(r"[-.:(§A-Z]", behind["code"]) is not None and not re.search(
        r"\$[\d,.]*$", words[: behind.start("code")]
    )


def cells(text: str, start: int, end: int) -> Iterator[Span]:
    """The cells of a line, divided by wide gaps, tabs or bars."""
    place = start
    for gap in [*GAP.finditer(text, start, end), None]:
        stop = gap.start() if gap is not None else end
        words = text[place:stop]
        if words.strip(" .;"):
            first = place + len(words) - len(words.lstrip())
            yield Span(first, first + len(words.strip()))
        place = gap.end() if gap is not None else end


def trimmed(text: str, cell: Span) -> tuple[Span, Span | None]:
    """An offence without code, degree, counts or a remark in brackets behind it; and that code, when there is one."""
    start, end, code = cell.start, cell.end, None
    for _ in range(6):
        words = text[start:end]
        behind = re.search(rf"[\s,(:–—-]+(?P<code>(?:§\s?)?{CODE.pattern})\)?$", words)
        if behind is not None and behind.start() > 3 and _is_section(words, behind):
            code = Span(start + behind.start("code"), start + behind.end("code"))
            end = start + behind.start()
            continue
        cut = _TAIL.search(words)
        if cut is None or cut.start() == 0:
            break
        if words.endswith(")") and "(" not in cut.group():
            break
        end = start + cut.start()
    ended = ENDED.search(text, start, end)
    if (
        ended is not None
        and ended.start() > start + 3
        and re.search(r"[\s,(:;–—-]+$", text[start : ended.start()])
    ):
        end = start + len(text[start : ended.start()].rstrip(" \t,(:;–—-"))
    return Span(start, max(end, start + 1)), code
