"""The model's table of parts and lemmas: what a word is, by its letters, its tag, its relation and the word beside it.

It is the table of the model's attribute ruler, whose own matcher tries every rule at every word and takes a tenth of a
reading for it. Here a rule is filed under what it names, and is tried only at words of which that is true.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

_Test = Callable[[Any], object]
# What a rule may ask of a word, and where the word says it.
_SAID = {"LOWER": "lower_", "DEP": "dep_", "TAG": "tag_", "IS_SPACE": "is_space"}
_HOW: Mapping[str, Callable[[Any], _Test]] = {
    "IN": lambda listed: frozenset(listed).__contains__,
    "NOT_IN": lambda listed: lambda value: value not in listed,
    "REGEX": lambda pattern: re.compile(pattern).search,
}
# A rule is filed under the first of these of which it lists values.
_FILED = ("LOWER", "DEP", "TAG")
_number = attrgetter("number")


@dataclass(frozen=True, slots=True)
class _Rule:
    """What is told of a word, when it and its neighbours (`offset` from it) are as asked."""

    number: int
    told: Mapping[str, str]
    asked: tuple[tuple[int, str, _Test], ...]

    def fits(self, words: Sequence[Any], at: int) -> bool:
        for offset, name, is_so in self.asked:
            there = at + offset
            if not 0 <= there < len(words) or not is_so(getattr(words[there], name)):
                return False
        return True


class WordRules:
    """Looks words up. Where two rules tell the same, the later one is right."""

    def __init__(self, patterns: Iterable[Mapping[str, Any]]) -> None:
        self._filed: dict[str, defaultdict[str, list[_Rule]]] = {name: defaultdict(list) for name in _FILED}
        self._everywhere: list[_Rule] = []
        for number, one in enumerate(patterns):
            for words in one["patterns"]:
                asked = tuple(
                    (at - one["index"], _SAID[name], _test(wanted))
                    for at, word in enumerate(words)
                    for name, wanted in word.items()
                )
                self._file(_Rule(number, one["attrs"], asked), words[one["index"]])

    def _file(self, rule: _Rule, asked: Mapping[str, Any]) -> None:
        if asked.get("IS_SPACE"):
            return  # white space is no word, and nobody asks about it
        for name in _FILED:
            if values := _listed(asked.get(name)):
                for value in values:
                    self._filed[name][value].append(rule)
                return
        self._everywhere.append(rule)

    def tell(self, words: Sequence[Any], at: int) -> dict[str, str]:
        """What the table says of a word: its part as POS, its morphology as MORPH, its lemma, if any, as LEMMA."""
        word, filed = words[at], self._filed
        near = [
            *filed["LOWER"].get(word.lower_, ()),
            *filed["DEP"].get(word.dep_, ()),
            *filed["TAG"].get(word.tag_, ()),
            *self._everywhere,
        ]
        told: dict[str, str] = {}
        for rule in sorted((one for one in near if one.fits(words, at)), key=_number):
            told.update(rule.told)
        return told


def _listed(wanted: Any) -> Sequence[str]:
    """The values that a rule names; none when it asks in another way."""
    if isinstance(wanted, str):
        return (wanted,)
    return wanted.get("IN", ()) if isinstance(wanted, dict) else ()


def _test(wanted: Any) -> _Test:
    ((how, value),) = wanted.items() if isinstance(wanted, dict) else (("IN", (wanted,)),)
    return _HOW[how](value)
