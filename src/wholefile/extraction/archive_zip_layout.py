"""Where the members of a ZIP archive lie in the file: what overlaps, what lies between, what no directory lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from wholefile.extraction.archive_zip_content import Content
from wholefile.extraction.archive_zip_facts import is_method
from wholefile.extraction.archive_zip_headers import LENGTH_AFTER, Header, Marks, local
from wholefile.extraction.contract import LimitReached

_MOST_FALSE = 1_000_000  # marks of a header where there is none
_DESCRIPTORS = (12, 16, 20, 24)  # bytes of size and checksum that may follow a member (section 4.3.9)


class Span(NamedTuple):
    """The bytes of a member, from its header to the end of what is packed."""

    start: int
    stop: int
    length_after: bool


def overlapping(spans: Sequence[Span]) -> int:
    """How many members begin inside another."""
    count = reached = 0
    for start, stop, _ in sorted(spans):
        count += start < reached
        reached = max(reached, stop)
    return count


def gaps(spans: Sequence[Span], end: int) -> Iterator[tuple[int, int]]:
    """What lies before `end` and in no member; the size and checksum after a member count as its own."""
    reached, length_after = 0, False
    for start, stop, after in [*sorted(spans), Span(end, end, False)]:
        if start > reached and not (length_after and start - reached in _DESCRIPTORS):
            yield reached, min(start, end)
        if stop >= reached:
            reached, length_after = stop, after


class Hidden(NamedTuple):
    """A member that no directory lists, and how many bytes before it belong to nothing.

    `content` is given where the header does not say how long the member is: reading it tells.
    """

    header: Header
    skipped: int
    content: Content | None


def hidden_in(stream: BinaryIO, start: int, stop: int) -> Iterator[Hidden]:
    """The members between two places by the headers before them.

    The caller reads the member before it asks for the next, which begins after it. Raises LimitReached.
    """
    at, false = start, 0
    marks = Marks(stream, stop)
    while (found := marks.next(at)) >= 0:
        header = local(stream, found)
        if header is None or not header.name or not is_method(header.method):
            at, false = found + 4, false + 1
            if false > _MOST_FALSE:
                raise LimitReached("it holds more false headers than can be looked at")
            continue
        unknown = header.flags & LENGTH_AFTER and not header.packed
        content = Content(stream, header, known=False) if unknown else None
        yield Hidden(header, found - at, content)
        after = header.data + (header.packed if content is None else content.taken)
        at = after if after <= stop else header.data
        if unknown:
            at = _after_descriptor(stream, at)


def _after_descriptor(stream: BinaryIO, at: int) -> int:
    """Past the size and checksum that may follow a member, where their mark is there."""
    stream.seek(at)
    return at + 16 if stream.read(4) == b"PK\x07\x08" else at
