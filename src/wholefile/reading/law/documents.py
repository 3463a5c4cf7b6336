"""Documents that a text speaks of: what sort, by whom, and through whom the writer saw them."""

import re
from dataclasses import dataclass, field

from wholefile.reading.facts import Fact
from wholefile.reading.frame import Frame
from wholefile.reading.names.captions import find_parties
from wholefile.reading.names.mentions import Entities, Entity, Mention
from wholefile.reading.names.namewords import one_letter_apart
from wholefile.reading.parsed import Parsed
from wholefile.reading.quotes.marks import Quoted
from wholefile.reading.spans import Span

# Nouns for documents, by groups that may mean the same one.
_NOUNS = {
    "pleading": r"lawsuits?|suits?|complaints?|petitions?|civil\s+actions?|counterclaims?",
    "papers": r"(?:court\s+|legal\s+)?(?:documents|papers|filings?|records|paperwork)",
    "indictment": r"indictments?",
    "motion": r"motions?|briefs?|memorand(?:um|a)(?:\s+of\s+law)?|memos?",
    "order": r"(?:court\s+|scheduling\s+|protective\s+)orders?|rulings?|opinions?",
    "warrant": r"(?:search\s+|arrest\s+|bench\s+)?warrants?(?:\s+affidavit)?",
    "affidavit": r"affidavits?|declarations?|sworn\s+statements?|written\s+statements?|witness\s+statements?",
    "report": r"(?:[\w-]+\s+)?reports?",
    "letter": (
        r"(?:open\s+|demand\s+)?letters?|e-?mails?|text\s+messages?|texts|messages?|"
        r"retraction\s+demands?|notices?"
    ),
    "transcript": r"transcripts?|depositions?",
    "log": r"(?:[\w-]+\s+)?logs?|ledgers?|(?:duty\s+)?rosters?|checklists?|schedules?|charts?",
    "paper": (
        r"contracts?|leases?|invoices?|receipts?|wills?|subpoenas?|summons(?:es)?|"
        r"bank\s+statements|statements\s+of\s+account|"
        r"booking\s+cards?|photo\s+(?:array|line-?up)s?|police\s+records|medical\s+records|videos?|"
        r"recordings?|photographs?|articles?"
    ),
}
_NOUN = "|".join(f"(?P<{name}>{words})" for name, words in _NOUNS.items())
_DET = r"(?:an?|the|this|that|his|her|their|its|another|said|[A-Z][\w.-]{1,60}['’]s)"
_MENTION = re.compile(
    rf"(?<![\w'’-])(?:(?P<det>{_DET})\s{{1,3}})?(?P<mods>(?:(?:civil|criminal|federal|state|amended|"
    rf"original|second|first|"
    rf"recent|new|false|sworn|signed|sealed|unsealed|handwritten|typed|incident|police|lab|"
    rf"laboratory|autopsy|medical|audit|"
    rf"final|internal|separate|retaliatory|frivolous|wrongful[\s-]death|whistleblower|defamation|libel|"
    rf"malpractice|negligence|discrimination|harassment|class-action|"
    rf"\d+-page)\s{{1,3}}){{0,3}})"
    rf"(?:{_NOUN})(?![\w-])",
    re.IGNORECASE,
)
# "Documents obtained by X": who saw them; the verb may be spelt with a letter wrong.
_SEEN = re.compile(r"\s+(?:which\s+were\s+|that\s+were\s+)?(?P<verb>[a-z]{4,10})\s+by\s+(?:the\s+)?")
_SEEN_VERBS = (
    "obtained",
    "seen",
    "reviewed",
    "viewed",
    "read",
    "received",
    "examined",
    "acquired",
    "inspected",
    "accessed",
)
# By whom: "filed by", "written by", or "of" and "from".
_MADE = re.compile(
    r"(?:,?\s+(?:that\s+was\s+|which\s+was\s+)?(?:filed|written|signed|prepared|authored|sent|"
    r"submitted|drafted|issued|made|sworn|"
    r"executed|lodged|brought|returned)\s+(?:\w+\s+){0,4}?by|\s+(?:of|from|by))\s+(?:the\s+)?",
    re.IGNORECASE,
)
# What a document does when it is more than the act of reporting: it says, shows, or is something.
_SAYS = re.compile(
    r"\s+(?:also\s+|further\s+)?(?:say|state|note|alleg|claim|suggest|argu|assert|show|describ|read|"
    r"indicat|accus|list|contend|seek|"
    r"ask|add|report|detail|name|wa[sr]|is|are|were|plead|rest|tell|call|spell|give|charge|had|has)"
)
# What somebody does with a document just before it is named; and what nobody has written yet.
_WITH_VERB = re.compile(
    r"(?:made|filed|filing|brought|lodged|signed|wrote|sent|swore|issued|prepared|submitted|returned|"
    r"read|reviewed|obtained)\s+$",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"(?i)\b(?:intend\w*|plan\w*|threaten\w*|want\w*|may|might|could|would|going)\s+(?:to\s+)?(?:\w+\s+){0,2}$"
)
_ALWAYS = frozenset(("pleading", "indictment", "affidavit", "warrant", "transcript"))
# A mention means one of so many documents told of last; a text that tells of more is a list of them.
_RECENT = 500
_SUBJECT = re.compile(r"(?:,[^,.;:\n]{1,60},)?\s+(?:(?:has|have|had|is|was|also|then|later)\s+){0,2}$")


@dataclass
class _Cited:
    """One document as it is gathered."""

    group: str
    what: str
    spans: list[Span] = field(default_factory=list)
    author: str = ""
    seen_by: str = ""
    flags: list[str] = field(default_factory=list)


def find_documents(
    parsed: Parsed, quoted: tuple[Quoted, ...], entities: Entities, frame: Frame
) -> tuple[Fact, ...]:
    """One fact for each document that a text speaks of, all places that mean it in `others`.

    "The documents" and "documents obtained by X" are taken to be the pleading where a text tells of only one pleading
    and nothing else that they could be; the fact says so.
    """
    works = [one.outer for one in quoted if one.title]
    found: list[_Cited] = []
    starts = {m.span.start: (m, one.identity) for one in entities.all for m in one.mentions}
    matches = [
        m for m in _MENTION.finditer(parsed.text) if _counts(parsed.text, m, works) and not _helps(parsed, m)
    ]
    pleadings = {_author(parsed.text, entities, m, starts) for m in matches if m["pleading"]} - {""}
    for match in matches:
        _take(parsed.text, entities, match, starts, found, one_pleading=len(pleadings) <= 1)
    for one in found:
        if one.group == "pleading" and not one.author and frame.kind == "civil complaint":
            sides = [
                entities.at(party.span)
                for party in find_parties(parsed.text, frame)
                if party.side == "plaintiff"
            ]
            one.author = next((side.identity for side in sides if side is not None), "")
    return tuple(sorted((_fact(one) for one in found), key=lambda fact: fact.span))


def _fact(one: _Cited) -> Fact:
    told = {"what": one.what, "author": one.author, "seen_by": one.seen_by}
    return Fact(
        "document",
        one.spans[0],
        f"document: {one.group}",
        told,
        others=tuple(one.spans[1:]),
        flags=tuple(one.flags),
    )


def _helps(parsed: Parsed, match: re.Match[str]) -> bool:
    """Whether the noun is a helping verb: "the state will dismiss it"."""
    last = parsed.word_at(match.end() - 1)
    return last is not None and last.part == "AUX"


def _counts(text: str, match: re.Match[str], works: list[Span]) -> bool:
    """Whether the words mean a document and not the act of complaining, reporting or going to court."""
    span = Span(*match.span())
    if any(work.meets(span) for work in works):
        return False
    if (
        not match["det"]
        and not match["papers"]
        and not _WITH_VERB.search(text[max(0, span.start - 20) : span.start])
    ):
        return False
    if match["papers"] and not (
        match["det"] or _SEEN.match(text, span.end, span.end + 60) or "ourt" in match.group()
    ):
        return False
    if _TO_COME.search(text[max(0, span.start - 60) : span.start]) and (match["det"] or "a").casefold() in {
        "a",
        "an",
    }:
        return False
    if text[span.end : span.end + 30].lstrip().lower().startswith(("number", "no.", "form")):
        return False
    group = next(name for name in _NOUNS if match[name])
    if group in _ALWAYS or group in {"papers", "order", "motion", "log", "paper"}:
        return True
    after = text[span.end : span.end + 60]
    return bool(_SAYS.match(after) or _MADE.match(after) or match["mods"] or " " in match[group]) or (
        match["det"] or ""
    ).casefold() in {"the", "his", "her", "their"}


def _take(
    text: str,
    entities: Entities,
    match: re.Match[str],
    starts: dict[int, tuple[Mention, str]],
    found: list[_Cited],
    *,
    one_pleading: bool,
) -> None:
    """Add a mention to the document that it means, or begin a new one."""
    group = next(name for name in _NOUNS if match[name])
    author = _author(text, entities, match, starts)
    seen = _seen_by(text, entities, match)
    span = _extent(text, match, entities)
    same = _same(found, group, match, author, one_pleading=one_pleading)
    if same is None:
        what = " ".join(f"{match['mods'] or ''}{match[group]}".split()).lower()
        if group == "pleading":
            what = what.removesuffix("s")
        same = _Cited(group, what)
        found.append(same)
    elif same.group != group and group == "papers":
        flag = f"“{' '.join(match.group().split())}” are taken to be the {same.what}"
        same.flags += [flag] if flag not in same.flags else []
    same.spans.append(span)
    same.author = same.author or author
    same.seen_by = same.seen_by or (seen[1].identity if seen else "")


def _same(
    found: list[_Cited], group: str, match: re.Match[str], author: str, *, one_pleading: bool
) -> _Cited | None:
    """The document meant: of its own group, if authors allow; papers mean the only pleading."""
    last = match[group].casefold().split()[-1].rstrip("s")
    if group == "pleading" and re.search(r"(?i)\bcriminal\b", match.group()):
        group = "criminal complaint"
    for one in reversed(found[-_RECENT:]):
        if group == "pleading" and one.group == "pleading":
            if one_pleading or not author or not one.author or author == one.author:
                return one
        elif group == "papers" and one.group in {"pleading", "papers"} and one_pleading:
            return one
        elif one.group == group and one.what.split()[-1].rstrip("s") == last:
            fresh = (match["det"] or "").casefold() in {"a", "an", "another"}
            if not fresh and not (author and one.author and author != one.author):
                return one
    return None


def _extent(text: str, match: re.Match[str], entities: Entities) -> Span:
    """The mention without its article; a possessive ("his lawsuit") stays, and so does "obtained by X"."""
    det = match["det"] or ""
    start, end = match.start(), match.end()
    if det.casefold() in {"a", "an", "the", "this", "that", "another", "said"}:
        start += len(det)
        while text[start].isspace():
            start += 1
    seen = _seen_by(text, entities, match)
    if seen is not None:
        end = seen[0].span.end
    return Span(start, end)


def _author(
    text: str, entities: Entities, match: re.Match[str], starts: dict[int, tuple[Mention, str]]
) -> str:
    """Who made it: whose it is called, who filed or wrote it, or of whom it is."""
    det = match["det"] or ""
    if det and match.start() in starts:  # "his lawsuit", "Hale's complaint"
        return starts[match.start()][1]
    before = text[max(0, match.start() - 60) : match.start()]
    verb = _WITH_VERB.search(before)
    if verb is not None and not verb.group().lower().startswith(("read", "review", "obtain")):
        place = match.start() - len(before) + verb.start()
        for mention, one in reversed(entities.mentions_in(Span(max(0, place - 80), max(1, place)))):
            if _SUBJECT.fullmatch(text[mention.span.end : place]) or text[
                mention.span.end : place
            ].strip() in {"", "has", "had"}:
                return one.identity
    made = _MADE.match(text, match.end(), match.end() + 60)
    if made is not None and "against" not in made.group():
        named = next(
            (
                one
                for m, one in entities.mentions_in(Span(made.end(), made.end() + 80))
                if not text[made.end() : m.span.start].strip()
                or _only_a_title(text[made.end() : m.span.start])
            ),
            None,
        )
        if named is not None:
            return named.identity
    return ""


def _only_a_title(words: str) -> bool:
    return bool(re.fullmatch(r"\s*(?:[A-Z][\w.]*\s+){1,3}", words))


def _seen_by(text: str, entities: Entities, match: re.Match[str]) -> tuple[Mention, Entity] | None:
    """Through whom the writer knows the document: "obtained by X", also where the verb has a letter wrong."""
    seen = _SEEN.match(text, match.end(), match.end() + 60)
    if seen is None:
        return None
    verb = seen["verb"]
    if verb not in _SEEN_VERBS and not any(one_letter_apart(verb, one) for one in _SEEN_VERBS):
        return None
    near = entities.mentions_in(Span(seen.end(), seen.end() + 80))
    return next((pair for pair in near if pair[0].span.start == seen.end()), None)
