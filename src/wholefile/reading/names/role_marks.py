"""Who is what by the small marks beside a name: a badge, "presiding", a list of witnesses, what was done to somebody.

Who saw it, who told the police, who has a suit and who asks to intervene stand there as well.
"""

import re
from collections.abc import Iterator

from wholefile.reading.frame import Frame
from wholefile.reading.names.mentions import Entities, Entity, Mention
from wholefile.reading.names.role_frames import Found
from wholefile.reading.names.signatures import PROSECUTING
from wholefile.reading.spans import Span

_BADGE = re.compile(
    r"[^\S\n]{0,3}[,(\[/–-]{0,2}[^\S\n]?(?:(?:badge|shield|star|serial|ID|I\.D\.|unit|P\.?I\.?D\.?|"
    r"emp(?:loyee)?\.?|car)"
    r"[^\S\n]?(?:no\.?|num(?:ber)?\.?)?[^\S\n]?[:#]?[^\S\n]?[A-Z]{0,2}-?\d{1,6}|#[^\S\n]?[A-Z]{0,2}-?\d{2,6})\b",
    re.IGNORECASE,
)
_PRESIDING = re.compile(r"(?i),?[^\S\n](?:presid(?:ing|ed)\b|was[^\S\n]on[^\S\n]the[^\S\n]bench\b)")
_BEFORE_JUDGE = re.compile(
    r"(?i)\b(?:heard|appeared|tried|argued|held|before)[^\S\n](?:before[^\S\n])?(?:the[^\S\n])?hon(?:orable|\.)[^\S\n]$"
)
_HARMED = re.compile(
    r"(?i)\b(?:struck|stabbed|shot|hit|beat|punched|kicked|choked|strangled|robbed|assaulted|attacked|"
    r"injured|wounded|killed|murdered|"
    r"raped|kidnapped|battered|slashed|bludgeoned|burned|carjacked|pistol-whipped|slapped|shoved|"
    r"threatened)(?:[^\S\n]and[^\S\n]\w{3,12}ed)?"
    r"[^\S\n]$"
)
_DONE_BY_NOBODY = re.compile(r"(?i)\b(?:never|not|n['’]t|nobody|denied|denies|deny)\b[^.;]{0,60}$")
_SAW = re.compile(
    r"(?i)(?:,[^,.;:\n]{1,40},)?[^\S\n](?:said|says|told[^\S\n][^.;\n“\"]{1,40}|recalled|"
    r"added)[,:]{0,2}[^\S\n][“\"]I[^\S\n]"
    r"(?:saw|heard|watched|was[^\S\n](?:there|standing|sitting|walking)|could[^\S\n](?:see|hear)|looked)\b"
)
_TOLD_POLICE = re.compile(
    r"(?i)(?:,[^,.;:\n]{1,60},|,)?[^\S\n](?:who[^\S\n])?(?:has[^\S\n]|had[^\S\n]|later[^\S\n]|"
    r"also[^\S\n]){0,2}told[^\S\n](?:the[^\S\n])?"
    r"(?:police|investigators?|detectives?|deput(?:y|ies)|officers?|troopers?|sheriff|(?:grand[^\S\n])?jur(?:y|ors))\b"
)
_INTERVENES = re.compile(
    r"(?i)[^\S\n](?:seeks?|sought|moves?|moved|asks?|asked|requests?|requested|petitions?|"
    r"petitioned)[^\S\n](?:for[^\S\n])?"
    r"(?:leave[^\S\n]|permission[^\S\n])?to[^\S\n]intervene\b|[^\S\n](?:intervenes?|intervened)\b|"
    r",[^\S\n](?:an?[^\S\n]|the[^\S\n])?(?:proposed[^\S\n])?"
    r"intervenor\b"
)
_SERVED = re.compile(
    r"(?i)(?:,[^,.;:\n]{1,60},|,)?[^\S\n](?:was|were|has[^\S\n]been|"
    r"had[^\S\n]been)[^\S\n](?:personally[^\S\n])?(?:served|issued)[^\S\n](?:with[^\S\n])?"
    r"(?:an?|the)[^\S\n](?:criminal[^\S\n])?(?:summons|complaint)\b"
)
_APPOSED = re.compile(
    r"(?i),[^\S\n](?:who[^\S\n](?:was|is)[^\S\n]|(?:then[^\S\n])?)(?:indicted|arraigned|convicted|"
    r"re-?charged|charged[^\S\n]with)\b"
)
_HAS_SUIT = re.compile(
    r"(?i),?[^\S\n](?:has|have|had|is[^\S\n]pursuing|filed)[^\S\n](?:an?|the|his|her|"
    r"their)[^\S\n](?:\w+[^\S\n]){0,2}?(?:law)?suit[^\S\n](?:pending[^\S\n])?against\b"
)
# "Mr. Hale for Quist" alone may be an exchange; a comma, an appearance or a motion makes it an appearance.
_FOR = re.compile(
    r"(?i)(?P<bare>[^\S\n]for)?(?(bare)|(?:,[^\S\n]for|,?[^\S\n](?:(?:who[^\S\n])?(?:is|was)[^\S\n])?(?:(?:appear(?:s|ed|ing)|"
    r"speaking|counsel|attorney|arguing)[^\S\n](?:for|on[^\S\n]behalf[^\S\n]of)|on[^\S\n]behalf[^\S\n]of|"
    r"(?:who[^\S\n])?represent(?:s|ed|ing))))[^\S\n](?:the[^\S\n])?"
)
_MOVES = re.compile(
    r"(?i)\b(?:motions?|objections?|requests?|arguments?|applications?|appearances?|statements?|questions?)[^\S\n](?:of|by|from)[^\S\n]$"
)
_LIST = re.compile(
    r"(?im)^[^\S\n]{0,40}(?:(?:state|people|government|commonwealth|defen[cs]e|defendant|plaintiff|"
    r"prosecution)(?:['’]s|s['’])?[^\S\n])?"
    r"(?P<what>witnesses|victims?|witness[^\S\n]list|eyewitness(?:es)?|suspects?|arrestees?|"
    r"co-?defendants?)(?:\([^)\n]{1,12}\))?[^\S\n]{0,3}:"
)
_OF_LIST = {
    "wit": "witness",
    "vic": "victim",
    "eye": "witness",
    "sus": "suspect",
    "arr": "suspect",
    "co-": "defendant",
    "cod": "defendant",
}
_NEAR, _LINE = 120, 400
_COURTEOUS = re.compile(r"(?i)m(?:r|s|rs|iss|x)\.?[^\S\n]")


def found_by_marks(text: str, entities: Entities, frame: Frame) -> Iterator[Found]:
    """The roles that these marks give, in the order of the people."""
    starts = {m.span.start: (m, one) for one in entities.all for m in one.mentions}
    for one in entities.all:
        for mention in one.mentions:
            if mention.form == "pronoun":
                continue
            if one.kind == "person":
                yield from _of_person(text, mention, one, frame)
                yield from _acts_for(text, mention, one, starts)
            if match := _INTERVENES.match(text, mention.span.end, mention.span.end + _NEAR):
                yield Found(one, "party", Span(mention.span.start, match.end()), "intervenes")
            if match := _HAS_SUIT.match(text, mention.span.end, mention.span.end + _NEAR):
                yield Found(one, "plaintiff", Span(mention.span.start, match.end()), "has a suit", "civil")
    yield from _listed(text, entities)


def _of_person(text: str, mention: Mention, one: Entity, frame: Frame) -> Iterator[Found]:
    start, end = mention.span.start, mention.span.end
    last, before = min(len(text), end + _NEAR), text[max(0, start - _NEAR // 2) : start]
    named = mention.form in {"name", "title"}
    if named and frame.kind == "police report" and (match := _BADGE.match(text, end, last)):
        yield Found(one, "officer", Span(start, match.end()), "badge")
    if named and ((match := _PRESIDING.match(text, end, last)) or _BEFORE_JUDGE.search(before)):
        yield Found(one, "judge", Span(start, match.end() if match else end), "presides")
    if named and (match := _HARMED.search(before)) and text[end : end + 2] not in {"'s", "’s"}:
        harmed = Found(one, "victim", Span(start - len(before) + match.start(), end), "was harmed")
        yield from () if _DONE_BY_NOBODY.search(before[: match.start()]) else (harmed,)
    if match := _SAW.match(text, end, last):
        yield Found(one, "witness", Span(start, match.end()), "saw it")
    if frame.kind == "news report" and (match := _TOLD_POLICE.match(text, end, last)):
        yield Found(one, "witness", Span(start, match.end()), "told the police")
    for pattern, rule in ((_SERVED, "is summoned"), (_APPOSED, "is tried")):
        if match := pattern.match(text, end, last):
            yield Found(one, "defendant", Span(start, match.end()), rule, "criminal")


def _acts_for(
    text: str, mention: Mention, one: Entity, starts: dict[int, tuple[Mention, Entity]]
) -> Iterator[Found]:
    """Who is named with courtesy for somebody else: "Ms. Ruhl, on behalf of the estate"."""
    if not _COURTEOUS.match(text, mention.span.start, mention.span.end):
        return
    match = _FOR.match(text, mention.span.end, mention.span.end + 40)
    before = text[max(0, mention.span.start - 30) : mention.span.start]
    if match is not None and match["bare"] and not _MOVES.search(before):
        return
    client = starts.get(match.end()) or starts.get(match.end() - len("the ")) if match is not None else None
    if client is not None and client[1] is not one and client[0].form != "pronoun":
        span = Span(mention.span.start, client[0].span.end)
        state = client[0].span.of(text).casefold().removeprefix("the ") in PROSECUTING
        role = "prosecutor" if state else "counsel"
        yield Found(one, role, span, "acts for", whom="" if state else client[1].identity)


def _listed(text: str, entities: Entities) -> Iterator[Found]:
    """Those in a line that begins with what they are: "WITNESSES: Ana Ruhl; Karl Hale"."""
    for match in _LIST.finditer(text):
        stop = text.find("\n", match.end(), match.end() + _LINE)
        if match.end() in {stop, len(text)}:
            continue
        line = Span(match.end(), stop if stop >= 0 else min(len(text), match.end() + _LINE))
        role = _OF_LIST[match["what"][:3].casefold()]
        for mention, one in entities.mentions_in(line):
            if one.kind == "person" and mention.form in {"name", "title"}:
                yield Found(one, role, Span(match.start(), mention.span.end), "in a list")
