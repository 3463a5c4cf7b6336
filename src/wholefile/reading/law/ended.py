"""How charges ended, where that is told apart from their names: by count, by order, "the other counts", or by a plea.

And on which day: the day in the words that tell of it, the day of an act of law there, or the day of the hearing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wholefile.reading.facts import Fact
from wholefile.reading.law.cells import NUMBER_OF
from wholefile.reading.law.counted import ORDINAL, number_of
from wholefile.reading.law.offences import find_offences
from wholefile.reading.law.undone import NEAR, undone
from wholefile.reading.law.who import Scene
from wholefile.reading.parsed import Parsed
from wholefile.reading.spans import Placing, Span

_SEVERAL = rf"{NUMBER_OF}(?:\s*(?:,\s*and|,|and|&)\s*(?:counts?\s+)?{NUMBER_OF}){{0,6}}"
_ENDING = re.compile(
    r"(?i)\b(?:(?P<dismissed>dismiss(?:es|ed)|nolle\s+pros\w*|nol-?pross?ed|drop(?:s|ped)|thr(?:ew|own)\s+out|tossed|withdr(?:ew|awn|aws)|vacated)|"
    r"(?P<acquitted>acquit(?:s|ted)|not\s+guilty|cleared)|"
    r"(?P<convicted>(?:plead(?:s|ed)|pled)\s+(?:guilty|no\s+contest|nolo(?:\s+contendere)?)|pleads(?=\s+to)|convict(?:s|ed)|(?<!not\s)guilty))\b"
)
_PASSIVE = re.compile(
    r"(?i)\b(?:was|were|is|are|been|being|be)\s+(?:\w+ly\s+|later\s+|then\s+|also\s+|all\s+|both\s+)*$"
)
_NUMBERED = re.compile(rf"(?i)\bcounts?\s+(?P<n>{_SEVERAL})\b(?!\s+(?:of|years|months|days))")
# A docket says it without a verb: "Count 2 dismissed".
_COUNTS_BEFORE = re.compile(rf"(?i)\bcounts?\s+{_SEVERAL}\s+$")
_BARE = re.compile(
    rf"(?i)^(?:\s+(?:guilty|no\s+contest))?(?:\s+(?:to|on|as\s+to))?\s+(?:counts?\s+)?(?P<n>{_SEVERAL})(?=\s*[.,;:]|\s*$|\s+(?:and|of\s+the|in|on|at)\s)"
)
_ORDERED = re.compile(rf"(?i)\b(?P<n>{ORDINAL})\s+(?:(?:and|felony|misdemeanou?r)\s+)?(?:counts?|charges?)\b")
_REST = re.compile(
    r"(?i)\b(?:other|remaining|rest\s+of\s+the|balance\s+of\s+the)\s+(?:\w+\s+){0,2}?(?:counts?|charges?)\b|\bthe\s+rest\b"
)
_IT = re.compile(
    r"(?i)(?:^|[;,.]\s*|\band\s+|\bbut\s+)(?:it|that|that\s+(?:charge|count|case|citation|one)|which|the\s+(?:charge|count|case|citation|ticket))\s+(?:has\s+|had\s+|was|were|is|got|were)\s*(?:been\s+)?(?:later\s+|then\s+|eventually\s+|\w+ly\s+)*$"
)
_NOT_THESE = re.compile(
    r"(?i)\b(?:lawsuit|suit|civil|complaint|petition|appeal|motion|juror|jury|jurors|witness)\b"
)
# "Agrees to plead guilty" tells of no plea yet.
_YET_TO = re.compile(
    r"(?i)\b(?:to|will|would|may|might|could|should|must|not|never|if)\s+(?:\w+\s+){0,2}?(?:plead|enter\s+an?\s+pleas?\s+of|be\s+found|find\s+\w+)\s+$"
)
_PLEA = re.compile(
    r"(?i)\b(?:how\s+do\s+you\s+plead|what\s+is\s+your\s+plea|your\s+plea|plead(?:ing)?|plea)\b"
)
_TO_WHICH = re.compile(r"(?i)\b(?:plead|plea)\s+(?:to|on|as\s+to|for)\b|\b(?:as|and)\s+to\b")
_COUNT_ASKED = re.compile(rf"(?i)\bcount\s+(?P<n>{NUMBER_OF})\b")
_ANSWER = re.compile(
    r"(?i)^\W*(?:(?:i\s+plead|plead|uh|um|yes|no\s+plea)\W+){0,2}(?P<plea>not\s+guilty|guilty|no\s+contest|nolo(?:\s+contendere)?)\b"
)
_ACCEPTED = re.compile(
    r"(?i)\b(?:accept(?:s|ed)?\s+(?:the|your|his|her|their|both|these|those)\s+pleas?|(?:find|finds|found)\s+(?:you|him|her|the\s+defendant|[^.;]{1,40})\s+guilty|"
    r"adjudge[sd]?|adjudicat(?:e|es|ed)|pleas?\s+(?:is|are|was|were)\s+accepted)\b"
)


@dataclass(frozen=True, slots=True)
class Ending:
    """How charges ended, where it says so, and on which day if the hearing itself tells.

    `counts` are their numbers; `named` is the name of the one that has none, in small letters.
    """

    how: str
    span: Span
    counts: frozenset[int] = frozenset()
    rest: bool = False
    today: bool = False
    named: str = ""


def find_endings(scene: Scene, text: str) -> tuple[Ending, ...]:
    """Every ending that is told of charges by their numbers, as "the other counts" or as "it", in order."""
    found = [one for match in _ENDING.finditer(text) if (one := _ending(scene, text, match)) is not None]
    if scene.frame.kind == "transcript":
        found += _pleas(scene, text)
    return tuple(sorted(found, key=lambda one: one.span))


def _ending(scene: Scene, text: str, match: re.Match[str]) -> Ending | None:
    sentence = scene.sentence(match.start())
    before = text[max(sentence.start, match.start() - 120) : match.start()]
    behind = text[match.end() : min(sentence.end, match.end() + 90)].partition("\n\n")[0]
    clause = re.split(r"[;:]", before)[-1]
    if undone(before[-NEAR:]) or _YET_TO.search(before) or _NOT_THESE.search(clause[-60:]):
        return None
    how = match.lastgroup or ""
    today = scene.frame.kind == "transcript" and match.group().casefold() in {
        "dismisses",
        "drops",
        "pleads",
        "withdraws",
    }
    told = Ending(how, Span(*match.span()), today=today)
    if how == "dismissed" and _IT.search(before):
        return told
    if how == "dismissed" and (_PASSIVE.search(before) or _COUNTS_BEFORE.search(clause)):
        words = clause
    else:
        bare = _BARE.match(behind)
        if bare is not None:
            return replace(told, counts=_numbers(bare["n"]))
        words = re.split(r"[;.]|\b(?:and|but)\s+(?:was|not|acquitted|dismissed|guilty)\b", behind)[0][:60]
    numbered = next(iter(_NUMBERED.finditer(words)), None)
    if numbered is not None:
        return replace(told, counts=_numbers(numbered["n"]))
    ordered = _ORDERED.search(words)
    if ordered is not None:
        return replace(told, counts=_numbers(ordered["n"]))
    return replace(told, rest=True) if _REST.search(words) else None


def _numbers(words: str) -> frozenset[int]:
    said = (one for one in re.split(r"(?i)\s*(?:,|\band\b|&|\bcounts?\b)\s*", words) if one)
    return frozenset(number for one in said if (number := number_of(one)))


def _pleas(scene: Scene, text: str) -> Iterator[Ending]:
    """What a defendant answers when the court asks for the plea to a count, once the court accepts it."""
    count, asked, offence = 0, False, ""
    accepted = [match.start() for match in _ACCEPTED.finditer(text)]
    for part in scene.frame.parts:
        words = text[part.span.start : part.span.end]
        heard = re.match(r"(?is)\W*(?:the\s+)?(?:court|judge|clerk)\b", part.speaker) is not None
        spoken = words.partition(":")[2] if ":" in words[:80] else words
        if heard:
            named = list(_COUNT_ASKED.finditer(spoken))
            offence = "" if named else _offence_asked(spoken)
            further = asked and (bool(named) or bool(offence)) and len(spoken) < 120
            asked = _PLEA.search(spoken) is not None or further
            count = number_of(named[-1]["n"]) if named and asked else 0
            continue
        answer = _ANSWER.match(spoken.strip())
        if answer is None or not (count or offence) or not asked:
            continue
        if not answer["plea"].lower().startswith("not") and any(one > part.span.end for one in accepted):
            place = part.span.start + words.index(answer["plea"])
            span = Span(place, place + len(answer["plea"]))
            counts = frozenset({count} if count else ())
            yield Ending("convicted", span, counts, today=True, named=offence)


def _offence_asked(spoken: str) -> str:
    """The one offence to which somebody is asked to plead, where no count is named: "how do you plead to arson?"."""
    asked = list(_TO_WHICH.finditer(spoken))
    if not asked or not spoken.rstrip().endswith("?"):
        return ""
    rest = spoken[asked[-1].end() :]
    found = list(find_offences(rest))
    return (
        " ".join(found[0].of(rest).casefold().split()) if len(found) == 1 and found[0].start < _NAMED else ""
    )


# So near behind "plead to" the offence is named, in characters.
_NAMED = 60


def day_here(scene: Scene) -> str:
    """The day of a hearing, on which what is done in it is done."""
    return scene.frame.day.isoformat() if scene.frame.day is not None else ""


# What a bargain ended was ended on its own day: "; two counts were dismissed under a plea agreement".
BARGAINED = re.compile(
    r"(?i)\b(?:under|pursuant\s+to|as\s+part\s+of|in\s+exchange\s+for|in\s+return\s+for|per|by|through|as\s+a\s+result\s+of)\s+"
    r"(?:an?\s+|the\s+|that\s+|his\s+|her\s+|their\s+)?(?:negotiated\s+)?(?:(?:guilty\s+)?pleas?(?:\s+(?:agreement|deal|bargain)|\b)|agreement|deal|bargain)"
)
# The acts of law that end a charge, by how.
_ACTS = {
    "convicted": frozenset(("convicted", "pleaded guilty", "pleaded no contest", "sentenced")),
    "acquitted": frozenset(("acquitted",)),
    "dismissed": frozenset(("dismissed", "withdrawn")),
}
_SAYS = {
    "convicted": re.compile(r"(?i)guilty|convict|plea|pled|no\s+contest|nolo"),
    "acquitted": re.compile(r"(?i)acquit|not\s+guilty|cleared"),
    "dismissed": re.compile(r"(?i)dismiss|nol|drop|thr|toss|withdr|vacat"),
}


def with_days(found: Sequence[Fact], parsed: Parsed) -> Iterator[Fact]:
    """All facts, charges that ended with the day on which they did, where the same sentence tells one."""
    dated = [one for one in found if one.kind in {"time", "court_event"} and one.one("date")]
    times = Placing(one for one in dated if one.kind == "time" and one.one("type") in {"DATE", "TIME"})
    acts = Placing(one for one in dated if one.kind == "court_event")
    for one in found:
        if one.kind != "charge" or not one.one("disposition") or one.one("disposition_date"):
            yield one
            continue
        day = _day(one, times, acts, parsed)
        yield replace(one, told={**one.told, "disposition_date": day}) if day else one


def _day(charge: Fact, times: Placing[Fact], acts: Placing[Fact], parsed: Parsed) -> str:
    how = charge.one("disposition")
    for place in sorted({charge.span, *charge.others}, key=lambda one: (one == charge.span, one)):
        sentence = parsed.sentence_at(place.start)
        long = sentence is not None and sentence.end - sentence.start
        if (
            sentence is None
            or long > _FAR
            or (long > _SHORT and not _SAYS[how].search(sentence.of(parsed.text)))
        ):
            continue
        for act in acts.meeting(sentence.joined(place)):
            if act.one("act") not in _ACTS[how]:
                continue
            if act.span.meets(place) or (act.span.end <= place.start and sentence.holds(act.span)):
                return _calendar(act.one("date"))
        within = [one for one in times.meeting(sentence) if sentence.holds(one.span)]
        if within:
            clause = _clause(parsed.text, sentence, place)
            near = [one for one in within if clause.holds(one.span)]
            if not near and clause.start > sentence.start and BARGAINED.search(clause.of(parsed.text)):
                return ""
            near = near or within
            nearest = min(
                near, key=lambda one: min(abs(one.span.start - place.end), abs(place.start - one.span.end))
            )
            return _calendar(nearest.one("date"))
    return ""


# A longer sentence is a list or a table; a shorter one may leave out the verb: "In 2018. Check fraud."
_FAR, _SHORT = 700, 120


def _calendar(value: str) -> str:
    """A value of time without its hour, if it is a year, a month or a day of the calendar."""
    day = value.partition("T")[0]
    return day if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", day) else ""


def _clause(text: str, sentence: Span, place: Span) -> Span:
    """The stretch between two semicolons of a sentence in which a place stands."""
    start = text.rfind(";", sentence.start, place.start) + 1 or sentence.start
    end = text.find(";", place.end, sentence.end)
    return Span(start, end if end > 0 else sentence.end)
