"""What is said of somebody, in words beside the mention, that makes them a party, a witness or a victim."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wholefile.reading.names.mentions import Entities, Entity, Mention
from wholefile.reading.names.tasks import TASK
from wholefile.reading.spans import Span

# An aside after a name ("X, 54, of Y, ") and the words before a verb.
_ASIDE = r"(?:[^\S\n]\([^)\n]{1,40}\))?(?:,[^,.;:\n]{1,60}(?:[,.][”\"]|,))?"
_AUX = (
    r"(?P<aux>(?:\s+(?:is|are|was|were|has|have|had|been|being|also|now|then|later|formally|each|"
    r"both|first|once|who)){0,5})"
)
_A = r"(?:\s+(?:an?|the|his|her|its|their|this|that|another|two|several))?(?:\s+[\w-]+){0,3}?"
_SUIT = (
    r"(?:lawsuits?|suits?|petitions?|civil\s+complaints?|civil\s+(?:\w+\s+)?actions?|"
    r"legal\s+action|complaints?|counterclaims?)"
)
_LISTED = re.compile(r"(?:,?\s+(?:and|as\s+well\s+as|&)\s+|,\s+|\s+(?=and\s))(?:the\s+)?")


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern beside a mention. `passive` says whether "was", "were" or "been" must stand, must not, or may."""

    words: re.Pattern[str]
    role: str
    matter: str
    rule: str
    passive: bool | None = None


def _after(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:['’]s)?{_ASIDE}{_AUX}\s+(?:\w+ly\s+)?{words}", re.IGNORECASE)


_AFTER = (
    Frame(_after(r"(?:suing|sued|sues)\b"), "plaintiff", "civil", "sues", passive=False),
    Frame(_after(r"sued\b"), "defendant", "civil", "is sued", passive=True),
    Frame(_after(r"(?:taking|took|taken|takes)\s+legal\s+action\b"), "plaintiff", "civil", "takes legal action"),
    Frame(
        _after(rf"(?:filed|filing|files|brought|bringing|brings|lodged|made|making){_A}\s+{_SUIT}\b"),
        "plaintiff", "civil", "files a suit", passive=False,
    ),
    Frame(_after(
        rf"(?:charged|re-?charged)\s+(?:\w+\s+){{0,3}}?(?:with\b(?!{TASK})|(?:in|over|for|as)\b)"
    ), "defendant", "criminal", "is charged", passive=True),
    Frame(_after(
        r"(?:indicted|arraigned|acquitted|convicted|"
        r"found\s+(?:not\s+)?guilty)\b"
    ), "defendant", "criminal", "is tried", passive=True),
    Frame(_after(
        r"(?:pleaded|pled|pleads|pleading)\s+(?:not\s+guilty|guilty|"
        r"no\s+contest)\b"
    ), "defendant", "criminal", "pleads"),
    Frame(_after(r"(?:faced|faces|facing)\s+(?:\w+\s+){0,3}charges?\b"), "defendant", "criminal", "faces charges"),
    Frame(_after(r"(?:stood|stands|standing)\s+trial\b"), "defendant", "criminal", "stands trial"),
    Frame(_after(r"arrested\b"), "suspect", "criminal", "is arrested", passive=True),
    Frame(_after(
        r"(?:testified|testifies|testifying|"
        r"took\s+the\s+(?:witness\s+)?stand|swore\s+(?:that|under|in\s+(?:an?|his|her))|told\s+(?:the\s+)?(?:grand\s+)?(?:jury|jurors|court))\b"
    ), "witness", "", "testifies"),
    Frame(_after(
        r"(?:(?:expected|scheduled|set|due|called|subpoenaed)\s+to|will)\s+testify\b"
    ), "witness", "", "is to testify"),
    Frame(re.compile(
        r",\s+(?:(?:an?|the)\s+(?:[\w’'-]+\s+){1,5}?)?who\s+(?:(?:also|had|has|later|then)\s+)?testifie[sd]\b(?P<aux>)",
        re.IGNORECASE,
    ), "witness", "", "who testifies"),
    Frame(_after(
        r"(?:shot|stabbed|assaulted|attacked|beaten|robbed|wounded|injured|raped|"
        r"kidnapped)\b"
    ), "victim", "", "was harmed", passive=True),
)  # fmt: skip
_OWN = Frame(
    re.compile((
        r"(?:['’]s?)?\s+(?:\w+\s+){0,2}?(?:lawsuit|civil\s+suit|civil\s+complaint|complaint|"
        r"suit)\b"
    ), re.IGNORECASE),
    "plaintiff", "civil", "whose suit it is",
)  # fmt: skip
_OTHERS = re.compile(
    r"(?:,)?\s+and\s+(?:the\s+|his\s+|her\s+|their\s+|several\s+|\w+\s+)?other\s+"
    r"(?P<role>defendant|plaintiff|witness|suspect|victim|juror|officer|prosecutor|attorney)(?:s|es)\b",
    re.IGNORECASE,
)
_BEFORE = (
    Frame(re.compile((
        rf"(?<!criminal )\b{_SUIT}(?:,\s+(?:which\s+was\s+)?(?:filed|brought|lodged)\b)?(?:\s+[\w-]+){{0,"
        rf"3}}?\s+against\s+(?:the\s+)?$"
    ), re.IGNORECASE), "defendant", "civil", "a suit against"),
    Frame(re.compile(r"\b(?:sued|suing|sues)\s+(?:the\s+)?$", re.IGNORECASE), "defendant", "civil", "sues them"),
    Frame(re.compile((
        r"(?<!no )(?<!No )(?<!no new )\b(?:charges?|counts?|indictment|criminal\s+complaint|"
        r"prosecution)(?:\s+[\w-]+){0,3}?\s+against\s+$"
    ), re.IGNORECASE), "defendant", "criminal", "charges against"),
    Frame(re.compile((
        r"\b(?:jury|prosecutors?|state|court|police|attorney|judge|jurors|"
        r"deputies)\s+(?:\w+\s+)?(?:charged|indicted|convicted|acquitted|arraigned)\s+$"
    ), re.IGNORECASE), "defendant", "criminal", "charge them"),
    Frame(re.compile(
        r"\b(?:complaint|indictment|information|warrant|prosecutors?|jury|state)\s+(?:is\s+)?"
        r"(?:charging|accusing|indicting)\s+$", re.IGNORECASE,
    ), "defendant", "criminal", "charging them"),
    Frame(re.compile(
        r"\bin\s+(?:an?|his|her|the)\s+(?:sworn\s+)?(?:affidavit|declaration|deposition)\b(?:[^.;:\n]{0,80},)?\s+$",
        re.IGNORECASE,
    ), "witness", "", "in an affidavit"),
    Frame(re.compile((
        rf"\b{_SUIT}\s+(?:that\s+was\s+)?(?:filed|brought)\s+(?:\w+\s+){{0,"
        rf"3}}?by\s+$"
    ), re.IGNORECASE), "plaintiff", "civil", "filed by"),
    Frame(re.compile(
        r"\b(?:State|People|Commonwealth|United\s+States)(?:\s+of\s+[A-Z]\w+)?,"
        r"?\s+(?:v\.|vs\.?|versus)\s+$"
    ), "defendant", "criminal", "a state against"),
    Frame(re.compile((
        r"\b(?:testimony\s+(?:of|from|by)|interviewed|"
        r"questioned)\s+(?:the\s+witness\s+)?$"
    ), re.IGNORECASE), "witness", "", "testimony of"),
)  # fmt: skip
# A verdict with whom it is about in its middle: "the jury found X not guilty".
_FINDS = re.compile(
    r"\b(?:jury|jurors|judge|court|panel)\s+(?:\w+\s+)?(?:found|finds|find)\s+$", re.IGNORECASE
)
_GUILTY = re.compile(r"\s+(?:not\s+)?guilty\b", re.IGNORECASE)
_CIVIL = re.compile(r"(?i)\b(?:lawsuit|civil|plaintiffs?|sue[ds]?|suing|damages|this\s+action|tort)\b")
_CRIMINAL = re.compile(
    r"(?i)\b(?:criminal|indict\w*|felony|misdemeanor|guilty|arraign\w*|prosecution|charged)\b"
)
_NEAR = 150


@dataclass(frozen=True, slots=True)
class Found:
    """A role of somebody as the words beside a mention give it."""

    entity: Entity
    role: str
    span: Span
    rule: str
    matter: str = ""
    title: str = ""
    whom: str = ""


_TOLD = _after(
    r"(?:told(?!\s+(?:him|her|them)\b)|was\s+interviewed|stated|reported|advised|said|recalled|described|explained|heard|saw|witnessed|wrote|"
    r"gave\s+(?:his|her|an?)\s+account)\b"
)


# What somebody says who saw or heard something, in papers in which parties and lawyers speak as well.
_TELLS = re.compile(
    rf"(?:\s+(?:in|at|from|behind|across|on|near)\s+(?:the\s+|an?\s+)?[\w'’-]{{2,20}})?{_ASIDE},?(?:\s+(?:also|later|then|has|had|who))?\s+(?:told\s+(?:me|us|police|officers|investigators|deputies|detectives)|"
    r"saw|witnessed|overheard|heard|(?:wrote|writes|reported|recalled|says|said)(?=\s+(?:in|to|that|he|she|they|it\s+was|there\s+was)\b|:))\b",
    re.IGNORECASE,
)


def tellers(text: str, entities: Entities, *, narrow: bool = False) -> Iterator[Found]:
    """Those who tell the writer of a report or affidavit something are its witnesses.

    In other papers many speak; there only who saw, heard or told something is (`narrow`).
    """
    words = _TELLS if narrow else _TOLD
    for one in entities.all:
        for mention in one.mentions if one.kind == "person" else ():
            if mention.form != "pronoun" and (
                match := words.match(text, mention.span.end, mention.span.end + _NEAR)
            ):
                yield Found(one, "witness", Span(mention.span.start, match.end()), "tells the writer")
                break


def found_beside(text: str, entities: Entities, paragraph: dict[int, Span]) -> Iterator[Found]:
    """The roles that words beside the mentions give, in the order of the text."""
    starts = {mention.span.start: (mention, one) for one in entities.all for mention in one.mentions}
    for one in entities.all:
        for mention in one.mentions:
            yield from _said_after(text, mention, one)
            yield from _one_of_others(text, mention, one, paragraph)
            for found in _said_before(text, mention, one):
                yield found
                if found.role == "defendant":
                    yield from _listed_after(text, mention, found, starts)


def _said_after(text: str, mention: Mention, one: Entity) -> Iterator[Found]:
    span = mention.span
    last = min(len(text), span.end + _NEAR)
    for frame in _AFTER:
        match = frame.words.match(text, span.end, last)
        if match is None or (frame.role in {"victim", "witness", "suspect"} and one.kind != "person"):
            continue
        told = re.search(r"\b(?:is|are|was|were|been|being)\b", match["aux"]) is not None
        acting = match.group().endswith("ing")
        if frame.passive is None or frame.passive == (told and not acting):
            yield Found(one, frame.role, Span(span.start, match.end()), frame.rule, frame.matter)
    match = _OWN.words.match(text, span.end, last)
    possessive = text[span.end : span.end + 1] in {"'", "’"} or span.of(text).casefold() in {"his", "her"}
    if match is not None and possessive:
        yield Found(one, _OWN.role, Span(span.start, match.end()), _OWN.rule, _OWN.matter)


def _said_before(text: str, mention: Mention, one: Entity) -> Iterator[Found]:
    start = mention.span.start
    before = text[max(0, start - _NEAR) : start]
    verdict = _GUILTY.match(text, mention.span.end, mention.span.end + 40)
    if verdict is not None and (finds := _FINDS.search(before)) is not None:
        told = Span(start - len(before) + finds.start(), verdict.end())
        yield Found(one, "defendant", told, "is found guilty or not", "criminal")
    for frame in _BEFORE:
        match = frame.words.search(before)
        if match is not None and text[mention.span.end : mention.span.end + 2] not in {"'s", "’s"}:
            place = start - len(before) + match.start()
            yield Found(one, frame.role, Span(place, mention.span.end), frame.rule, frame.matter)


def _listed_after(
    text: str, mention: Mention, first: Found, starts: dict[int, tuple[Mention, Entity]]
) -> Iterator[Found]:
    """The others of a list that the first of them stands in: "against X, Y and Z"."""
    end = mention.span.end
    for _ in range(40):
        gap = _LISTED.match(text, end, min(len(text), end + 20))
        if gap is None or gap.end() not in starts:
            return
        following, one = starts[gap.end()]
        if following.form == "pronoun":
            return
        yield Found(one, first.role, Span(first.span.start, following.span.end), first.rule, first.matter)
        end = following.span.end


def _one_of_others(text: str, mention: Mention, one: Entity, paragraph: dict[int, Span]) -> Iterator[Found]:
    match = _OTHERS.match(text, mention.span.end, min(len(text), mention.span.end + 60))
    if match is None:
        return
    role = match["role"].casefold()
    around = paragraph.get(mention.span.start)
    matter = matter_of(around.of(text)) if around is not None and role in {"defendant", "witness"} else ""
    matter = "civil" if role == "plaintiff" else matter
    yield Found(one, role, Span(mention.span.start, match.end()), "one of the others", matter)


def matter_of(words: str) -> str:
    """Whether words speak of a civil or a criminal matter; empty when of neither or of both."""
    civil, criminal = bool(_CIVIL.search(words)), bool(_CRIMINAL.search(words))
    if civil == criminal:
        return ""
    return "civil" if civil else "criminal"
