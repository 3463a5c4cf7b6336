"""Whom "I" and "you" mean where the document says who speaks: in a transcript, a message, somebody's own report.

"I" is whoever speaks in the part; "you" of a question is the witness who answers it, of an answer whoever asked, of a
message its one addressee. Words in quotation marks are somebody else's, and their "I" is left alone.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from wholefile.reading.names.mentions import Entities, Entity, Mention
from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.parts import Frame, Part
from wholefile.reading.quotes.marks import Quoted
from wholefile.reading.spans import Span

_I = frozenset("i me my mine myself".split())
_YOU = frozenset("you your yours yourself".split())
# Before a capital "I" these make it a number.
_COUNTED = frozenset(
    "count counts exhibit part section title article class phase type level vitamin volume".split()
)
_SILENT = frozenset({"header", "heading", "field"})


def with_speakers(parsed: Parsed, quoted: tuple[Quoted, ...], frame: Frame, entities: Entities) -> Entities:
    """The people of a text with the places where "I" and "you" mean them as further mentions."""
    found: dict[str, list[Mention]] = defaultdict(list)
    inners = sorted(one.inner for one in quoted if not one.title)
    starts = [one.start for one in inners]
    for part, speaker, addressee in _turns(frame, entities):
        for word in parsed.inside(part.span):
            small = word.text.casefold()
            meant = speaker if small in _I else addressee if small in _YOU else None
            if meant is None or not _is_pronoun(parsed, word):
                continue
            at = bisect_right(starts, word.span.start) - 1
            if at >= 0 and word.span.end <= inners[at].end:
                continue
            found[meant.identity].append(Mention(word.span, "pronoun"))
    if not found:
        return entities
    taken = {mention.span for one in entities.all for mention in one.mentions}
    grown = (
        replace(one, mentions=tuple(sorted([*one.mentions, *_free(found.get(one.identity, ()), taken)])))
        for one in entities.all
    )
    return Entities(entities.text, tuple(grown))


def _free(mentions: list[Mention] | tuple[Mention, ...], taken: set[Span]) -> Iterator[Mention]:
    return (one for one in dict.fromkeys(mentions) if one.span not in taken)


def _turns(frame: Frame, entities: Entities) -> Iterator[tuple[Part, Entity | None, Entity | None]]:
    """Every part in which somebody speaks, with whom, and to whom where that is known."""
    known: dict[Span, Entity | None] = {}

    def who(part: Part | None) -> Entity | None:
        place = part.speaker_span if part is not None else None
        if place is None:
            return None
        if place not in known:
            inside = [one for one in entities.within(place) if one.kind == "person"]
            meant = entities.at(place) or (inside[0] if inside else None)
            known[place] = meant if meant is not None and meant.kind == "person" else None
        return known[place]

    asked: Part | None = None
    told: Entity | None = None  # to whom a message goes
    before: Entity | None = None  # who speaks last in the message before
    for part in frame.parts:
        if part.kind == "header" and frame.kind == "e-mail":
            told, before = _addressee(part, entities, told, before)
        if part.kind in _SILENT or not part.speaker:
            continue
        speaker, addressee = who(part), None
        if part.kind == "question":
            following = frame.after(part)
            addressee = who(following) if following is not None and following.kind == "answer" else None
            asked = part
        elif part.kind == "answer":
            addressee = who(asked)
        elif frame.kind == "e-mail":
            addressee, before = told, speaker
        yield part, speaker, addressee if addressee is not speaker else None


def _addressee(
    part: Part, entities: Entities, told: Entity | None, before: Entity | None
) -> tuple[Entity | None, Entity | None]:
    """The one to whom a message goes: its "To", or who quotes it; nobody where there are several."""
    label = part.label.casefold()
    if label == "wrote":
        return before, before
    if label == "from":
        return None, before
    if label in {"to", "cc"}:
        people = [one for one in entities.within(part.span) if one.kind == "person"]
        return (people[0] if label == "to" and len(people) == 1 else None), before
    return told, before


def _is_pronoun(parsed: Parsed, word: Word) -> bool:
    """Whether "I" is no number: "Count I"."""
    if word.text == "I" and word.at:
        before = parsed.words[word.at - 1]
        if before.text.casefold() in _COUNTED and before.span.end + 1 >= word.span.start:
            return False
    return word.text != "i" or word.part in {"PRON", ""}
