"""Names brought together: which of the places where a person is named mean the same person."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from wholefile.reading.names.lexicon import COURTESY
from wholefile.reading.names.namewords import (
    NameWords,
    given_alike,
    one_letter_apart,
    plain,
    words_of,
)
from wholefile.reading.names.near_names import NearNames
from wholefile.reading.names.nicknames import nick_in
from wholefile.reading.names.people import Sighting
from wholefile.reading.names.spellings import say_variants
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
    called: dict[Span, str] = field(default_factory=dict)  # the places of nicknames apart from a name

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
            words = words_of(one.span.of(text)) if one.span not in self.called else None
            if words is not None and words.full and not self.words.ends_with(words):
                spelt[one.span.of(text)] += 1
        return spelt


def cluster(
    text: str, sightings: Iterable[Sighting], nicknames: Mapping[Span, Span | None] = MappingProxyType({})
) -> list[Cluster]:
    """The people of a text: full names first, then surnames and first names that belong to one of them.

    A surname that two people share goes to the one last named before it, and is flagged. One letter of difference in a
    full name makes a spelling of the same name, never corrected; so it does after the same title.
    """
    told = [(one, words) for one in sorted(sightings) if (words := words_of(one.span.of(text))) is not None]
    owned = {plain(place.of(text)) for place, owner in nicknames.items() if owner is not None}
    apart = [one for one, _ in told if one.span in nicknames and plain(one.span.of(text)) in owned]
    apart += [
        one
        for one, words in told
        if one.span not in nicknames and words.full and plain(one.span.of(text)) in owned
    ]
    aside = {one.span for one in apart}
    told = [(one, words) for one, words in told if one.span not in aside]
    found = _by_full_name(text, [(one, words) for one, words in told if words.full])
    owners = {place.of(text): owner for place, owner in nicknames.items() if owner is not None}
    _call(found, owners)
    _by_one_name(text, found, [(one, words) for one, words in told if not words.full])
    _call(found, owners)
    _by_nickname(text, found, apart, nicknames)
    for one in found:
        one.sightings.sort()
        say_variants(one, text)
    return sorted(found, key=lambda one: one.sightings[0].span)


def _call(found: list[Cluster], owners: Mapping[str, Span]) -> None:
    """Tell the people of a text their nicknames."""
    named = {one.span: other for other in found for one in other.sightings}
    for nickname, owner in owners.items():
        if owner in named:
            named[owner].nicknames.add(nickname.casefold())


def _by_nickname(
    text: str, found: list[Cluster], apart: list[Sighting], nicknames: Mapping[Span, Span | None]
) -> None:
    """Give the places of nicknames to whoever is called so: to its own owner, or to the one last named before."""
    called: dict[str, list[Cluster]] = defaultdict(list)
    named = {one.span: other for other in found for one in other.sightings}
    for other in found:
        for nickname in other.nicknames:
            called[plain(nickname)].append(other)
    for one in apart:
        name = one.span.of(text)
        candidates = called[plain(name)]
        owner = nicknames.get(one.span)
        chosen = named.get(owner) if owner is not None else None
        if chosen is None and candidates:
            chosen = candidates[0] if len(candidates) == 1 else _of_several(candidates, one, "")[0][0]
        if chosen is None:
            words = words_of(name)
            if words is None:
                continue
            chosen = Cluster(words)
            found.append(chosen)
            candidates.append(chosen)
        chosen.called[one.span] = name
        chosen.take(one, text)


def _by_full_name(text: str, told: list[tuple[Sighting, NameWords]]) -> list[Cluster]:
    found: list[Cluster] = []
    by_key: dict[tuple[str, str], list[Cluster]] = defaultdict(list)
    surnames = _two_surnames(text, told)
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
        if not same and surnames:
            longer = [other for other in near if _ends_in(other.words, words, surnames)]
            same = longer if len(longer) == 1 else []
        if not same:
            same = [other for other in near if other.words.nearly(words) and _same_office(other, title)]
        chosen = same[0] if same else Cluster(words)
        if not same:
            found.append(chosen)
        chosen.take(one, text)
        for key in keys:
            _add(by_key[key], chosen)
    return found


def _two_surnames(text: str, told: list[tuple[Sighting, NameWords]]) -> set[tuple[str, ...]]:
    """The pairs of words that stand behind a title or before a comma as two surnames of one person."""
    found: set[tuple[str, ...]] = set()
    for one, words in told:
        if one.title is not None and len(words.given) == 1:
            found.add((*words.given, words.surname))
        before, comma, _ = one.span.of(text).partition(",")
        turned = words_of(before) if comma else None
        if turned is not None and len(turned.given) == 1:
            found.add((*turned.given, turned.surname))
    return found


def _ends_in(one: NameWords, other: NameWords, surnames: set[tuple[str, ...]]) -> bool:
    """Whether one of two names is the two surnames of the other."""
    short, long = sorted((one, other), key=lambda words: len(words.given))
    return long.ends_with(short) and (*short.given, short.surname) in surnames


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
    middles = _by_first_surname(text, found)
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
        if not candidates:
            alone = [other for other in middles[words.surname, bool(title)] if _no_conflict(other, title)]
            candidates = alone if len(alone) == 1 else []
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


def _by_first_surname(text: str, found: list[Cluster]) -> dict[tuple[str, bool], list[Cluster]]:
    """People by the first of two surnames: after a title, and alone where "y" or a comma shows that there are two."""
    middles: dict[tuple[str, bool], list[Cluster]] = defaultdict(list)
    for other in found:
        for spelt in dict.fromkeys(one.span.of(text) for one in other.sightings):
            words = words_of(spelt)
            if words is None or len(words.given) < _TWO:
                continue
            first = words.given[-1]
            if len(first.rstrip(".")) == 1:
                continue
            _add(middles[first, True], other)
            before, comma, _ = spelt.partition(",")
            if words.surname.startswith("y ") or (
                comma and words_of(before) == NameWords((first,), words.surname)
            ):
                _add(middles[first, False], other)
    return middles


_TWO = 2


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
