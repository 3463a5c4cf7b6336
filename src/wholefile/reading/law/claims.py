"""Causes of action: those that a pleading pleads, and those that somebody only calls it by."""

import re
from collections.abc import Iterator
from dataclasses import replace

from wholefile.reading.facts import Fact, Status
from wholefile.reading.kinds.accusing import of_words
from wholefile.reading.law.lexicon import CAUSE
from wholefile.reading.law.who import Scene, Taken
from wholefile.reading.names.captions import is_trade_name
from wholefile.reading.quotes.marks import Quoted
from wholefile.reading.spans import Span

_NUMBER = (
    r"(?:[IVX]{1,5}|\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|"
    r"fourth|fifth|sixth|seventh|"
    r"eighth|ninth|tenth)"
)
_HEADING = re.compile(
    rf"(?im)^[^\S\n]*(?:[IVX]{{1,5}}\.[^\S\n]+)?(?:count|claim|cause\s+of\s+action|"
    rf"(?P<before>{_NUMBER})[^\S\n]+(?:cause[^\S\n]+of[^\S\n]+action|"
    rf"claim(?:[^\S\n]+for[^\S\n]+relief)?|"
    rf"count))(?:[^\S\n]+(?:no\.[^\S\n]*)?(?P<after>{_NUMBER}))?(?![\w])[^\S\n]*[.:–—-]{{0,2}}[^\S\n]*\n?[^\S\n]*"
    r"(?P<title>\(?[A-Za-z][^\n]{2,160})"
)
# Where the title of a count ends: at brackets, a dash, or the words for whom it is against.
_TITLE_END = re.compile(r"\s*(?:\(|\s[–—-]\s|\bagainst\b|\bagainst:|;|:)", re.IGNORECASE)
# Somebody sues "for", or a suit is "for" what the quotation lists.
_SUES = re.compile(
    r"(?i)\b(?:su(?:es?|ed|ing)|lawsuits?|suits?|complaints?|legal\s+action|civil\s+action|action|"
    r"petition|counterclaim)\b"
)
_FOR = re.compile(
    r"(?i)\b(?:for|alleg(?:es|ed|ing)|claim(?:s|ed|ing)|pleads|asserts|accus(?:es|ed|ing)\s+[\w\s,"
    r".'’-]{1,60}\s+of|of|cause\s+of\s+action,?|including)\s*,?\s*$"
)
# Words just before a cause of action that make it what somebody calls the suit.
_LABEL = re.compile(
    r"(?i)\b(?:su(?:es?|ed|ing)|lawsuits?|suits?|legal\s+action|civil\s+(?:action|complaints?)|"
    r"complaints?|claims?|counterclaims?|action)\b"
    r"(?:[^.;:\"“”\n]{0,80}?)\b(?:for|of|alleging|claiming|accusing\s+[\w\s,.'’-]{1,60}?\s+of|"
    r"that\s+alleges|alleges|pleads)\s+(?:the\s+|an?\s+)?$"
)
# The words of a count that charges a crime.
_CRIMINAL = re.compile(r"\b(?:contrary\s+to|against\s+the\s+peace\s+and\s+dignity)\b")
# A suit that is told to have counts: "the suit has two counts: fraud and, against the bank alone, conversion".
_COUNTED = re.compile(
    r"(?i)\b(?:lawsuits?|suits?|civil\s+(?:action|complaints?|case)|"
    r"complaint\s+in\s+the\s+civil)\b[^.!?\n]{0,140}?"
    r"\b(?:counts?|claims?|causes?\s+of\s+action)\s*(?::|of|for|,)\s*(?:the\s+|an?\s+)?$"
)
_AGAINST = re.compile(
    r"(?i)\s*,?\s*(?:and|or|,)\s*,?\s*(?:against\s+(?P<whom>[\w\s’'.-]{2,50}?)(?:\s+(?:alone|only))?\s*,\s*)"
)
# What parts the causes of a quoted list, and what joins a further label to the last one.
_PIECE = re.compile(r"\s*(?:,|;)\s*(?:and\s+|or\s+)?|\s+and\s+")
_JOINED = re.compile(r"\s*,?\s*(?:and|or|,)\s+")
# A claim that is named and said not to be pleaded.
_NOT_BROUGHT = re.compile(
    r"(?i)\b(?:not\s+(?:plead(?:ed)?|brought?|bring|assert(?:ed)?|sue|seek)|does\s+not|do\s+not|"
    r"reserves?|may\s+(?:seek|add|bring)|"
    r"considered|withdrawn|dropped)\b"
)
_LISTED_CLAIM = re.compile(r"(?i)\b(?:claims?|cause\s+of\s+action)\b")
LABEL_FLAG = (
    "what somebody calls the suit, not a claim that the pleading is quoted with; kept apart from those"
)
_APART = "named, and said not to be brought here"


def find_claims(scene: Scene, quoted: tuple[Quoted, ...]) -> Iterator[Fact]:
    """The claims of a text. `pleaded` is "yes" for those of the pleading itself or quoted from it, "no" for a label."""
    spans = Taken()
    if scene.frame.kind in {"civil complaint", "other", "court filing"} and not _accuses(scene):
        for fact in _headings(scene):
            spans.add(fact.span)
            yield fact
    for fact in _quoted(scene, quoted):
        spans.add(fact.span)
        yield fact
    last: Fact | None = None
    for match in CAUSE.finditer(scene.text):
        span = Span(*match.span())
        if spans.meets(span):
            continue
        found = _label(scene, span)
        aside = _AGAINST.fullmatch(scene.text, last.span.end, span.start) if last is not None else None
        if found is None and last is not None and aside is not None:
            whom = tuple(one.identity for one in scene.entities.within(Span(*aside.span("whom"))))
            told = {**last.told, "cause": span.of(scene.text), "against": whom}
            found = replace(last, span=span, told=_single(told))
        if found is None and last is not None and _JOINED.fullmatch(scene.text, last.span.end, span.start):
            found = replace(last, span=span, told={**last.told, "cause": span.of(scene.text)})
        if found is not None:
            last = found
            spans.add(span)
            yield found


def _accuses(scene: Scene) -> bool:
    """Whether a paper charges crimes, so that its counts are no causes of action."""
    if scene.frame.kind == "civil complaint":
        return False
    return _CRIMINAL.search(scene.text[:4_000]) is not None or scene.parsed.once(of_words)


def _headings(scene: Scene) -> Iterator[Fact]:
    """The counts of a complaint: the title after "COUNT II", with those against whom it is."""
    text = scene.text
    for match in _HEADING.finditer(text):
        number = match["before"] or match["after"]
        title = match["title"]
        if (
            number is None
            or (title.upper() != title and not _titled(title))
            or re.match(r"(?i)\(?(?:against|all)\b", title)
        ):
            continue
        if scene.frame.kind != "civil complaint" and CAUSE.search(title) is None:
            continue
        stop = _TITLE_END.search(title)
        start = match.start("title")
        end = start + len((title[: stop.start()] if stop else title).rstrip(" .,"))
        if end - start < 3:
            continue
        told = {
            "cause": " ".join(text[start:end].split()), "count": number, "pleaded": "yes",
            "by": scene.of_role("plaintiff", "civil"), "against": _against_heading(scene, end),
        }  # fmt: skip
        yield Fact("claim", Span(start, end), "claim: count", _single(told), Status.ALLEGED)


def _titled(title: str) -> bool:
    words = [word for word in re.findall(r"[A-Za-z][\w’'-]*", title) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) * 2 > len(words)


def _against_heading(scene: Scene, end: int) -> tuple[str, ...]:
    """Whom the lines just below a count name, else those of the defendants whom its paragraphs name, else all."""
    stop = scene.text.find("\n\n", end, end + 400)
    last = stop if stop >= 0 else min(len(scene.text), end + 200)
    if alone := _against_alone(scene, end):
        return alone
    defendants = _sued(scene)
    heading = scene.text.find("\n", end)
    said = re.compile(r"(?i)\bagainst\b").search(scene.text, end, max(heading, end))
    if said:
        own = [one.identity for one in scene.entities.within(Span(said.end(), heading))]
        if named_there := tuple(dict.fromkeys(one for one in own if one in defendants)):
            return named_there
    body = _HEADING.search(scene.text, heading + 1 if heading >= 0 else end)
    until = min(body.start() if body else len(scene.text), end + 8_000)
    prayer = re.search(r"(?i)\bprayer\b|\bwherefore\b", scene.text[end:until])
    until = end + prayer.start() if prayer else until
    if last > end and re.search(r"(?i)\bagainst\b|defendants?\b|[–—-]", scene.text[end:last]):
        named = [one.identity for one in scene.entities.within(Span(end, last)) if one.identity in defendants]
        if named:
            return tuple(dict.fromkeys(named))
    told = [
        one.identity
        for one in scene.entities.within(Span(end, max(until, end + 1)))
        if one.identity in defendants
    ]
    return tuple(one for one in defendants if one in told) or defendants


_ALONE = re.compile(
    r"(?i)\b(?:count|claim|cause(?:\s+of\s+action)?|this|brought|pleaded|pled|asserted|directed|stated|alleged|\()[^.;\n]{0,60}?"
    r"(?:(?:only|solely|exclusively)\s+against\s+(?P<after>[^.;()\n]{2,160})|"
    r"\bagainst\s+(?:only\s+(?P<only>[^.;()\n]{2,160})|(?P<whom>(?:(?:Inc|Corp|Co|Ltd|Dr|Mr|Ms|Mrs|L|P|C|N|A)\.|[^.;()]){2,160}?),?\s+(?:only|alone)\b))"
)


def _against_alone(scene: Scene, end: int) -> tuple[str, ...]:
    """Those against whom alone a count says that it is brought, in its heading or its first paragraphs."""
    body = _HEADING.search(scene.text, scene.text.find("\n", end) + 1 or end, end + _FIRST)
    found = _ALONE.search(scene.text, max(0, end - 40), body.start() if body else end + _FIRST)
    if found is None:
        return ()
    group = next(name for name in ("after", "only", "whom") if found[name])
    named = {one.identity for one in scene.entities.within(Span(*found.span(group)))}
    words = set(re.findall(r"[^\W_]{3,}", found[group].casefold()))
    return tuple(one for one in _sued(scene) if one in named or _called(scene, one) in words)


def _called(scene: Scene, identity: str) -> str:
    """The surname of a person who is sued, in small letters."""
    found = scene.entities.get(identity)
    return found.name.casefold().rpartition(" ")[2] if found is not None and found.kind == "person" else "\n"


# So far behind its heading, in characters, a count says whom alone it is against.
_FIRST = 1_500


def _sued(scene: Scene) -> tuple[str, ...]:
    """The defendants of a civil matter; the name that one of them trades under is no further one."""
    named = {
        fact.one("of")
        for fact in scene.roles
        if fact.one("role") == "defendant" and not is_trade_name(scene.text, fact.span)
    }
    return tuple(one for one in scene.of_role("defendant", "civil") if one in named)


def _quoted(scene: Scene, quoted: tuple[Quoted, ...]) -> Iterator[Fact]:
    """A list of claims quoted from a pleading: "for '…, … and …'" after somebody sues or complains."""
    text = scene.text
    for one in quoted:
        if one.title or one.inner.end - one.inner.start > 1_500:
            continue
        start = max(0, one.outer.start - 600)
        paragraph = text.rfind("\n\n", start, one.outer.start)
        before = text[max(start, paragraph + 2 if paragraph >= 0 else start) : one.outer.start]
        if not (_FOR.search(before) and _SUES.search(before)):
            continue
        pieces = list(_pieces(text, one.inner))
        if not any(CAUSE.search(piece.of(text)) for piece in pieces):
            continue
        by, against = _parties(scene, one.outer.start)
        for piece in pieces:
            told = {"cause": piece.of(text), "by": by, "against": against, "pleaded": "yes"}
            flags = () if CAUSE.search(piece.of(text)) else ("a cause of action that is not in our list",)
            yield Fact(
                "claim", piece, "claim: quoted from the pleading", _single(told), Status.ALLEGED, flags=flags
            )


def _pieces(text: str, inner: Span) -> Iterator[Span]:
    """The members of a quoted list, cut at commas and at "and" where both sides are causes."""
    start = inner.start
    cuts = [(m.start(), m.end()) for m in _PIECE.finditer(text, inner.start, inner.end)]
    for first, last in [*cuts, (inner.end, inner.end)]:
        plain_and = first < last and text[first:last].strip().casefold() == "and"
        if plain_and and not (CAUSE.search(text[start:first]) and CAUSE.match(text, last, inner.end)):
            continue
        end = first
        while end > start and text[end - 1] in " ,.;:":
            end -= 1
        while start < end and text[start] in " ,":
            start += 1
        if end > start:
            yield Span(start, end)
        start = last


def _label(scene: Scene, span: Span) -> Fact | None:
    """A cause of action that somebody names for a suit in their own words."""
    text = scene.text
    sentence = scene.sentence(span.start)
    before = text[max(sentence.start, span.start - 200) : span.start]
    counted = _COUNTED.search(before) is not None
    if not counted and not _LABEL.search(before):
        return None
    part = scene.frame.part_at(span.start)
    around = sentence.of(text) + (
        part.span.of(text)[:2_000] if part is not None and _LISTED_CLAIM.search(before) else ""
    )
    not_brought = bool(_NOT_BROUGHT.search(around if _LISTED_CLAIM.search(before) else sentence.of(text)))
    by, against = _parties(scene, span.start)
    told = {"cause": span.of(text), "by": by, "against": against if not not_brought else (), "pleaded": "no"}
    if counted and not not_brought:
        sued = tuple(one for one in _sued(scene) if one not in by)
        told = {**told, "pleaded": "yes", "against": against or sued}
        return Fact("claim", span, "claim: told of a suit", _single(told), Status.ALLEGED)
    return Fact(
        "claim",
        span,
        "claim: label",
        _single(told),
        Status.ALLEGED,
        flags=(_APART if not_brought else LABEL_FLAG,),
    )


def _parties(scene: Scene, place: int) -> tuple[str | tuple[str, ...], tuple[str, ...]]:
    """Who sues and who is sued: as the roles of the text say, narrowed to those named just before in the sentence."""
    sentence = scene.sentence(place)
    plaintiffs, defendants = scene.of_role("plaintiff", "civil"), scene.of_role("defendant", "civil")
    here = [
        one.identity for one in scene.entities.within(Span(sentence.start, max(place, sentence.start + 1)))
    ]
    by = tuple(one for one in here if one in plaintiffs) or plaintiffs
    against = tuple(one for one in here if one in defendants and one not in by)
    return by, against


def _single(told: dict[str, str | tuple[str, ...]]) -> dict[str, str | tuple[str, ...]]:
    return {
        name: value[0] if isinstance(value, tuple) and len(value) == 1 else value
        for name, value in told.items()
    }
