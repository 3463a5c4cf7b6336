"""Who is what by where a name stands: heading an opinion, above a title, behind "I" in a sworn statement."""

import re
from collections.abc import Iterator

from wholefile.reading.frame import Frame
from wholefile.reading.names.lexicon import QUALIFIERS, TITLES
from wholefile.reading.names.mentions import Entities, Entity, Mention
from wholefile.reading.names.report_codes import letter_beside
from wholefile.reading.names.role_frames import Found
from wholefile.reading.names.titles import role_of
from wholefile.reading.spans import Span

# "ALDOUS, J." and "Aldous, C.J." alone in a line.
_OPINION = re.compile(r",[^\S\n](?P<title>(?:C\.|P\.)?[^\S\n]?J\.)[^\S\n]*(?:\n|$)")
# A title in the line below a name, or behind it at the end of the line: how many characters it may take.
_BELOW = re.compile(
    r"[^\S\n]*(?:,[^\S\n]?|\n[^\S\n]*)(?P<title>[A-Z][^\n,;:()]{2,50}?)[^\S\n]*,?[^\S\n]*(?:\n|$)"
)
_BRACKETED = re.compile(
    r"[^\S\n]\((?P<title>(?:general[^\S\n]|in-house[^\S\n]|outside[^\S\n]|defen[cs]e[^\S\n])?(?:counsel|attorney|lawyer))\)",
    re.IGNORECASE,
)
_FOR_STATE = re.compile(
    r",?[^\S\n]+(?:(?:appears|appeared|appearing)[^\S\n]+)?(?:for|on[^\S\n]behalf[^\S\n]of)[^\S\n]+the[^\S\n]+"
    r"(?P<title>State|People|Commonwealth|Government|United[^\S\n]States)(?=[.,;:)\s])(?![^\S\n]+of\b)"
)
_APPEARS = re.compile(r"\bappear(?:s|ed|ing)\b")
# Titles at the foot of a letter or report that make somebody an officer of the law, a judge or a prosecutor.
_AT_FOOT = frozenset({"officer", "judge", "prosecutor"})
_SWORN = re.compile(r"(?i)\bI,[^\S\n]+$")
_BEING = re.compile(
    r"(?i),[^\n]{0,80}?\b(?:being|having\s+been)\s+(?:first\s+)?(?:duly\s+)?(?:sworn|deposed)\b"
)
_OFFICES = "|".join(
    sorted((re.escape(word) for word, role in TITLES.items() if role == "officer"), key=len)[::-1]
)
_I_AM = re.compile(
    r"\bI\s+(?:am|have\s+been|was|serve|work)\s+(?:(?:currently|presently|now|employed|also)\s+)*(?:as\s+)?an?\s+"
    rf"(?P<title>(?:[\w-]+\s+){{0,4}}?(?:{_OFFICES}))\b",
    re.IGNORECASE,
)
_OPENING = 2_000  # how far behind their oath people say what they are


def found_by_place(text: str, entities: Entities, frame: Frame) -> Iterator[Found]:
    """The roles that the place of a name gives, in the order of the people."""
    for one in entities.all:
        if one.kind != "person":
            continue
        for mention in one.mentions:
            if mention.form in {"name", "title"}:
                yield from _of(text, mention, one, frame)


def _of(text: str, mention: Mention, one: Entity, frame: Frame) -> Iterator[Found]:
    start, end = mention.span.start, mention.span.end
    alone = not text[text.rfind("\n", max(0, start - 80), start) + 1 : start].strip(" \t/s")
    if alone and frame.kind == "court filing" and (match := _OPINION.match(text, end, end + 20)):
        yield Found(one, "judge", Span(start, match.end("title")), "heads the opinion", title=match["title"])
    if alone and one.named and (match := _BELOW.match(text, end, min(len(text), end + 70))):
        title = match["title"].strip()
        role = role_of(title) if _only_title(title) else ""
        if role in _AT_FOOT:
            yield Found(one, role, Span(start, match.end("title")), "title below", title=title)
    if frame.kind == "police report" and (letter := letter_beside(text, mention.span)) is not None:
        yield Found(one, letter[1], letter[0], "letter")
    if match := _BRACKETED.match(text, end, end + 40):
        yield Found(one, "counsel", Span(start, match.end()), "title in brackets", title=match["title"])
    state = _FOR_STATE.match(text, end, min(len(text), end + 60))
    if state and (_APPEARS.search(state.group()) or text[end : end + 1] == ","):
        yield Found(one, "prosecutor", Span(start, state.end("title")), "appears for the state")
    if _SWORN.search(text[max(0, start - 6) : start]) and _BEING.match(text, end, min(len(text), end + 140)):
        office = _I_AM.search(text, end, min(len(text), end + _OPENING))
        if office is not None and role_of(office["title"]) == "officer":
            yield Found(one, "officer", Span(start, end), "swears to an office", title=office["title"])


def _only_title(words: str) -> bool:
    """Whether a line is a title and nothing else: "Deputy District Attorney", "Special Agent"."""
    known = {word for title in TITLES for word in title.split()} | set(QUALIFIERS)
    told = [word.casefold().strip(".") for word in words.split()]
    return 0 < len(told) <= 6 and all(word in known for word in told)
