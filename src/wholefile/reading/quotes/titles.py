"""What stands in marks because it is named, not said: films, programmes, articles, terms."""

import re

from wholefile.reading.quotes.cues import says
from wholefile.reading.spans import Span

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SMALL = frozenset("a an the of on in at to for and or nor but with from by as vs v is".split())
# What stands before a work that is named in double marks.
_NAMED = re.compile(
    r"(?:\b(?:on|of|in|to|from|titled|entitled|film|movie|show|series|book|album|song|novel|program|programme|podcast"
    r"|play|episode|documentary|column|article|magazine|newspaper|comedy|drama|sitcom|musical|and)|[’']s)\s+$",
    re.IGNORECASE,
)
# What is signed or marked so is written so, and is no title.
_MARKED = frozenset({"signed", "marked", "stamped", "initialed", "initialled"})
WINDOW = 80


def is_title(text: str, inner: Span, outer: Span, *, single: bool) -> bool:
    """Whether a stretch in marks is a title or a term.

    In single marks it is one unless a word of saying comes shortly before it or it is a sentence with its own comma or
    full stop at its end. In double marks it is one only when it is written like a title and named like one.
    """
    words = _WORD.findall(text, inner.start, min(inner.end, inner.start + 200))
    written = _written_as_title(words) and len(words) <= 8
    ends = text[inner.end - 1]
    before = text[max(0, outer.start - WINDOW) : outer.start]
    if not single:
        if not written or ends in "!?" or _said(before, near=3):
            return False
        capitals = sum(one[0].isupper() for one in words)
        return (ends != "." and bool(_NAMED.search(before))) or (
            capitals >= 2 and len(words) <= 6 and ends != ","
        )
    if not words:
        return True
    if written and len(words) <= 6:
        return not (_said(before, near=1) or (ends in ",.!?" and len(words) > 1))
    if ends in ",.!?" and len(words) > 1:
        return False
    return not _said(before, near=8)


def _written_as_title(words: list[str]) -> bool:
    if not words or not any(one[0].isupper() or one[0].isdigit() for one in words):
        return False
    return all(one[0].isupper() or one[0].isdigit() or one.lower() in _SMALL for one in words)


def _said(before: str, near: int) -> bool:
    """Whether one of the last words before a mark, in the same sentence, is one of saying."""
    tail = re.split(r"[.!?]\s", before)[-1]
    return any(says(one) or one.lower() in _MARKED for one in _WORD.findall(tail)[-near:])
