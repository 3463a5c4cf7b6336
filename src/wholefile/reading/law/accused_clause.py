"""Whom the clause of a charge itself names: "the trial of X on a charge of perjury" is of nobody told of elsewhere."""

import re

from wholefile.reading.law.accused_told import acts_for_the_law
from wholefile.reading.law.who import Scene
from wholefile.reading.spans import Span

_PROCEEDING = re.compile(
    r"(?i)\b(?:(?:re)?trials?|cases?|prosecutions?|indictments?|arraignments?|sentencings?|hearings?|pleas?|complaints?|informations?|"
    r"warrants?|arrests?|convictions?|acquittals?|extradition|summons)(?:\s+(?:is\s+|was\s+)?(?:set|held|scheduled|issued|pending|filed))?,?\s+"
    r"(?:of|for|against|naming|involving)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$"
)
_TOLD = re.compile(
    r"(?i)^[,\s]*(?:(?:who|whose)\b|(?:said|says|told|testified|wrote|asked|argued|added|filed|announced)\b)"
)
# So far before an offence, in characters, whoever is tried for it may be named; so long are the words before the name.
_NEAR, _LEAD = 160, 80


def on_trial(scene: Scene, span: Span, sentence: Span) -> str:
    """Who is named between the trial, or another proceeding, and the offence in one clause; empty where nobody is."""
    start = max(sentence.start, span.start - _NEAR, scene.text.rfind(";", sentence.start, span.start) + 1)
    if start >= span.start:
        return ""
    for mention, one in reversed(scene.entities.mentions_in(Span(start, span.start))):
        before = scene.text[max(sentence.start, mention.span.start - _LEAD) : mention.span.start]
        owns = scene.text[mention.span.end : mention.span.end + 2] in {"'s", "’s"}
        if one.kind == "person" and not owns and _PROCEEDING.search(before):
            return one.identity
    return ""


def names_another(scene: Scene, span: Span, sentence: Span) -> bool:
    """Whether the clause of an offence names somebody before it, so that nobody of another sentence is meant.

    Whoever owns what is told of, speaks of it, or acts for the law is not such a one.
    """
    start = max(sentence.start, scene.text.rfind(";", sentence.start, span.start) + 1)
    if start >= span.start:
        return False
    for mention, one in scene.entities.mentions_in(Span(start, span.start)):
        behind = scene.text[mention.span.end : mention.span.end + 30]
        if (
            one.kind != "person"
            or mention.form != "name"
            or behind[:2] in {"'s", "’s"}
            or _TOLD.match(behind)
        ):
            continue
        if not acts_for_the_law(scene, mention.span.of(scene.text), one):
            return True
    return False
