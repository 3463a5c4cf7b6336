"""Whom a sentence itself charges, or the sentences before it tell of; and who only acts for the law in it."""

import re

from wholefile.reading.law.who import Scene
from wholefile.reading.names.mentions import Entity
from wholefile.reading.spans import Span

_OF_THE_LAW = re.compile(
    r"(?i)\b(?:judges?|magistrates?|jur(?:y|ies|ors?)|prosecutors?|attorneys?|officers?|deput(?:y|ies)|troopers?|detectives?|sergeant|police|"
    r"sheriff|clerk|lawyers?|counsel|agents?|witness(?:es)?|victims?)\b"
)


def acts_for_the_law(scene: Scene, words: str, one: Entity) -> bool:
    """Whether somebody judges, prosecutes or arrests: nobody is charged by telling of them."""
    if _OF_THE_LAW.search(words):
        return True
    roles = ("judge", "prosecutor", "officer", "counsel", "attorney")
    return any(one.identity in scene.of_role(role) for role in roles)


_WITH = re.compile(r"(?i)[,\s]*(?:defendant[,\s]+)?(?:with|of)\s+(?:having\s+committed\s+)?(?:the\s+)?$")
_CHARGES = re.compile(
    r"(?i)\b(?:charg(?:es?|ed|ing)|accus(?:es?|ed|ing)|indict(?:s|ed|ing)?)(?:\s+and\s+accuse)?\s+(?:that\s+)?(?:the\s+)?(?:above[-\s]named\s+)?"
    r"(?:(?:co-?)?defendants?,?\s+)?$"
)


def charged_with(scene: Scene, sentence: Span, verb: int) -> str:
    """The object of "charge and accuse X with the offense of", when the words before an offence begin behind it."""
    if verb <= sentence.start:
        return ""
    for mention, one in reversed(scene.entities.mentions_in(Span(max(sentence.start, verb - 160), verb))):
        if one.kind == "person" and _WITH.fullmatch(scene.text[mention.span.end : verb]):
            start = max(sentence.start, mention.span.start - 60)
            return one.identity if _CHARGES.search(scene.text[start : mention.span.start]) else ""
    return ""


def spoken_of(scene: Scene, sentence: Span) -> str:
    """Who alone the sentences before tell of, when a sentence of the same paragraph names nobody."""
    here = scene.entities.mentions_in(sentence)
    part = scene.frame.part_at(sentence.start)
    if part is None or any(one.kind == "person" for _, one in here):
        return ""
    begin = max(part.span.start, sentence.start - _SPOKEN)
    if begin >= sentence.start:
        return ""
    people = [
        (mention, one) for mention, one in scene.entities.mentions_in(Span(begin, sentence.start))
        if one.kind == "person" and not acts_for_the_law(scene, mention.span.of(scene.text), one)
    ]  # fmt: skip
    alone = {one.identity for _, one in people}
    return people[0][1].identity if len(alone) == 1 else ""


# So far before a sentence, in characters, the one is looked for of whom it goes on to tell.
_SPOKEN = 500
