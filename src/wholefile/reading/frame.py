"""What sort of document a text is, its date with where that stands, its parts in order, and who speaks in each."""

import re
from datetime import date

from wholefile.core.errors import Invalid
from wholefile.reading.parts import KINDS, Frame, Kind, Part, PartKind, said
from wholefile.reading.spans import Span

__all__ = ["KINDS", "Frame", "Kind", "Part", "PartKind", "frame", "said"]

_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?![^\S\n]*\n)[^\n]*)*")


def frame(text: str, *, kind: str = "", day: date | None = None) -> Frame:
    """The frame of a document. A kind or a day that is given is believed. Raises Invalid for an unknown kind."""
    if kind and kind not in KINDS:
        raise Invalid(f"{kind!r} is no kind of document; it is one of {', '.join(KINDS)}")
    parts = tuple(
        Part(Span(match.start(), match.start() + len(match.group().rstrip())), "paragraph")
        for match in _PARAGRAPH.finditer(text)
    )
    found: Kind = next((one for one in KINDS if one == kind), "other")
    return Frame(found, day, None, "given" if day else "", parts)
