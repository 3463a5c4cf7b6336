"""Acts of law by their verbs: passive and active, joined to another, left without a subject in a list or heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wholefile.reading.law.act_open import OPEN, ORDERED, left_open
from wholefile.reading.law.act_subjects import (
    accused_of_case,
    agent_behind,
    first_of_row,
    is_name,
    is_thing,
    joined_to_passive,
    only_counted_from,
    phrase_of,
)
from wholefile.reading.law.act_verbs import BARE, FORMS, ONLY_BEFORE, VERBS, Verb
from wholefile.reading.law.performing import performs
from wholefile.reading.law.undone import undone
from wholefile.reading.law.who import Scene
from wholefile.reading.names.grammar import object_of, subject_of
from wholefile.reading.parsed import Word
from wholefile.reading.spans import Span

_BE = re.compile(
    r"(?i)(?:\b(?P<be>was|were|is|are|been|being|be|am|gets?|got|getting)|[’'](?P<short>s|re|m))\s+"
    r"(?:(?:not|also|then|later|all|both|each|hereby|again|since|first|once|thereafter|never|\w+ly)\s+){0,3}$"
)
_PEOPLE = re.compile(
    r"(?i)^(?:he|she|they|him|her|them|i|me|you|we|us|who|whom|both|all|everyone|defendants?|"
    r"suspects?|man|men|woman|"
    r"women|drivers?|arrestees?|petitioners?|respondents?|appellants?|accused|teen(?:ager)?s?|"
    r"boys?|girls?|juveniles?|"
    r"people|persons?|individuals?|subjects?|passengers?|inmates?|prisoners?|detainees?|"
    r"officers?|deput(?:y|ies)|"
    r"probationers?|clients?|brothers?|sisters?|sons?|daughters?|husbands?|wi(?:fe|ves)|students?|workers?|"
    r"employees?|residents?|owners?|males?|females?|two|three|four|five|others?|codefendants?|"
    r"co-defendants?|jury|jurors)$"
)
_STANDING_FOR = re.compile(
    r"(?i)^(?:it|that|this|they|them|which|both|all|one|rest|others?|each|two|three|remainder)$"
)
# Acts of which "it" or "that" may be told without more.
_OF_IT = frozenset((
    "dismissed", "filed", "granted", "denied", "continued", "served", "vacated", "affirmed", "reversed", "stayed",
    "overruled", "sustained", "withdrawn", "expunged", "consolidated", "reinstated", "appealed", "settled",
))  # fmt: skip
_DETERMINED = (
    r"\s+(?:(?:the|an?|his|her|its|their|that|this|these|those|all|both|each|every|my|your|our|any)\s+)?"
    r"(?:[\w’'-]+\s+){0,4}?"
)
_PRESENT = frozenset({"is", "are", "am", "s", "re", "m", "gets", "get"})
_START = re.compile(r"(?:^|\n)[^\S\n]*(?:>[^\S\n]?)?(?:[-–—•*·]|\(?\w{1,3}[.)])?[^\S\n]*$|[A-Z]\s+[–—]\s+$")
_COUNTS = re.compile(r"(?i)\s+(?:\d{1,2}\s+)?(?:counts?\s|\w+(?:,\s+\w+)*\s+and\s+\w+|the\s+rest|them|it)\b")
_JOINT = re.compile(r"(?i)(?:[,;]\s*|\b(?:and|or|then|but|later)\s+)$")


@dataclass(frozen=True, slots=True)
class Done:
    """An act by its verb: its words, of whom, by whom, its own subject, and whether these words do it."""

    verb: Verb
    place: Span
    of: str
    by: str
    subject: Span | None
    here: bool


def find_done(scene: Scene, asked: "frozenset[int]") -> Iterator[Done]:
    """Every verb of procedure that tells of an act as done; those that begin at places `asked` are left out."""
    for match in FORMS.finditer(scene.text):
        if match.start() in asked:
            continue
        form = " ".join(match.group().lower().split())
        only = ONLY_BEFORE.get(form)
        fits = only is None or only.match(scene.text, match.end()) is not None
        for verb in VERBS[form]:
            if not fits and (verb.people or form in {"adjourned", "recessed"}):
                continue
            found = _done(scene, verb, match, form)
            if found is not None:
                yield found
                break


def _done(  # noqa: PLR0911 - each line is one reason why it is no act
    scene: Scene, verb: Verb, match: re.Match[str], form: str
) -> Done | None:
    text = scene.text
    sentence = scene.sentence(match.start())
    start = max(sentence.start, match.start() - 160)
    before = text[start : match.start()]
    helped = _BE.search(before)
    word = scene.parsed.word_at(match.start())
    if word is None or (scene.parsed.model and not _is_verb(word, helped=helped is not None, before=before)):
        return None
    be = (helped["be"] or helped["short"]).lower() if helped else ""
    if word.relation == "amod" and not helped:
        return None
    bare = form in BARE
    now = be in _PRESENT or bare or (not be and word.tag in {"VBZ", "VBP"} and form.endswith("s"))
    if bare and OPEN.search(before[-40:]):
        return None
    if _asks(scene, sentence):
        return None
    here = performs(scene, match.start(), passive=bool(be)) if now or be == "be" else False
    if now and not here:
        return None
    if be == "be" and not (here and ORDERED.search(before)):
        return None
    if not bare and (undone(before) or left_open(before)):
        return None
    place = Span(match.start() - len(helped.group()) if helped else match.start(), match.end())
    if be:
        return _passive(scene, verb, word, place, sentence, here=here)
    if (
        word.tag in {"VBN", ""}
        or joined_to_passive(scene, word)
        or not scene.parsed.model
        or _START.search(text[: match.start()][-24:])
    ):
        found = _alone(scene, verb, word, place, sentence)
        if found is not None:
            return found
    return _active(scene, verb, word, place, sentence, here=here)


def _asks(scene: Scene, sentence: Span) -> bool:
    """Whether somebody only asks for it aloud: "Was the motion granted?"."""
    part = scene.frame.part_at(sentence.start)
    return (
        part is not None
        and part.kind in {"colloquy", "question"}
        and sentence.of(scene.text).rstrip().endswith("?")
    )


def _is_verb(word: Word, *, helped: bool, before: str) -> bool:
    if word.part == "VERB":
        return True
    return (
        helped or _START.search(before[-24:]) is not None or (not before.strip() and word.text[0].isupper())
    )


def _passive(scene: Scene, verb: Verb, word: Word, place: Span, sentence: Span, *, here: bool) -> Done | None:
    """Something is done to the subject."""
    by = agent_behind(scene, place.end)
    head = subject_of(scene.parsed, word)
    found = scene.subject(place.start, sentence.start)
    if verb.people:
        who = found[1] if found else (scene.entities.at(head.span) if head else None)
        if who is not None and who.kind == "person":
            return Done(
                verb, place, who.identity, by, found[0].span if found else phrase_of(scene, head), here
            )
        if head is not None and (_PEOPLE.match(head.text) or is_name(head)):
            return Done(verb, place, "", by, phrase_of(scene, head), here)
        if not scene.parsed.model and found is None:
            before = scene.text[max(sentence.start, place.start - 40) : place.start].split()
            if before and _PEOPLE.match(before[-1]):
                return Done(verb, place, "", by, None, here)
        return None
    if verb.things is None or only_counted_from(scene, word):
        return None
    if head is not None and (
        is_thing(scene, verb, head) or (verb.act in _OF_IT and _STANDING_FOR.match(head.text))
    ):
        return Done(verb, place, accused_of_case(scene), by, phrase_of(scene, head), here)
    near = scene.text[max(sentence.start, place.start - 90) : place.start]
    named = list(re.finditer(rf"(?<![\w-])(?:{verb.things.pattern})", near, re.IGNORECASE))
    if named and not re.search(r"[;:]|,(?!\s+\d{4})", near[named[-1].end() :]):
        begin = max(sentence.start, place.start - 90) + named[-1].start()
        return Done(verb, place, accused_of_case(scene), by, Span(begin, place.start), here)
    return None


def _alone(  # noqa: PLR0911 - each line is one reason why it is no act
    scene: Scene, verb: Verb, word: Word, place: Span, sentence: Span
) -> Done | None:
    """A participle without a helper: joined to another act, after a name and a comma, or at the beginning of a line."""
    text = scene.text
    before = text[max(sentence.start, place.start - 80) : place.start]
    first = _START.search(text[max(0, place.start - 24) : place.start]) is not None or not before.strip()
    head = subject_of(scene.parsed, word)
    noun = (
        scene.parsed.words[word.head] if word.relation in {"acl", "relcl"} and word.head != word.at else head
    )
    by = agent_behind(scene, place.end)
    if (not first and not _JOINT.search(before) and noun is None) or (verb.act == "set" and not first):
        return None
    if verb.people:
        if object_of(scene.parsed, word) is not None and not first:
            return None
        who = scene.entities.at(noun.span) if noun else None
        if first and (who is None or who.kind != "person"):
            part = scene.frame.part_at(place.start)
            last = scene.before(place.start, max(part.span.start if part else 0, place.start - 400))
            who = last[1] if last else None
            return Done(verb, place, who.identity if who else "", by, None, here=False)
        if who is not None and who.kind == "person":
            return Done(verb, place, who.identity, by, None, here=False)
        if noun is not None and (_PEOPLE.match(noun.text) or is_name(noun)):
            return Done(verb, place, "", by, None, here=False)
        if (
            who is None
            and _JOINT.search(before)
            and (row := first_of_row(scene, place, sentence)) is not None
        ):
            return Done(verb, place, row.identity, by, None, here=False)
        return None
    if noun is not None and verb.things is not None and word.relation in {"acl", "conj", "ROOT", "relcl"}:
        if is_thing(scene, verb, noun) and object_of(scene.parsed, word) is None:
            own = phrase_of(scene, noun) if noun is head and noun.head == word.at else None
            return Done(verb, place, accused_of_case(scene), by, own, here=False)
        joined = word.relation == "conj" and object_of(scene.parsed, word) is None
        if joined and verb.act in _OF_IT and _STANDING_FOR.match(noun.text):
            return Done(verb, place, accused_of_case(scene), by, None, here=False)
    return None


def _active(  # noqa: PLR0911 - each line is one reason why it is no act
    scene: Scene, verb: Verb, word: Word, place: Span, sentence: Span, *, here: bool
) -> Done | None:
    """Somebody does it to whom or what follows."""
    thing = object_of(scene.parsed, word)
    subject = scene.subject(place.start, sentence.start)
    head = subject_of(scene.parsed, word)
    doer = subject[1] if subject else (scene.entities.at(head.span) if head else None)
    own = subject[0].span if subject else (phrase_of(scene, head) if head and head.head == word.at else None)
    by = doer.identity if doer else ""
    if verb.act in {"surrendered", "bond posted"} and verb.people:
        known = doer is not None and doer.kind == "person"
        told = known or (head is not None and _PEOPLE.match(head.text) is not None)
        return Done(verb, place, by if known else "", "", own, here) if told else None
    if verb.people:
        after = scene.first(place.end, min(sentence.end, place.end + 80))
        who = after[1] if after else (scene.entities.at(thing.span) if thing else None)
        if who is not None and who.kind == "person":
            return Done(verb, place, who.identity, by, own, here)
        if (
            thing is not None
            and (_PEOPLE.match(thing.text) or is_name(thing))
            and thing.text.lower() not in {"who", "two", "three"}
        ):
            return Done(verb, place, "", by, own, here)
        return None
    if verb.things is None or (not verb.court and doer is None and head is None and verb.act != "filed"):
        return None
    if head is not None and head.text.lower() in {"nobody", "nothing", "none"}:
        return None
    if thing is not None and is_thing(scene, verb, thing):
        return Done(verb, place, accused_of_case(scene), by, own, here)
    after_words = scene.text[place.end : min(sentence.end, place.end + 70)]
    if re.match(rf"{_DETERMINED}(?:{verb.things.pattern})", after_words, re.IGNORECASE):
        return Done(verb, place, accused_of_case(scene), by, own, here)
    if here and verb.act in {"dismissed", "accepted"} and _COUNTS.match(after_words):
        return Done(verb, place, accused_of_case(scene), by, own, here)
    return None
