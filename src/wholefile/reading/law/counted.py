"""Under which count a charge stands: "Count 2: arson", "arson, Count 2", or by its place among "three counts: …"."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from wholefile.reading.law.cells import NUMBER_OF, NUMBER_WORDS

_BEFORE = re.compile(
    rf"(?i)\bcount\s+(?P<n>{NUMBER_OF})\b(?:\s*\([^()\n]{{1,60}}\))?(?:\s*,\s+in\s+the\s+alternative(?:\s+to\s+count\s+{NUMBER_OF})?)?"
    r"\s*[,:.–—(-]?\s*(?:(?:charges|alleges|is|was|of|with|the|an?|for)\s+)*$"
)
_BEHIND = re.compile(
    rf"(?i)^\s*(?:,|\(|[–—-])?\s*(?:(?:as\s+)?(?:an?\s+|the\s+)?lesser[-\s]+included\s+(?:offen[sc]e\s+)?(?:of|in|to|under)|in\s+(?:place|lieu)\s+of|as\s+charged\s+in|in|under|on|of)?\s*"
    rf"count\s+(?P<n>{NUMBER_OF})\b(?!\s*[:–—]\s*\w)"
)
_SEVERAL = re.compile(
    r"(?i)\b(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+(?:\w+\s+)?counts\s*[:–—]\s*(?:(?:the|an?)\s+)?$"
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ROMAN: Mapping[str, int] = MappingProxyType({"i": 1, "v": 5, "x": 10, "l": 50})
ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"


def count_before(text: str, place: int) -> str:
    """The count that stands before an offence."""
    found = _BEFORE.search(text, max(0, place - 120), place)
    if found is None or re.search(r"\n\s*(?:[-*•]|\d{1,2}[.)])\s", found.group()):
        return ""
    return f"Count {found['n']}"


def count_behind(text: str, place: int) -> str:
    """The count that stands behind an offence, as its own."""
    found = _BEHIND.match(text[place : place + 90])
    return f"Count {found['n']}" if found else ""


def several(before: str) -> bool:
    """Whether a list of all counts follows: "on three counts: arson; theft; and perjury"."""
    return _SEVERAL.search(before) is not None


def number_of(words: str) -> int:
    """The number that a count has, in whatever figures: "Count II", "Two", "second"; 0 for none."""
    said = words.casefold().removeprefix("count").strip()
    if said.isdigit():
        return int(said)
    if said in _WORDS:
        return _WORDS[said]
    if said in _ORDINALS:
        return _ORDINALS.index(said) + 1
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", said):
        return int(said[:-2])
    if said and set(said) <= set(_ROMAN):
        values = [_ROMAN[one] for one in said]
        return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))
    return 0


_WORDS: Mapping[str, int] = MappingProxyType(
    {word: at + 1 for at, word in enumerate(NUMBER_WORDS.split("|"))}
)
