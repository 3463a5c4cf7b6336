"""A civil complaint or another paper filed in court: caption, headings, numbered paragraphs, prayer, signature.

A number begins a paragraph only when it goes on from the last one, so that "12." at the beginning of a wrapped line
stays where it is. A paragraph goes on over the end of a page, and over a blank line in the midst of a sentence.
Affidavits and declarations are the words of who signs them; other papers are the document's own.
"""

import re

from wholefile.reading.kinds import caption, headings, margins
from wholefile.reading.kinds.assembling import NOBODY, Assembler, Speaker
from wholefile.reading.kinds.cells import is_set_off
from wholefile.reading.kinds.dates import Dated, dates_in, first_date
from wholefile.reading.kinds.lines import LOOKED_AT, Line, ends_a_sentence, is_last, usual_gap, usual_width
from wholefile.reading.parts import Part
from wholefile.reading.spans import Span

_NUMBERED = re.compile(r"(?:¶\s{0,2})?(\d{1,4})(?:[.)]|(?<=\d)(?=\s))(?:\s+|$)")
_IN_CHAPTERS = re.compile(r"(\d{1,3}\.\d{1,3})\.?\s+(?=\S)")
_LETTERED = re.compile(r"\(?([A-Za-z]|[ivx]{1,4}|\d{1,2})[.)]\s+")
_PRAYER = re.compile(
    r"(?:[IVX]{1,5}\.\s+)?(?:PRAYER(?: FOR RELIEF)?|RELIEF (?:REQUESTED|SOUGHT)|REQUEST FOR RELIEF|"
    r"DEMAND FOR (?:RELIEF|JUDGMENT))\b.{0,20}$",
    re.IGNORECASE,
)
_WHEREFORE = re.compile(
    r"WHEREFORE\b|(?:THE )?PLAINTIFFS? (?:THEREFORE )?(?:PRAYS?|REQUESTS?|"
    r"DEMANDS?) (?:FOR )?(?:JUDGMENT|RELIEF)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?P<numbered>(?:[IVXLC]{1,6}|[A-Z])[.)]\s+[A-Z])|"
    r"(?:jurisdiction(?: and venue)?|venue|(?:the )?parties|introduction|nature of the (?:action|case)|"
    r"(?:general |factual |common )?allegations(?: common to all (?:counts|claims))?|facts|(?:factual |"
    r"procedural )?background|"
    r"statement of (?:facts|the case)|argument|conclusion|discussion|jury (?:trial )?demand(?:ed)?|"
    r"demand for jury trial|verification|"
    r"certificate of (?:service|conference|mailing)|(?:legal )?standards?(?: of review)?|analysis|order|"
    r"exhibits?(?: [A-Z0-9]+)?)$",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"respectfully submitted|(?:dated|executed|done|signed|entered)(?: and \w+)?(?:\s?:|,? (?:this|on|"
    r"at|in)\b)|/s/|s/\s?[A-Z]|_{8,}|"
    r"by:\s|by the court|further (?:your )?affiant|it is so ordered|so ordered|subscribed and sworn|"
    r"sworn (?:to )?(?:and subscribed )?before me|a true bill",
    re.IGNORECASE,
)
_AFFIANT = re.compile(
    r"\bI,\s+(?P<name>[A-Z][\w.'’-]*(?:[ \t]+[A-Z][\w.'’-]*){1,4}),.{0,160}?\b(?:sworn|declare|depose|"
    r"state|swear|affirm|certify|attest)\b"
)
_FILED = re.compile(
    r"\b(?:e-?filed|filed|endorsed|entered|lodged|received)\b(?:[ \t]*(?:on|date|"
    r"in [\w ]{1,30}))?[ \t:,-]{0,6}",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:dated|executed|done|signed|entered|so ordered|submitted)\b.{0,60}", re.IGNORECASE)
_THIS_DAY = re.compile(r"\bthis\s+(?=\d{1,2}(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?[A-Z])")
_SWORN_ON = re.compile(r"\b(?:sworn|subscribed)\b", re.IGNORECASE)
_SERVED = re.compile(r"\b(?:served|mailed|certify that|commission expires)\b", re.IGNORECASE)


def parts(text: str, lines: list[Line]) -> tuple[Part, ...]:
    """Caption, headings, numbered paragraphs, prayer and signature of a paper, in order."""
    margins.number(lines, text)
    margins.heads(lines, text)
    return _Reader(text, lines).read()


def days(text: str, lines: list[Line]) -> list[Dated]:
    """The day that it was filed, by its stamp or running heads; else the day that it is dated at its end."""
    found: list[Dated] = []
    for line in [*lines[:60], *(one for one in lines[60:] if one.running)]:
        match = _FILED.search(line.whole(text))
        # A row of a docket has its own day at its beginning, and the day of the next row behind it.
        if match and not dates_in(text, line.first, line.first + 12):
            # The stamp may have the day on its next line.
            begin = line.start + match.end()
            told = first_date(text, begin, begin + 24, "filed stamp")
            found += [told] if told else []
    sworn: list[Dated] = []
    for line in lines[-120:]:
        words = line.words(text)
        if _SERVED.search(words):
            continue
        this_day = _THIS_DAY.search(words)
        near: Dated | None = None
        if this_day:
            begin = line.first + this_day.start()
            near = first_date(text, begin, min(line.last, begin + 60), "date of the signature")
        elif _DATED.match(words):
            near = first_date(
                text, line.first, min(line.last, line.first + LOOKED_AT), "date of the signature"
            )
        if near:
            (sworn if _SWORN_ON.search(words) else found).append(near)
    # The day of the oath is that of an affidavit which has no other.
    return found or sworn


class _Reader:
    def __init__(self, text: str, lines: list[Line]) -> None:
        self.text = text
        self.lines = lines
        self.out = Assembler(text)
        self.gap = usual_gap(lines, text)
        self.width = usual_width(lines)
        self.starts = _starts(lines, text)
        self.last_number = 0
        self.chapter = (0, 0)
        self.speaker: Speaker = NOBODY
        self.before: Line | None = None
        self.prayer = self.signing = False
        self.heading_before = False
        self.counting = False

    def read(self) -> tuple[Part, ...]:
        at = caption.read(self.lines, self.text, self.out)
        titled = self.out.kind == "heading"
        for line in self.lines[at:]:
            if line.running or line.empty:
                self.out.wait(line)
                continue
            if titled and self._is_capitals(line) and line.above <= self.gap and not self._is_count(line):
                self.out.go_on(line)
            else:
                titled = False
                self._line(line)
            self.before = line
        return self.out.done()

    def _line(self, line: Line) -> None:
        words = line.words(self.text)
        affiant = _AFFIANT.search(words)
        if affiant and self.speaker == NOBODY:
            place = Span(line.first + affiant.start("name"), line.first + affiant.end("name"))
            self.speaker = Speaker(" ".join(affiant["name"].split()), place)
        number = self._number(line, words)
        signs = _SIGNS.match(words) is not None and self._may_sign(line)
        if number:
            self._numbered(line, number)
        elif not signs and self._heading(line, words):
            return
        elif signs:
            if not self.signing or line.above > self.gap:
                self.out.begin(line, "field", "signature")
            else:
                self.out.go_on(line)
            self.signing = True
        elif self.signing:
            self._signature(line)
        elif self._goes_on(line, words):
            self.out.go_on(line)
        else:
            lettered = _LETTERED.match(words) if self.prayer else None
            if lettered:
                self.out.begin(
                    line, "numbered", lettered[1], self.speaker, mark_ends=line.first + lettered.end()
                )
            else:
                self.out.begin(line, "paragraph", "", self.speaker)
        self.heading_before = False

    def _number(self, line: Line, words: str) -> re.Match[str] | None:
        """The number of a paragraph that begins here: the next one, or the first after a heading."""
        match = _NUMBERED.match(words) or _IN_CHAPTERS.match(words)
        if match is None or self.prayer or self.signing:
            return None
        if "." in match[1]:
            return match if self._goes_on_in_chapter(match[1]) else None
        number = int(match[1])
        # Without a point it is a number only when something stands well apart from it.
        if match[0].rstrip() == match[1] and (len(match[0]) < 3 or line.last <= line.first + match.end()):
            return None
        expected = number == self.last_number + 1
        begins_again = number == 1 and (self.heading_before or self.last_number == 0)
        begins_again = begins_again or (self.last_number == 0 and line.start in self.starts)
        skips = number == self.last_number + 2 and line.above > self.gap
        return match if expected or begins_again or skips else None

    def _goes_on_in_chapter(self, label: str) -> bool:
        """Whether a number like 2.4 is the next, in its chapter or as the first of another."""
        chapter, number = (int(one) for one in label.split("."))
        last_chapter, last = self.chapter
        if (chapter == last_chapter and number == last + 1) or (
            number == 1 and chapter - last_chapter in {1, 2}
        ):
            self.chapter = (chapter, number)
            return True
        return False

    def _numbered(self, line: Line, match: re.Match[str]) -> None:
        self.last_number = int(match[1].split(".")[0])
        self.out.begin(line, "numbered", match[1], self.speaker, mark_ends=line.first + match.end())
        self.heading_before = False

    def _heading(self, line: Line, words: str) -> bool:
        if line.last - line.first > 160:
            return False
        if self._is_count(line):
            self._begin_heading(line, headings.count_of(words))
            self.prayer = self.signing = False
            return True
        if _PRAYER.match(words):
            self._begin_heading(line, "prayer")
            self.prayer = True
            return True
        if _WHEREFORE.match(words):
            self.prayer = True
            return False
        own_line = self.before is None or line.above > self.gap or ends_a_sentence(self.before, self.text)
        ends = words.endswith((".", ",", ";"))
        section = _SECTION.match(words.rstrip(":")) if own_line and not ends else None
        if section and section["numbered"] and (self.prayer or not is_set_off(words)):
            section = None
        if section or (self._is_capitals(line) and own_line and not self.signing):
            if self.out.kind == "heading" and self.heading_before and line.above <= self.gap:
                self.out.go_on(line)
            else:
                self._begin_heading(line, headings.section_of(words))
            self.signing = False
            return True
        if self.heading_before and line.above <= self.gap and (self._is_capitals(line) or self.counting):
            self.out.go_on(line)
            return True
        return False

    def _begin_heading(self, line: Line, label: str) -> None:
        self.out.begin(line, "heading", label)
        # What stands right below a count names its cause and against whom it goes.
        self.heading_before, self.counting = True, label.startswith("count ")

    def _is_count(self, line: Line) -> bool:
        return line.last - line.first <= 160 and headings.count_of(line.words(self.text)) != ""

    def _is_capitals(self, line: Line) -> bool:
        if line.last - line.first > 120:
            return False
        words = line.words(self.text)
        letters = [one for one in words if one.isalpha()]
        return len(letters) > 3 and all(one.isupper() for one in letters) and not words.endswith((",", ";"))

    def _may_sign(self, line: Line) -> bool:
        return self.before is None or line.above > self.gap or ends_a_sentence(self.before, self.text)

    def _signature(self, line: Line) -> None:
        if line.above > self.gap:
            self.out.begin(line, "field", "signature")
        else:
            self.out.go_on(line)

    def _goes_on(self, line: Line, words: str) -> bool:
        """Whether a line without a mark belongs to the paragraph before."""
        if self.before is None or self.heading_before or self.out.kind in {"heading", "field", "header", ""}:
            return False
        if self.prayer and _LETTERED.match(words):
            return False
        ended = ends_a_sentence(self.before, self.text)
        indented = line.indent > 0 and self.before.indent == 0 and ended
        apart = self.last_number == 0 and (indented or is_last(self.before, self.text, self.width))
        if line.above <= self.gap and not apart:
            return True
        return not ended


def _starts(lines: list[Line], text: str) -> frozenset[int]:
    """Where an excerpt's first numbered paragraph may begin: a number whose next follows soon."""
    waiting: dict[int, tuple[int, int]] = {}
    found = set[int]()
    for at, line in enumerate(lines):
        match = _NUMBERED.match(line.words(text))
        if match is None or not match[0].rstrip().endswith((".", ")")):
            continue
        number = int(match[1])
        before = waiting.get(number - 1)
        if before is not None and at - before[0] <= 60:
            found.add(before[1])
        waiting[number] = (at, line.start)
    return frozenset(found)
