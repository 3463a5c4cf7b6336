"""Who asks for relief: the subject of the asking, the client of the lawyer who speaks, the party who moves or prays."""

import re

from wholefile.reading.facts import Fact
from wholefile.reading.law.who import Scene
from wholefile.reading.names.grammar import subject_of
from wholefile.reading.names.mentions import Entity
from wholefile.reading.parsed import Word
from wholefile.reading.spans import Span

_SELF = frozenset({"i", "we", "us", "me"})
_PAPER = re.compile(
    r"(?i)(?:lawsuit|suit|complaint|petition|motion|action|prayer|counterclaim|application|filing|brief)s?$"
)
_STATE = re.compile(
    r"(?i)\b(?:state(?:\s+of\s+[\w\s]+)?|people(?:\s+of\b.*)?|commonwealth(?:\s+of\b.*)?|"
    r"united\s+states(?:\s+of\s+america)?|"
    r"government)$"
)
_TITLE = re.compile(
    r"(?i)\b(?P<who>defendants?|plaintiffs?|petitioners?|respondents?|state|people|government|commonwealth|"
    r"united\s+states|appellants?|movants?)(?:[’']s?|s[’'])?\s+(?:(?!opposition|response|"
    r"answer|reply)[\w’',-]+\s+){0,8}?"
    r"(?:motion|petition|application|request|memorandum|brief|prayer)\b"
)
_SIGNED = re.compile(
    r"(?i)\b(?:attorneys?|counsel|lawyers?|"
    r"public\s+defender)\s+for\s+(?:the\s+)?(?P<who>defendants?|plaintiffs?|"
    r"petitioners?|respondents?|state|people|government|commonwealth|movants?|appellants?)\b"
)
_ROLE = re.compile(
    r"(?i)(?:defendant|plaintiff|petitioner|respondent|state|people|government|commonwealth|"
    r"appellant|movant)s?$"
)
_CALLED = re.compile(
    r"\b(?:Defendant|Plaintiff|Petitioner|Respondent|State|People|Government|Commonwealth)s?\b"
)
_GOVERNED = re.compile(r"(?i)\b(?:by|of|against|with|for|to|from|his|her|their)\s+(?:the\s+)?$")
_BY_NOUN = re.compile(r"(?i)\b(?:by|of|from)\s+(?:the\s+)?$")


def asker(scene: Scene, asking: int, sentence: Span) -> tuple[str, ...]:
    """Who does the asking whose word begins at a place; empty when the sentence does not say."""
    word = scene.parsed.word_at(asking)
    head = subject_of(scene.parsed, word) if word is not None and scene.parsed.model else None
    subject = scene.subject(asking, sentence.start)
    if head is not None and head.text.lower() in _SELF:
        return speaking(scene, asking)
    if head is not None and head.text.lower() in {"who", "whom"} and word is not None:
        who = _antecedent(scene, word, head.span, sentence)
        return _party(scene, who) if who is not None else ()
    who = scene.entities.at(head.span) if head is not None else None
    if who is None and head is not None and _PAPER.match(head.text):
        return _of_paper(scene, head.text, Span(sentence.start, max(head.span.start, sentence.start + 1)))
    if who is None and head is not None and _ROLE.match(head.text):
        return _named(scene, head.text.lower().rstrip("s"))
    if who is None and subject is not None and not _PAPER.search(subject[0].span.of(scene.text)):
        who = subject[1]
    if who is None:
        before = scene.text[max(sentence.start, asking - 12) : asking].split()
        if before and before[-1].lower() in _SELF:
            return speaking(scene, asking)
        return _opening(scene, sentence, asking)
    return _party(scene, who)


def _antecedent(scene: Scene, verb: Word, place: Span, sentence: Span) -> Entity | None:
    """Whom "who" stands for: the noun that its clause is of, else whoever is named just before it."""
    noun = scene.parsed.words[verb.head]
    found = scene.entities.at(noun.span) if verb.relation == "relcl" else None
    if found is not None:
        return found
    near = scene.before(place.start, max(sentence.start, place.start - 60))
    behind = scene.text[near[0].span.end : place.start] if near is not None else ""
    return near[1] if near is not None and not behind.strip(" ,\n") else None


def _opening(scene: Scene, sentence: Span, asking: int) -> tuple[str, ...]:
    """The party before the asking who is nobody's object: "The county, through its solicitor, answers and asks"."""
    parties = {
        fact.one("of") for fact in scene.roles if fact.one("role") in {"plaintiff", "defendant", "party"}
    }
    if asking <= sentence.start:
        return ()
    for mention, one in reversed(scene.entities.mentions_in(Span(sentence.start, asking))):
        before = scene.text[max(sentence.start, mention.span.start - 30) : mention.span.start]
        if (one.identity in parties or _STATE.search(one.name)) and not _GOVERNED.search(before):
            return _party(scene, one)
    words = scene.text[sentence.start : asking]
    called = [one for one in _CALLED.finditer(words) if not _GOVERNED.search(words[: one.start()][-30:])]
    return _named(scene, called[-1].group().lower().rstrip("s")) if called else ()


def of_noun(scene: Scene, place: Span, sentence: Span) -> tuple[str, ...]:
    """Whose motion or request it is: "the State's motion for", "a motion by the county for"."""
    for mention, one in scene.entities.mentions_in(Span(sentence.start, place.end)):
        behind = scene.text[mention.span.end : mention.span.end + 2]
        before = scene.text[max(sentence.start, mention.span.start - 10) : mention.span.start]
        if mention.span.end <= place.start and (
            behind in {"’s", "'s"} or mention.span.of(scene.text).lower() in {"his", "her", "its", "their"}
        ):
            between = scene.text[mention.span.end + 2 : place.start].split()
            return _party(scene, one) if len(between) <= 3 else ()
        if mention.span.start >= place.start and _BY_NOUN.search(before):
            return _party(scene, one)
    return ()


def of_prayer(scene: Scene, prayer: Span, asking: int) -> tuple[str, ...]:
    """Who prays: the last party named before the asking of a prayer."""
    parties = {
        fact.one("of") for fact in scene.roles if fact.one("role") in {"plaintiff", "defendant", "party"}
    }
    found = [one for _, one in scene.entities.mentions_in(Span(prayer.start, max(asking, prayer.start + 1)))]
    named = [one for one in found if one.identity in parties or _STATE.search(one.name)]
    return _party(scene, named[-1]) if named else ()


def filer(scene: Scene) -> tuple[str, ...]:
    """Whose paper it is, by its title or by whom its lawyer signs for; of a complaint the plaintiffs."""
    if scene.frame.kind == "civil complaint":
        return scene.of_role("plaintiff", "civil")
    if scene.frame.kind != "court filing":
        return ()
    heads = [part for part in scene.frame.parts if part.kind in {"heading", "header"}][:12]
    titles = [match for part in heads if (match := _TITLE.search(part.span.of(scene.text)))]
    signed = [*_SIGNED.finditer(scene.text[-1_500:])]
    for match in [*titles[:1], *signed[-1:]]:
        found = _named(scene, match["who"].lower().rstrip("s"))
        if found:
            return found
    return ()


def _named(scene: Scene, word: str) -> tuple[str, ...]:
    if word.startswith(("state", "people", "government", "commonwealth", "united")):
        return _the_state(scene)
    role = {"petitioner": "plaintiff", "respondent": "defendant", "appellant": "defendant", "movant": ""}.get(
        word, word
    )
    return scene.of_role(role) if role else ()


def _the_state(scene: Scene) -> tuple[str, ...]:
    found = [
        one.identity for one in scene.entities.all if one.kind == "organisation" and _STATE.search(one.name)
    ]
    return tuple(found[:1])


def speaking(scene: Scene, place: int) -> tuple[str, ...]:
    """Whoever says "we ask", or the side for whom they speak."""
    part = scene.frame.part_at(place)
    if part is None or part.speaker_span is None:
        return ()
    one = scene.entities.at(part.speaker_span) or next(iter(scene.entities.within(part.speaker_span)), None)
    if one is None:
        return ()
    return _party(scene, one)


def _has(scene: Scene, one: Entity, role: str) -> bool:
    return one.identity in scene.of_role(role)


def _party(scene: Scene, one: Entity) -> tuple[str, ...]:
    """A party as it is; of a lawyer the client, when it is known who that is."""
    if scene.frame.kind in {"court filing", "transcript"} and _has(scene, one, "prosecutor"):
        return _the_state(scene) or (one.identity,)
    counsel = [
        fact
        for fact in scene.roles
        if fact.one("of") == one.identity and fact.one("role") in {"counsel", "attorney"}
    ]
    if not counsel:
        return (one.identity,)
    clients = tuple(
        dict.fromkeys(whom for fact in counsel for whom in fact.all("whom") if scene.entities.get(whom))
    )
    if clients:
        return clients
    return _defended(scene, counsel)


def _defended(scene: Scene, counsel: list[Fact]) -> tuple[str, ...]:
    only = scene.only("defendant", "criminal")
    if only and all(fact.one("matter") in {"criminal", ""} for fact in counsel):
        return (only,)
    return ()


def _of_paper(scene: Scene, noun: str, before: Span) -> tuple[str, ...]:
    """Whose suit, complaint or motion asks: of a possessive its owner, of a suit the plaintiffs."""
    owners = [
        one
        for mention, one in scene.entities.mentions_in(before)
        if scene.text[mention.span.end : mention.span.end + 2] in {"’s", "'s"}
        or mention.span.of(scene.text).lower() in {"his", "her", "its", "their"}
    ]
    if owners:
        return _party(scene, owners[-1])
    if noun.lower().startswith(("motion", "application", "brief", "filing")):
        return filer(scene)
    return scene.of_role("plaintiff", "civil") or filer(scene)
