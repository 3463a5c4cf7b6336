"""Names in blocks: who signs a paper, who is counsel by the number of the bar, who appears for whom.

Such names stand in a line of their own or behind a label, where no grammar shows them to be names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wholefile.reading.names.lexicon import NO_NAMES, ORGANISATION_ENDS, QUALIFIERS, TITLES
from wholefile.reading.names.namewords import NAME, trimmed
from wholefile.reading.names.titles import find_titled, role_of
from wholefile.reading.spans import Span

_S = r"[^\S\n]"
# The number of a lawyer at the bar, behind the name or in the line below.
_BAR = (
    rf"(?:,?{_S}?\(?(?:SBN|CSB|(?:[A-Z][\w.]{{1,12}}{_S}){{0,2}}(?:Bar|BAR|Atty\.?|Attorney)(?:{_S}(?:Card|"
    rf"Reg\.|ID))?{_S}?"
    rf"(?:Nos?\.?|ID|I\.D\.|Number|NO\.|#)|WSBA|OSB|NMBA)[:\s#]{{0,3}}\d[\w-]{{2,9}}\)?)"
)
_WITH_NUMBER = re.compile(
    rf"(?m)^{_S}{{0,120}}(?:(?:By|"
    rf"BY):?{_S}{{0,120}})?(?:/?s/{_S}{{0,120}})?(?P<name>{NAME})(?:,{_S}Esq\.?)?{_S}?(?:\n{_S}{{0,120}})?(?P<bar>{_BAR})"
)
_SIGNED = re.compile(
    rf"(?m)^{_S}{{0,120}}(?:(?:By|BY|Signed|SIGNED):?{_S}{{0,120}})?(?:/s/|s/|/S/|"
    rf"_{{4,40}}){_S}{{0,80}}\n?{_S}{{0,80}}(?P<name>{NAME})(?:,{_S}(?P<title>[^\n,]{{2,40}}))?{_S}{{0,120}}$"
)
_BY_LINE = re.compile(rf"(?m)^{_S}{{0,120}}(?:By|BY):{_S}{{0,120}}(?P<name>{NAME}){_S}{{0,120}}$")
_OVER = re.compile(
    rf"(?m)^{_S}{{0,120}}(?P<name>{NAME}){_S}{{0,120}},?\n{_S}{{0,120}}(?P<title>[A-Za-z][A-Za-z.'’ ]{{2,60}}?)"
    rf"{_S}{{0,120}},?$"
)
_FOR = re.compile(
    rf"(?im)^{_S}{{0,120}}(?:appearing{_S}|appearances?{_S}|(?:attorneys?|counsel|lawyers?){_S})?(?:for|"
    rf"on{_S}behalf{_S}of){_S}(?:the{_S})?"
    rf"(?P<side>plaintiffs?|defendants?|defen[cs]e|petitioners?|respondents?|state|people|commonwealth|government|"
    rf"prosecution|united{_S}states|appellants?|appellees?|witness|city|"
    rf"county)\b[^\n:]{{0,40}}:{_S}{{0,120}}(?:\n\s{{0,40}})?"
    rf"(?:m(?:r|s|rs)\.?{_S}{{1,2}})?(?-i:(?P<name>{NAME}))"
)
_APPEARING = re.compile(
    rf"(?<![\w'’.-])(?P<name>{NAME}),?{_S}(?:(?:appearing|appears?|here){_S})?(?:for|"
    rf"on{_S}behalf{_S}of){_S}(?:the{_S})?"
    rf"(?:State|People|Commonwealth|Government|United{_S}States|[Pp]rosecution|[Dd]efen[sc]e|[Dd]efendants?|"
    rf"[Pp]laintiffs?|"
    rf"[Pp]etitioners?|[Rr]espondents?)\b(?!{_S}of\b)"
)
# The letters of an office behind a name: "Ana Ruhl, AAG".
_LETTERED = re.compile(
    rf"(?<![\w'’.-])(?P<name>{NAME}),{_S}(?P<letters>A\.?A\.?G\.?|[AD]\.?D\.?A\.?|A\.?U\.?S\.?A\.?|"
    rf"S\.?A\.?U\.?S\.?A\.?|A\.?S\.?A\.?|"
    rf"D\.?P\.?A\.?|[AD]\.?P\.?D\.?)(?=[\s,;.)]|$)"
)
_DEFENDING = frozenset({"apd", "dpd"})
# An office in the line below a name that signs.
_OVER_OFFICE = re.compile(
    rf"(?m)^[>|\s]{{0,12}}(?P<name>{NAME}){_S}{{0,4}},?{_S}{{0,4}}\n[>|\s]{{0,12}}(?P<office>"
    rf"(?:[Oo]ffice{_S}of{_S}the{_S}|OFFICE{_S}OF{_S}THE{_S})?(?:[A-Z][\w.'’-]{{0,20}}{_S}){{0,5}}?"
    rf"(?:(?i:district|county|state['’]?s?|commonwealth['’]s|prosecuting|city|united{_S}states|"
    rf"u\.s\.){_S}(?i:attorney)(?:(?i:['’]?s?{_S}office))?"
    rf"|(?i:attorney{_S}general)(?:(?i:['’]?s?{_S}office))?|"
    rf"(?i:public{_S}defender)(?:(?i:['’]?s?{_S}office))?)){_S}{{0,120}}$"
)
_KNOWN_WORDS = (
    {word for title in TITLES for word in title.split()} | set(QUALIFIERS) | {"of", "the", "for", "general", "section"}
)  # fmt: skip
_ENDS = frozenset(one.casefold() for one in ORGANISATION_ENDS)
_MOST_WORDS = 6
_OFFICES = frozenset({"attorney", "expert", "judge", "officer", "prosecutor"})
# The sides that prosecute.
PROSECUTING = frozenset({"state", "people", "commonwealth", "government", "prosecution", "united states"})


@dataclass(frozen=True, slots=True, order=True)
class Signed:
    """A name in a block. `place` are the words that show what the person is: the number, the title, the side."""

    name: Span
    place: Span
    role: str = ""
    title: str = ""
    side: str = ""


def find_signed(text: str) -> tuple[Signed, ...]:
    """Every name in a block, in the order of the text, the surest first of those in one place."""
    found: dict[Span, Signed] = {}
    for one in _all(text):
        kept = found.get(one.name)
        if kept is None or (one.role and not kept.role):
            found[one.name] = one
    return tuple(sorted(found.values()))


def _all(text: str) -> Iterator[Signed]:
    for match in _WITH_NUMBER.finditer(text):
        if (name := _name(text, match)) is not None:
            yield Signed(name, Span(*match.span("bar")), "counsel")
    for match in _FOR.finditer(text):
        if (name := _name(text, match)) is not None:
            side = " ".join(match["side"].lower().split())
            role = "prosecutor" if side in PROSECUTING else "counsel"
            yield Signed(name, Span(*match.span()), role, side=side)
    for match in _OVER.finditer(text):
        if _is_title(match["title"]) and (name := _name(text, match)) is not None:
            role = role_of(match["title"])
            yield Signed(name, Span(*match.span("title")), role, match["title"])
    yield from _of_offices(text)
    for pattern in (_SIGNED, _BY_LINE, _APPEARING):
        for match in pattern.finditer(text):
            if (name := _name(text, match)) is not None:
                yield Signed(name, name)


def _of_offices(text: str) -> Iterator[Signed]:
    """Names with the letters of an office behind them, or with an office in the line below."""
    for match in _LETTERED.finditer(text):
        if (name := _name(text, match)) is not None:
            letters = match["letters"]
            defends = letters.replace(".", "").casefold() in _DEFENDING
            yield Signed(name, Span(*match.span("letters")), "counsel" if defends else "prosecutor", letters)
    for match in _OVER_OFFICE.finditer(text):
        if (name := _name(text, match)) is not None:
            defends = "defender" in match["office"].casefold()
            yield Signed(name, Span(*match.span("office")), "counsel" if defends else "prosecutor")


def _name(text: str, match: re.Match[str]) -> Span | None:
    """A name of two words or more, or one with its courtesy title; a firm's or an office's is none."""
    start, end = match.span("name")
    titled = next(find_titled(text[start:end]), None)
    if titled is not None and titled.title.start == 0:
        return Span(start + titled.name.start, start + titled.name.end)
    initial = text[start + 1 : start + 2] == "."  # "A. Ruhl" begins with no article
    span = Span(start, end) if initial else trimmed(text, start, end)
    if span is None:
        return None
    words = [word.casefold().strip(".,") for word in span.of(text).split()]
    if not 1 < len(words) <= _MOST_WORDS - 1 or any(word in NO_NAMES or word in _ENDS for word in words[1:]):
        return None
    return span if (initial or words[0] not in NO_NAMES) and words[-1] not in TITLES else None


def _is_title(words: str) -> bool:
    """Whether a line is a title alone: "Assistant District Attorney", "United States District Judge"."""
    told = [word.casefold().strip(".") for word in words.split()]
    return (
        0 < len(told) <= _MOST_WORDS
        and role_of(words) in _OFFICES
        and all(word in _KNOWN_WORDS for word in told)
    )
