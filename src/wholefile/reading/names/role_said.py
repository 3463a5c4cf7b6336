"""What the usual ways of documents say that somebody is: "X, the medical examiner", "represented by X".

Titles behind a name, whose lawyer appears for whom, who is dead, and what lawyers say of themselves in a transcript.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise

from wholefile.reading.names.lexicon import TITLES
from wholefile.reading.names.mentions import Entities, Entity, Mention
from wholefile.reading.names.role_frames import Found
from wholefile.reading.names.signatures import PROSECUTING, Signed
from wholefile.reading.names.titles import role_of
from wholefile.reading.parts import Frame, Part
from wholefile.reading.spans import Span

_TITLES = "|".join(sorted((re.escape(one) for one, role in TITLES.items() if role != "other"), key=len)[::-1])
# A title behind a name, between commas: ", the chief medical examiner for Dray County,".
_APPOSED = re.compile(
    rf"(?i),[^\S\n](?:(?:an?|the|then|his|her|its|their|our|then-)[^\S\n])?"
    rf"(?P<title>(?:(?!of\b|and\b|who\b|to\b|with\b)[\w'’-]+[^\S\n]){{0,4}}?(?:{_TITLES}))"
    r"(?:[^\S\n](?:for|of|with|at|in|from)[^\S\n][^,.;:\n]{2,60})?(?=[,.;:)])"
)
_OFFICES = frozenset({"officer", "judge", "prosecutor", "expert"})
_ACTS = re.compile(
    r"(?i),?[^\S\n](?:(?:who|which)[^\S\n])?(?:(?:is|was|has|had|been|also)[^\S\n]){0,2}(?:represents|represented|representing|"
    r"(?:appear(?:s|ed|ing)?|act(?:s|ed|ing)?|argued|argues)[^\S\n](?:for|on[^\S\n]behalf[^\S\n]of))[^\S\n](?:the[^\S\n])?"
)
_BY = re.compile(
    r"(?i)\brepresented[^\S\n](?:[\w-]+[^\S\n]){0,4}?by[^\S\n](?:(?:his|her|their|its|an?|the)[^\S\n])?"
    r"(?:(?:attorneys?|counsel|lawyers?|public[^\S\n]defenders?|appointed|retained|court-appointed|assistant|deputy)[^\S\n]){0,4}$"
)
_DEAD_BEFORE = re.compile(
    r"(?i)\b(?:estate[^\S\n]of(?:[^\S\n]the[^\S\n]late)?|the[^\S\n]late|autopsy[^\S\n](?:was[^\S\n])?(?:\w+ed[^\S\n])?(?:on|of)|"
    r"(?:body|remains)[^\S\n](?:was|were)[^\S\n](?:later[^\S\n])?identified[^\S\n]as(?:[^\S\n]that[^\S\n]of)?)[^\S\n]$"
)
_DEAD_AFTER = re.compile(r"(?i),[^\S\n](?:now[^\S\n])?deceased\b")
_IDENTIFIED = re.compile(
    r"(?i)\b(?P<noun>victim|suspect|decedent|witness|officer)[^\S\n](?:(?:was|is|has|been|later|then)[^\S\n]){0,3}identified[^\S\n]"
    r"(?:by[^\S\n][\w' ’]{2,30}[^\S\n])?as[^\S\n]$"
)
_SUSPECTED_BEFORE = re.compile(
    r"(?i)\b(?:arrested|arrest[^\S\n]of|detained|handcuffed|mirandized|charges?[^\S\n]against|warrant[^\S\n]for(?:[^\S\n]the[^\S\n]arrest"
    r"[^\S\n]of)?|cause[^\S\n]to[^\S\n](?:arrest|charge|believe[^\S\n]that))[^\S\n]$"
)
_SUSPECTED_AFTER = re.compile(
    r"(?i)[^\S\n](?:(?:was|were)[^\S\n])?(?:then[^\S\n]|later[^\S\n])?(?:booked|mirandized|read[^\S\n](?:his|her|their)[^\S\n](?:\w+[^\S\n])?"
    r"rights|advised[^\S\n]of[^\S\n](?:his|her|their)[^\S\n](?:\w+[^\S\n])?rights|(?:waived|invoked)[^\S\n](?:his|her|their)[^\S\n]"
    r"(?:\w+[^\S\n])?rights?)\b"
)
_WARNED = re.compile(r"(?i)\bright\s+to\s+remain\s+silent\b")
_SUSPECTING = frozenset({"police report", "transcript"})
_DECLARES = re.compile(
    r"(?i),[^\n]{0,80}?\b(?:declare|depose|(?:hereby|do)[^\S\n](?:state|certify|swear|affirm))\b"
)
_I = re.compile(r"(?<!\w)I,[^\S\n]$")
_STATE = r"(?:State|People|Commonwealth|Government|prosecution|Prosecution|United[^\S\n]States)"
_VERSUS = re.compile(r"(?i),?[^\S\n](?:v\.|vs\.?|versus)[^\S\n]")
_IS_STATE = re.compile(rf"(?i)(?:the[^\S\n])?{_STATE}(?:[^\S\n]of[^\S\n][\w ]{{2,30}})?$")
# What lawyers say of their side in a turn of a transcript.
_DOES = r"(?:calls?|rests?|offers?|moves?|objects?|requests?|would|is[^\S\n]ready|has|will|asks?|concedes?|submits?)"
_STATE_ACTS = re.compile(rf"(?:[Tt]he[^\S\n])?(?<!\w){_STATE}[^\S\n]{_DOES}\b")
_DEFENSE_ACTS = re.compile(rf"(?:[Tt]he[^\S\n])?(?<!\w)[Dd]efen[sc]e[^\S\n]{_DOES}\b")
_APPEARS = re.compile(
    rf"\b(?:for|on[^\S\n]behalf[^\S\n]of|represent(?:ing)?|speak[^\S\n]for)[^\S\n](?:the[^\S\n])?(?P<side>{_STATE}|(?i:defen[sc]e|defendants?|"
    r"plaintiffs?|petitioners?|respondents?))\b"
)
_MINE = re.compile(
    r"(?i)\b(?:my[^\S\n]client|I[^\S\n](?:represent|speak[^\S\n]for|appear[^\S\n]for))\b(?:[^\S\n](?:the[^\S\n])?)?"
)
_SIDE = re.compile(r"(?i)(?:plaintiff|defendant|petitioner|respondent|defen[sc]e)s?\b")
_CALLED = re.compile(
    rf"(?i)\bcalled\s+(?:as\s+a\s+witness\s+)?(?:by|for|on\s+behalf\s+of)\s+(?:the\s+)?(?:\d{{1,2}}\s+)?(?-i:{_STATE})\b"
)
_FAR = 1_500  # between the oath and the first question
_COURTEOUS = re.compile(r"(?i)m(?:r|s|rs|iss)\.?\s")
_TURN = 400
_NEAR = 160


def found_said(text: str, entities: Entities, frame: Frame, signed: Iterable[Signed]) -> Iterator[Found]:
    """The roles that a document says in these ways, in the order of the ways."""
    starts = {m.span.start: (m, one) for one in entities.all for m in one.mentions}
    for one in entities.all:
        for mention in one.mentions:
            if one.kind == "person" and mention.form != "pronoun":
                yield from _said_of(text, mention, one)
                if frame.kind in _SUSPECTING:
                    yield from _suspected(text, mention, one)
                yield from _acting(text, mention, one, entities, starts)
            elif one.kind == "organisation" and _IS_STATE.match(mention.span.of(text)):
                yield from _prosecutes(text, mention, one)
    yield from _in_blocks(text, entities, signed)
    if frame.kind == "transcript":
        for part in frame.parts:
            yield from _in_turn(text, entities, part)
        yield from _calls(text, entities, frame)
        yield from _warned(text, entities, frame)


def _said_of(text: str, mention: Mention, one: Entity) -> Iterator[Found]:
    start, end = mention.span.start, mention.span.end
    last, before = min(len(text), end + _NEAR), text[max(0, start - _NEAR) : start]
    title = _APPOSED.match(text, end, last) if one.named else None
    if title is not None and (role := role_of(title["title"])) in _OFFICES:
        yield Found(one, role, Span(start, title.end("title")), "title behind", title=title["title"])
    if (
        one.named
        and (dead := _search(_DEAD_BEFORE, before, "estate", "late ", "autopsy", "identified")) is not None
    ):
        yield Found(one, "decedent", Span(start - len(before) + dead.start(), end), "words of death")
    if dead := _DEAD_AFTER.match(text, end, last):
        yield Found(one, "decedent", Span(start, dead.end()), "words of death")
    if one.named and (told := _search(_IDENTIFIED, before, "identified")) is not None:
        place = Span(start - len(before) + told.start(), end)
        yield Found(one, told["noun"].casefold(), place, "identified as")
    if _I.search(before[-4:]) and (match := _DECLARES.match(text, end, last)) is not None:
        yield Found(one, "witness", Span(start, match.end()), "declares")


def _suspected(text: str, mention: Mention, one: Entity) -> Iterator[Found]:
    """Whom police arrest, warn or book."""
    start, end = mention.span.start, mention.span.end
    before = text[max(0, start - _NEAR // 2) : start]
    if match := _search(
        _SUSPECTED_BEFORE, before, "arrest", "detain", "handcuff", "mirand", "charge", "warrant", "cause"
    ):
        yield Found(
            one, "suspect", Span(start - len(before) + match.start(), end), "is suspected", "criminal"
        )
    if match := _SUSPECTED_AFTER.match(text, end, min(len(text), end + _NEAR)):
        yield Found(one, "suspect", Span(start, match.end()), "is suspected", "criminal")


def _warned(text: str, entities: Entities, frame: Frame) -> Iterator[Found]:
    """Who speaks next after a warning of the right to remain silent."""
    for warning, following in pairwise(frame.parts):
        place = following.speaker_span
        if place is None or following.speaker == warning.speaker:
            continue
        if _WARNED.search(text, warning.span.start, min(warning.span.end, warning.span.start + 3 * _TURN)):
            one = entities.at(place)
            if one is not None and one.kind == "person":
                yield Found(one, "suspect", place, "is warned", "criminal")


def _search(pattern: re.Pattern[str], before: str, *words: str) -> re.Match[str] | None:
    """What a pattern finds, which is only asked where one of its words stands: most places have none of them."""
    small = before.lower()
    return pattern.search(before) if any(one in small for one in words) else None


def _acting(
    text: str, mention: Mention, one: Entity, entities: Entities, starts: dict[int, tuple[Mention, Entity]]
) -> Iterator[Found]:
    """Who appears for whom: "X represents Y", "Y, represented by X"."""
    if not one.named:
        return
    start, end = mention.span.start, mention.span.end
    match = _ACTS.match(text, end, min(len(text), end + _NEAR))
    if match is not None:
        client = starts.get(match.end()) or starts.get(match.end() - len("the "))
        side = _SIDE.match(text, match.end(), min(len(text), match.end() + 16))
        if client is not None and client[1] is not one:
            span = Span(start, client[0].span.end)
            state = client[1].kind == "organisation" and _IS_STATE.match(client[0].span.of(text))
            role = "prosecutor" if state else "counsel"
            yield Found(one, role, span, "acts for", whom="" if state else client[1].identity)
        elif side is not None:
            yield Found(one, "counsel", Span(start, side.end()), "acts for")
    before = text[max(0, start - _NEAR) : start]
    if (by := _search(_BY, before, "represented")) is not None:
        first = start - len(before) + by.start()
        told = entities.mentions_in(Span(max(0, first - _NEAR), first))
        whom = next((client.identity for m, client in reversed(told) if client is not one), "")
        yield Found(one, "counsel", Span(first, end), "represented by", whom=whom)


def _prosecutes(text: str, mention: Mention, one: Entity) -> Iterator[Found]:
    if match := _VERSUS.match(text, mention.span.end, mention.span.end + 14):
        yield Found(one, "party", Span(mention.span.start, match.end() - 1), "a state against", "criminal")


def _in_blocks(text: str, entities: Entities, signed: Iterable[Signed]) -> Iterator[Found]:
    for block in signed:
        one = entities.at(block.name)
        if not block.role or one is None or one.kind != "person":
            continue
        whom = ""
        if block.side and block.side not in PROSECUTING:
            place = re.search(re.escape(block.side), block.place.of(text), re.IGNORECASE)
            at = block.place.start + place.start() if place else 0
            client = entities.at(Span(at, at + len(block.side))) if place else None
            whom = client.identity if client is not None and client is not one else ""
        span = block.name.joined(block.place)
        yield Found(one, block.role, span, "in a block", title=block.title, whom=whom)


def _in_turn(text: str, entities: Entities, part: Part) -> Iterator[Found]:
    """What a lawyer says of their side: only who is called Mr. or Ms. in the margin and neither asks nor answers."""
    if (
        part.kind not in {"colloquy", "question"}
        or part.speaker_span is None
        or not _COURTEOUS.match(part.speaker)
    ):
        return
    one = entities.at(part.speaker_span)
    if one is None or one.kind != "person":
        return
    words = text[part.span.start : min(part.span.end, part.span.start + _TURN)]
    place = part.speaker_span
    mine = _MINE.search(words)
    if part.kind == "colloquy" and (_STATE_ACTS.search(words) or _side(words, one) in PROSECUTING):
        yield Found(one, "prosecutor", place, "speaks for the state")
    elif mine is not None or (part.kind == "colloquy" and (_DEFENSE_ACTS.search(words) or _side(words, one))):
        client = _named_at(entities, part.span.start + mine.end()) if mine is not None else None
        whom = client.identity if client is not None and client is not one else ""
        yield Found(one, "counsel", place, "speaks for a side", whom=whom)


def _calls(text: str, entities: Entities, frame: Frame) -> Iterator[Found]:
    """Who first examines a witness whom the state calls."""
    asked = [one for one in frame.parts if one.kind == "question" and one.speaker_span is not None]
    starts = [one.span.start for one in asked]
    for match in _CALLED.finditer(text):
        at = bisect_left(starts, match.end())
        place = asked[at].speaker_span if at < len(asked) and starts[at] - match.end() < _FAR else None
        one = entities.at(place) if place is not None else None
        if place is not None and one is not None and one.kind == "person":
            yield Found(one, "prosecutor", place, "examines for the state")


def _side(words: str, one: Entity) -> str:
    """For which side somebody gives their own name: "Ana Ruhl for the State, Your Honor"."""
    match = _APPEARS.search(words)
    surname = re.escape(one.name.split()[-1])
    if match is None or not re.search(rf"(?i)(?<!\w){surname}(?![\w:])", words[: match.start()]):
        return ""
    return " ".join(match["side"].lower().split())


def _named_at(entities: Entities, place: int) -> Entity | None:
    """Who is mentioned just at a place."""
    return next(
        (e for m, e in entities.mentions_in(Span(place, place + _NEAR)) if m.span.start == place), None
    )
