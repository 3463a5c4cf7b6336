"""Whom and what a verb of procedure is about: its subject, its agent, the thing, the first of a row of verbs."""

import re

from wholefile.reading.law.act_verbs import Verb
from wholefile.reading.law.who import Scene
from wholefile.reading.names.grammar import object_of, subject_of
from wholefile.reading.names.mentions import Entity
from wholefile.reading.parsed import Word
from wholefile.reading.spans import Span
from wholefile.reading.walking import children

# So many verbs of one row are asked: "was handcuffed, searched, transported and booked".
_ROW = 6
# The helper of a row, up to its last participle.
_WAS = re.compile(
    r"(?i)\b(?:was|were)\s+(?:\w+ly\s+)?[\w-]+(?:\s+(?:to|into|in|at|by)\s+(?:[\w-]+\s*){1,4})?(?:,\s+[\w-]+){0,3},?\s+and\s+$"
)


def is_name(word: Word) -> bool:
    """Whether a word is a name, of a person or of a company that is charged like one."""
    return word.part == "PROPN" and word.text[:1].isupper()


def is_thing(scene: Scene, verb: Verb, noun: Word) -> bool:
    """Whether a noun is one of the things to which this act is done."""
    return verb.things is not None and verb.things.match(scene.text, noun.span.start) is not None


def accused_of_case(scene: Scene) -> str:
    """The only one accused in the matter; empty when there are several."""
    return scene.only("defendant", "criminal")


def agent_behind(scene: Scene, place: int) -> str:
    """Who stands behind "by" at a place; empty when nobody does."""
    after = re.match(r"\s+by\s+", scene.text[place : place + 10])
    if after is None:
        return ""
    found: tuple[object, Entity] | None = scene.first(place + after.end(), place + 80)
    return found[1].identity if found else ""


def phrase_of(scene: Scene, head: Word | None) -> Span | None:
    """A subject with all that belongs to it and stands before its verb."""
    if head is None:
        return None
    below = [one.span for one in scene.parsed.governed(head)][:80]
    return Span(min(one.start for one in below), max(one.end for one in below))


def first_of_row(scene: Scene, place: Span, sentence: Span) -> Entity | None:
    """Whom the helper of a row of participles is about: "he was handcuffed, driven off and booked"."""
    start = max(sentence.start, place.start - 100)
    helped = _WAS.search(scene.text[start : place.start])
    found = scene.subject(start + helped.start(), sentence.start) if helped is not None else None
    return found[1] if found is not None and found[1].kind == "person" else None


def only_counted_from(scene: Scene, word: Word) -> bool:
    """Whether a clause only tells from when another counts: "a month after she was arraigned"."""
    marks = {one.text.lower() for one in children(scene.parsed, word, "mark", "advmod")}
    return word.relation == "advcl" and bool(marks & {"after", "before", "since", "until", "once"})


def joined_to_passive(scene: Scene, word: Word) -> bool:
    """Whether the model took a participle for a past: "it was filed and served on Monday"."""
    parsed = scene.parsed
    if word.relation != "conj" or subject_of(parsed, word) is None or object_of(parsed, word) is not None:
        return False
    if children(parsed, word, "nsubj", "nsubjpass"):
        return False
    above = word
    for _ in range(_ROW):
        above = parsed.words[above.head]
        if children(parsed, above, "nsubjpass", "auxpass"):
            return True
        if above.relation != "conj":
            return False
    return False
