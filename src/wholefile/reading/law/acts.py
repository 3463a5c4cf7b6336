"""Acts of law: of a grand jury, prosecutor or court, and of parties before one; events give them days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wholefile.reading.facts import Fact, Status
from wholefile.reading.law.undone import NEAR, undone
from wholefile.reading.law.who import Scene
from wholefile.reading.names.grammar import agent_of, clause, passive, subject_of
from wholefile.reading.names.mentions import Entity, Mention
from wholefile.reading.parts import said
from wholefile.reading.spans import Span

# The pieces of which the patterns are made: a passive, what may be dismissed, filing, and what is filed.
_BE = r"(?:was|were|is|are|been|being|be)\s+(?:\w+ly\s+|not\s+)?"
_CHARGES = (
    r"(?:charges?|counts?|indictment|case|complaint|lawsuit|suit|prosecution|claims?|action|that|it|petition|"
    r"information)"
)
_MADE = r"(?:filed|brought|lodged|made|submitted|files|brings)"
_SUIT = (
    r"(?:lawsuits?|suits?|complaints?|petitions?|civil\s+action|legal\s+action|motions?|appeals?|"
    r"answer|counterclaim|notice\s+of\s+appeal)"
)


@dataclass(frozen=True, slots=True)
class _Act:
    """A pattern of an act. `of` is whom it is done to: the "subject", the "object" after it, or who is "against"."""

    words: re.Pattern[str]
    act: str
    of: str = "subject"
    court: bool = True


def _p(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)


_ACTS = (
    _Act(_p(rf"{_BE}(?:re-?)?charged(?=\s+(?:\w+\s+){{0,3}}?(?:with|in|over|for|as|on)\b)"), "charged"),
    _Act(_p(r"(?:re-?)?charged(?=\s+(?:[A-Z]|him\b|her\b|the\b|an?\b)[^.;]{0,60}\bwith\b)"), "charged", "object"),
    _Act(_p(rf"{_BE}(?:re-?)?indicted"), "indicted"),
    _Act(_p(r"(?:returned\s+an\s+indictment\s+against|(?:re-?)?indicted)"), "indicted", "object"),
    _Act(_p(rf"{_BE}arraigned"), "arraigned"),
    _Act(_p(rf"{_BE}(?:convicted|found\s+guilty)"), "convicted"),
    _Act(_p(r"found\s+(?=[^.;]{1,40}\s+guilty\b)"), "convicted", "object"),
    _Act(_p(r"(?:convicted|acquitted)(?=\s+(?:[A-Z]|him\b|her\b|the\b))"), "", "object"),
    _Act(_p(rf"{_BE}(?:acquitted|found\s+not\s+guilty|cleared)"), "acquitted"),
    _Act(_p(rf"{_BE}sentenced"), "sentenced"),
    _Act(_p(rf"{_BE}arrested"), "arrested", court=False),
    _Act(_p(r"arrested(?=\s+(?:[A-Z]|him\b|her\b|the\b))"), "arrested", "object", court=False),
    _Act(_p(r"(?:pleaded|pled|pleads|entered\s+a\s+plea\s+of)\s+not\s+guilty"), "pleaded not guilty"),
    _Act(_p(r"(?:pleaded|pled|pleads|entered\s+a\s+plea\s+of)\s+guilty"), "pleaded guilty"),
    _Act(_p(r"(?:pleaded|pled|pleads)\s+no\s+contest"), "pleaded no contest"),
    _Act(_p(
        rf"{_CHARGES}[^.;:\n]{{0,60}}?\s+{_BE}(?:dismissed|dropped|thrown\s+out|"
        rf"tossed(?:\s+out)?|withdrawn)"
    ), "dismissed", "against"),
    _Act(_p(
        rf"(?:dismissed|dropped|threw\s+out|tossed\s+out|withdrew)\s+(?:the|all|those|his|her|"
        rf"its|their|both|every)\s+(?:[\w-]+\s+){{0,4}}?{_CHARGES}"
    ), "dismissed", "against"),
    _Act(_p(r"trial\s+(?:has\s+|had\s+)?(?:collapsed|ended|began|begins|opened|started|was\s+declared)"), "trial"),
    _Act(_p(
        r"(?:bail|bond)\s+was\s+(?:set|denied|granted|revoked)|(?:set|denied|"
        r"revoked)\s+(?:bail|bond)"
    ), "bail set"),
    _Act(_p(rf"{_BE}released\s+(?:on|pending)"), "released"),
    _Act(_p(
        rf"{_MADE}\s+(?:an?|the|his|her|its|their|this|another)\s+(?:[\w-]+\s+){{0,"
        rf"4}}?{_SUIT}"
    ), "filed", "against", court=False),
    _Act(_p(rf"{_SUIT},?\s+(?:that\s+was\s+|which\s+was\s+|was\s+)?filed"), "filed", "against", court=False),
    _Act(_p(
        r"(?:is|are|was)\s+suing|(?:has|have|had)\s+sued|sued(?!\s+by)|(?:is|"
        r"are)\s+taking\s+legal\s+action|took\s+legal\s+action"
    ), "filed", "against", court=False),
    _Act(_p(
        r"(?:issued|signed|granted|approved)\s+(?:an?|the)\s+(?:[\w-]+\s+)?(?:search\s+|"
        r"arrest\s+|bench\s+)?warrant"
    ), "issued warrant", ""),
    _Act(_p(
        rf"(?:motion|request|petition|objection|application)[^.;\n]{{0,"
        rf"160}}?\s+{_BE}(?:hereby\s+)?(?P<done>denied|granted|overruled|sustained)"
    ), "done", ""),
    _Act(_p(
        r"(?P<done>denied|granted)\s+(?:the|his|her|its|their|that|this|a|"
        r"an)\s+(?:[\w'’-]+\s+){0,3}?(?:motion|request|petition|application|appeal|bail)"
    ), "done", ""),
    _Act(_p(
        r"(?:court|judge|justice|magistrate)\s+(?:has\s+)?(?P<done>ordered|ruled|found|held|"
        r"heard|granted|denied)"
    ), "done", ""),
    _Act(_p(rf"{_BE}(?P<done>subpoenaed|deposed|served\s+with)"), "done"),
)  # fmt: skip


def find_acts(scene: Scene) -> Iterator[Fact]:
    """Every act of law of a text, at the clause that tells of it, in the order of the patterns and the text."""
    taken: set[int] = set()
    for one in _ACTS:
        for match in one.words.finditer(scene.text):
            sentence = scene.sentence(match.start())
            before = scene.text[max(sentence.start, match.start() - NEAR) : match.start()]
            key = match.end()
            if key in taken or undone(before) or _never(match.group()):
                continue
            fact = _fact(scene, one, match, sentence)
            if fact is not None:
                taken.add(key)
                yield fact
    yield from _rulings(scene)


_RULING = re.compile(
    r"\s*(?P<act>sustained|overruled|granted|denied|so\s+ordered)\b[^.\n]{0,80}\.?", re.IGNORECASE
)


def _rulings(scene: Scene) -> Iterator[Fact]:
    """What the court rules from the bench in a transcript: "Sustained."."""
    for part in scene.frame.parts:
        if part.kind != "colloquy" or "COURT" not in part.speaker.upper():
            continue
        for words in said(part, scene.text)[:1]:
            match = _RULING.match(scene.text, words.start, words.end)
            if match is not None:
                told = {"act": " ".join(match["act"].lower().split()), "by": scene.only("judge")}
                yield Fact(
                    "court_event",
                    Span(match.start("act"), match.end()),
                    "act: ruling",
                    told,
                    Status.COURT_ACT,
                )


def _never(words: str) -> bool:
    return (
        re.search(r"(?i)\b(?:not|never)\s+(?:charged|indicted|arrested|convicted|arraigned)", words)
        is not None
    )


def _fact(scene: Scene, one: _Act, match: re.Match[str], sentence: Span) -> Fact | None:
    told: dict[str, str | tuple[str, ...]] = {"act": _named(one, match)}
    verb = match.start()
    subject = scene.subject(verb, sentence.start)
    if one.of == "object":
        done_to = scene.first(match.end(), min(sentence.end, match.end() + 80))
        if done_to is None or done_to[1].kind == "organisation":
            return None
        told |= {"of": done_to[1].identity, "by": subject[1].identity if subject else ""}
    elif one.of == "subject":
        if subject is None and told["act"] not in {"trial", "bail set", "released"}:
            subject = _by_grammar(scene, match)
            if subject is None:
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
    span = _clause(scene, match, sentence, subject[0].span if subject else None)
    return Fact(
        "court_event", span, f"act: {told['act']}", told, Status.COURT_ACT if one.court else Status.REPORTED
    )


def _named(one: _Act, match: re.Match[str]) -> str:
    if one.act == "done":
        return " ".join(match["done"].lower().split())
    return one.act or match.group().split()[0].lower()


def _by_grammar(scene: Scene, match: re.Match[str]) -> tuple[Mention, Entity] | None:
    """The subject of the verb by the grammar, as a mention with its entity."""
    words = scene.parsed.inside(Span(*match.span()))
    for verb in words:
        if verb.part == "VERB" and (found := subject_of(scene.parsed, verb)) is not None:
            one = scene.entities.at(found.span)
            mention = next((m for m in one.mentions if m.span.holds(found.span)), None) if one else None
            if one is not None and mention is not None:
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
    scene: Scene, one: _Act, match: re.Match[str], sentence: Span
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


def _clause(scene: Scene, match: re.Match[str], sentence: Span, subject: Span | None) -> Span:
    """The clause of an act: by the grammar, else from its subject to the next comma; within the sentence always."""
    verbs = [word for word in scene.parsed.inside(Span(*match.span())) if word.part == "VERB"]
    start = min(match.start(), subject.start) if subject is not None else match.start()
    end = match.end()
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
