"""What a correction takes back: an earlier article said that somebody was charged, and they never were."""

import re

from wholefile.reading.facts import Fact
from wholefile.reading.law.who import Scene
from wholefile.reading.spans import Span

# An earlier telling that is told of, and the words that say that it was wrong.
_EARLIER = re.compile(
    r"(?i)\b(?:articles?|stor(?:y|ies)|reports?|headlines?|captions?|versions?|columns?|editions?|posts?|broadcasts?|items?|briefs?|"
    r"correction|clarification|editor['’]s\s+note)\b"
)
_SAID = re.compile(
    r"(?i)\b(?:said|stated|reported|identified|described|listed|wrote|suggested|implied|indicated|gave|misstated|misreported)\b"
)
_WRONG = re.compile(
    r"(?i)\b(?:incorrectly|erroneously|mistakenly|wrongly|inaccurately|falsely|in\s+error|by\s+mistake|misstated|misreported|misidentified|"
    r"misattributed)\b"
)
_NEVER = re.compile(
    r"(?i)\b(?:(?:was|were|is|are|has|have|had)(?:\s+(?:never|not)|n['’]t)(?:\s+been)?|never\s+(?:was|were|has\s+been))\s+"
    r"(?:charged|accused|arrested|indicted|convicted|cited|implicated)\b|\b(?:faces?|faced)\s+no\s+(?:such\s+)?charges?\b|\bno\s+charges?\s+(?:was|were)\b"
)
# So far behind it, in characters, the correction says what is so.
_BEHIND = 400


def mistold(scene: Scene, fact: Fact) -> bool:
    """Whether a charge, or an act of law about a person, is only what an earlier article wrongly said."""
    return told_wrongly(scene.text, scene.sentence(fact.span.start), fact.span.start)


def told_wrongly(text: str, sentence: Span, place: int) -> bool:
    """Whether a place stands in what a sentence says that an earlier article wrongly told."""
    words, before = sentence.of(text), text[sentence.start : place]
    if not _EARLIER.search(before) or not _SAID.search(before):
        return False
    if _WRONG.search(words):
        return True
    behind = text[sentence.end : sentence.end + _BEHIND]
    return _CORRECTS.search(words) is not None and _NEVER.search(behind) is not None


_CORRECTS = re.compile(r"(?i)\b(?:correct|clarif|editor['’]s\s+note)")
