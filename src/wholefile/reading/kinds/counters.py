"""Counters of a recording at the beginnings of lines of a transcript: 00:14:32, [03:12].

They count from when the recording began, or stand for where to find the words in it; nothing happened at that time of
day. A line that a person began with a time ("10:32 a.m. The interview began") is no counter.
"""

import re

from wholefile.reading.spans import Span

_COUNT = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?"
_LINE = re.compile(
    rf"^[ \t]{{0,40}}(?:\d{{1,3}}[ \t]{{1,9}})?(?P<counter>(?P<open>[\[(<])?{_COUNT}"
    rf"(?:[ \t]{{0,3}}(?:-{{1,2}}>|[-–—])[ \t]{{0,3}}{_COUNT})?(?(open)[\])>]))"
    r"(?=[ \t]|$)(?![ \t]{0,3}(?:[AaPp]\.?[Mm]\b|(?i:hours|hrs|to|until|noon|o['’]clock)\b))",
    re.MULTILINE,
)
# Who speaks, just behind the counter: "DET. X:", "Speaker 2:", "Q.", "A ".
_MARK = re.compile(
    r"[ \t]+(?:[QA](?:[.:]|\s)|(?:QUESTION|ANSWER|Question|Answer)[.:]|"
    r"[A-Z][\w.'’-]*(?: [\w.'’-]+){0,4}:(?:\s|$))"
)
# So many marked lines show that every line of the transcript begins so.
_USUAL = 3


def counters(text: str) -> tuple[Span, ...]:
    """The counters of a transcript, in order: those in brackets or before who speaks, and others where it is usual."""
    found = [(Span(*one.span("counter")), _sure(one, text)) for one in _LINE.finditer(text)]
    usual = sum(sure for _, sure in found) >= _USUAL
    return tuple(span for span, sure in found if sure or usual)


def _sure(match: re.Match[str], text: str) -> bool:
    return match["open"] is not None or _MARK.match(text, match.end(), match.end() + 90) is not None
