"""Offences that follow another one in its sentence: of the same people, or of the next who is named."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wholefile.reading.law import triggers
from wholefile.reading.law.counted import count_before, count_behind
from wholefile.reading.law.who import Scene
from wholefile.reading.spans import Span

if TYPE_CHECKING:
    from wholefile.reading.law.prose import Seen

_AND_WITH = re.compile(
    rf"(?i)^(?:,?\s+(?:in\s+the\s+\w+\s+degree\s*)?(?:and|while|but)\s+|[;,]\s+(?:and\s+)?)(?P<who>[^,;.:\n]{{2,60}}?),?\s+(?:with|of|for|on)\s+"
    rf"{triggers.COUNTS}(?:the\s+|an?\s+)?$"
)


def chained(text: str, last: "Seen", span: Span) -> "Seen | None":
    """An offence that follows another in one list: of the same people, with the same standing."""
    gap = text[last.span.end : span.start]
    if not triggers.CHAIN.match(gap):
        return None
    place = last.place + 1 if last.place else 0
    count = (
        count_before(text, span.start) or count_behind(text, span.end) or (f"Count {place}" if place else "")
    )
    ended = span if last.disposition else None
    return replace(last, span=span, count=count, place=place, statute="", ended_at=ended, flags=())


def of_next(scene: Scene, text: str, last: "Seen", span: Span) -> "Seen | None":
    """The charge of the next of several in one sentence: "A was charged with theft, and B with forgery"."""
    gap = _AND_WITH.match(text[last.span.end : span.start])
    if gap is None:
        return None
    start = last.span.end + gap.start("who")
    named = scene.first(start, last.span.end + gap.end("who"))
    if named is None or named[1].kind != "person" or named[0].span.end != last.span.end + gap.end("who"):
        return None
    return replace(
        last, span=span, against=(named[1].identity,), count=count_behind(text, span.end), place=0, statute="",
        ended_at=span if last.disposition else None, flags=(),
    )  # fmt: skip
