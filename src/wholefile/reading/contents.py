"""What a statement tells, as far as it can be compared with another: subjects, doings, numbers, times, denials, actors.

All of it comes from the words by rule, with the place of each in the words. An answer is read together with its
question: "Nobody." denies what was asked, and "I did." tells who did it.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from wholefile.core import text_folding
from wholefile.reading.families import EMPTY_WORDS, FAMILY, NEGATORS, NUMBERS, stem
from wholefile.reading.kinds.dates import dates_in
from wholefile.reading.spans import Span
from wholefile.reading.time.words import MONTH_NAMES, MONTHS, WEEKDAY_NAMES

# A statement is compared by its beginning; longer ones are whole documents.
LONGEST = 2_000
# How many words before a word may hold what denies it.
_DENIES = 5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_CLOCK = re.compile(
    r"\b(?:(?P<hour>\d{1,2})(?:(?::|\.(?=\d\d\s?[ap]\.?m))(?P<minute>\d\d))?\s?(?P<half>[ap])\.?m\b\.?|"
    r"(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)\b(?!\s?[ap]\.?m)|(?P<word>noon|midnight)\b|"
    r"(?P<oclock>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o['’]clock)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|around|approximately|roughly|circa|nearly|almost|some|"
    r"shortly \w+)\s*$",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b(?P<month>{'|'.join(MONTH_NAMES)}|[a-z]{{3}}\.)\s(?P<day>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?\b(?![,\s]+\d{{4}})",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAY_NAMES)})s?\b", re.IGNORECASE)
_LABELS = frozenset(
    "scene page line exhibit no number count section paragraph chapter room route box item case badge unit".split()
)
_BETWEEN = frozenset(
    "had has have was were did then also just later first himself herself never not didn't really".split()
)
_BY_SELF = frozenset("did was had have do would could".split())


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes; `half` is unknown for "five o'clock", `rough` stands for "about"."""

    minutes: int
    half: bool
    rough: bool
    words: str

    def meets(self, other: "Clock") -> bool:
        """Whether both may be one time: within a quarter of an hour where one is rough."""
        turn = 1440 if self.half and other.half else 720
        apart = abs(self.minutes - other.minutes) % turn
        return min(apart, turn - apart) <= (15 if self.rough or other.rough else 0)


@dataclass(frozen=True, slots=True)
class Contents:
    """What one statement tells. Stems map to the word as it stands; numbers hang on what they count."""

    stems: dict[str, str] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)
    denied: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    clocks: tuple[Clock, ...] = ()
    days: tuple[tuple[int, int, int, str], ...] = ()
    weekdays: tuple[tuple[str, str], ...] = ()
    actors: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Token:
    plain: str
    folded: str
    span: Span


def read(words: str, *, question: str = "", speaker: str = "") -> Contents:
    """What a statement tells, an answer together with its question."""
    words, question = words[:LONGEST], question[:LONGEST]
    tokens, asked = _tokens(words), _tokens(question)
    clocks, taken = _clocks(words)
    days, more = _days(words)
    taken += more
    stems, families = _subjects([*asked, *tokens])
    denied = _denied(tokens, asked)
    return Contents(
        stems,
        families,
        denied,
        _numbers(tokens, taken),
        clocks,
        days,
        tuple(dict.fromkeys((one[1].lower(), one[0]) for one in _WEEKDAY.finditer(words))),
        _actors(tokens, asked, speaker),
    )


def _tokens(words: str) -> list[_Token]:
    found = []
    for match in _WORD.finditer(words):
        folded = (
            "".join(text_folding.only_words(match[0].replace("’", "'").split("'")[0])) or match[0].lower()
        )
        plain = match[0].replace("’", "'")
        found.append(_Token(plain, plain.lower() if "'" in plain else folded, Span(*match.span())))
    return found


def _subjects(tokens: list[_Token]) -> tuple[dict[str, str], dict[str, str]]:
    stems: dict[str, str] = {}
    families: dict[str, str] = {}
    for token in tokens:
        word = token.folded.split("'")[0]
        if word in FAMILY:
            families.setdefault(FAMILY[word], token.plain)
            if word not in EMPTY_WORDS:
                stems.setdefault(FAMILY[word], token.plain)
        elif word not in EMPTY_WORDS and len(word) > 2 and not word.isdigit() and word not in NUMBERS:
            stems.setdefault(stem(word), token.plain)
    return stems, families


def _denied(tokens: list[_Token], asked: list[_Token]) -> dict[str, str]:
    """The subjects near behind a word that denies; all that was asked when an answer begins with one."""
    found: dict[str, str] = {}
    for at, token in enumerate(tokens):
        if token.folded not in NEGATORS or (token.folded == "no" and _numbered(tokens, at)):
            continue
        for near in tokens[at + 1 : at + 1 + _DENIES]:
            found.setdefault(_subject(near), token.plain)
    if tokens and tokens[0].folded in NEGATORS:
        for one in asked:
            found.setdefault(_subject(one), tokens[0].plain)
    found.pop("", None)
    return found


def _numbered(tokens: list[_Token], at: int) -> bool:
    """Whether a number follows, as in "No. 7"."""
    return at + 1 < len(tokens) and tokens[at + 1].plain[0].isdigit()


def _subject(token: _Token) -> str:
    word = token.folded.split("'")[0]
    if word in FAMILY:
        return FAMILY[word]
    return "" if word in EMPTY_WORDS or len(word) <= 2 else stem(word)


def _clocks(words: str) -> tuple[tuple[Clock, ...], list[Span]]:
    found, taken = [], []
    for match in _CLOCK.finditer(words):
        rough = _ABOUT.search(words[max(0, match.start() - 24) : match.start()]) is not None
        taken.append(Span(*match.span()))
        if match["word"]:
            found.append(Clock(720 if match["word"].lower() == "noon" else 0, True, rough, match[0]))
        elif match["oclock"]:
            told = match["oclock"].lower()
            hour = int(told) if told.isdigit() else NUMBERS[told]
            found.append(Clock(hour % 12 * 60, False, rough, match[0]))
        elif match["half"]:
            hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
            found.append(Clock(hour * 60 + int(match["minute"] or 0), True, rough, match[0]))
        else:
            found.append(Clock(int(match["hour24"]) * 60 + int(match["minute24"]), True, rough, match[0]))
    return tuple(found), taken


def _days(words: str) -> tuple[tuple[tuple[int, int, int, str], ...], list[Span]]:
    """Days as year, month, day and words; year 0 where none is told."""
    whole = dates_in(words, 0, len(words))
    found = [(one.day.year, one.day.month, one.day.day, one.span.of(words)) for one in whole]
    taken = [one.span for one in whole]
    for match in _MONTH_DAY.finditer(words):
        span = Span(*match.span())
        month = MONTHS.get(match["month"].lower().rstrip("."), 0)
        if month and not any(span.meets(one) for one in taken):
            found.append((0, month, int(match["day"]), match[0]))
            taken.append(span)
    return tuple(found), taken


def _numbers(tokens: list[_Token], taken: list[Span]) -> dict[str, tuple[tuple[int, str], ...]]:
    """Numbers by what they count: the words right behind that say something, in "two broken locks" both."""
    found: dict[str, list[tuple[int, str]]] = {}
    for at, token in enumerate(tokens):
        digits = token.plain.isascii() and token.plain.isdigit() and len(token.plain) <= 9
        if not digits and token.folded not in NUMBERS:
            continue
        if any(token.span.meets(one) for one in taken) or (at and tokens[at - 1].folded in _LABELS):
            continue
        value = int(token.plain) if digits else NUMBERS[token.folded]
        for before, near in pairwise(tokens[at : at + 4]):
            counted = _counts(near)
            if not counted or near.span.start > before.span.end + 1:
                break
            found.setdefault(counted, []).append((value, token.plain))
    return {counted: tuple(values) for counted, values in found.items()}


def _counts(token: _Token) -> str:
    """What a word says that may be counted; nothing for a number."""
    return (
        "" if token.folded in NUMBERS or token.plain.isdigit() or token.folded in FAMILY else _subject(token)
    )


def _actors(tokens: list[_Token], asked: list[_Token], speaker: str) -> dict[str, tuple[str, str]]:
    """Who does each doing: the name or "I" right before it, or behind "by"; as name and words."""
    found: dict[str, tuple[str, str]] = {}
    for at, token in enumerate(tokens):
        family = FAMILY.get(token.folded)
        if family is None:
            continue
        actor = _before(tokens, at, speaker) or _behind(tokens, at)
        if actor:
            found.setdefault(family, actor)
    if asked and asked[0].folded == "who" and len(tokens) > 1:
        # "Who loaded it?" – "I did."
        first = next((at for at, one in enumerate(tokens[:4]) if one.folded in _BY_SELF), -1)
        actor = _before(tokens, first, speaker) if first > 0 else None
        doing = next((FAMILY[one.folded] for one in asked[1:] if one.folded in FAMILY), "")
        if actor and doing:
            found.setdefault(doing, actor)
    return found


def _before(tokens: list[_Token], at: int, speaker: str) -> tuple[str, str] | None:
    back = at - 1
    while back >= max(0, at - 3) and tokens[back].folded in _BETWEEN:
        back -= 1
    if back < 0:
        return None
    if tokens[back].plain == "I":
        return (speaker, "I") if speaker else None
    return _name_ending(tokens, back)


def _behind(tokens: list[_Token], at: int) -> tuple[str, str] | None:
    """The name behind "by", as in "was loaded by X"."""
    passive = at > 0 and tokens[at - 1].folded in {"was", "were", "been", "is"}
    for by in range(at + 1, min(at + 4, len(tokens) - 1)) if passive else ():
        if tokens[by].folded == "by":
            last = by + 1
            while last + 1 < min(len(tokens), by + 4) and tokens[last + 1].plain[0].isupper():
                last += 1
            return _name_ending(tokens, last)
    return None


def _name_ending(tokens: list[_Token], last: int) -> tuple[str, str] | None:
    first = last
    while first > 0 and last - first < 3 and _namelike(tokens[first]) and _namelike(tokens[first - 1]):
        first -= 1
    if not _namelike(tokens[first]) or tokens[last].folded in EMPTY_WORDS:
        return None
    name = " ".join(one.plain.removesuffix("'s") for one in tokens[first : last + 1])
    return name, name


def _namelike(token: _Token) -> bool:
    return (
        token.plain[0].isupper()
        and token.folded not in EMPTY_WORDS
        and token.folded not in NEGATORS
        and token.plain != "I"
    )
