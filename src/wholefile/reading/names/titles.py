"""Titles before names: "Assistant District Attorney", "Det.", "Mr."."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wholefile.reading.names.lexicon import COURTESY, QUALIFIERS, TITLES
from wholefile.reading.names.namewords import name_at
from wholefile.reading.spans import Span


def _any(words: list[str]) -> str:
    """The words, the longer before the shorter; by first letters, since every word of a text is tried with them."""
    rest: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rest.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(ends)})" for letter, ends in rest.items())


# Two spaces without a point between part the columns of a form.
_GAP = r"(?:\.[^\S\n]{0,2}|[^\S\n])"
_TITLE = re.compile(
    rf"(?<![\w'’-])(?P<title>(?:(?:{_any(QUALIFIERS)})[^\S\n]{{1,2}}){{0,3}}"
    rf"(?:{_any([*TITLES, *COURTESY])})){_GAP}(?=[^\W\d_])",
    re.IGNORECASE,
)
_SHORTENED = frozenset(
    (
        "asst atty capt cmdr col cpl dep det dr gen gov hon insp lt maj mr mrs ms mx ofc prof ptl rep sen sgt st supt "
        "tpr"
    ).split()
)
_CORE = re.compile(rf"(?:^|\s)({_any([*TITLES, *COURTESY])})\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Titled:
    """A title and the name after it."""

    title: Span
    name: Span


def find_titled(text: str) -> Iterator[Titled]:
    """Every title with a name just after it, in the order of the text."""
    at = 0
    while match := _TITLE.search(text, at):
        name = name_at(text, match.end(), min(len(text), match.end() + 120))
        after = match.end()
        if name is not None and name.start == match.end() and not _is_none(match):
            inner = _TITLE.match(text, name.start)  # "Prof. Dr. Aldous", "Defendant Officer Bly"
            if inner is None or not name_at(text, inner.end(), min(len(text), inner.end() + 120)):
                yield Titled(Span(*match.span("title")), name)
                after = name.end
            elif not _is_courtesy(match["title"]):
                deeper = name_at(text, inner.end(), min(len(text), inner.end() + 120))
                if deeper is not None and deeper.start == inner.end():
                    yield Titled(Span(*match.span("title")), deeper)
        at = max(after, match.start() + 1)


def _is_none(match: re.Match[str]) -> bool:
    """Whether it is none: the point after it ends a sentence ("He called the sheriff. Upon arrival")."""
    word = match["title"].rpartition(" ")[2].casefold()
    if match["title"] == "Ada":
        return True  # a first name; who prosecutes is an ADA
    return "." in match.string[match.end("title") : match.end()] and word not in _SHORTENED


def role_of(title: str) -> str:
    """The role that a title names, empty for one of courtesy."""
    found = _CORE.search(title.strip())
    return TITLES.get(found[1].casefold(), "") if found else ""


def courtesy_of(title: str) -> str:
    """What pronoun the title itself says ("he" of Mr., "she" of Ms.), else empty."""
    word = title.strip().rstrip(".").rpartition(" ")[2].casefold()
    return {"mr": "he", "sir": "he", "mrs": "she", "ms": "she", "miss": "she", "madam": "she"}.get(word, "")


def _is_courtesy(title: str) -> bool:
    return title.strip().rstrip(".").casefold() in COURTESY
