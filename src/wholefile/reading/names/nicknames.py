"""Nicknames in marks within a name (James "Buddy" Ortega), behind it (known as "Slim") and apart: nobody's words.

They are one more name of the same person. `"Buddy" Ortega` is such a name where the surname is told of elsewhere.
Names that somebody had before or goes by without marks (a/k/a Tom Ruiz, née Garcia) are found with them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wholefile.reading.names.called import OTHER_NAME, Calling, calling, fields_of_names, written_like_one
from wholefile.reading.names.lexicon import COURTESY, NO_NAMES, ORGANISATION_ENDS, SHORT_TITLES, TITLES
from wholefile.reading.names.namewords import NAME, trimmed
from wholefile.reading.spans import Span

_S = r"[^\S\n]{1,2}"
_OPEN, _CLOSE = "[\"“”'‘`(]", "[\"”“'’)]"
_WORD = r"[^\W\d_a-zß-öø-ÿ][\w'’-]{1,24}"
_NICK = rf"(?P<nick>{_WORD}(?:{_S}{_WORD}){{0,2}})"
_SURNAME = (
    rf"(?P<surname>(?:(?:van|von|de|del|della|di|da|la|le){_S}){{0,2}}{_WORD}"
    rf"(?:,?{_S}(?:Jr|Sr)\.?|{_S}I{{2,3}}(?!\w))?)"
)
_WITHIN = re.compile(
    rf"(?<![\w'’.-])(?P<given>{_WORD})(?:{_S}(?:{_WORD}|[A-Z]\.)){{0,2}}{_S}(?P<outer>{_OPEN}{_NICK}{_CLOSE}){_S}{_SURNAME}"
)
_LED = re.compile(rf"(?<![\w'’.-])(?P<outer>[\"“‘']{_NICK}[\"”’']){_S}{_SURNAME}(?=(?P<after>{_S}[a-z]+)?)")
# Anything short in marks that may be what somebody is called.
_MARKED = re.compile(
    r"(?<![\w])(?P<outer>[\"“‘'](?P<nick>[\w'’.-]{1,24}(?:[^\S\n]{1,2}[\w'’.-]{1,24}){0,3}?)[,.]?[\"”’'])(?!\w)"
)
_AT_END = re.compile(
    rf"(?<![\w'’.-])(?P<name>{NAME})(?:,?[^\S\n](?:aged?[^\S\n])?\d{{1,3}})?(?:,?[^\S\n](?:who|which)[^\S\n](?:is|was))?"
    r"(?:,[^\S\n]?|[^\S\n]?[(\[][^\S\n]?|[^\S\n])$"
)
_BRACKET = re.compile(r"[^\S\n]?[(\[]$")
_UNMARKED = re.compile(rf"(?i)(?<![\w'’-])(?:{OTHER_NAME})[:,]?[^\S\n]{{1,2}}(?P<name>(?-i:{NAME}))")
_BACK, _FAR = 20, 90
_SAYS = frozenset("said says told asked wrote replied answered shouted yelled testified added".split())
_NONE = (
    NO_NAMES | frozenset(TITLES) | frozenset(COURTESY) | frozenset(SHORT_TITLES)
    | frozenset(one.casefold() for one in ORGANISATION_ENDS)
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Nickname:
    """A nickname where it stands in marks, or another name where it stands without.

    `outer` is it with its marks, `inner` without. `name` is the whole name that it is part of ("James "Buddy" Ortega"),
    or the name that it stands behind, and then `within` is false; None where whose it is stands elsewhere. `start` is
    where the words that say so begin. `person` is whether somebody is called so for sure, and no boat or programme;
    `behind` where the words stand behind it.
    """

    outer: Span
    inner: Span
    name: Span | None = None
    within: bool = True
    start: int = -1
    person: bool = True
    behind: bool = False

    def names(self, text: str) -> tuple[Span, ...]:
        """The stretches that are names of people: the whole name with the nickname in it, or both apart.

        A single word before it may be the first name of a turned one ("RUIZ, Ana") and is left to other rules.
        """
        if self.within:
            return (self.name,) if self.name is not None else ()
        whole = self.name is not None and " " in self.name.of(text)
        found = {self.name, self.inner} if whole else {self.inner}
        return tuple(sorted(one for one in found if one is not None)) if self.person or whole else ()


def find_nicknames(text: str) -> tuple[Nickname, ...]:
    """Every nickname in marks and every other name, in the order of the text."""
    found: dict[Span, Nickname] = {}
    for match in _WITHIN.finditer(text):
        if _is_name(match["given"]) and _is_name(match["surname"]) and _is_nick(match):
            one = _nickname(match, Span(match.start("given"), match.end("surname")))
            found[one.outer] = one
    for one in (*_called(text), *_equated(text), *_fields(text), *_unmarked(text)):
        found.setdefault(one.outer, one)
    for one in _listed(text, sorted(found.values(), key=lambda each: each.outer)):
        found.setdefault(one.outer, one)
    known = {one.inner.of(text).casefold() for one in found.values() if one.person}
    for one in _led(text, known):
        found.setdefault(one.outer, one)
    for match in _MARKED.finditer(text) if known else ():
        before = text[max(0, match.start() - _BACK) : match.start()].split()
        inner = _inner(match)
        if inner.of(text).casefold() in known and not (before and before[-1].rstrip(",:") in _SAYS):
            outer = Span(*match.span("outer"))
            found.setdefault(outer, Nickname(outer, inner, within=False))
    return tuple(sorted(found.values(), key=lambda one: (one.outer, one.inner)))


def _inner(match: re.Match[str]) -> Span:
    """What stands in marks, without the comma or full stop of the sentence around it."""
    start, nick = match.start("nick"), match["nick"].rstrip(",.")
    return Span(start, start + (len(nick) or len(match["nick"])))


def _called(text: str) -> Iterator[Nickname]:
    """What words of calling stand beside, and what stands in brackets and marks behind a name."""
    for match in _MARKED.finditer(text):
        outer, inner = Span(*match.span("outer")), _inner(match)
        told = calling(text, outer, inner)
        start = told.start if told is not None and not told.behind else outer.start
        if told is None and not _bracketed(text, outer, inner):
            continue
        name = _name_before(text, start)
        if told is None:
            if name is None or " " not in name.of(text):
                continue
            told = Calling(outer.start, person=True)
        if not _is_none(inner.of(text)):
            person = told.person or name is not None
            yield Nickname(outer, inner, name, within=False, start=start, person=person, behind=told.behind)


# Behind what somebody is called, their name in brackets: “Bird” (Ana Ruhl).
_NAME_BEHIND = re.compile(rf"[^\S\n]?[(\[](?P<name>{NAME})[)\]]")
# What stands between the names of a list: “Rook,” “Big M,” and “Tower”.
_AND = re.compile(r",?[^\S\n]{1,2}(?:(?:and|or|&|and/or)[^\S\n]{1,2})?(?:also[^\S\n]{1,2})?|/")


def _equated(text: str) -> Iterator[Nickname]:
    """What stands in marks before a whole name in brackets, and is written like a name."""
    for match in _MARKED.finditer(text):
        behind = _NAME_BEHIND.match(text, match.end(), match.end() + _FAR)
        inner = _inner(match)
        if behind is None or " " not in behind["name"] or not written_like_one(inner.of(text)):
            continue
        if _is_name(behind["name"]) and not _is_none(inner.of(text)):
            yield Nickname(Span(*match.span("outer")), inner, within=False, start=match.start(), behind=True)


def _listed(text: str, known: list[Nickname]) -> Iterator[Nickname]:
    """The further names of a list that begins with one that somebody is called."""
    ends = {
        one.outer.end: one for one in known if not one.within and not one.behind and one.outer != one.inner
    }
    for match in _MARKED.finditer(text) if ends else ():
        first = max(0, match.start() - _BACK)
        for end in range(match.start() - 1, first, -1):
            before = ends.get(end)
            if before is not None and _AND.fullmatch(text, end, match.start()):
                outer, inner = Span(*match.span("outer")), _inner(match)
                if written_like_one(inner.of(text)) and not _is_none(inner.of(text)):
                    one = replace(before, outer=outer, inner=inner)
                    ends[outer.end] = one
                    yield one
                break


def _bracketed(text: str, outer: Span, inner: Span) -> bool:
    """Whether what stands in marks fills a bracket, and is written like a name."""
    opened = _BRACKET.search(text[max(0, outer.start - 2) : outer.start]) is not None
    return opened and text[outer.end : outer.end + 1] in {")", "]"} and written_like_one(inner.of(text))


def _name_before(text: str, place: int) -> Span | None:
    """The name that ends just before a place, over an age, a comma or a bracket."""
    first = max(0, place - _FAR)
    match = _AT_END.search(text[first:place])
    if match is None:
        return None
    span = trimmed(text, first + match.start("name"), first + match.end("name"))
    if span is None or span.end != first + match.end("name") or not _is_name(span.of(text)):
        return None
    return span


def _fields(text: str) -> Iterator[Nickname]:
    for outer, inner in fields_of_names(text):
        if not _is_none(inner.of(text)):
            yield Nickname(outer, inner, within=False, start=outer.start)


def _unmarked(text: str) -> Iterator[Nickname]:
    """Names without marks that somebody goes by, or had before, right behind the name that they have."""
    for match in _UNMARKED.finditer(text):
        name = _name_before(text, match.start())
        inner = trimmed(text, *match.span("name"))
        if (
            name is not None
            and inner is not None
            and inner.start == match.start("name")
            and _is_name(inner.of(text))
        ):
            yield Nickname(inner, inner, name, within=False, start=match.start())


def nick_in(name: str) -> str:
    """The nickname in marks within a name, in small letters; empty when there is none."""
    match = _INSIDE.search(name)
    return match["nick"].casefold() if match else ""


_INSIDE = re.compile(rf"{_OPEN}{_NICK}{_CLOSE}{_S}\w")


def _led(text: str, known: set[str]) -> Iterator[Nickname]:
    """Names that begin with a nickname: of somebody called so elsewhere, or with a surname told of elsewhere."""
    counted: Counter[str] | None = None
    for match in _LED.finditer(text):
        if not _is_name(match["surname"]) or not _is_nick(match):
            continue
        if match["nick"].casefold() not in known:
            counted = counted or Counter(re.findall(r"[^\W\d_]+", text))
            told = (match["after"] or "").strip() in _SAYS
            if told or counted[re.split(r"[\s,]", match["surname"])[0]] < _TWICE or " " in match["nick"]:
                continue
        yield _nickname(match, Span(match.start("outer"), match.end("surname")))


_TWICE = 2


def _nickname(match: re.Match[str], name: Span) -> Nickname:
    return Nickname(Span(*match.span("outer")), Span(*match.span("nick")), name)


def _is_name(words: str) -> bool:
    return not any(_none(one) for one in re.split(r"[\s,]+", words) if one)


def _is_none(words: str) -> bool:
    """Whether words are no name of anybody: a part in the case, an office, a company's ending alone."""
    return all(_none(one) for one in words.split())


def _is_nick(match: re.Match[str]) -> bool:
    """Whether words in marks may be a nickname; in parentheses only a single word that is no abbreviation is."""
    nick, opened = match["nick"], match["outer"][0]
    if opened == "(" and (match["outer"][-1] != ")" or " " in nick or nick.isupper()):
        return False
    return (opened == "(") == (match["outer"][-1] == ")") and not _none(nick)


def _none(word: str) -> bool:
    return word.casefold().strip(".'’") in _NONE
