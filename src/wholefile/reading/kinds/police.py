"""A report of police or a sheriff: fields, headings, the narrative, and supplements.

The narrative is the words of who wrote the report, as its field says; each supplement has its own writer. Below the
heading of a statement, the words are those of who gave it.
"""

import re

from wholefile.reading.kinds.assembling import NOBODY, Assembler, Speaker
from wholefile.reading.kinds.dates import Dated, first_date
from wholefile.reading.kinds.lines import LOOKED_AT, Line
from wholefile.reading.parts import Part
from wholefile.reading.spans import Span

_FIELD = re.compile(r"(?P<label>[A-Z][\w./#&'’()-]*(?:[ \t][\w./#&'’()-]+){0,4})[ \t]?:(?=\s|$)[ \t]*")
_NEXT = re.compile(r"(?:[ \t]{2,}|\t|\s\|\s)(?=[A-Z][\w./#&'’()-]*(?:[ ][\w./#&'’()-]+){0,3}[ ]?:(?:\s|$))")
# Fields that such forms have, with or without a colon.
_KNOWN = re.compile(
    r"(?P<label>(?:case|incident|report|complaint|offen[cs]e|event|cad|dr|cr|arrest)\s?(?:no|number|#|"
    r"id)\b[.:#]*|"
    r"reporting (?:officer|deputy|agency|party|person)|(?:investigating|responding|arresting|"
    r"assigned) (?:officer|deputy|"
    r"detective)|date(?:/time)? (?:of )?(?:this |the )?(?:report|incident|occurr?ence|offen[cs]e|arrest|"
    r"supplement)(?:ed)?|"
    r"report date|(?:offen[cs]e|location|victim|suspect|witness|complainant|arrestee|badge|agency|ori|"
    r"officer|deputy|"
    r"detective|author|prepared by|written by|submitted by|reviewed by|approved by|supervisor|address|"
    r"dob|sex|race|"
    r"phone|property|vehicle|weapon|status|disposition|subject|date|time|unit|district|beat|shift)s?"
    r"(?:\s(?:no|name|id|type|#|\d{1,2})\b\.?)?)\s?(?P<stop>:|\s{2,})",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"(?:(?:reporting|investigating|responding|assigned|writing) (?:officer|deputy|detective|agent)|"
    r"officer|deputy|detective|"
    r"author|prepared by|written by|submitted by|report by|reported by|r/o)(?: name)?$",
    re.IGNORECASE,
)
_REPORT_DATE = re.compile(
    r"(?:date(?:/time)?(?: and time)? (?:of )?(?:the |this )?(?:report|rpt|supplement|writing|issue)(?:ed|d)?|"
    r"(?:report|rpt)(?:ed|d)?(?: date| on)(?:/time)?|issue date|issued(?: on)?|"
    r"date (?:written|prepared|submitted|typed|issued)|date/time reported|reported)$",
    re.IGNORECASE,
)
_PREPARED = re.compile(
    r"\b(?:prepared|written|submitted|typed|"
    r"reported)(?: on)?[ \t:]{1,3}(?=[A-Z\d])",
    re.IGNORECASE,
)
# DTG is the date-time group of a teletype.
_PLAIN_DATE = re.compile(r"(?:date(?:/time)?|dtg)$", re.IGNORECASE)
_HEADING = re.compile(
    r"(?P<what>(?:officer['’]?s? |investigative |initial |supplement(?:al|ary)? |witness |victim |"
    r"suspect |crime scene |"
    r"incident |offen[cs]e |police |case |evidence |property |arrest )*(?:narrative|supplement|"
    r"statements?|synopsis|summary|"
    r"disposition|evidence|property|persons?(?: involved)?|witnesses|investigation|interviews?|"
    r"follow[- ]?up|conclusion|report|"
    r"observations?|details|attachments?|background)(?: report)?)(?:\s*(?:no\.?|number|"
    r"#)?\s?(?P<number>\d{1,3}))?"
    r"(?:\s*(?:of|by|[-–—:])\s*(?P<who>[A-Z][\w.'’-]*(?:[ \t]+[A-Z][\w.'’-]*){0,4}))?\s*:?$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?P<name>[A-Z][\w'’-]+,[ \t][A-Z][\w'’-]+(?:[ \t][A-Z]\.?(?!\w))?|"
    r"(?:[A-Z][\w.'’-]*[ \t]){0,4}[A-Z][\w'’-]+)"
)
_NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_NAMED = re.compile(r"([A-Z][A-Z/&' -]{2,40}):\s+(?=\S)")
_LIST = re.compile(r"(?:[-*•]|\d{1,2}[.)]|[a-z][.)])\s+")


# A longer value than this is a paragraph.
_VALUE = 100


def parts(text: str, lines: list[Line]) -> tuple[Part, ...]:
    """Fields, headings and paragraphs of a report, in order."""
    return _Reader(text).read(lines)


def days(text: str, lines: list[Line]) -> list[Dated]:
    """The day of the report by the field that tells it; a field that is only "Date" where no other does.

    The day of the incident is not the day of the report. What stands below the first narrative does not count.
    """
    found, handed_in, plain = list[Dated](), list[Dated](), list[Dated]()
    for at, line in enumerate(lines[:120]):
        heading = heading_in(line, text)
        if heading and ("narrative" in heading["what"].lower() or (found and heading["number"])):
            break
        prepared = (
            _PREPARED.search(text, line.first, min(line.last, line.first + LOOKED_AT)) if at < 15 else None
        )
        near = (
            first_date(text, prepared.end(), min(line.last, prepared.end() + 24), "head of the report")
            if prepared
            else None
        )
        if near and prepared:
            # What is submitted may be the thing that is reported on.
            (handed_in if prepared.group().lower().startswith("submitted") else found).append(near)
        told, other = by_fields(line, text)
        found += told
        plain += other
    return found or handed_in or plain


def by_fields(line: Line, text: str) -> tuple[list[Dated], list[Dated]]:
    """The days that fields of a line tell: those of the report, and those that are called only "Date"."""
    found: list[Dated] = []
    plain: list[Dated] = []
    for label, first, last in fields_in(line, text):
        told = first_date(text, first, last, f"field {label}")
        if told and _REPORT_DATE.match(label):
            found.append(told)
        elif told and _PLAIN_DATE.match(label):
            plain.append(told)
    return found, plain


def fields_in(line: Line, text: str) -> list[tuple[str, int, int]]:
    """The fields that a line holds: label, and where the value stands. None when it is no line of a form."""
    begin, found = line.first, list[tuple[str, int, int]]()
    stop = min(line.last, line.first + 2 * LOOKED_AT)
    while begin < stop:
        window = min(stop, begin + 80)
        match = _FIELD.match(text, begin, window) or _KNOWN.match(text, begin, window)
        if match is None:
            break
        after = _NEXT.search(text, match.end(), stop)
        last = after.start() if after else line.last
        label = match["label"].rstrip(" :#")
        found.append((label, match.end(), max(match.end(), last)))
        begin = after.end() if after else stop
    return found


def heading_in(line: Line, text: str) -> re.Match[str] | None:
    """A heading that such reports have, alone on its line."""
    if line.last - line.first > 90:
        return None
    words = line.words(text)
    match = _HEADING.match(words)
    written = words[0].isupper() and (words.isupper() or words.endswith(":") or len(words.split()) <= 6)
    return match if match and written and not words.endswith(".") else None


def is_known(label: str) -> bool:
    """Whether the name of a field is one that such forms have."""
    return _KNOWN.match(f"{label}:") is not None


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.out = Assembler(text)
        self.writer, self.states = NOBODY, NOBODY
        self.telling = self.filled = False

    def read(self, lines: list[Line]) -> tuple[Part, ...]:
        for at, line in enumerate(lines):
            heading = heading_in(line, self.text)
            fields = fields_in(line, self.text)
            if heading and not (fields and fields[0][2] > fields[0][1] and not heading["who"]):
                self._heading(line, heading)
            elif fields and self._is_form(fields):
                self._fields(line, fields)
            elif self.out.kind == "field" and line.above == 1 and line.indent > 1:
                self.out.go_on(line)
            elif line.above > 1 or at == 0 or self.out.kind in {"field", "heading"} or self._listed(line):
                self._begin(line)
            else:
                self.out.go_on(line)
        return self.out.done()

    def _begin(self, line: Line) -> None:
        # Some reports have no heading above the narrative; its first sentence tells.
        words = line.words(self.text)
        self.telling = self.telling or (
            self.filled and len(words) > 60 and (". " in words or words.endswith("."))
        )
        who = self.states if self.states.name else self.writer
        number = _NUMBERED.match(words)
        named = _NAMED.match(words)
        if self.telling and named:
            self.out.begin(line, "paragraph", named[1], who, mark_ends=line.first + named.end())
        elif self.telling and number:
            self.out.begin(line, "numbered", number[1], who, mark_ends=line.first + number.end())
        else:
            self.out.begin(
                line, "paragraph" if self.telling else "header", "", who if self.telling else NOBODY
            )

    def _listed(self, line: Line) -> bool:
        return _LIST.match(self.text, line.first, min(line.last, line.first + 8)) is not None

    def _is_form(self, fields: list[tuple[str, int, int]]) -> bool:
        """In the narrative a word with a colon is no field, unless such forms have it."""
        return not self.telling or is_known(fields[0][0])

    def _heading(self, line: Line, match: re.Match[str]) -> None:
        what = " ".join(match["what"].lower().split())
        self.out.begin(line, "heading", f"{what} {match['number']}" if match["number"] else what)
        self.states = NOBODY
        # Below a title or a supplement stand fields; elsewhere somebody tells.
        self.telling = not what.endswith("report") and not what.startswith("supplement")
        if what.startswith("supplement"):
            self.writer = NOBODY
        if match["who"]:
            begin = line.first + match.start("who")
            who = Speaker(match["who"], Span(begin, begin + len(match["who"])))
            if "statement" in what or "interview" in what:
                self.states = who
            else:
                self.writer = who

    def _fields(self, line: Line, fields: list[tuple[str, int, int]]) -> None:
        label, first, last = fields[0]
        self.filled = True
        if last - first > _VALUE:
            # A paragraph that begins with its heading.
            self.telling, self.states = True, NOBODY
            self.out.begin(line, "paragraph", label, self.writer, mark_ends=first)
            return
        begin = line.first
        for nth, (label, first, last) in enumerate(fields):
            if nth == 0:
                self.out.begin(line, "field", label, mark_ends=first)
            else:
                begin = self.text.rfind(label, begin, first)
                self.out.cut(line, begin, "field", label, mark_ends=first)
            if _WRITER.match(label) and not (self.writer.name and not label.lower().startswith("report")):
                self._writes(first, last)

    def _writes(self, first: int, last: int) -> None:
        match = _NAME.match(self.text, first, min(last, first + 100))
        if match:
            self.writer = Speaker(
                " ".join(match["name"].split()), Span(match.start("name"), match.end("name"))
            )
