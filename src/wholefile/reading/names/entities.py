"""Everybody in a text: found by name, by title and by their part in the document, and brought together."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from wholefile.reading.frame import Frame
from wholefile.reading.law.citations import citations_in
from wholefile.reading.names.bodies import group_entities, organisation_entities, short_names
from wholefile.reading.names.captions import Party, find_parties
from wholefile.reading.names.clusters import Cluster, cluster
from wholefile.reading.names.doctrines import find_doctrines
from wholefile.reading.names.figures import Figure
from wholefile.reading.names.first_person import turns_of, with_speakers
from wholefile.reading.names.labels import LABELLED, badges, key_of
from wholefile.reading.names.lexicon import COURTESY, PERSON_NOUNS, SHORT_TITLES
from wholefile.reading.names.mentions import Entities, Entity, Mention
from wholefile.reading.names.nick_owners import owners
from wholefile.reading.names.nicknames import Nickname, find_nicknames
from wholefile.reading.names.nominals import find_nominals
from wholefile.reading.names.organisations import organisations_in, prosecuting_side, seen_by_model
from wholefile.reading.names.people import Sighting, find_sightings
from wholefile.reading.names.places import apart, near
from wholefile.reading.names.references import References
from wholefile.reading.names.repeated import repeated
from wholefile.reading.names.report_codes import Coded, find_codes, lettered
from wholefile.reading.names.respelt import respelt, without_parts
from wholefile.reading.names.signatures import Signed, find_signed
from wholefile.reading.names.spellings import name_span, whole_name
from wholefile.reading.names.things import find_things
from wholefile.reading.names.titles import find_titled, role_of
from wholefile.reading.parsed import Parsed
from wholefile.reading.quotes.marks import Quoted
from wholefile.reading.spans import Span, meets_one

__all__ = ["Entities", "Entity", "Mention", "find_entities"]

_WORD = re.compile(r"[^\W\d_]{3}")  # in a margin that says who speaks, and not "Q." or a number


def find_entities(parsed: Parsed, quoted: tuple[Quoted, ...], frame: Frame) -> Entities:
    """The people and organisations of a text with all their mentions.

    People without a name are entities too, `named` is false for them, and they never become one with anybody named.
    Titles of works are nobody. A spelling that differs by a letter is linked and flagged; no spelling is corrected.
    """
    text = parsed.text
    nicknames = find_nicknames(text)
    called = {one.outer for one in nicknames}
    works = [one.outer for one in quoted if one.title and one.outer not in called]
    things, signed = sorted([*find_things(parsed), *find_doctrines(text)]), find_signed(text)
    parties = find_parties(text, frame)
    named = apart([*(one.span for one in parties if one.organisation), *organisations_in(text, 0, len(text))])
    coded = find_codes(text)
    labels = apart(
        [*(one.span for one in coded), *(Span(*match.span()) for match in LABELLED.finditer(text))]
    )
    nobody = apart([*works, *things, *labels, *(one.title for one in find_titled(text))])
    named = [one for one in named if not any(one.meets(other) for other in near(nobody, one))]
    cited = citations_in(parsed)
    named = [one for one in named if not any(one.meets(other) for other in near(cited, one))]
    named = apart([*named, *_again(text, parties), *prosecuting_side(text, frame)])
    margins = [one for part in frame.parts for one in part.margin if not _WORD.search(one.of(text))]
    signers = sorted(one.name for one in signed)
    named = [one for one in named if not any(other.holds(one) for other in near(signers, one))]
    short = [one for one in short_names(text, named) if not meets_one(signers, one)]
    blocked = [*works, *things, *labels, *named, *cited, *short, *margins]
    sightings = find_sightings(parsed, frame, parties, blocked, _shown(text, frame, coded, nicknames, signed))
    places = _with_model(parsed, named, [*works, *things, *cited, *labels], sightings)
    whole = respelt(text, sightings, [*things, *cited, *labels], works)
    sightings = [*without_parts(sightings, whole), *whole]
    sightings += repeated(parsed, sightings, [*works, *things, *places, *cited, *labels])
    clusters = cluster(text, sightings, owners(text, frame, nicknames, sightings))
    figures = [_figure(one, text, parties) for one in clusters]
    taken = sorted([*places, *(span for one in figures for span in one.mentions)])
    nominals = [
        one
        for one in find_nominals(parsed, quoted, taken, coded)
        if not meets_one(taken, one.span) or one.manner != "label"
    ]
    References(
        parsed,
        figures,
        _labels(text, frame, figures, coded),
        [part.span.start for part in frame.parts],
        turns=turns_of(parsed, frame, _People(figures)),
    ).run(nominals)
    figures = _holders(figures)
    people = [_entity(one, text) for one in figures if one.mentions]
    bodies = [
        *organisation_entities(parsed, places, (m for one in figures for m in one.mentions)),
        *group_entities(parsed, taken),
    ]
    return with_speakers(parsed, quoted, frame, Entities(text, tuple(_apart([*people, *bodies]))))


def _shown(
    text: str,
    frame: Frame,
    coded: tuple[Coded, ...],
    nicknames: tuple[Nickname, ...],
    signed: tuple[Signed, ...],
) -> Iterator[Sighting]:
    """The names that codes of a report are tied to, those with a nickname in them, and those in blocks."""
    yield from (Sighting(one.name, "code", one.title) for one in coded if one.name is not None)
    yield from (Sighting(span, "nickname") for one in nicknames for span in one.names(text))
    yield from (Sighting(one.name, "signature") for one in signed)
    if frame.kind == "police report":
        yield from (Sighting(span, "code", title) for span, title in lettered(text))


class _People:
    """The named people of a text by place."""

    def __init__(self, figures: list[Figure]) -> None:
        self._places = sorted((span, n) for n, one in enumerate(figures) for span in one.mentions)
        self._starts = [span.start for span, _ in self._places]
        self._figures = figures

    def __call__(self, place: Span) -> list[Figure]:
        """Who is named in a stretch, or by a name that it is part of."""
        first = bisect_left(self._starts, max(0, place.start - _LONGEST))
        found = self._places[first : bisect_left(self._starts, place.end)]
        return list({n: self._figures[n] for span, n in found if span.meets(place)}.values())


# No name is longer.
_LONGEST = 100


def _holders(figures: list[Figure]) -> list[Figure]:
    """People, with "the mayor" before the only person whom the text calls Mayor taken for that person."""
    called: dict[str, list[Figure]] = defaultdict(list)
    for one in figures:
        for noun in one.nouns if one.named else ():
            called[noun].append(one)
    kept = []
    for one in figures:
        lone = not one.named and one.rule == "definite noun" and len(one.nouns) == 1
        holders = called[next(iter(one.nouns))] if lone else []
        if len(holders) != 1:
            kept.append(one)
            continue
        for span, form in one.mentions.items():
            holders[0].mentions.setdefault(span, form)
    return kept


def _again(text: str, parties: tuple[Party, ...]) -> Iterator[Span]:
    """Further places of the organisations of the caption, in capitals or not."""
    for party in parties:
        words = party.span.of(text).split()
        if party.organisation and 1 < len(words) < 12:
            pattern = r"\s{1,4}".join(re.escape(word) for word in words)
            for match in re.finditer(rf"(?<![\w-]){pattern}(?![\w-])", text, re.IGNORECASE):
                yield Span(*match.span())


def _with_model(
    parsed: Parsed, named: list[Span], works: list[Span], sightings: list[Sighting]
) -> list[Span]:
    """The organisations by pattern and those that the model saw where neither a name, a title nor a work stands."""
    text = parsed.text
    people = frozenset(
        word.casefold().strip(".,")
        for one in sightings
        if one.source != "capitals"
        for word in one.span.of(text).split()
    )
    sure = (span for one in sightings for span in (one.span, one.title) if span is not None)
    taken = apart([*named, *works, *sure])
    return apart([*named, *seen_by_model(parsed, taken, people)])


def _labels(text: str, frame: Frame, figures: list[Figure], coded: tuple[Coded, ...]) -> dict[str, Figure]:
    """What a text calls somebody whom it names: after "Witness 1: Ana Ortega" the first witness is she."""
    found: dict[str, Figure] = {}
    starts = {span.start: one for one in figures for span in one.mentions}
    ends = {span.end: one for one in figures for span in one.mentions}
    for part in frame.parts:
        if part.kind != "field" or not part.label or not part.label[-1].isdigit():
            continue
        for place in range(part.span.start, part.span.end):
            if place in starts:
                found.setdefault(key_of(part.label, found), starts[place])
                break
    for one in coded:
        if one.name is not None and one.name.start in starts:
            found.setdefault(one.key, starts[one.name.start]).groups.add(one.group)
    for place, keys in badges(text, ends):
        for key in keys:
            found.setdefault(key, ends[place])
    return found


def _figure(one: Cluster, text: str, parties: tuple[Party, ...]) -> Figure:
    """A person as far as names tell, with the titles and the part in the caption as nouns that may mean them."""
    figure = Figure(name_span(one, text), named=True, pronoun=one.pronoun, flags=list(one.flags))
    for sighting in one.sightings:
        span, form = sighting.span, "name"
        if sighting.title is not None:
            figure.titles.append(sighting.title)
            if sighting.title.of(text).casefold().rstrip(".") in COURTESY:
                span, form = sighting.title.joined(sighting.span), "title"
            _take_title(figure, sighting.title.of(text))
        figure.mentions[span] = form
    here = {sighting.span for sighting in one.sightings}
    figure.groups |= {party.side for party in parties if party.span in here} - {"court", "party"}
    figure.rule = f"name: {one.sightings[0].source}"
    figure.variants = one.variants
    return figure


def _take_title(figure: Figure, title: str) -> None:
    """Whom a title makes an officer, "the officer" may mean."""
    figure.groups |= {role_of(title)} - {"", "other"}
    noun = SHORT_TITLES.get(title.casefold().rstrip(".").rpartition(" ")[2], "")
    if noun in PERSON_NOUNS:
        figure.describe(noun, PERSON_NOUNS[noun])


def _entity(one: Figure, text: str) -> Entity:
    mentions = tuple(Mention(span, form) for span, form in sorted(one.mentions.items()))
    return Entity(
        f"person:{one.name.start}-{one.name.end}",
        "person",
        whole_name(one.name.of(text)),
        mentions,
        one.named,
        tuple(sorted(set(one.titles))),
        one.variants,
        tuple(dict.fromkeys(one.flags)),
        one.rule,
    )


def _apart(entities: list[Entity]) -> list[Entity]:
    """No place means two: the first of people, then of organisations, keeps it. Who keeps none is left out."""
    seen: set[Span] = set()
    kept = []
    for one in entities:
        mentions = tuple(m for m in one.mentions if m.span not in seen)
        seen |= {m.span for m in mentions}
        if mentions:
            kept.append(replace(one, mentions=mentions))
    return sorted(kept, key=lambda one: (one.span, one.kind))
