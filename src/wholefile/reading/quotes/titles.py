"""What stands in marks because it is named, not said: films, programmes, articles, terms."""

import re

from wholefile.reading.quotes.cues import says
from wholefile.reading.spans import Span

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SMALL = frozenset("a an the of on in at to for and or nor but with from by as vs v is".split())
# What stands before a work that is named in double marks.
_NAMED = re.compile(
    r"(?:\b(?:on|of|in|to|from|titled|entitled|film|movie|show|series|book|album|song|novel|program|programme"
    r"|podcast|play|episode|documentary|column|article|magazine|newspaper|comedy|drama|sitcom|musical|and)|[’']s)\s+$",
    re.IGNORECASE,
)
# What is signed or spelled so is written so, and is no title.
_MARKED = frozenset(
    "as initialed initialled listed lists marked name named reads signed sometimes spelled spelt stamped "
    "written".split()
)
# A term that the document defines stands alone in parentheses.
_DEFINING = re.compile(r"\((?:(?:the|collectively|hereinafter|each|together),?\s){0,3}$", re.IGNORECASE)
TERM, TITLE, PLAIN = 5, 8, 6  # words at most
WINDOW = 80


def is_title(text: str, inner: Span, outer: Span, *, single: bool) -> bool:
    """Whether a stretch in marks is a title or a term.

    In single marks it is one unless a word of saying comes shortly before it or it is a sentence with its own comma or
    full stop at its end. In double marks it is one only when it is written like a title, or defined as a term.
    """
    words = _WORD.findall(text, inner.start, min(inner.end, inner.start + 200))
    if not words:
        return single
    before = text[max(0, outer.start - WINDOW) : outer.start]
    ends = text[inner.end - 1]
    if single:
        return _single(words, ends, before)
    if len(words) <= TERM and _DEFINING.search(before) and text[outer.end : outer.end + 1] == ")":
        return True
    if not _written_as_title(words) or len(words) > TITLE or ends in "!?" or _said(before, near=3):
        return False
    capitals = sum(one[0].isupper() for one in words)
    named = ends != "." and _NAMED.search(before) is not None
    return named or (capitals >= 2 and len(words) <= PLAIN and ends != ",")


def _single(words: list[str], ends: str, before: str) -> bool:
    if _written_as_title(words) and len(words) <= PLAIN:
        return not (_said(before, near=1) or (ends in ",.!?" and len(words) > 1))
    if ends in ",.!?" and len(words) > 1:
        return False
    return not _said(before, near=8)


def _written_as_title(words: list[str]) -> bool:
    if not any(one[0].isupper() or one[0].isdigit() for one in words):
        return False
    return all(one[0].isupper() or one[0].isdigit() or one.lower() in _SMALL for one in words)


def _said(before: str, near: int) -> bool:
    """Whether one of the last words before a mark, in the same sentence, is one of saying."""
    tail = re.split(r"[.!?]\s", before)[-1]
    return any(says(one) or one.lower() in _MARKED for one in _WORD.findall(tail)[-near:])
