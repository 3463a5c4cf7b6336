"""A text as tokens for the rules of time: where each stands, and one letter for what it can be."""

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from wholefile.reading.spans import Span
from wholefile.reading.time.compact import DOTTED, MONTH_NAMED, YEAR_FIRST, day_first
from wholefile.reading.time.words import HOLIDAYS, MONTHS, PHRASES, SORTS, WEEKDAYS, ZONES

OTHER, BARRIER = "0", "_"
_TOKEN = re.compile(
    # the number of a line at the margin of a transcript, the mark of a reply: nobody's words
    r"(?P<margin>(?<=\n)[ \t]{0,9}(?:\d{1,2}(?=[ \t]{2})|>{1,9}))|"
    r"(?P<iso>(?<![\w-])\d{4}-\d\d(?:-\d\d)?(?:T\d\d(?::\d\d(?::\d\d)?)?Z?)?(?![\w-]|\.\d))"
    rf"|(?P<compact>{MONTH_NAMED}|{DOTTED}|{YEAR_FIRST})"
    r"|(?P<slash>(?<![\w/.-])\d{1,2}(?P<cut>[/-])\d{1,2}(?P=cut)(?:\d{4}|\d\d)(?![\w/-]))"
    r"|(?P<brief>(?<![\w/$.-])\d{1,2}/\d{1,2}(?![\w/%-]))"
    r"|(?P<clock>(?<![\w:.])\d{1,2}:\d\d(?::\d\d)?(?![\d:])(?:\s[+-]\d{4}(?!\d))?)"
    r"|(?P<decade>(?<!\w)(?:(?:1[5-9]|20)\d0|['’‘]\d0)['’]?s(?!\w))"
    r"|(?P<quarter>(?<!\w)Q[1-4](?!\w))"
    r"|(?P<ordinal>(?<!\w)\d{1,3}(?:st|nd|rd|th)(?!\w))"
    r"|(?P<decimal>(?<![\w$£€.])(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,9}\.\d{1,6}(?!\.\d))(?!\w))"
    r"|(?P<digits>\d+)"
    r"|(?P<short>(?<!\w)['’‘]\d\d(?!\w))"
    r"|(?P<half>[¼½¾])"
    r"|(?P<daypart>(?<=[\d\s])[AaPp](?:\.\s?[Mm]\.?|[Mm])(?!\w))"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<possessive>['’]s(?!\w))"
    r"|(?P<paragraph>\n[^\S\n]*\n\s*)"
    r"|(?P<mark>[^\w\s]+|_+)"
)
_LETTERS = {
    "iso": "1", "slash": "3", "compact": "3", "brief": "4", "clock": "k", "decade": "5", "quarter": "r", "ordinal": "o",
    "decimal": "6",
    "short": "y", "half": "7", "daypart": "t", "possessive": "'", "paragraph": BARRIER,
}  # fmt: skip
_MARKS = {",": ",", ".": ".", "-": "-", "–": "-", "—": BARRIER, "'": "'", "’": "'"}
_MANY = {**dict.fromkeys(HOLIDAYS, "%"), **PHRASES}
_HEADS = frozenset(name.split()[0].split("'")[0].split("-")[0].rstrip(".") for name in _MANY)
_LONGEST = sorted(_MANY, key=len, reverse=True)
_PHRASE = re.compile(
    "(?i:(?:"
    + "|".join(re.escape(name).replace(r"\ ", r"\s{1,3}").replace("'", "['’]") for name in _LONGEST)
    + r")(?!\w))"
)
_KNOWN = frozenset({*_HEADS, *MONTHS, *WEEKDAYS, *ZONES, *SORTS, *HOLIDAYS})
_LONGEST_WORD = 1 + max(map(len, _KNOWN))
# A shortened weekday has a dot or stands before a date: "Sun." or "Mon, 6 Jan" but not the newspaper.
_DATED = re.compile(r"\.|,?\s{1,3}(?:\d|[A-Z][a-z]{2,8}\.?\s\d)")
# What stands close to digits and says that they are money, a share, a number of a case or of a page.
_NUMBERED = re.compile(
    r"(?:§|#|(?<!\w)(?i:no|nos|section|sec|page|pp|docket|case|exhibit|suite|room|box|badge|unit|rule|chapter))\.?\s{0,2}$"
    r"|(?<!\w)[A-Z]{3,8}\s$"
)
# "(8th Cir. 2016)", "384 U.S. 436 (1966)": the year of a decision or of a law.
_CITED = re.compile(r"(?:\d\s|\.\s)\($|\((?:[A-Z0-9][\w.']*\s){1,5}$")
_NOT_BEFORE = "$£€#§/.-–:_"
_NOT_AFTER = "%°/_"


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text. Invariant: `letters`, `starts` and `ends` are of one length and starts grow."""

    text: str
    letters: str
    starts: "array[int]"
    ends: "array[int]"

    def word(self, at: int) -> str:
        """The token, in small letters, with one space and one kind of apostrophe."""
        return " ".join(self.text[self.starts[at] : self.ends[at]].lower().replace("’", "'").split())

    def span(self, first: int, end: int) -> Span:
        """Where the tokens from `first` up to but not with `end` stand."""
        return Span(self.starts[first], self.ends[end - 1])

    @cached_property
    def day_first(self) -> bool | None:
        """Whether the dates with points of this text write the day first; None where it does not tell."""
        return day_first(self.text)

    def index(self, place: int) -> int:
        """The first token that begins at a place of the text or after it."""
        return bisect_left(self.starts, place)


def tokens(text: str) -> Tokens:
    """Cut a text. Linear in its length; what no rule asks for is one letter, whatever it is."""
    letters: list[str] = []
    starts, ends = array("L"), array("L")
    place = 0
    for found in _TOKEN.finditer(text):
        start = found.start()
        if start < place:
            continue
        place = found.end()
        sort = found.lastgroup or "mark"
        sort = "slash" if sort == "cut" else sort
        if sort == "margin":
            continue
        if sort == "word":
            letter, place = _word(text, start, place)
        elif sort == "digits":
            letter = _digits(text, start, place)
        elif sort == "mark":
            letter = _MARKS.get(found.group(), BARRIER)
        else:
            letter = _LETTERS[sort]
        letters.append(letter)
        starts.append(start)
        ends.append(place)
    return Tokens(text, "".join(letters), starts, ends)


def _word(text: str, start: int, end: int) -> tuple[str, int]:
    """The letter of a word, or of the phrase that begins with it, and where that ends."""
    word = text[start:end].lower() if end - start < _LONGEST_WORD else ""
    if word not in _KNOWN:
        return OTHER, end
    if word in _HEADS:
        phrase = _PHRASE.match(text, start)
        if phrase and phrase.end() > end:
            name = " ".join(phrase.group().lower().replace("’", "'").split())
            return _MANY[name], phrase.end()
    if word in MONTHS or word in WEEKDAYS:
        return _calendar(text, word, start, end), end
    if word in HOLIDAYS:
        return "%" if text[start].isupper() else OTHER, end
    if word in ZONES:
        return "z" if text[start].isupper() else OTHER, end
    return SORTS.get(word, OTHER), end


def _calendar(text: str, word: str, start: int, end: int) -> str:
    """A name of the calendar in full, or shortened with a capital; `may` and `march` are verbs as well."""
    full = len(word) > 4 or word in {"june", "july"}
    capital = text[start].isupper()
    if word in WEEKDAYS:
        return "W" if full else "q" if capital and _DATED.match(text, end) else OTHER
    if word in {"may", "march"}:
        return "g" if capital else OTHER
    if full:
        return "M"
    if not capital:
        return OTHER
    return "M" if text.startswith(".", end) or word == "sept" else "g"


def _digits(text: str, start: int, end: int) -> str:
    """Whether digits can be a year, a day of a month or an amount; OTHER where they are part of something else."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    length = end - start
    if before.isalnum() or before == "_" or length > 6:
        return OTHER
    if after.isalpha():
        return "D" if length < 3 and re.match(r"[ap]\.?m\b", text[end : end + 4].lower()) else OTHER
    if length == 4 and 1500 <= int(text[start:end]) < 2200:
        return "Y" if _stands_alone(text, start, end) else "9" if before not in "$£€#§" else OTHER
    if before in "$£€#§" or after in "%°" or (before in "./" and text[start - 2 : start - 1].isdigit()):
        return OTHER
    return "D" if length < 3 and 1 <= int(text[start:end]) <= 31 else "9"


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a number of four digits is not a part of a longer number, such as that of a case."""
    before, after = text[start - 1] if start else " ", text[end] if end < len(text) else " "
    more = text[end + 1 : end + 2]
    if after == ")" and _CITED.search(text[max(0, start - 40) : start]):
        return False
    if (before in "-–" and after in "-–" and more.isalnum()) or _NUMBERED.search(
        text[max(0, start - 16) : start]
    ):
        return False
    if after in "-–" and more.isalnum():
        return bool(re.match(r"[-–](?:\d{4}|\d\d)(?![\w-])|[-–][a-z]{3}", text[end : end + 7]))
    if before in "-–" and start > 1 and text[start - 2].isalnum():
        return bool(re.search(r"(?:(?<!\w)\d{4}|[a-z]{3})[-–]$", text[max(0, start - 6) : start]))
    if after in "./,:" and more.isdigit():
        return False
    return before not in _NOT_BEFORE and after not in _NOT_AFTER
