"""Whom "I" and "you" mean where the document says who speaks: in a transcript, a message, somebody's own report.

"I" is whoever speaks in the part; "you" of a question is the witness who answers it, of an answer whoever asked, of a
message its one addressee. Words in quotation marks are somebody else's, and their "I" is left alone.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

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
# In these every part is somebody's own words.
_OWN_WORDS = frozenset({"e-mail", "transcript"})


Of = TypeVar("Of")


@dataclass(frozen=True, slots=True)
class Turn(Generic[Of]):
    """A part in which somebody speaks, with whom, and to whom where that is known; None is somebody unknown.

    `first_person` is whether they speak of themselves as "I": a report may tell of its writer by name.
    """

    span: Span
    speaker: Of | None
    addressee: Of | None
    first_person: bool


def with_speakers(parsed: Parsed, quoted: tuple[Quoted, ...], frame: Frame, entities: Entities) -> Entities:
    """The people of a text with the places where "I" and "you" mean them as further mentions."""
    found: dict[str, list[Mention]] = defaultdict(list)
    inners = sorted(one.inner for one in quoted if not one.title)
    starts = [one.start for one in inners]

    def people(place: Span) -> list[Entity]:
        meant = entities.at(place)
        return [one for one in ([meant] if meant else entities.within(place)) if one.kind == "person"]

    for turn in turns_of(parsed, frame, people):
        for word in parsed.inside(turn.span):
            small = word.text.casefold()
            meant = turn.speaker if small in _I else turn.addressee if small in _YOU else None
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


def turns_of(parsed: Parsed, frame: Frame, people: Callable[[Span], list[Of]]) -> Iterator[Turn[Of]]:
    """Every part in which somebody speaks, in the order of the text. `people` are those named in a stretch."""
    known: dict[Span, Of | None] = {}

    def who(part: Part | None) -> Of | None:
        place = part.speaker_span if part is not None else None
        if place is not None and place not in known:
            known[place] = next(iter(people(place)), None)
        return known[place] if place is not None else None

    asked: Part | None = None
    told: Of | None = None  # to whom a message goes
    before: Of | None = None  # who speaks last in the message before
    for part in frame.parts:
        if part.kind == "header" and frame.kind == "e-mail":
            told = _addressee(part, people, told, before)
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
        own = frame.kind in _OWN_WORDS or any(one.text == "I" for one in parsed.inside(part.span))
        yield Turn(part.span, speaker, addressee if addressee is not speaker else None, own)


def _addressee(
    part: Part, people: Callable[[Span], list[Of]], told: Of | None, before: Of | None
) -> Of | None:
    """The one to whom a message goes: its "To", or who quotes it; nobody where there are several."""
    label = part.label.casefold()
    if label == "wrote":
        return before
    if label == "to":
        named = people(part.span)
        return named[0] if len(named) == 1 else None
    return None if label in {"from", "cc"} else told


def _is_pronoun(parsed: Parsed, word: Word) -> bool:
    """Whether "I" is no number: "Count I"."""
    if word.text == "I" and word.at:
        before = parsed.words[word.at - 1]
        if before.text.casefold() in _COUNTED and before.span.end + 1 >= word.span.start:
            return False
    return word.text != "i" or word.part in {"PRON", ""}
