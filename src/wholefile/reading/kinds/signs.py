"""What kind of document a text is, by several weighted signs; none of them decides alone.

The weights are plain counts of how seldom a sign stands in other kinds: 1 now and then, 2 seldom, 3 and more hardly
ever. A kind needs NEEDED in all. Where the next comes within CLOSE, the reader is told.
"""

import re
from collections.abc import Mapping

from wholefile.reading.kinds import caption, cells, mail, margins, news, police, turns
from wholefile.reading.kinds.accusing import charges_crimes
from wholefile.reading.kinds.lines import Line
from wholefile.reading.parts import Kind

NEEDED = 4
CLOSE = 1
# How many lines are looked at: the first, since that is where a document says what it is.
SEEN = 1_500
_TOP = 60

_OATH = re.compile(r"\bduly\s+(?:\w+\s+){0,2}sworn\b", re.IGNORECASE)
_TRANSCRIPT = re.compile(
    r"\b(?:deposition of|transcript|reporter['’]s record|interview (?:of|with)|examination of|"
    r"record of interview)\b",
    re.IGNORECASE,
)
_PRAYED = re.compile(
    r"(?:prayer for relief|wherefore\b|relief requested|demand for (?:judgment|jury trial)|jury demand)",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"(?:COUNT\s+(?:[IVX]+|\d+|ONE|TWO)\b|(?:FIRST|SECOND) (?:CAUSE OF ACTION|CLAIM)|(?:CLAIM|"
    r"CAUSE OF ACTION) (?:I|1|ONE)\b)"
)
_ALLEGES = re.compile(
    r"\bplaintiffs?\b.{0,120}\b(?:alleges?|brings? this|complains?|sues?)\b|jurisdiction and venue",
    re.IGNORECASE,
)
_COURT_WORDS = re.compile(
    r"\b(?:comes? now|it is (?:hereby |further |therefore )*ordered|so ordered|the grand jury|"
    r"deposes? and (?:says?|states?)|"
    r"penalty of perjury|respectfully (?:submitted|requests|moves)|certificate of service|"
    r"this matter (?:comes|came) before|hereby moves?|"
    r"affiant|per curiam|(?:circuit|district) judges?\b.{0,6}$|appeals? from the|we (?:affirm|reverse|"
    r"remand)|memorandum of (?:law|points))\b",
    re.IGNORECASE,
)
_POLICE_TITLE = re.compile(
    r"\b(?:(?:incident|offen[cs]e|police|arrest|crime|investigat(?:ive|ion)|supplement(?:al|ary)?|"
    r"accident|use of force) report|"
    r"sheriff['’]?s (?:office|department)|police (?:department|bureau|service|division)|"
    r"department of public safety|state police)\b",
    re.IGNORECASE,
)
_POLICE_WORDS = re.compile(
    r"\b(?:i (?:responded|was dispatched|arrived|made contact|observed|spoke (?:with|to)|took (?:a|"
    r"the) (?:statement|photograph))|r/o|"
    r"body[- ]worn camera|miranda|dispatch)\b",
    re.IGNORECASE,
)
_NEWS_WORDS = re.compile(
    r"\b(?:told reporters|said in a statement|according to|declined to comment|spokes(?:man|woman|"
    r"person)|news conference|"
    r"(?:court|police) (?:documents|records|papers) (?:show|say|state)|did not (?:immediately )?respond|"
    r"told the [A-Z]\w+|"
    r"(?:said|told|announced) (?:on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"[\"”]\s.{0,40}\b(?:said|told|added|wrote)\b|\b(?:said|told|added|stated|claimed)\b.{0,30}[\"“]"
)


def weigh(lines: list[Line], text: str, *, margin: int = 0) -> dict[Kind, int]:
    """The weight of the signs for each kind. `margin` is how many lines have a number at the margin."""
    seen = [one for one in lines[:SEEN] if not one.empty and not one.running]
    top = seen[:_TOP]
    stamped = any(margins.is_stamp(one, text) for one in lines[:_TOP])
    found: dict[Kind, int] = {
        "transcript": _transcript(seen, top, text, margin),
        "e-mail": _mail(seen, text),
        "police report": _police(seen, top, text),
        "news report": _news(seen, text),
    }
    found["civil complaint"], found["court filing"] = _court(seen, top, text, 3 * stamped)
    return found


def choose(weights: Mapping[Kind, int]) -> tuple[Kind, tuple[str, ...]]:
    """The kind with most weight, "other" when there is too little, and a flag when another comes close."""
    order = sorted(weights, key=lambda kind: (-weights[kind], kind))
    best, second = order[0], order[1]
    if weights[best] < NEEDED:
        return "other", ()
    if weights[second] >= NEEDED and weights[best] - weights[second] <= CLOSE:
        return best, (f"it looks like {_a(best)}, and nearly as much like {_a(second)}",)
    return best, ()


def _a(kind: Kind) -> str:
    return f"an {kind}" if kind == "e-mail" else f"a {kind}"


def _transcript(seen: list[Line], top: list[Line], text: str, margin: int) -> int:
    style = turns.style_of(seen, text)
    asked = answered = labels = headings = 0
    for line in seen:
        first = turns.words_from(line, text)
        mark = turns.asked_or_answered(line, first, text, style)
        asked += mark is not None and mark[0] == "Q"
        answered += mark is not None and mark[0] == "A"
        if mark is None:
            labels += turns.labelled(line, first, text, style) is not None
            headings += (
                turns.examination(line, text) is not None or turns.examiner_in(line, first, text) is not None
            )
    both = min(asked, answered)
    weight = 0
    if both:
        weight += 3 + (both >= 3) + 2 * ((asked + answered) * 5 >= len(seen))
    weight += 2 * (headings > 0) + min(labels, 4)
    weight += 3 * (both == 0 and labels * 3 >= len(seen) and labels >= 4)
    weight += 2 * any(_TRANSCRIPT.search(one.words(text)) for one in top[:20] if one.last - one.first < 120)
    weight += both > 0 and _anywhere(_OATH, seen, text)
    return weight + (margin >= 10)


def _mail(seen: list[Line], text: str) -> int:
    names = set[str]()
    for line in seen[:25]:
        name = mail.field_in(line, text)
        names.add("date" if name == "sent" else name)
    weight = 3 * ("from" in names) + ("to" in names) + 2 * ("subject" in names) + ("date" in names)
    # A field or two is not the head of a message: forms have a date, memoranda have "To" and "From".
    weight = weight if "from" in names and len(names & {"to", "subject", "date"}) >= 2 else min(weight, 2)
    weight += 2 * bool(names & {"message-id", "received", "mime-version", "return-path"})
    return weight + 2 * any(
        mail.wrote(line, text) and line.whole(text)[:3] in {"On ", "> O"} for line in seen
    )


def _police(seen: list[Line], top: list[Line], text: str) -> int:
    labels = set[str]()
    headings = 0
    for line in seen:
        labels |= {label.lower() for label, _, _ in police.fields_in(line, text) if police.is_known(label)}
        heading = police.heading_in(line, text)
        headings += heading is not None and (
            "narrative" in heading["what"].lower() or bool(heading["number"])
        )
    fields = len(labels - {"date", "time", "subject", "address", "phone", "status", "case no", "case no."})
    weight = min(fields, 6) + (bool(labels) and fields > 0) + 2 * (headings > 0)
    weight += 3 * _anywhere(_POLICE_TITLE, top[:8], text) * (fields > 0 or headings > 0)
    return weight + _anywhere(_POLICE_WORDS, seen, text)


def _news(seen: list[Line], text: str) -> int:
    heads = [news.head_of(line, text) for line in seen[: news.HEAD]]
    weight = 3 * ("byline" in heads)
    weight += 2 * ("date" in heads or any(news.leading_date(one, text) is not None for one in seen[:3]))
    weight += 2 * (bool(seen) and news.masthead(seen[0], text))
    weight += 4 * any(news.dateline(line, text) for line in seen[: news.HEAD])
    said = told = 0
    for line in seen:
        # Paragraphs of a story are often lines of their own, longer than what other rules look at.
        words = text[line.first : min(line.last, line.first + 1_500)]
        said += _SAID.search(words) is not None
        told += _NEWS_WORDS.search(words) is not None
    return weight + min(min(said, 2) + min(told, 3), 4)


def _court(seen: list[Line], top: list[Line], text: str, stamped: int) -> tuple[int, int]:
    """Weights for a civil complaint and for another paper filed in court: they share the caption."""
    court, roles, versus = caption.signs(top, text)
    title = cells.title_of(seen, text)
    shared = 2 * court + min(roles, 2) + versus + stamped
    # Without a court, a party or a `v.` a title is only a heading.
    stands = shared > 0 or (title is not None and _anywhere(_COURT_WORDS, seen, text))
    words = sum(_COURT_WORDS.search(line.words(text)) is not None for line in seen)
    complains = title is not None and title.word in {"complaint", "petition"}
    criminal = title is not None and "criminal" in seen[title.at].words(text).lower()
    counts = sum(_CAUSE.match(line.words(text)) is not None for line in seen)
    civil = 2 * _anywhere(_PRAYED, seen, text) + 2 * (counts > 0) + _anywhere(_ALLEGES, seen, text)
    complaint = 4 * (complains and not criminal) + civil
    complaint += shared if complaint > 1 else 0
    filing = shared + 4 * (title is not None and (not complains or criminal)) + min(words, 3) + (counts > 0)
    if stands and charges_crimes(text):
        return 0, max(filing, shared + 4)
    if not stands:
        return min(complaint, NEEDED - 1), min(filing, NEEDED - 1)
    return complaint, filing - 3 * (complains and not criminal)


def _anywhere(what: re.Pattern[str], lines: list[Line], text: str) -> bool:
    return any(what.search(line.words(text)) for line in lines)
