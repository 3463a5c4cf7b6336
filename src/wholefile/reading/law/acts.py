"""Acts of law: of a grand jury, prosecutor or court, and of parties before one; events give them days."""

import re
from collections.abc import Iterator

from wholefile.reading.facts import Fact, Status
from wholefile.reading.law.act_patterns import ACTS, Act
from wholefile.reading.law.act_told import HERE, by_endorsement, by_noun, in_rows
from wholefile.reading.law.act_verbs import PARTIES
from wholefile.reading.law.bench import find_rulings
from wholefile.reading.law.docket import find_entries
from wholefile.reading.law.done import Done, find_done
from wholefile.reading.law.offences import find_offences
from wholefile.reading.law.performing import performs
from wholefile.reading.law.undone import NEAR, undone
from wholefile.reading.law.who import Scene, Taken
from wholefile.reading.names.grammar import agent_of, clause, passive, subject_of
from wholefile.reading.names.mentions import Entity, Mention
from wholefile.reading.names.tasks import TASK
from wholefile.reading.spans import Span


def find_acts(scene: Scene) -> Iterator[Fact]:
    """Every act of law of a text, at the clause that tells of it, in the order of the patterns and the text."""
    rows, entries = find_entries(scene.text)
    told = Taken(rows)
    yield from in_rows(scene, entries)
    bench = list(find_rulings(scene))
    for place, act, by, of in bench:
        told.add(place)
        court = act not in PARTIES
        status = Status.COURT_ACT if court else Status.REPORTED
        yield Fact("court_event", place, f"{HERE}{act}", {"act": act, "by": by, "of": of}, status)
    taken: set[int] = set()
    places: set[int] = set()
    for one in ACTS:
        for match in one.words.finditer(scene.text):
            sentence = scene.sentence(match.start())
            before = scene.text[max(sentence.start, match.start() - NEAR) : match.start()]
            key = match.end()
            if (
                key in taken
                or told.meets(Span(*match.span()))
                or undone(before)
                or _never(match.group())
                or (
                    _WISHED.search(match.group())
                    and "ORDERED" not in scene.text[sentence.start : match.start()]
                )
                or _EVER.search(before)
                or _task(scene, one, match)
            ):
                continue
            fact = _fact(scene, one, match, sentence)
            if fact is not None:
                taken.add(key)
                places.update(range(*match.span()))
                yield fact
    yield from by_endorsement(scene, told)
    yield from by_noun(scene, told)
    for done in find_done(scene, frozenset(places)):
        if not told.meets(done.place):
            yield _by_verb(scene, done)


_NAME = re.compile(r"\s+(?:[A-Z][\w’'-]+\s+[A-Z][\w’'-]+|(?:the\s+)?[Dd]efendant|him|her|them)\b")
# What "is charged with" tells is how things stand on the day of the paper, not what is done in it.
_STATES = frozenset({"charged", "indicted", "accused", "arrested", "cited", "wanted", "arraigned"})
# Acts that are told without whoever does them or has them done.
_OF_NOBODY = frozenset({"trial", "bail set", "released", "moved", "withdrew plea"})
_EVER = re.compile(r"(?i)\bever(?:\s+been|\s+be)?\s*$")
_TASK = re.compile(rf"(?:\s+\w+){{0,3}}?\s+with(?P<what>{TASK})")


def _task(scene: Scene, one: Act, match: re.Match[str]) -> bool:
    """Whether somebody is charged with a task: "was charged with keeping the minutes"."""
    if one.act != "charged":
        return False
    found = _TASK.match(scene.text, match.end(), match.end() + 60)
    if found is None:
        return False
    start = found.start("what") + 1
    return all(one.start != start for one in find_offences(scene.text, start, start + 80))


def _by_verb(scene: Scene, done: Done) -> Fact:
    """The fact of an act that its verb shows."""
    sentence = scene.sentence(done.place.start)
    span = _clause(scene, done.place, sentence, done.subject)
    told = {"act": done.verb.act, "of": done.of, "by": done.by or _decider(scene, done)}
    if done.verb.act == "issued" and "warrant" in span.of(scene.text).lower():
        told["act"] = "issued warrant"
    court = done.verb.court and told["act"] not in PARTIES
    status = Status.COURT_ACT if court else Status.REPORTED
    return Fact("court_event", span, f"{HERE if done.here else 'act: '}{told['act']}", told, status)


def _decider(scene: Scene, done: Done) -> str:
    return scene.only("judge") if done.here and done.verb.court else ""


_NEVER = re.compile(
    r"(?i)\b(?:not|never)\s+(?:been\s+|be\s+|yet\s+)?(?:charged|indicted|arrested|convicted|"
    r"arraigned|dismissed|dropped|"
    r"granted|denied|filed|withdrawn|tossed|thrown)|n[’']t\s+(?:been\s+|be\s+)?\w+ed\b|"
    r"\b(?:shall|will|would|may|might|could|should|must|can|to|not|"
    r"cannot)\s+(?:\w+\s+)?be\s+(?:\w+ly\s+)?\w+$"
)


# What is asked for: "that the case be dismissed".
_WISHED = re.compile(r"(?i)\bbe\s+(?:\w+ly\s+)?\w+(?:\s+(?:on|pending|for|with|to|by|from|in))?$")


def _never(words: str) -> bool:
    """Whether words inside of a pattern tell that it was not done, or is yet to be: "the case shall be dismissed"."""
    return _NEVER.search(words) is not None


def _fact(scene: Scene, one: Act, match: re.Match[str], sentence: Span) -> Fact | None:
    told: dict[str, str | tuple[str, ...]] = {"act": _named(one, match)}
    verb = match.start()
    subject = scene.subject(verb, sentence.start)
    if one.of == "object":
        done_to = scene.first(match.end(), min(sentence.end, match.end() + 80))
        named = _NAME.match(scene.text, match.end()) is not None and told["act"] != "charged"
        if (done_to is None or done_to[1].kind == "organisation") and not named:
            return None
        of = done_to[1].identity if done_to is not None and done_to[1].kind == "person" else ""
        told |= {"of": of, "by": subject[1].identity if subject else ""}
    elif one.of == "subject":
        if subject is None and told["act"] not in _OF_NOBODY:
            subject = _by_grammar(scene, match)
            if subject is None and not _somebody(scene, match):
                return None
        told["of"] = subject[1].identity if subject and subject[1].kind == "person" else ""
        told["by"] = _agent(scene, match)
    elif one.of == "against":
        told |= _against(scene, one, match, sentence)
    else:
        judge = scene.before(verb, sentence.start)
        told["by"] = judge[1].identity if judge and judge[1].identity in scene.of_role("judge") else ""
    if told["act"] == "trial":
        told["act"] = " ".join(match.group().split()).lower()
        owner = scene.before(verb, max(sentence.start, verb - 12))
        told["of"] = owner[1].identity if owner else ""
    own = subject[0].span if subject and not _shared(scene, subject[0].span, match) else None
    span = _clause(scene, Span(*match.span()), sentence, own)
    guilty = (
        _GUILTY.match(scene.text, match.end(), sentence.end) if match.group().lower() == "found" else None
    )
    if guilty is not None and guilty.end() > span.end:
        span = Span(span.start, guilty.end())
    court = one.court and told["act"] not in PARTIES
    now = re.search(r"(?i)\b(?:is|are|hereby|be)\s", match.group()) is not None
    now = now and (told["act"] not in _STATES or "hereby" in match.group().lower())
    rule = HERE if now and court and performs(scene, match.start(), passive=True) else "act: "
    return Fact(
        "court_event", span, f"{rule}{told['act']}", told, Status.COURT_ACT if court else Status.REPORTED
    )


def _shared(scene: Scene, subject: Span, match: re.Match[str]) -> bool:
    """Whether the subject is that of an earlier verb, to which this one is joined: "she was arraigned and pleaded"."""
    return subject.end < match.start() and _other_verb(scene, subject.end, match.start())


def _named(one: Act, match: re.Match[str]) -> str:
    if one.act == "done":
        return " ".join(match["done"].lower().split())
    return one.act or match.group().split()[0].lower()


_GUILTY = re.compile(r"[^.;]{1,45}?\bguilty\b")
_WHOM = re.compile(
    r"(?i)(?:he|she|they|who|defendants?|petitioners?|respondents?|juveniles?|man|woman|teen(?:ager)?|suspects?)$"
)


def _somebody(scene: Scene, match: re.Match[str]) -> bool:
    """Whether the subject is somebody, though it is not known who: "Defendant entered a plea of guilty"."""
    verbs = [word for word in scene.parsed.inside(Span(*match.span())) if word.part == "VERB"]
    heads = [head for verb in verbs if (head := subject_of(scene.parsed, verb)) is not None]
    return any(_WHOM.match(head.text) for head in heads)


def _by_grammar(scene: Scene, match: re.Match[str]) -> tuple[Mention, Entity] | None:
    """The subject of the verb by the grammar, with its entity; one behind the verb is an error of the model."""
    words = scene.parsed.inside(Span(*match.span()))
    for verb in words:
        if verb.part == "VERB" and (found := subject_of(scene.parsed, verb)) is not None:
            one = scene.entities.at(found.span)
            mention = next((m for m in one.mentions if m.span.holds(found.span)), None) if one else None
            if one is not None and mention is not None and mention.span.end <= match.start():
                return mention, one
    return None


def _agent(scene: Scene, match: re.Match[str]) -> str:
    after = re.match(r"\s+by\s+", scene.text[match.end() : match.end() + 10])
    if after is not None:
        found = scene.first(match.end() + after.end(), match.end() + 80)
        return found[1].identity if found else ""
    for verb in scene.parsed.inside(Span(*match.span())):
        if (
            verb.part == "VERB"
            and passive(scene.parsed, verb)
            and (by := agent_of(scene.parsed, verb)) is not None
        ):
            one = scene.entities.at(by.span)
            return one.identity if one is not None else ""
    return ""


def _against(
    scene: Scene, one: Act, match: re.Match[str], sentence: Span
) -> dict[str, str | tuple[str, ...]]:
    """Whom the words "against" or "filed by" name; of charges that are dismissed else the only one charged."""
    text, told = scene.text, {}
    for where in (Span(*match.span()), Span(match.end() - 1, max(sentence.end, match.end()))):
        found = re.search(r"(?i)\bagainst\s+", text[where.start : where.end])
        if found is not None and "of" not in told:
            row = [who.identity for _, who in scene.row(where.start + found.end(), sentence.end)]
            if row:
                told["of"] = tuple(dict.fromkeys(row)) if len(row) > 1 else row[0]
    subject = scene.subject(match.start(), sentence.start)
    if one.act == "filed":
        by = re.match(r"(?i)[^.;,]{0,40}?\bby\s+", text[match.end() : match.end() + 50])
        author = scene.first(match.end() + by.end(), sentence.end) if by else subject
        told["by"] = author[1].identity if author else ""
    elif one.act == "dismissed":
        told["by"] = (
            subject[1].identity
            if subject and not re.match(r"(?i)charges?|counts?|case", match.group())
            else ""
        )
        told.setdefault("of", scene.only("defendant", "criminal"))
    return told


def _clause(scene: Scene, place: Span, sentence: Span, subject: Span | None) -> Span:
    """The clause of an act: by the grammar, else from its subject to the next comma; within the sentence always."""
    verbs = [word for word in scene.parsed.inside(place) if word.part == "VERB"]
    start = min(place.start, subject.start) if subject is not None else place.start
    end = place.end
    if verbs:
        found = clause(scene.parsed, verbs[-1])
        if found.start < start and not _other_verb(scene, found.start, start):
            start = found.start
        end = max(end, found.end)
    else:
        stop = re.search(
            r"[,;:.\n](?=\s|$)|\s(?:and|but|after|before|because|while)\s", scene.text[end : sentence.end]
        )
        end = end + stop.start() if stop else sentence.end
    start, end = max(start, sentence.start), min(end, sentence.end)
    while end > start and scene.text[end - 1] in " ,;:\n":
        end -= 1
    return Span(start, max(end, start + 1))


def _other_verb(scene: Scene, start: int, end: int) -> bool:
    """Whether another clause stands between, as in "a week after the flood, the tenants sued"."""
    return any(
        word.part in {"VERB", "AUX"} or (word.tag in {"IN", "WRB"} and word.relation == "mark")
        for word in scene.parsed.inside(Span(start, end))
    )
