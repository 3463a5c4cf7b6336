"""Codes that police reports put in place of people: V-1, S2, "suspect #2", "the RP", and the names they are tied to.

A letter and a number may be many things. They are somebody only where the same text says so: it ties such a code to a
name ("V-1: Maria Lopez", "Karl Brenner (W-2)") or has one do what people do ("S-1 fled", "I spoke with W-1").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wholefile.reading.names.namewords import name_at
from wholefile.reading.names.titles import find_titled
from wholefile.reading.spans import Span

# What a code begins with, and the noun that it is short for.
_NOUNS = {
    "v": "victim", "vic": "victim", "vi": "victim", "s": "suspect", "sus": "suspect", "susp": "suspect",
    "w": "witness", "wit": "witness", "wi": "witness", "rp": "reporting party", "r/p": "reporting party",
    "r": "reporting party", "c": "complainant", "a": "arrestee",
}  # fmt: skip
# The group of words and the role that a noun belongs to; who reports to the police tells them something.
_GROUPS = {
    "victim": "victim", "suspect": "suspect", "witness": "witness", "reporting party": "witness",
    "complainant": "witness", "arrestee": "suspect", "driver": "driver", "passenger": "passenger", "subject": "subject",
}  # fmt: skip
_COUNTED = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
_CODE = re.compile(
    r"(?<![\w'’.$#/-])(?:(?P<letters>V|VIC|VI|S|SUS|SUSP|W|WIT|WI|R|RP|C|A)(?:-|[^\S\n]?#[^\S\n]?|(?=\d))(?P<number>\d{1,2})"
    r"|(?P<alone>RP|R/P))(?![\w#/-]|\.\d|[^\S\n]?[%°])"
)
_SPELT_NOUN = (
    r"(?:victim|suspect|witness|reporting[^\S\n]party|complainant|arrestee|driver|passenger|subject)"
)
_SPELT = (
    # With a sign, in any letters; with a number alone only with a capital; in words only where it is not counted.
    re.compile(rf"(?i)(?<![\w'’-]){_SPELT_NOUN}[^\S\n](?:#|no\.|number)[^\S\n]?\d{{1,2}}(?![\w-])"),
    re.compile(
        r"(?<![\w'’-])(?:Victim|Suspect|Witness|Complainant|Arrestee|Driver|Passenger|Subject|VICTIM|SUSPECT|WITNESS|"
        r"DRIVER|PASSENGER|SUBJECT)(?:[^\S\n]|-)\d{1,2}(?![\w-]|\.\d)"
    ),
    re.compile(
        rf"(?i)(?<![\w'’-]){_SPELT_NOUN}[^\S\n](?:one|two|three|four|five)(?=['’]s\b|[^\S\n](?:[a-z]{{2,14}}ed|was|had|"
        r"ran|fled|took|told|said|is|then)\b|[.,;])"
    ),
)
_ARTICLE = re.compile(r"(?i)(?<![\w'’-])(?:the|our)[^\S\n]$")
# Before these a letter and a number are a thing: "a V-8", "her W-2".
_THING = re.compile(
    r"(?i)(?<![\w'’-])(?:an?|the|his|her|their|its|my|your|exhibit|item|form|route|model)[^\S\n]$"
)
# What people do, or is done with them, beside the code.
_DOES = re.compile(
    r"['’]s[^\S\n](?!engine|form)|,?[^\S\n](?:(?:also|then|later|further|again|both|who|initially|immediately)[^\S\n])?"
    r"(?:[a-z]{2,14}ed|said|says|states|told|tells|heard|saw|thought|knew|felt|ran|fled|left|took|struck|hit|shot|drove|"
    r"began|came|went|gave|did|has|had|was)(?![\w'’-])"
)
_WITH = re.compile(
    r"(?i)\b(?:told|asked|interviewed|contacted|advised|identified|arrested|detained|thanked|transported|called|"
    r"(?:met|spoke|talked|speaking|meeting)[^\S\n](?:again[^\S\n])?(?:with|to)|statements?[^\S\n](?:of|from|by)|according[^\S\n]to)"
    r"[^\S\n]$"
)
_ONLY_BEING = re.compile(r",?[^\S\n](?:\w+[^\S\n])?(?:did|has|had|was)$|['’]s[^\S\n]$")
# Between a code and the name it is tied to, and behind a name before its code.
_TO_NAME = re.compile(
    r"[^\S\n]{0,2}(?:[:=–—/]|-[^\S\n])[^\S\n]{0,4}|[^\S\n]{0,2}[(\[][^\S\n]?|"
    r"[^\S\n](?:(?:is|was|were)[^\S\n])?(?:(?:later|positively|verbally|subsequently)[^\S\n])?identified[^\S\n]"
    r"(?:by[^\S\n][^.\n]{1,40}?[^\S\n])?as[^\S\n]|[^\S\n]{1,2}"
)
_ASIDE = re.compile(r",[^\S\n]")
_BRACKETED = re.compile(
    r"(?:,)?[^\S\n]?[(\[](?:(?:hereafter|hereinafter|referred[^\S\n]to[^\S\n]as|listed[^\S\n]as|identified[^\S\n]as|the)"
    r"[^\S\n])?[\"“'‘]?$"
)
_TURNED = re.compile(
    r"(?P<last>[A-Z][\w'’-]{1,24}(?:[^\S\n][A-Z][\w'’-]{1,24})?),[^\S\n]{1,2}(?P<first>[A-Z][\w'’-]{1,24}(?:[^\S\n][A-Z]\.?(?!\w))?)"
)
_NEAR = 60
_BESIDE = 24
# A letter for the part somebody has, before the name or behind it: "(V) Ana Ortega", "V/ORTEGA", "Tom Quist (S)".
_LETTER = re.compile(
    r"(?<![\w/])(?:\((?P<bracketed>V|S|W|RP|R|A|C)\)[^\S\n]?|(?P<stroke>V|S|W|RP)/)(?=[A-Z])"
)
_LETTER_AFTER = re.compile(r"[^\S\n]\((?P<letter>V|S|W|RP|R|A|C)\)")


@dataclass(frozen=True, slots=True, order=True)
class Coded:
    """A code where it stands with what it is short for, and the name that is tied to it just here, if any is."""

    span: Span
    key: str
    group: str
    name: Span | None = None
    title: Span | None = None


def find_codes(text: str) -> tuple[Coded, ...]:
    """Every code that means somebody, in the order of the text. Empty where nothing shows that codes are people."""
    found = [*_letters(text), *_spelt(text)]
    sure = {one.key.split(" ")[0] for one, evident in found if evident}
    return tuple(sorted(one for one, _ in found if one.key.split(" ")[0] in sure))


def code_key(words: str) -> str:
    """Under which label a code is kept: "V-1", "V1" and "victim #1" are one. Empty when words are no code."""
    plain = re.sub(r"(?i)^(?:the|our)\s+", "", words)
    match = _CODE.fullmatch(plain)
    if match is not None:
        noun = _NOUNS[(match["letters"] or match["alone"]).casefold()]
        return f"{noun} {match['number'].lstrip('0')}" if match["number"] else noun
    match = _PLAIN.fullmatch(plain)
    if match is None:
        return ""
    noun = " ".join(match["noun"].casefold().split())
    number = match["number"] or _COUNTED[match["word"].casefold()]
    return f"{noun} {number.lstrip('0') or number}"


_PLAIN = re.compile(
    r"(?i)(?P<noun>victim|suspect|witness|reporting\s+party|complainant|arrestee|driver|passenger|subject)[\s-]+"
    r"(?:(?:#|no\.|number)?\s?(?P<number>\d{1,2})|(?P<word>one|two|three|four|five))"
)


def group_of(key: str) -> str:
    """The group of nouns that a code belongs to: "victim" of "victim 1"."""
    return _GROUPS.get(re.sub(r" \d+$", "", key), "")


def _letters(text: str) -> Iterator[tuple[Coded, bool]]:
    for match in _CODE.finditer(text):
        span = Span(*match.span())
        before = text[max(0, span.start - _BESIDE) : span.start]
        article = _ARTICLE.search(before)
        if match["alone"] and article:
            span = Span(span.start - len(article.group()), span.end)
        elif _THING.search(before):
            continue
        key = code_key(match.group())
        name, title = _tied(text, match.start(), match.end())
        yield Coded(span, key, group_of(key), name, title), name is not None or _acts(text, match)


def _spelt(text: str) -> Iterator[tuple[Coded, bool]]:
    for pattern in _SPELT:
        for match in pattern.finditer(text):
            key = code_key(match.group())
            name, title = _tied(text, match.start(), match.end())
            yield Coded(Span(*match.span()), key, group_of(key), name, title), True


def _acts(text: str, match: re.Match[str]) -> bool:
    """Whether a code does what only people do; being and having are not enough, except of whoever reports."""
    does = _DOES.match(text, match.end(), min(len(text), match.end() + _NEAR))
    if does is not None and (match["alone"] or not _ONLY_BEING.match(does.group())):
        return True
    return _WITH.search(text[max(0, match.start() - _BESIDE) : match.start()]) is not None


def _tied(text: str, start: int, end: int) -> tuple[Span | None, Span | None]:
    """The name that a code is tied to, with its title: behind it, or before it where the code stands in brackets."""
    last = min(len(text), end + _NEAR)
    gap = _TO_NAME.match(text, end, last)
    if gap is not None:
        found = _name(text, gap.end(), last)
        if found[0] is not None:
            return found
    aside = _ASIDE.match(text, end, last)
    if aside is not None:
        found = _name(text, aside.end(), last)
        if found[0] is not None and re.match(
            r",[^\S\n](?!and\b|or\b|[A-Z])", text[found[0].end : found[0].end + 8]
        ):
            return found
    before = text[max(0, start - _NEAR) : start]
    bracket = _BRACKETED.search(before)
    if bracket is not None and re.match(r"[\"”'’]?[)\]]", text[end : end + 2]):
        stop = start - len(bracket.group())
        for back in re.finditer(r"(?<![\w'’-])(?=[A-Z])", text[max(0, stop - _NEAR) : stop]):
            at = max(0, stop - _NEAR) + back.start()
            turned = _TURNED.fullmatch(text, at, stop)
            if turned is not None:
                return Span(*turned.span()), None
            name = name_at(text, at, stop)
            if name is not None and name.end == stop and name.start == at:
                return name, None
    return None, None


def _name(text: str, start: int, end: int) -> tuple[Span | None, Span | None]:
    turned = _TURNED.match(text, start, end)
    led = text[max(0, start - 4) : start].rstrip()[-1:] in {":", "=", "–", "—", "/", "-", "(", "["}
    if turned is not None and (turned["last"].isupper() or led):
        return Span(*turned.span()), None
    titled = next(find_titled(text[start:end]), None)
    if titled is not None and titled.title.start == 0:
        return (
            Span(start + titled.name.start, start + titled.name.end),
            Span(start + titled.title.start, start + titled.title.end),
        )
    name = name_at(text, start, end)
    if name is None or name.start != start or (name.end == end < len(text)):
        return None, None
    words = name.of(text).split()
    return (name, None) if len(words) in {2, 3, 4} or text[start - 1] in "([" else (None, None)


def lettered(text: str) -> Iterator[tuple[Span, Span | None]]:
    """The names that a letter before them shows to be somebody's, each with its title."""
    for match in _LETTER.finditer(text):
        span, title = _name(text, match.end(), min(len(text), match.end() + _NEAR))
        span = span or name_at(text, match.end(), min(len(text), match.end() + _NEAR))
        if span is not None and span.start == match.end():
            yield span, title


def letter_beside(text: str, name: Span) -> tuple[Span, str] | None:
    """The letter of a report beside a name, and the group it stands for; None where there is none."""
    before = max(0, name.start - 6)
    for match in _LETTER.finditer(text, before, name.start + 1):
        if match.end() == name.start:
            return Span(match.start(), name.end), _GROUPS[
                _NOUNS[(match["bracketed"] or match["stroke"]).casefold()]
            ]
    after = _LETTER_AFTER.match(text, name.end, name.end + 8)
    return (Span(name.start, after.end()), _GROUPS[_NOUNS[after["letter"].casefold()]]) if after else None
