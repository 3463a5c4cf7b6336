"""What each person and organisation is in the matter: by title, noun, caption, form, counsel and what is said of them.

Nobody is made a party because of the office that they hold: an office that is sued is a defendant, its holder is not.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from wholefile.reading.facts import ROLES, Fact
from wholefile.reading.frame import Frame, Part
from wholefile.reading.names.captions import find_parties
from wholefile.reading.names.counsel import client_meant, find_counsel
from wholefile.reading.names.deaths import death_verb, died
from wholefile.reading.names.lexicon import COURTESY, PERSON_NOUNS, ROLE_OF_GROUP
from wholefile.reading.names.mentions import Entities, Entity, Mention
from wholefile.reading.names.report_codes import code_key, group_of
from wholefile.reading.names.role_fields import FIELDS
from wholefile.reading.names.role_frames import Found, found_beside, tellers
from wholefile.reading.names.role_marks import found_by_marks
from wholefile.reading.names.role_places import found_by_place
from wholefile.reading.names.role_said import found_said
from wholefile.reading.names.signatures import find_signed
from wholefile.reading.names.titles import role_of
from wholefile.reading.parsed import Parsed
from wholefile.reading.quotes.marks import Quoted
from wholefile.reading.spans import Span

_SPOKEN = frozenset(("question", "answer", "colloquy"))
_MODIFIERS = re.compile(
    r"(?i)^(?:(?:the|a|an|this|that|said|his|her|their|its|another|one|former|\d+-year-old)\s+|['‘’][^'‘’]*['’]\s*)+"
)
_MATTERS = {"prosecutor": "criminal"}
# How many characters, a point and white space, may stand between a title and its name.
_BESIDE = 3


def find_roles(
    parsed: Parsed, quoted: tuple[Quoted, ...], entities: Entities, frame: Frame
) -> tuple[Fact, ...]:
    """The roles of a text: one fact for each person, role and matter, with every place that says so in `others`."""
    text = parsed.text
    works = [one.outer for one in quoted if one.title]
    paragraphs = {}
    for part in frame.parts:
        for mention, _ in entities.mentions_in(part.span):
            paragraphs[mention.span.start] = part.span
    found = [
        *_by_title(text, entities, frame),
        *find_counsel(text, entities),
        *_by_noun(parsed, entities, works),
        *_by_caption(text, entities, frame),
        *_by_form(entities, frame),
        *_by_death(parsed, entities),
        *found_beside(text, entities, paragraphs),
        *found_by_place(text, entities, frame),
        *found_said(text, entities, frame, find_signed(text)),
        *found_by_marks(text, entities, frame),
    ]
    found += _tellers(text, entities, frame, found)
    if frame.kind not in {"police report", "court filing", "news report", "other"}:
        found = [one for one in found if one.rule != "is arrested"]
    found = _each_side(found)
    if frame.kind in {
        "court filing",
        "news report",
    }:  # once charged there, nobody is a suspect because of an arrest
        charged = {
            one.entity.identity for one in found if (one.role, one.matter) == ("defendant", "criminal")
        }
        found = [one for one in found if one.rule != "is arrested" or one.entity.identity not in charged]
    return tuple(sorted(_gathered(found), key=lambda fact: (fact.span, fact.one("role"), fact.one("of"))))


def _each_side(found: list[Found]) -> list[Found]:
    """The roles without victims who are accused as well: of those who fought each says that the other began."""
    accused = {one.entity.identity for one in found if one.role in {"suspect", "defendant"}}
    sure = {one.entity.identity for one in found if one.role == "victim" and one.rule != "was harmed"}
    return [
        one
        for one in found
        if one.role != "victim" or one.entity.identity in sure or one.entity.identity not in accused
    ]


# In these many speak, and who only tells something is a witness.
_PAPERS = frozenset({"civil complaint", "court filing", "e-mail", "transcript"})
_PROBABLE_CAUSE = re.compile(
    r"(?im)^[^\S\n]{0,60}(?:(?:statement|declaration|affidavit)[^\S\n](?:of|in[^\S\n]support[^\S\n]of)[^\S\n])probable[^\S\n]cause\b"
)
_CAST = frozenset(
    {"attorney", "counsel", "defendant", "judge", "officer", "plaintiff", "prosecutor", "suspect", "victim"}
)


def _tellers(text: str, entities: Entities, frame: Frame, found: list[Found]) -> Iterator[Found]:
    """Who tells the writer something, unless the document makes them something else, or they write or speak in it."""
    sworn = frame.kind == "police report" or (
        frame.kind == "court filing" and "affidavit" in text[:1_000].casefold()
    )
    charging = frame.kind == "court filing" and _PROBABLE_CAUSE.search(text) is not None
    if not sworn and frame.kind not in _PAPERS:
        return
    roles = _CAST - {"defendant", "plaintiff"} if sworn else _CAST
    cast = {one.entity.identity for one in found if one.role in roles}
    if not sworn:
        cast |= {one.identity for one in _writers(entities, frame)}
    narrow = not (sworn or charging)
    yield from (one for one in tellers(text, entities, narrow=narrow) if one.entity.identity not in cast)


def _writers(entities: Entities, frame: Frame) -> Iterator[Entity]:
    """Who sends or gets a message, and who speaks in a transcript."""
    for part in frame.parts:
        if part.kind == "header":
            yield from entities.within(part.span)
        elif part.speaker_span is not None and part.kind in _SPOKEN | {"paragraph"}:
            yield from entities.within(part.speaker_span)


def _gathered(found: list[Found]) -> Iterator[Fact]:
    """What says the same of the same person is one fact, at the first place, with the others beside it."""
    by_role: dict[tuple[str, ...], list[Found]] = defaultdict(list)
    counsel = {one.entity.identity for one in found if one.role in {"counsel", "prosecutor"}}
    officers = {one.entity.identity for one in found if one.role == "officer"}
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in found:
        known[one.entity.identity, one.role] |= {one.matter} - {""}
    for one in found:
        if one.role == "attorney" and one.entity.identity in counsel:
            continue
        if one.rule == "declares" and one.entity.identity in officers:
            continue
        kept = one if one.role in ROLES else replace(one, role="other")
        noun = kept.title.casefold() if kept.role == "other" else ""
        if not kept.matter and len(matters := known[kept.entity.identity, kept.role]) == 1:
            kept = replace(kept, matter=next(iter(matters)))
        by_role[kept.entity.identity, kept.role, kept.matter, kept.whom, noun].append(kept)
    for (identity, role, matter, whom, _), places in by_role.items():
        places.sort(key=lambda one: one.span)
        title = next((one.title for one in places if one.title), "")
        told = {
            "of": identity,
            "role": role,
            "title": title,
            "matter": matter or _MATTERS.get(role, ""),
            "whom": whom,
        }
        others = dict.fromkeys(one.span for one in places[1:] if one.span != places[0].span)
        yield Fact("role", places[0].span, f"role: {places[0].rule}", told, others=tuple(others))


def _by_title(text: str, entities: Entities, frame: Frame) -> Iterator[Found]:
    for one in entities.all:
        ranks = [title for title in one.titles if _RANKS.search(title.of(text))]
        elsewhere = frame.kind != "police report" and all(_at_sea(text, title) for title in ranks)
        names = sorted(mention.span for mention in one.mentions)
        for title in one.titles:
            words = title.of(text)
            if words.casefold().rstrip(".") in COURTESY:
                continue
            at = bisect_left(names, title.end, key=lambda span: span.start)
            near = at < len(names) and names[at].start - title.end <= _BESIDE
            name = names[at] if near else title
            role = "other" if elsewhere and title in ranks else role_of(words) or "other"
            yield Found(one, role, title.joined(name), "title", title=words)


# Captains of ships, aircraft, troops and fire brigades are no officers of the law.
_RANKS = re.compile(r"(?i)\b(?:captain|capt|commander|cmdr|lieutenant|lt|sergeant|sgt|officer)\.?$")
_ELSEWHERE = re.compile(
    r"(?i)\b(?:harbou?r\s?-?master|ships?|vessels?|boats?|ferry|tugs?|crew|cargo|airline|aircraft|cockpit|army|navy|"
    r"troops|regiment|battalion|fire\s+(?:department|brigade|station|engine)|firefighters?)\b"
)
_POLICE = re.compile(
    r"(?i)\b(?:police|sheriff|deput(?:y|ies)|detectives?|patrol|precinct|jail|prison|corrections?|custody|inmates?|"
    r"arrest(?:ed|s)?|coast\s+guard)\b"
)
_AROUND = 200


def _at_sea(text: str, title: Span) -> bool:
    """Whether the words around a rank tell of ships, troops or fires, and not of police."""
    around = text[max(0, title.start - _AROUND) : title.end + _AROUND]
    return _ELSEWHERE.search(around) is not None and _POLICE.search(around) is None


def _by_noun(parsed: Parsed, entities: Entities, works: list[Span]) -> Iterator[Found]:
    text = parsed.text
    for one in entities.all:
        for mention in one.mentions:
            if mention.form != "nominal" or one.kind != "person":
                continue
            words = mention.span.of(text)
            noun = words.rpartition(" ")[2].casefold()
            if key := code_key(words):
                yield from _by_code(one, mention, words, ROLE_OF_GROUP.get(group_of(key), ""))
                continue
            if noun[-1].isdigit() and one.named:
                continue  # "Witness 1" of somebody whom the form names
            title = _MODIFIERS.sub("", words) or words
            if any(mention.span.holds(work) for work in works):
                title = noun
            group = PERSON_NOUNS.get(noun, "")
            role = ROLE_OF_GROUP.get(group, "other" if one.named else "unnamed")
            role = role_of(title) if role == "attorney" and role_of(title) == "prosecutor" else role
            if noun in {"girl", "boy"} and not re.search(r"\b\d{1,2}-year-old\b", words):
                role = "other" if one.named else "unnamed"
            if not one.named and role != "unnamed":
                yield Found(one, "unnamed", mention.span, "noun", title=title)
            if role == "attorney":
                yield _lawyer(text, entities, mention, one, title)
            elif group in {"man", "woman"} and one.named:
                continue
            else:
                yield Found(one, role, mention.span, "noun", title=title)


def _by_code(one: Entity, mention: Mention, words: str, role: str) -> Iterator[Found]:
    """What the code of a report says of somebody: V-1 is a victim, named or not."""
    if not one.named:
        yield Found(one, "unnamed", mention.span, "noun", title=words)
    if role:
        yield Found(one, role, mention.span, "code", title=words)


def _lawyer(text: str, entities: Entities, mention: Mention, one: Entity, title: str) -> Found:
    """A lawyer, and counsel where the words say whose."""
    inside = [pair for pair in entities.mentions_in(mention.span) if pair[1] is not one]
    before = text[max(0, mention.span.start - 3) : mention.span.start].rstrip()
    if not inside and before.endswith(("'s", "’s", "'", "’")):
        end = mention.span.start - 3 + len(before) - (2 if before.endswith("s") else 1)
        inside = [
            pair for pair in entities.mentions_in(Span(max(0, end - 60), end)) if pair[0].span.end == end
        ]
    if inside:
        whom = client_meant(text, *inside[0])
        return Found(one, "counsel", mention.span, "whose counsel", title=title, whom=whom)
    return Found(one, "attorney", mention.span, "noun", title=title)


def _by_caption(text: str, entities: Entities, frame: Frame) -> Iterator[Found]:
    for party in find_parties(text, frame):
        one = entities.at(party.span)
        if one is not None:
            yield Found(one, party.side, party.span, "caption", matter=party.matter, title=party.word)


def _by_form(entities: Entities, frame: Frame) -> Iterator[Found]:
    """Fields of a report, and who asks and answers in a transcript."""
    seen: set[tuple[Span, str]] = set()
    for part in frame.parts:
        if part.kind == "field":
            role = next((role for pattern, role in FIELDS if pattern.search(part.label)), "")
            named = [pair for pair in entities.mentions_in(part.span) if pair[0].form in {"name", "title"}]
            of_body = (
                bool(role) and role in _OF_BODIES and bool(named) and _alone(entities, part, named[0][0])
            )
            if role and named and (named[0][1].kind == "person" or of_body):
                yield Found(named[0][1], role, named[0][0].span, "form", title=part.label)
        elif part.kind in _SPOKEN and part.speaker_span is not None:
            courteous = re.match(r"(?i)m(?:r|s|rs|iss)\.?\s", part.speaker) is not None
            if part.kind == "colloquy" and not courteous:
                continue
            role = "witness" if part.kind == "answer" else "attorney"
            one = entities.at(part.speaker_span)
            if one is not None and one.kind == "person" and (part.speaker_span, role) not in seen:
                seen.add((part.speaker_span, role))
                if not (role == "attorney" and frame.kind != "transcript"):
                    yield Found(one, role, part.speaker_span, "transcript")


# A body may be robbed or charged, but sees and signs nothing.
_OF_BODIES = frozenset({"victim", "defendant"})


def _alone(entities: Entities, part: Part, mention: Mention) -> bool:
    """Whether a name is the whole value of a field: "Victim: Marlow Feed & Supply", not "a clerk of Marlow Feed"."""
    text = entities.text
    begin = text.find(":", part.span.start, mention.span.start)
    behind = text[mention.span.end : part.span.end].partition("\n")[0]
    return (
        begin >= 0
        and not text[begin + 1 : mention.span.start].strip()
        and not re.search(r"\w", behind[:40].partition("  ")[0])
    )


def _by_death(parsed: Parsed, entities: Entities) -> Iterator[Found]:
    for one in entities.all:
        if one.kind != "person":
            continue
        for mention in one.mentions:
            if mention.form == "pronoun":
                continue
            word = parsed.word_at(mention.span.end - 1)
            if died(parsed.text, mention.span) or (word is not None and death_verb(parsed, word)):
                yield Found(one, "decedent", mention.span, "death")
