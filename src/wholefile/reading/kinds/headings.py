"""Headings of papers filed in court: counts by their number, and sections by their words."""

import re

from wholefile.reading.time.words import CARDINALS, ORDINALS

_NUMBERING = re.compile(r"^(?:[IVXLC]{1,6}|[A-Z]|\d{1,2})[.)]\s+")
_COUNT = re.compile(
    r"(?:[IVX]{1,5}\.\s+)?(?:AS AND FOR (?:A|ITS) )?(?:(?P<before>COUNT|CLAIM|CAUSE OF ACTION|"
    r"CHARGE)\s+(?:NO\.?\s*)?(?P<number>[IVXLC]+|\d{1,3}|"
    r"[A-Z]+(?:-[A-Z]+)?)\b|(?P<ordinal>[A-Z]+(?:-[A-Z]+)?)\s+(?:CLAIM(?: FOR RELIEF)?|CAUSE OF ACTION|"
    r"COUNT)\b)",
    re.IGNORECASE,
)

_IN_WORDS = {**CARDINALS, **ORDINALS}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _as_number(words: str) -> int:
    """What number is written in figures, in Roman ones, or in a word; 0 for none."""
    if words.isdigit():
        return int(words)
    if words.lower() in _IN_WORDS:
        return _IN_WORDS[words.lower()]
    if not words or any(one not in _ROMAN for one in words):
        return 0
    values = [_ROMAN[one] for one in words]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def count_of(words: str) -> str:
    """`count 2` for `COUNT II`, `SECOND CLAIM FOR RELIEF` and the like as a heading; empty for anything else."""
    match = _COUNT.match(words)
    if match is None or words.endswith((".", ";", ",")) or not words[0].isupper():
        return ""
    number = _as_number(match["number"] or match["ordinal"])
    return f"count {number}" if number else ""


def section_of(words: str) -> str:
    """The words of a heading in lower case, without its number."""
    return " ".join(_NUMBERING.sub("", words).lower().rstrip(":").split())
