"""Charges: which offence, against whom, under which count and statute, and how it ended."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from wholefile.reading.facts import Fact, Status
from wholefile.reading.law import charging
from wholefile.reading.law.lexicon import OFFENCE
from wholefile.reading.law.undone import NEAR, never_brought, undone
from wholefile.reading.law.who import Scene, Taken
from wholefile.reading.spans import Span

# "Two counts of" before an offence, and up to five words for whoever is charged between verb and preposition.
_COUNTS = (
    r"(?:(?:(?:the|an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}|multiple|"
    r"several)\s+)?(?:\w+\s+){0,2}?(?:counts?|charges?)\s+of\s+)?"
)
_OBJECT = r"(?:\s+(?:[\w.'’-]+\s*){1,5}?)?"
# What stands just before the offence, with how the charge stands: by an act of court, by police or others, or, as a
# noun says neither, by the sentence around it.
_Sort = Literal["court", "others", "noun"]
_OF_SORTS: tuple[tuple[str, _Sort, str], ...] = (
    (rf"\b(?:re-?)?charg(?:ed|ing){_OBJECT}\s+(?:in\s+[\w\s]{{1,30}}\s+)?(?:with|of)", "court", ""),
    (rf"\bindicted{_OBJECT}\s+(?:on|for|with)", "court", ""),
    (r"\b(?:arraigned|tried|re-?tried|stand\s+trial|on\s+trial|trial)\s+(?:on|for|in)", "court", ""),
    (r"\b(?:is|are|was|were)\s+charged\s+by\s+[\w\s]{2,40}\s+with", "court", ""),
    (r"\bconvicted\s+(?:\w+\s+){0,3}?of", "court", "convicted"),
    (r"\bnot\s+guilty\s+of", "court", "acquitted"),
    (r"\bguilty\s+of", "court", "convicted"),
    (r"\b(?:acquitted|cleared)\s+(?:\w+\s+){0,3}?of", "court", "acquitted"),
    (r"\b(?:pleaded|pled|plead)\s+not\s+guilty\s+to", "court", ""),
    (r"\b(?:pleaded|pled|plead|pleading)\s+guilty\s+to", "court", "pleaded guilty"),
    (r"\b(?:pleaded|pled)\s+no\s+contest\s+to", "court", "pleaded no contest"),
    (r"\bsentenced\s+for", "court", "convicted"),
    ((
        r"\b(?:arrested|booked|cited|jailed|detained|held|investigated|stopped)\s+(?:[\w.,"
        r"'’-]+\s+){0,6}?(?:for|on|in)(?:\s+(?:a\s+)?suspicion\s+of|\s+a\s+charge\s+of)?"
    ), "others", ""),
    (r"\b(?:consideration\s+of|suspicion\s+of|refer(?:red|ral)?\s+(?:\w+\s+){0,4}?for)", "others", ""),
    (r"\ballegations?\s*(?:\(|:|of|for|[-–—])", "others", ""),
    ((
        r"\b(?:charges?|counts?|indictment|information|offen[sc]es?)(?:\s+\d{1,"
        r"2})?\s*(?:\(|:|of|for|[-–—])"
    ), "noun", ""),
    (r"\bprobable\s+cause\s+(?:for|exists\s+for|to\s+believe\s+[\w\s]{1,40}\s+committed)", "others", ""),
    (r"\bfac(?:es|ed|ing)(?:\s+(?:a|the))?", "court", ""),
    (r"\b(?:commit(?:s|ted)?)\s+(?:the\s+(?:crimes?|offen[sc]es?)\s+of)", "others", ""),
)  # fmt: skip
_TRIGGERS: tuple[tuple[re.Pattern[str], _Sort, str], ...] = tuple(
    (
        re.compile(rf"(?:{pattern})\s*{_COUNTS}(?:the\s+|an?\s+|his\s+|her\s+)?$", re.IGNORECASE),
        sort,
        disposed,
    )
    for pattern, sort, disposed in _OF_SORTS
)
# What stands between two offences of one list: brackets, a statute, "and two counts of".
# Who will stand trial or be sentenced is charged already.
_SET_DOWN = re.compile(r"(?i)arraigned|(?:re-?)?tried|(?:stand|on)\s+trial|trial|sentenced|fac(?:es|ed|ing)")
_CHAIN = re.compile(
    r"^(?:\s*\((?:[^()\n]|\([^()\n]{0,6}\)){0,60}\))?(?:,?\s+in\s+violation\s+of[^;\n]{1,"
    r"60}?)?(?:\s*,)?\s*(?:and|or|as\s+well\s+as|,|;)?"
    r"(?:\s+(?:of|with|for|on))?\s*" + _COUNTS + r"(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
# How far behind an offence its statute may stand, in characters.
_STATUTE = 60
_AS_CHARGE = re.compile(r"^\s+(?:charges?|counts?|case|indictment|trial)\b", re.IGNORECASE)
_FIELD = re.compile(
    r"(?i)^(?:(?:offen[sc]e|charge|crime|violation|classification)(?:s|\(s\))?"
    r"(?:\s*(?:/|&|and)\s*(?:offen[sc]e|charge|crime|violation|classification)(?:s|\(s\))?)?|.*\bcharges?|(?:type|"
    r"nature)\s+of\s+(?:offen[sc]e|crime|incident)|(?:offen[sc]e|crime|incident)\s+(?:type|classification))"
    r"(?:\s*\d{1,2})?$"
)
# An offence that the lexicon lacks, shown by "was charged with" alone.
_UNLISTED = re.compile(
    r"\b(?:was|were|been)\s+(?:re-?)?(?:charged|indicted)\s+(?:with|on|for)\s+(?P<what>(?!(?:the|a|"
    r"an|any|his|her|that|this|being)\b)[a-z][\w\s-]{3,50}?)"
    r"(?=[,.;:()\n]|\s(?:after|in|on|for|over|following|by|at|and|but|when|while|under)\s|$)"
)
_COUNT = re.compile(
    r"(?i)\bcount\s+(?P<n>\d{1,2}|[IVX]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)\b[\s(:–—-]*$"
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """An offence that is charged, where it stands; one that is only `listed` needs somebody who was arrested for it."""

    span: Span
    against: str
    court: bool
    disposition: str
    count: str
    flags: tuple[str, ...] = ()
    listed: bool = False


def find_charges(scene: Scene, citations: tuple[Fact, ...], acts: tuple[Fact, ...]) -> Iterator[Fact]:
    """The charges of a text: one fact for each offence and person, further places in `others`."""
    if scene.frame.kind == "civil complaint":
        seen = [one for one in _seen(scene) if not _in_count_heading(scene, one.span)]
    else:
        seen = list(_seen(scene))
    seen = list(_of_somebody(scene, seen, acts))
    together: dict[tuple[str, str], list[_Seen]] = {}
    for one in sorted(seen, key=lambda found: found.span):
        together.setdefault((" ".join(one.span.of(scene.text).casefold().split()), one.against), []).append(
            one
        )
    for (offence, against), places in together.items():
        others = [one.span for one in places[1:]]
        disposition, where = _disposition(scene, offence, against, places, acts)
        told = {
            "offence": " ".join(places[0].span.of(scene.text).split()), "against": against,
            "count": next((one.count for one in places if one.count), ""),
            "statute": _statute(scene, places[0].span, citations), "disposition": disposition,
        }  # fmt: skip
        others += [span for span in where if span not in others]
        court = any(one.court for one in places)
        status = Status.COURT_ACT if court else Status.ALLEGED
        flags = tuple(dict.fromkeys(flag for one in places for flag in one.flags))
        yield Fact("charge", places[0].span, "charge", told, status, others=tuple(others), flags=flags)


def _of_somebody(scene: Scene, seen: list[_Seen], acts: tuple[Fact, ...]) -> Iterator[_Seen]:
    """Without the offences that a document only lists, unless it tells that somebody was arrested or charged."""
    if not any(one.listed for one in seen):
        yield from seen
        return
    held = charging.taken(scene, acts) | {one.against for one in seen if not one.listed and one.against}
    for one in seen:
        if not one.listed or one.against in held or (not one.against and charging.tells_of_arrest(scene)):
            yield one


def _seen(scene: Scene) -> Iterator[_Seen]:
    """Every offence that the words before or after it make a charge, or that follows one in a list."""
    text, last = scene.text, None
    taken = Taken()
    for match in OFFENCE.finditer(text):
        span = Span(*match.span())
        sentence = scene.sentence(span.start)
        found = _judged(scene, span, sentence)
        if found is None and last is not None and last.span.end <= span.start <= last.span.end + 120:
            gap = text[last.span.end : span.start]
            if _CHAIN.match(gap):
                found = replace(last, span=span, count=_count(scene, span.start))
        if found is not None:
            last = found
            taken.add(span)
            yield found
    for match in _UNLISTED.finditer(text):
        span = Span(match.start("what"), match.start("what") + len(match["what"].rstrip()))
        if not taken.meets(span) and not undone(text[max(0, match.start() - NEAR) : match.start()]):
            against = _against(scene, span, scene.sentence(span.start), match.start())
            yield _Seen(
                span,
                against,
                court=True,
                disposition="",
                count="",
                flags=("an offence that is not in our list",),
            )


def _judged(scene: Scene, span: Span, sentence: Span) -> _Seen | None:
    text = scene.text
    part = scene.frame.part_at(span.start)
    start = max(sentence.start, span.start - 160)
    itself = charging.charges_itself(scene, span.start)
    if part is not None and part.kind == "field" and _FIELD.match(part.label.strip()):
        return _Seen(span, _only_one(scene), itself, "", "", listed=not itself)
    before = text[start : span.start]
    for trigger, sort, disposition in _TRIGGERS:
        match = trigger.search(before)
        if match is None:
            continue
        if undone(before[: match.start()], set_down=_SET_DOWN.match(match.group()) is not None):
            return None
        if sort == "noun" and never_brought("", text[span.end : sentence.end]):
            return None
        against = _against(scene, span, sentence, start + match.start())
        court = sort == "court" and not charging.by_police(before[: match.start()], match.group())
        court = court or (sort == "noun" and (itself or charging.says_charged(scene, sentence)))
        listed = sort == "noun" and not court and charging.classifies(match.group())
        return _Seen(span, against, court, disposition, _count(scene, span.start), listed=listed)
    return _as_charge(scene, span, sentence, itself=itself)


def _as_charge(scene: Scene, span: Span, sentence: Span, *, itself: bool) -> _Seen | None:
    """An offence that names a charge or a trial: "the arson charge". A case of it may be one of the police."""
    match = _AS_CHARGE.match(scene.text[span.end : span.end + 20])
    around = scene.text[sentence.start : span.start], scene.text[span.end : sentence.end]
    if match is None or never_brought(*around):
        return None
    noun = match.group().strip().lower()
    court = itself or noun in {"indictment", "trial"} or charging.says_charged(scene, sentence)
    against = _against(scene, span, sentence, span.start)
    return _Seen(span, against, court, "", "", listed=noun == "case" and not court)


def _only_one(scene: Scene) -> str:
    return scene.only("suspect") or scene.only("defendant")


def _against(scene: Scene, span: Span, sentence: Span, verb: int) -> str:
    """Whom the charge is against: the subject of a passive, the object of "indicted X", else the only one charged."""
    held = (
        [pair for pair in scene.entities.mentions_in(Span(verb, span.start)) if pair[1].kind == "person"]
        if verb < span.start
        else []
    )
    if held:
        return held[0][1].identity
    subject = scene.subject(verb, sentence.start) or scene.subject(max(verb, sentence.start), sentence.start)
    if subject is not None and subject[1].kind == "person":
        return subject[1].identity
    after = re.match(r"(?i)[^.;]{0,40}?\bagainst\s+", scene.text[span.end : min(sentence.end, span.end + 60)])
    named = scene.first(span.end + after.end(), sentence.end) if after else None
    if named is not None and named[1].kind == "person":
        return named[1].identity
    only = scene.only("defendant", "criminal") or scene.only("suspect")
    before = scene.before(span.start, sentence.start)
    return only or (
        before[1].identity
        if before and before[1].identity in (*scene.of_role("defendant"), *scene.of_role("suspect"))
        else ""
    )


def _count(scene: Scene, place: int) -> str:
    found = _COUNT.search(scene.text[max(0, place - 30) : place])
    return f"Count {found['n']}" if found else ""


def _in_count_heading(scene: Scene, span: Span) -> bool:
    line = scene.text[scene.text.rfind("\n", 0, span.start) + 1 : span.start]
    part = scene.frame.part_at(span.start)
    return bool(re.search(r"(?i)\b(?:count|cause of action|claim)\b", line)) or (
        part is not None and part.kind == "heading"
    )


def _statute(scene: Scene, span: Span, citations: tuple[Fact, ...]) -> str:
    """The statute just after the offence, in brackets or after "in violation of"."""
    first = bisect_left(citations, span.end, key=lambda one: one.span.start)
    for one in islice(citations, first, None):
        if one.span.start - span.end > _STATUTE:
            break
        if one.one("cites") == "statute":
            gap = scene.text[span.end : one.span.start]
            if re.fullmatch(
                r"(?is)[\s,(:–—-]*(?:(?:in\s+violation\s+of|contrary\s+to|under|pursuant\s+to)\s+(?:section\s+)?)?",
                gap,
            ):
                return one.one("authority")
    return ""


def _disposition(
    scene: Scene, offence: str, against: str, places: list[_Seen], acts: tuple[Fact, ...]
) -> tuple[str, list[Span]]:
    """How the charge ended and where it says so: by its own words, or by an act that names it or "the charges"."""
    own = next(((one.disposition, [one.span]) for one in places if one.disposition), None)
    if own is not None:
        return own
    core = offence.rpartition(" ")[2]
    for act in acts:
        if act.one("act") != "dismissed":
            continue
        words = act.words(scene.text).casefold()
        of = act.all("of")
        named = OFFENCE.search(words)
        same = named is not None and (
            named.group() in offence or offence in named.group() or core in named.group()
        )
        general = named is None and re.search(r"\b(?:charges|case|indictment|both|all)\b", words) is not None
        civil = re.search(r"\b(?:lawsuit|suit|civil|complaint|petition)\b", words) is not None
        if (not civil and (not of or against in of or not against)) and (same or general):
            return "dismissed", [act.span]
    return "", []
