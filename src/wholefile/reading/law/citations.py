"""Statutes, constitutions, rules and reported cases that a text cites, each where it stands."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

from wholefile.reading.facts import Fact
from wholefile.reading.law import codes
from wholefile.reading.law.cells import Row
from wholefile.reading.law.rows import rows_in, rows_of
from wholefile.reading.parsed import Parsed
from wholefile.reading.spans import Span

_S = codes.S
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (*(("statute", one) for one in codes.PATTERNS), *(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("constitution", (
            rf"U\.?{_S}S\.?{_S}Const\.,?{_S}(?:amends?|art)\.{_S}[IVXL]+(?:,{_S}(?:§|"
            rf"cl\.){_S}\d+){{0,2}}"
        )),
        ("constitution", (
            rf"(?<![\w.]){codes.STATE}{_S}Const\.,?{_S}(?:amends?|art)\.{_S}[IVXL\d]+(?:,"
            rf"{_S}(?:§|cl\.){_S}\d+){{0,2}}"
        )),
        ("constitution", (
            r"(?:the )?(?:First|Second|Fourth|Fifth|Sixth|Seventh|Eighth|Tenth|"
            r"Fourteenth) Amendments?(?= to the (?:United States|U\.S\.) Constitution)"
        )),
        ("rule", (
            rf"(?<![\w.])(?:[A-Z][a-z]{{1,9}}\.|{codes.STATE}){_S}R\.{_S}(?:Civ|Crim|Evid|App|Ev)\.{_S}(?:P\.{_S})?\d{{1,"
            rf"4}}[\w.-]{{0,8}}(?:\([A-Za-z0-9]{{1,4}}\)){{0,4}}"
        )),
        ("rule", (
            rf"Rule\s{{1,3}}(?:\d{{1,3}}\s{{2,8}})?\d{{1,4}}(?:[-.]\d{{1,"
            rf"4}})?(?:\([A-Za-z0-9]{{1,4}}\)){{0,4}}(?:{_S}(?:NMRA|[A-Z]{{3,6}}))?"
        )),
        ("statute", (
            r"(?<![\w.])(?:[A-Z][\w’'.-]{1,24} (?:(?:and|of|for|to|in|the|against) ){0,2}){1,"
            r"7}Act(?: of \d{4})?(?![\w’'])"
        )),
    )
))  # fmt: skip
_PARTY = r"[A-Z][\w.’'&-]{0,30}(?:,? (?:of|the|and|&|for|ex|rel\.|[A-Z][\w.’'&-]{0,30})){0,8}"
_REPORTER = (
    r"\d{1,4} (?:[A-Z][\w.]{0,8}\.? ?(?:\d[a-z]{1,2}\.? ?)?){1,4}\d{1,5}(?:, (?:¶ ?)?\d{1,"
    r"5}(?:[-–]\d{1,5})?)?"
)
_CASE = re.compile(
    rf"(?<![\w.])(?:{_PARTY}) v\. (?:{_PARTY}), (?:\d{{4}}-[A-Z]+-\d{{1,5}},(?: ¶¶? ?[\d–-]{{1,9}},"
    rf")? )?(?:{_REPORTER})"
    r"(?: \([^()\n]{2,40}\))?"
)
_SHORT_CASE = re.compile(
    r"(?<![\w.])[A-Z][\w’'-]{2,30}, \d{1,4} (?:[A-Z][\w.]{0,8}\.? ?(?:\d[a-z]{1,2}\.? ?)?){1,4}at "
    r"\d{1,5}(?:[-–]\d{1,5})?"
)
_SHORTENED = re.compile(r"\b(?:Stat|Ann|Supp)\.$", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:See(?:,? (?:also|e\.g\.,))?|In|But|And|The|Under|Cf\.|Compare|Accord|the|Violation of|Of) "
)


_SIGNAL = re.compile(
    r"(?<!\w)(?:[Ss]ee(?:,? (?:also|e\.g\.,?))?|[Cc]ompare|[Cc]f\.|[Aa]ccord|[Bb]ut see|[Ee]\.g\.,|citing|quoting|"
    r"[Cc]ontra),? "
)


@cache
def citations_library() -> bool:
    """Whether eyecite is installed, which knows the reporters of American cases."""
    return find_spec("eyecite") is not None


def find_citations(text: str, seen: Iterable[tuple[Span, str]] | None = None) -> tuple[Fact, ...]:
    """Every statute, constitution, rule and case that a text cites, apart from each other, in the order of the text.

    `cites` says which of these it is; `authority` are its words. `seen` is what the patterns show, where it is known.
    """
    found = list([*by_patterns(text), *_in_rows(rows_of(text))] if seen is None else seen)
    if citations_library():
        found += [(_unled(text, span), kind) for span, kind in _by_library(text)]
    kept: list[tuple[Span, str]] = []
    for span, kind in sorted(found, key=lambda one: (one[0].start, -one[0].end, one[1])):
        if kept and kept[-1][0].meets(span):
            if span.end - span.start > kept[-1][0].end - kept[-1][0].start:
                kept[-1] = (span, kind)
            continue
        kept.append((span, kind))
    return tuple(
        Fact(
            "citation",
            span,
            f"citation: {kind}",
            {"authority": " ".join(span.of(text).split()), "cites": kind},
        )
        for span, kind in kept
    )


def by_patterns(text: str) -> list[tuple[Span, str]]:
    """Where the patterns alone see statutes, constitutions, rules and cases, and which it is; some may meet."""
    found = [(span, kind) for kind, pattern in _PATTERNS for span in _matches(text, pattern)]
    cases = (span for pattern in (_CASE, _SHORT_CASE) for span in _matches(text, pattern))
    return found + [(_unled(text, span), "case") for span in cases]


def seen_in(parsed: Parsed) -> list[tuple[Span, str]]:
    """The same of a text in words, for `Parsed.once`."""
    return [*by_patterns(parsed.text), *_in_rows(parsed.once(rows_in))]


def _in_rows(rows: Iterable[Row]) -> list[tuple[Span, str]]:
    """The bare sections of tables of offences: "30-3-5    Aggravated battery"."""
    return [(one.code, "statute") for one in rows if one.code is not None]


def citations_in(parsed: Parsed) -> list[Span]:
    """Where statutes and cases stand by their patterns alone; the names in them are nobody's here."""
    return sorted(span for span, kind in parsed.once(seen_in) if kind != "rule")


def _unled(text: str, span: Span) -> Span:
    """A citation without white space at its ends, and a case without what leads to it: "See", "Compare"."""
    words = span.of(text)
    start, end = span.end - len(words.lstrip()), span.start + len(words.rstrip())
    versus = text.find(" v. ", start, end)
    ends = [match.end() for match in _SIGNAL.finditer(text, start, versus)] if versus > start else []
    return Span(ends[-1] if ends else start, end)


def _matches(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    for match in pattern.finditer(text):
        start, end = match.span()
        while leading := _LEADING.match(text, start, end):
            start = leading.end()
        while (
            end > start
            and text[end - 1] in " ,;.:-"
            and not (text[end - 1] == "." and (text[end - 2].isupper() or _SHORTENED.search(text[start:end])))
        ):
            end -= 1
        if end > start and " " in text[start:end]:
            yield Span(start, end)


def _by_library(text: str) -> Iterator[tuple[Span, str]]:
    """What eyecite finds; it is asked only where something like a citation stands, since it is slow."""
    windows: list[tuple[int, int]] = []
    for match in _REPORTED.finditer(text):
        start, end = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
        if windows and start <= windows[-1][1] and end - windows[-1][0] < _PIECE:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    if not windows:
        return
    from eyecite import get_citations  # noqa: PLC0415 - half a second, and only for those who installed it
    from eyecite.models import FullCaseCitation, FullLawCitation  # noqa: PLC0415

    for start, end in windows:
        for one in get_citations(text[start:end]):
            if isinstance(one, FullCaseCitation | FullLawCitation):
                first, last = _place(one)
                kind = "case" if isinstance(one, FullCaseCitation) else "statute"
                yield Span(start + first, start + last), kind


def _place(one: Any) -> tuple[int, int]:
    """Where a citation of eyecite stands, a case with its parties."""
    first, last = one.full_span() if hasattr(one, "full_span") else one.span()
    return int(first), int(last)


# A volume, a reporter and a page: only around these is eyecite asked, which is slow.
_REPORTED = re.compile(r"(?<![\w.$-])\d{1,4} [A-Z][\w.'’ ]{1,24}? \d{1,5}(?![\w%])")
_AROUND, _PIECE = 240, 20_000
