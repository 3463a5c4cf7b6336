"""Whose every quotation is, by the words of the text alone: the saying that shows it, or the quotation before.

A quotation that goes on over a paragraph is of the one it goes on with, unless a saying stands right behind it. One
that is labelled or signed is of the name on it. Any other is of its best candidate, when that has points enough.
"""

import re
from dataclasses import dataclass

from wholefile.reading.names.lexicon import PERSON_NOUNS
from wholefile.reading.quotes.candidates import Candidate, Page
from wholefile.reading.quotes.cues import WITH_PARTICLE
from wholefile.reading.quotes.marks import Quoted
from wholefile.reading.quotes.points import LEAST, LEAST_PART, POINTS
from wholefile.reading.quotes.ranking import Place
from wholefile.reading.quotes.saying import Saying
from wholefile.reading.quotes.signed import label, signature
from wholefile.reading.spans import Span
from wholefile.reading.walking import ancestors


@dataclass(frozen=True, slots=True)
class Heard:
    """Whose a quotation is: the words that name the speaker, the saying that shows it, and by which rule."""

    source: Span
    saying: Saying | None
    rule: str
    carried: bool = False


def score(candidate: Candidate) -> int:
    """The points of a candidate."""
    return sum(POINTS.get(one, 0) for one in candidate.signs)


def hear(page: Page) -> dict[int, Heard]:
    """The speaker of every quotation that shows one, by its index."""
    found: dict[int, Heard] = {}
    for n, one in enumerate(page.quoted):
        if one.title:
            continue
        heard = _heard(page, n, one, found)
        if heard is not None:
            found[n] = heard
    return found


def _heard(page: Page, n: int, one: Quoted, found: dict[int, Heard]) -> Heard | None:
    if one.continues is not None and one.continues in found and not page.bound_after(n):
        before = found[one.continues]
        return Heard(before.source, before.saying, "goes on over a paragraph", carried=True)
    for rule, finder in (("label", label), ("signature", signature)):
        name = finder(page.parsed.text, one)
        if name is not None:
            return Heard(name, None, rule)
    place = page.places[n]
    best: tuple[int, Heard] | None = None
    for candidate in page.candidates(n):
        if candidate.saying is not None:
            heard = Heard(candidate.saying.source, candidate.saying, candidate.saying.sort)
        elif candidate.carried in found:
            before = found[candidate.carried]
            heard = Heard(before.source, before.saying, "speaker of the quotation before", carried=True)
        else:
            continue
        points = score(candidate)
        if best is None or points > best[0]:
            best = points, heard
    if best is not None and (completed := _completed(page, n)) is not None:
        return Heard(completed.source, completed, completed.sort)
    if best is not None and best[1].saying is not None:
        best = best[0], _innermost(page, n, best[1])
    least = LEAST if place is not None and place.full else LEAST_PART
    return best[1] if best is not None and best[0] >= least else None


def _innermost(page: Page, n: int, heard: Heard) -> Heard:
    """Of sayings in one another, the nearest above the quotation: "she says that he told her it was “a copy”"."""
    place = page.places[n]
    if place is None or heard.saying is None or place.head is None:
        return heard
    if heard.saying.sort == "according":
        return _under_account(page, place, heard)
    if heard.saying.word.at not in place.above:
        return heard
    for above in ancestors(page.parsed, place.head):
        if above.at == heard.saying.word.at:
            return heard
        saying = page.saying_of(above.at)
        if saying is None or saying.verb not in _TOLD:
            continue
        gap = page.parsed.text[saying.span.end : max(saying.span.end, place.outer.start)]
        if not _somebody(saying, beside=all(one.strip(",:").lower() in _OBJECTS for one in gap.split())):
            continue
        between = heard.saying.word.span.end <= saying.span.start and saying.span.end <= place.outer.start
        stops = page.between(saying.span.end, place.outer.start)[1] if between else 1
        if not stops and saying.word.tag != "VBG":
            return Heard(saying.source, saying, saying.sort)
    return heard


def _somebody(saying: Saying, *, beside: bool) -> bool:
    """Whether a person says it: a name or a pronoun does, and a noun for people who tell somebody or cry it out.

    `beside` is whether the words stand right behind the verb: what is cried out does.
    """
    named = saying.head.part in {"PROPN", "PRON"}
    told = saying.verb == "tell" or (beside and saying.verb in _ALOUD)
    return named or (told and saying.head.lemma.lower() in PERSON_NOUNS)


def _under_account(page: Page, place: Place, heard: Heard) -> Heard:
    """Of "according to the report, the clerk said …": the clerk says it, and the report tells."""
    for above in ancestors(page.parsed, place.head) if place.head is not None else ():
        saying = page.saying_of(above.at)
        if saying is not None and saying.sort == "speech" and saying.head.text.lower() not in _NOBODY:
            same = heard.saying is not None and saying.word.sentence == heard.saying.word.sentence
            before = saying.span.end <= place.outer.start
            return Heard(saying.source, saying, saying.sort) if same and before else heard
    return heard


def _completed(page: Page, n: int) -> Saying | None:
    """The verb of speech right before a quotation that the quotation completes: "the driver told him, “clear”".

    Whoever else says that it was said, these are the words of that verb's subject.
    """
    place = page.places[n]
    if place is None or (page.bound_after(n) and not _whole(page, place)):
        return None
    saying = page.saying_before(n)
    if saying is not None and (said := _before_aside(page, saying, place.outer)) is not None:
        return said
    if saying is None or saying.head.text.lower() in _NOBODY:
        return None
    if saying.sort == "noun":
        return saying if _led_by(page.parsed.text[saying.word.span.end : place.outer.start]) else None
    if saying.sort != "speech":
        return None
    gap = page.parsed.text[saying.span.end : place.outer.start]
    particles = WITH_PARTICLE.get(saying.verb, ())
    words = [one.strip(",:").lower() for one in gap.split()]
    if len(gap) > _REACH or not all(one in particles or one in _OBJECTS or not one for one in words):
        return None
    if gap.rstrip()[-1:] in {",", ":"}:
        return saying
    governs = place.head is not None and place.head.head == saying.word.at
    return saying if governs and place.head is not None and place.head.relation in _COMPLETING else None


def _whole(page: Page, place: Place) -> bool:
    """Whether a quotation ends its sentence by a mark of its own and a capital follows, after a comma before it."""
    text = page.parsed.text
    before = text[max(0, place.outer.start - 3) : place.outer.start].rstrip()
    after = text[place.outer.end : place.outer.end + 3].lstrip()
    return text[place.inner.end - 1] in "?!" and before[-1:] in {",", ":"} and after[:1].isupper()


def _before_aside(page: Page, saying: Saying, outer: Span) -> Saying | None:
    """Whose words come before ", and I quote," or ", and I wrote it down,": of the one who said them, not of "I"."""
    text = page.parsed.text
    if saying.head.text.lower() not in {"i", "we"} or saying.verb not in _NOTING:
        return None
    if not _ASIDE_END.fullmatch(text[saying.word.span.end : outer.start][:_REACH]):
        return None
    for word in reversed(page.parsed.words[max(0, saying.head.at - 6) : saying.head.at]):
        told = page.saying_of(word.at)
        if told is not None and told.sort == "speech" and told.word.sentence == saying.word.sentence:
            between = text[told.span.end : saying.head.span.start]
            return told if _ASIDE.fullmatch(between) else None
    return None


# A clause of whoever tells it, between a verb of speech and the words that were said.
_ASIDE = re.compile(r"\s*[,(—–-]\s*(?:and\s+)?", re.IGNORECASE)
_ASIDE_END = re.compile(
    r"(?:\s+(?:it|this|that|here|her|him|them|you|down|at\s+once|verbatim|exactly|directly))*\s*[,:)—–-]+\s*",
    re.IGNORECASE,
)
_NOTING = frozenset({"quote", "write", "note", "record", "jot", "repeat", "remember", "recall"})


def _led_by(gap: str) -> bool:
    """Whether a noun of saying leads on to a quotation: "in his words, “…”", "her reply was short: “…”"."""
    return gap.strip() in {",", ":"} or (
        gap.rstrip().endswith(":") and len(gap.split()) <= _LEAD and "." not in gap
    )


_LEAD = 10
# Whom something is told, between the verb and the quotation.
_OBJECTS = frozenset(
    "me you him her us them it reporters jurors officers police investigators deputies himself herself".split()
)
_NOBODY = frozenset({"it", "that", "which", "this", "what"})
_REACH = 24
_ALOUD = frozenset({"tell", "shout", "yell", "scream", "holler", "whisper", "text", "cry", "mutter"})
_TOLD = _ALOUD | {"say", "write", "testify"}
_COMPLETING = frozenset({"advmod", "acomp", "dobj", "oprd", "ccomp", "intj", "npadvmod", "attr"})
