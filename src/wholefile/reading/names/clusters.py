"""Names brought together: which of the places where a person is named mean the same person."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wholefile.reading.names.lexicon import COURTESY
from wholefile.reading.names.namewords import (
    NameWords,
    given_alike,
    one_letter_apart,
    plain,
    surnames_alike,
    words_of,
)
from wholefile.reading.names.near_names import NearNames
from wholefile.reading.names.nicknames import Nickname, nick_in
from wholefile.reading.names.people import Sighting
from wholefile.reading.names.titles import courtesy_of, role_of
from wholefile.reading.spans import Span

# Two surnames as long as this that differ by a letter are seldom two.
_LONG = 7


@dataclass
class Cluster:
    """One person as far as names tell: where they are named, with which titles, and in which spellings."""

    words: NameWords
    sightings: list[Sighting] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    pronoun: str = ""  # "he" or "she" where a title said it
    roles: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    variants: tuple[str, ...] = ()  # its spellings, when there are several
    nicknames: set[str] = field(default_factory=set)  # in small letters

    def take(self, one: Sighting, text: str) -> None:
        """Add a place where the person is named."""
        self.sightings.append(one)
        self.nicknames |= {nick_in(one.span.of(text))} - {""}
        if one.title is not None:
            title = one.title.of(text)
            self.pronoun = self.pronoun or courtesy_of(title)
            self.titles.add(title.casefold().rstrip(".").rpartition(" ")[2])
            if role := role_of(title):
                self.roles.add(role)

    def full_names(self, text: str) -> Counter[str]:
        """The full names as they are spelt, with how often; two surnames after a title are none."""
        spelt: Counter[str] = Counter()
        for one in self.sightings:
            words = words_of(one.span.of(text))
            if words is not None and words.full and not self.words.ends_with(words):
                spelt[one.span.of(text)] += 1
        return spelt


def cluster(text: str, sightings: Iterable[Sighting], nicknames: Iterable[Nickname] = ()) -> list[Cluster]:
    """The people of a text: full names first, then surnames and first names that belong to one of them.

    A surname that two people share goes to the one last named before it, and is flagged. One letter of difference in a
    full name makes a spelling of the same name, never corrected; so it does after the same title.
    """
    told = [(one, words) for one in sorted(sightings) if (words := words_of(one.span.of(text))) is not None]
    found = _by_full_name(text, [(one, words) for one, words in told if words.full])
    named = {one.span: other for other in found for one in other.sightings}
    for nickname in nicknames:
        if not nickname.within and nickname.name in named:
            named[nickname.name].nicknames.add(nickname.inner.of(text).casefold())
    _by_one_name(text, found, [(one, words) for one, words in told if not words.full])
    for one in found:
        one.sightings.sort()
        _say_variants(one, text)
    return sorted(found, key=lambda one: one.sightings[0].span)


def _by_full_name(text: str, told: list[tuple[Sighting, NameWords]]) -> list[Cluster]:
    found: list[Cluster] = []
    by_key: dict[tuple[str, str], list[Cluster]] = defaultdict(list)
    for one, words in sorted(told, key=lambda pair: (len(pair[1].given[0].rstrip(".")) == 1, pair[0].span)):
        title = one.title.of(text) if one.title else ""
        keys = (("surname", words.surname), ("given", words.given[0]))
        near = _unique(other for key in keys for other in by_key[key] if _no_conflict(other, title))
        same = [
            other
            for other in near
            if other.words.may_be(words) or _nicknamed(other, words, nick_in(one.span.of(text)))
        ]
        if not same and title:  # after a title two words may be the surname
            same = [other for other in near if other.words.ends_with(words)]
        if not same:
            same = [other for other in near if other.words.nearly(words) and _same_office(other, title)]
        chosen = same[0] if same else Cluster(words)
        if not same:
            found.append(chosen)
        chosen.take(one, text)
        for key in keys:
            _add(by_key[key], chosen)
    return found


def _nicknamed(other: Cluster, words: NameWords, nickname: str) -> bool:
    """Whether one of two names with one surname begins with the other's nickname."""
    return other.words.surname == words.surname and (
        words.given[0] in other.nicknames or (bool(nickname) and other.words.given[0] == nickname)
    )


def _unique(clusters: Iterable[Cluster]) -> list[Cluster]:
    return list({id(one): one for one in clusters}.values())


def _same_office(other: Cluster, title: str) -> bool:
    """Whether titles allow two spellings to be one name: no two different offices."""
    role = role_of(title)
    return not (role and other.roles and role not in other.roles)


def _no_conflict(other: Cluster, title: str) -> bool:
    told = courtesy_of(title)
    return not (told and other.pronoun and told != other.pronoun)


def _by_one_name(text: str, found: list[Cluster], told: list[tuple[Sighting, NameWords]]) -> None:
    surnames, firsts = _by_word(text, found)
    called, given = NearNames[Cluster](), NearNames[Cluster]()
    for other in found:
        called.add(other.words.surname, other)
        if other.words.full:
            given.add(other.words.given[0], other)
    for one, words in told:
        title = one.title.of(text) if one.title else ""
        candidates = [other for other in surnames[words.surname] if _no_conflict(other, title)]
        if not candidates and not courtesy_of(title):
            candidates = [other for other in firsts[words.surname] if _no_conflict(other, title)]
        flag = ""
        if not candidates:
            candidates = list(_nearly_called(called.near(words.surname), words, title))
        if not candidates and not title:
            alike = [other for other in given.near(words.surname) if _first_alike(other, words)]
            candidates = alike if len(alike) == 1 else []
        if len(candidates) > 1:
            candidates, flag = _of_several(candidates, one, title)
        if candidates:
            candidates[0].take(one, text)
            if flag and flag not in candidates[0].flags:
                candidates[0].flags.append(flag)
            continue
        new = Cluster(words)
        new.take(one, text)
        found.append(new)
        called.add(words.surname, new)
        surnames[words.surname].append(new)


def _by_word(text: str, found: list[Cluster]) -> tuple[dict[str, list[Cluster]], dict[str, list[Cluster]]]:
    """People by their surnames, and by their first names and nicknames."""
    surnames: dict[str, list[Cluster]] = defaultdict(list)
    firsts: dict[str, list[Cluster]] = defaultdict(list)
    for other in found:
        for nickname in sorted(other.nicknames):
            _add(firsts[plain(nickname)], other)
        for spelt in dict.fromkeys(other.full_names(text)):
            words = words_of(spelt)
            if words is not None:
                _add(surnames[words.surname], other)
                _add(firsts[words.given[0]], other)
    return surnames, firsts


def _add(clusters: list[Cluster], one: Cluster) -> None:
    if not any(one is other for other in clusters):
        clusters.append(one)


def _first_alike(other: Cluster, words: NameWords) -> bool:
    """Whether a name alone may be a spelling of somebody's first name."""
    return other.words.full and given_alike(other.words.given[0], words.surname)


def _nearly_called(found: list[Cluster], words: NameWords, title: str) -> Iterator[Cluster]:
    """People whose surname differs by one letter: after the same title, or where the surname is long."""
    core = title.casefold().rstrip(".").rpartition(" ")[2]
    same = bool(role_of(title)) and core not in COURTESY
    for other in found:
        mine, yours = other.words.surname, words.surname
        near = mine[:1] == yours[:1] and one_letter_apart(mine, yours)
        long = len(words.surname) >= _LONG and other.words.full
        if (
            near
            and _no_conflict(other, title)
            and _same_office(other, title)
            and ((same and core in other.titles) or long)
        ):
            yield other


def _of_several(candidates: list[Cluster], one: Sighting, title: str) -> tuple[list[Cluster], str]:
    """Of people with one surname the one of the same office, else the one last named before."""
    role = role_of(title)
    fitting = [other for other in candidates if role and role in other.roles]
    if len(fitting) == 1:
        return fitting, ""
    last = max(
        candidates,
        key=lambda other: max((s.span.start for s in other.sightings if s.span < one.span), default=-1),
    )
    return [
        last
    ], f"several people are called so; one place ({one.span.start}) is given to the one named just before"


def _say_variants(one: Cluster, text: str) -> None:
    """Flag a name that is spelt in two ways; first names that one mention leaves out or shortens are no spelling."""
    spelt: dict[tuple[str, ...], str] = {}
    for sighting in one.sightings:
        name = " ".join(sighting.span.of(text).split())
        words = words_of(name)
        if words is not None and words.surname:
            as_written = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name.casefold())
            spelt.setdefault(tuple(as_written), name)
    unlike = _unlike(list(spelt.items()))
    one.variants = unlike
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


def name_span(one: Cluster, text: str) -> Span:
    """Where the fullest name stands first: in the spelling that is used most, not in capitals where it can be."""
    spelt = one.full_names(text)
    surnames = Counter(_surname_as_written(sighting.span.of(text)) for sighting in one.sightings)

    def worth(sighting: Sighting) -> tuple[bool, int, bool, int, int, int, int]:
        name = sighting.span.of(text)
        often = surnames[_surname_as_written(name)]
        words = len(name.split())
        return (
            bool(spelt[name]),
            often,
            not name.isupper(),
            words,
            spelt[name],
            len(name),
            -sighting.span.start,
        )

    return max(one.sightings, key=worth).span


def _surname_as_written(name: str) -> str:
    before, comma, _ = name.partition(",")
    return (before if comma else name).split()[-1].casefold().strip(".")
