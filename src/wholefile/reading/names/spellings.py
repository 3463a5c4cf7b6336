"""How one person's name is spelt in a text: the spellings that differ, the nicknames, and the fullest of all."""

import re
from collections import Counter
from typing import TYPE_CHECKING

from wholefile.reading.names.namewords import one_letter_apart, plain, surnames_alike, words_of
from wholefile.reading.spans import Span

if TYPE_CHECKING:
    from wholefile.reading.names.clusters import Cluster
    from wholefile.reading.names.people import Sighting

# Two surnames as long as this that differ by a letter are seldom two.
_LONG = 7


def say_variants(one: "Cluster", text: str) -> None:
    """Flag a name that is spelt in two ways; first names that one mention leaves out or shortens are no spelling."""
    spelt: dict[tuple[str, ...], str] = {}
    for sighting in one.sightings:
        name = whole_name(sighting.span.of(text))
        words = words_of(name) if sighting.span not in one.called else None
        if words is not None and words.surname:
            as_written = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name.casefold())
            spelt.setdefault(tuple(as_written), name)
    unlike = _unlike(list(spelt.items()))
    called = dict.fromkeys(one.called.values()) if len(one.called) < len(one.sightings) else ()
    one.variants = tuple(dict.fromkeys((*unlike, *called)))
    if unlike:
        one.flags.append(f"spelt in {len(unlike)} ways: {', '.join(unlike)}; taken for one person")


def _unlike(spelt: list[tuple[tuple[str, ...], str]]) -> tuple[str, ...]:
    """The spellings of which one word differs by a letter, an accent or a hyphen from the same word of another."""
    found: dict[str, None] = {}
    for n, (mine, name) in enumerate(spelt[:60]):
        for yours, other in spelt[n + 1 : 60]:
            least = 3 if set(mine) & set(yours) else 4
            words = ((a, b) for a in mine for b in yours if not (a in yours or b in mine))
            hyphened = mine != yours and _spaced(mine) == _spaced(yours)
            if hyphened or any(one_letter_apart(a, b, least) or _one_word(a, b) for a, b in words):
                found |= {name: None, other: None}
    return tuple(found)


def _spaced(words: tuple[str, ...]) -> str:
    """Words of a name with a hyphen taken for a space."""
    return " ".join(words).replace("-", " ")


def _one_word(first: str, second: str) -> bool:
    """Whether two words are one but for accents, or for two letters of a long surname."""
    return plain(first) == plain(second) or surnames_alike(plain(first), plain(second), least=_LONG)


def name_span(one: "Cluster", text: str) -> Span:
    """Where the fullest name stands first: in the spelling that is used most, not in capitals where it can be."""
    spelt = one.full_names(text)
    surnames = Counter(_surname_as_written(sighting.span.of(text)) for sighting in one.sightings)
    often_spelt = Counter(" ".join(sighting.span.of(text).casefold().split()) for sighting in one.sightings)

    def worth(sighting: "Sighting") -> tuple[bool, bool, int, int, bool, bool, int, int, int]:
        name = sighting.span.of(text)
        often = surnames[_surname_as_written(name)]
        return (
            sighting.span not in one.called,
            bool(spelt[name]),
            often,
            _fullness(name),
            not name.isupper(),
            "," not in name,
            often_spelt[" ".join(name.casefold().split())],
            len(name),
            -sighting.span.start,
        )

    return max(one.sightings, key=worth).span


def whole_name(name: str) -> str:
    """A name in one line, without the number of the line of a transcript that it runs over into."""
    words = name.split()
    return " ".join(word for word in words if "\n" not in name or not word.isdecimal())


def _fullness(name: str) -> int:
    """How many words a name has, initials aside."""
    return sum(len(word.strip(".,")) > 1 for word in name.split())


def _surname_as_written(name: str) -> str:
    before, comma, after = name.partition(",")
    turned = comma and after.strip().strip(".").casefold() not in _SUFFIXES
    words = [word.casefold().strip(".,") for word in (before if turned else name).split()]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words[-1]


_SUFFIXES = frozenset("jr sr ii iii iv v".split())
