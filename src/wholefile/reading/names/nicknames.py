"""Nicknames in marks within a name (James "Buddy" Ortega) and behind it (known as "Slim"): nobody's words.

They are one more name of the same person. `"Buddy" Ortega` is such a name where the surname is told of elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from wholefile.reading.names.lexicon import COURTESY, NO_NAMES, ORGANISATION_ENDS, SHORT_TITLES, TITLES
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
_KNOWN_AS = (
    r"(?:(?:also|better|commonly|otherwise|then|who[^\S\n]is|who[^\S\n]was)[^\S\n])*"
    r"(?:known[^\S\n](?:as|by)|nicknamed|a[./]?k[./]?a\.?|alias|(?:who[^\S\n])?(?:goes|went|going)[^\S\n]by|street[^\S\n]name)"
    r"(?:[^\S\n](?:the[^\S\n])?(?:name|nickname|street[^\S\n]name|moniker))?(?:[^\S\n]of)?"
)
_BEHIND = re.compile(
    rf"(?<![\w'’.-])(?P<name>{_WORD}(?:{_S}(?:{_WORD}|[A-Z]\.)){{1,3}})(?:(?:,{_S}|{_S}\(|{_S}){_KNOWN_AS}|(?:,{_S}|{_S}\()called):?{_S}"
    rf"(?P<outer>[\"“‘']{_NICK}[,.]?[\"”’'])",
)
_ALONE = re.compile(rf"(?P<outer>[\"“‘']{_NICK}[,.]?[\"”’'])")
_BACK = 20
_SAYS = frozenset("said says told asked wrote replied answered shouted yelled testified added".split())
_NONE = (
    NO_NAMES | frozenset(TITLES) | frozenset(COURTESY) | frozenset(SHORT_TITLES)
    | frozenset(one.casefold() for one in ORGANISATION_ENDS)
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Nickname:
    """A nickname where it stands in marks.

    `outer` is it with its marks, `inner` without. `name` is the whole name that it is part of ("James "Buddy" Ortega")
    or the name that it stands behind, and then `within` is false.
    """

    outer: Span
    inner: Span
    name: Span
    within: bool = True

    @property
    def names(self) -> tuple[Span, ...]:
        """The stretches that are names: the whole name with the nickname in it, or both apart."""
        return (self.name,) if self.within else tuple(sorted({self.name, self.inner}))


def find_nicknames(text: str) -> tuple[Nickname, ...]:
    """Every nickname in marks, in the order of the text."""
    found: dict[Span, Nickname] = {}
    for match in _WITHIN.finditer(text):
        if _is_name(match["given"]) and _is_name(match["surname"]) and _is_nick(match):
            one = _nickname(match, Span(match.start("given"), match.end("surname")))
            found[one.outer] = one
    for match in _BEHIND.finditer(text):
        if _is_name(match["name"]) and not _none(match["nick"]):
            one = _nickname(match, Span(*match.span("name")), within=False)
            found.setdefault(one.outer, one)
    known = {one.inner.of(text).casefold() for one in found.values()}
    for one in _led(text, known):
        found.setdefault(one.outer, one)
    for match in _ALONE.finditer(text) if known else ():
        before = text[max(0, match.start() - _BACK) : match.start()].split()
        if match["nick"].casefold() in known and not (before and before[-1].rstrip(",:") in _SAYS):
            one = _nickname(match, Span(*match.span("nick")), within=False)
            found.setdefault(one.outer, one)
    return tuple(sorted(found.values()))


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


def _nickname(match: re.Match[str], name: Span, *, within: bool = True) -> Nickname:
    return Nickname(Span(*match.span("outer")), Span(*match.span("nick")), name, within)


def _is_name(words: str) -> bool:
    return not any(_none(one) for one in re.split(r"[\s,]+", words) if one)


def _is_nick(match: re.Match[str]) -> bool:
    """Whether words in marks may be a nickname; in parentheses only a single word that is no abbreviation is."""
    nick, opened = match["nick"], match["outer"][0]
    if opened == "(" and (match["outer"][-1] != ")" or " " in nick or nick.isupper()):
        return False
    return (opened == "(") == (match["outer"][-1] == ")") and not _none(nick)


def _none(word: str) -> bool:
    return word.casefold().strip(".'’") in _NONE
