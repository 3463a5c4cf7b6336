"""How a transcript marks who speaks: Q. and A., `BY MR. X:`, `THE COURT:`, examinations, and oaths.

The marks of one line each; `transcript` puts them together.
"""

import re
from collections import Counter
from dataclasses import dataclass

from wholefile.reading.kinds.assembling import NOBODY, Speaker
from wholefile.reading.kinds.lines import Line
from wholefile.reading.spans import Span

# A clock or a counter of the recording before the mark: 09:14:22, [00:01:22].
STAMP = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s+(?=\S)")
_MARK = re.compile(r"(?P<mark>Q|A|Question|Answer|QUESTION|ANSWER)(?P<stop>[.:]+|\s)(?P<gap>\s*)")
_TITLE = r"(?:MR|MRS|MS|MISS|DR|Mr|Mrs|Ms|Miss|Dr)\.?"
_RANK = (
    r"(?i:Det(?:ective)?|Officer|Ofc|Sgt|Sergeant|Deputy|Dep|Lt|Lieutenant|Capt(?:ain)?|Agent|"
    r"Investigator|Trooper|"
    r"Judge|Justice)\.?"
)
_SURNAME = r"[A-Z][\w'’-]*(?:[ \t]{1,3}[A-Z][\w'’-]*\.?){0,3}"
_PERSON = rf"(?:{_TITLE}|{_RANK})\s+{_SURNAME}"
_FULL_NAME = r"(?:[A-Z][\w.'’-]*[ \t]{1,3}){1,4}[A-Z][\w'’-]+"
_BY = re.compile(rf"\(?(?:BY|By)\s+(?P<name>{_PERSON})(?:\s*\([^)]{{0,40}}\))?\s*[:)]+\s*")
_COLLOQUY = re.compile(
    rf"(?P<name>THE\s[A-Z][A-Z ]{{2,30}}|The (?:Court|Witness|Clerk|Defendant|Interpreter|Bailiff|"
    rf"Reporter)|{_PERSON})"
    r":(?:\s+|$)"
)
_NAMED = re.compile(r"(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,3}):(?:\s+|$)")
_NO_SPEAKERS = re.compile(
    r"(?:FOR|BY|RE|TO|FROM|DATE|TIME|PAGE|PLACE|CASE|EXHIBITS?|APPEARANCES?|ALSO|INDEX|LOCATION|SUBJECT|"
    r"REPORTER|"
    r"VOLUME|PRESENT|NOTE|ATTORNEYS?|COUNSEL|WITNESS(?:ES)?|NO|JOB|TAKEN|DEFENDANTS?|PLAINTIFFS?|BEFORE|"
    r"DIVISION)\b"
)
_WHICH = r"(?:FURTHER|CONTINUED|VOIR DIRE|DIRECT|CROSS|REDIRECT|RE-DIRECT|RECROSS|RE-CROSS)"
_EXAMINATION = re.compile(
    rf"[-–— ]{{0,4}}(?P<what>(?:{_WHICH}[- ]{{1,3}}){{0,3}}EXAMINATION|"
    r"(?:(?:Further|Continued|Direct|Cross|Redirect|Recross|Re-Direct|Re-Cross)[- ]{1,3}){0,3}Examination)"
    r"(?:\s*\((?i:CONTINUED|RESUMED|RESUMING|CONT'D|CONTINUING)\))?"
    rf"(?:,?\s+(?:BY|By|by)\s+(?P<name>{_PERSON}))?\s*[:–—-]?\s*$"
)
_TITLED = re.compile(
    r"P ?R ?O ?C ?E ?E ?D ?I ?N ?G ?S|(?:MORNING|AFTERNOON|EVENING) SESSION|"
    r"C ?E ?R ?T ?I ?F ?I ?C ?A ?T ?E\b.{0,60}|"
    r"I ?N ?D ?E ?X\b.{0,40}|E ?X ?H ?I ?B ?I ?T ?S|A ?P ?P ?E ?A ?R ?A ?N ?C ?E ?S:?|"
    r"REPORTER['’]S CERTIFICATE.{0,40}|ERRATA.{0,40}|S ?T ?I ?P ?U ?L ?A ?T ?I ?O ?N ?S?|"
    r"END OF (?:TRANSCRIPT|INTERVIEW|RECORDING).{0,40}"
)
_ASIDE = re.compile(
    r"[(\[][^)\]]{0,200}\b(?:recess|whereupon|discussion|marked|off the record|pause|adjourned|"
    r"concluded|jury|"
    r"excused|sworn|admitted|lunch|break|sidebar|bench|entered|exited|proceedings|resumed)\b",
    re.IGNORECASE,
)
_SWORN = re.compile(
    r"\b(?:duly\s+(?:\w+\s+){0,2}sworn|(?:been|was)\s+(?:first\s+)?sworn|sworn\s+(?:by|to tell|"
    r"and testified)|"
    r"duly\s+affirmed)\b",
    re.IGNORECASE,
)
_NAME = re.compile(rf"(?:(?i:whereupon,?|the witness,)\s+)?(?P<name>{_FULL_NAME})\s*(?:,|$)")
_IN_TITLE = re.compile(
    rf"\b(?i:deposition|interview|examination|statement|testimony)\s+(?i:of):?\s+(?P<name>{_FULL_NAME})"
)
_WITNESS_IS = re.compile(
    rf"(?i:witness|interviewee|person interviewed|deponent)\s*:\s*(?P<name>{_FULL_NAME})"
)
_ASKED_BY = re.compile(
    r"\b(?i:interviewed by|interviewers?\s*:|examined by|conducted by|questions by)\s*"
    rf"(?P<name>(?:(?:{_TITLE}|{_RANK})\s+)?{_SURNAME})|[,;]\s*(?P<ranked>{_RANK}\s+{_SURNAME})\s*\.?$"
)
_SMALL = frozenset("of the in at on by and for before on taken".split())


@dataclass(frozen=True, slots=True)
class Style:
    """How this transcript writes its marks: with a point or after it a gap; and the plain names that label turns."""

    bare: bool
    gap: int
    names: frozenset[str]


def style_of(lines: list[Line], text: str) -> Style:
    """Find how the marks are written, from all lines."""
    stops, gaps = 0, Counter[int]()
    names = Counter[str]()
    for line in lines:
        if line.empty or line.running:
            continue
        words = line.words(text)
        match = _MARK.match(words)
        if match and match["mark"] in {"Q", "A"}:
            stops += match["stop"] in {".", ":"}
            if match["stop"].isspace() and match["mark"] == "Q":
                gaps[len(match["gap"]) + 1] += 1
        named = _NAMED.match(words)
        if named and not _NO_SPEAKERS.match(named["name"]):
            names[named["name"]] += 1
    bare = sum(gaps.values()) > stops
    return Style(bare, min(gaps) if gaps else 0, frozenset(one for one, count in names.items() if count > 1))


def words_from(line: Line, text: str) -> int:
    """Where the words of a line begin behind a stamp of the clock."""
    match = STAMP.match(text, line.first, min(line.last, line.first + 40))
    return match.end() if match else line.first


def asked_or_answered(line: Line, at: int, text: str, style: Style) -> tuple[str, int] | None:
    """The mark Q or A that a line begins with, and where the words begin behind it."""
    match = _MARK.match(text, at, min(line.last, at + 60))
    if match is None:
        return None
    pointed = not match["stop"].isspace()
    if pointed == style.bare or (not pointed and len(match["gap"]) + 1 < style.gap):
        return None
    if not pointed and len(match["mark"]) > 1:
        return None
    return match["mark"][0], match.end()


def examiner_in(line: Line, at: int, text: str) -> tuple[Speaker, int] | None:
    """Who asks from here on, by `BY MR. X:` at a place."""
    match = _BY.match(text, at, min(line.last, at + 120))
    if match is None:
        return None
    return _speaker(match, "name", 0), match.end()


def labelled(line: Line, at: int, text: str, style: Style) -> tuple[Speaker, int] | None:
    """Who speaks by name or office, as in `THE COURT:` and `MR. X:`, and where the words begin."""
    stop = min(line.last, at + 80)
    match = _COLLOQUY.match(text, at, stop)
    if match is None:
        match = _NAMED.match(text, at, stop)
        if match is None or match["name"] not in style.names:
            return None
    return _speaker(match, "name", 0), match.end()


def examination(line: Line, text: str) -> tuple[str, Speaker] | None:
    """What examination begins, in lower case, and by whom when the line says so."""
    match = _EXAMINATION.match(line.words(text))
    if match is None or line.last - line.first > 120:
        return None
    by = _speaker(match, "name", line.first) if match["name"] else NOBODY
    return " ".join(match["what"].lower().split()), by


def title_line(line: Line, text: str) -> bool:
    """Whether a line is one of the headings that every transcript has."""
    return line.last - line.first <= 90 and _TITLED.fullmatch(line.words(text)) is not None


def aside(line: Line, at: int, text: str) -> bool:
    """Whether the reporter tells of something that happened: a recess, an exhibit that was marked."""
    return _ASIDE.match(text, at, min(line.last, at + 240)) is not None


def is_oath(line: Line, after: Line | None, text: str) -> bool:
    """Whether a line tells that somebody was sworn, or with the next one does."""
    words = line.words(text)
    if _SWORN.search(words):
        return True
    return (
        after is not None
        and words.endswith(("duly", "first", "been"))
        and after.words(text)[:5].lower() == "sworn"
    )


def sworn(line: Line, text: str) -> Speaker:
    """The name at the beginning of a line, up to its first comma, as who is sworn is written; else nobody."""
    match = _NAME.match(line.words(text))
    return _speaker(match, "name", line.first) if match and _is_name(match["name"]) else NOBODY


def in_title(line: Line, text: str) -> tuple[Speaker, Speaker]:
    """The witness and the examiner, as a line of the title tells them; nobody where it does not."""
    words = line.words(text)
    witness = _IN_TITLE.search(words) or _WITNESS_IS.match(words)
    asks = _ASKED_BY.search(words)
    name = ("name" if asks["name"] else "ranked") if asks else ""
    return (
        _speaker(witness, "name", line.first) if witness and _is_name(witness["name"]) else NOBODY,
        _speaker(asks, name, line.first) if asks else NOBODY,
    )


def _is_name(words: str) -> bool:
    """Whether every word begins as names do, and none is one of the small words of a title."""
    return all(one[0].isupper() and one.lower() not in _SMALL for one in words.split())


def _speaker(match: re.Match[str], name: str, shift: int) -> Speaker:
    return Speaker(" ".join(match[name].split()), Span(shift + match.start(name), shift + match.end(name)))
