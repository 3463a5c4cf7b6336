"""The parts of a MIME message, found in one pass over its bytes without recursion.

RFC 2045 and RFC 2046. Part numbers are those of IMAP (RFC 3501 section 6.4.5): the children of the outermost multipart
are 1, 2, ...; theirs 1.1, 1.2, ...; a message that is no multipart has the one part 1. A boundary line of an outer
multipart ends everything inside it. Invariant: every byte after the headers belongs to a part, to a preamble or
epilogue, or is a boundary line.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from wholefile.extraction.mail_headers import Header, first, is_field, parameters, split_headers

Bytes: TypeAlias = bytes | mmap.mmap
DEEPEST = 100  # multiparts within multiparts; deeper ones come out whole
MOST_PARTS = 100_000
LONGEST_HEADERS = 4 << 20


class Head(NamedTuple):
    """The headers of a message or part, and where its body begins."""

    headers: list[Header]
    strange: list[bytes]
    body: int
    start: int


@dataclass(slots=True)
class Part:
    """A part: its number, headers, where its body stands, and the multiparts around it, outermost first.

    kind: `leaf`, `preamble`, `epilogue`, or `deep` for a multipart that was not taken apart (its range then includes
    its own headers). `notes` say what of the standard it breaks.
    """

    number: str
    head: Head
    start: int
    end: int
    kind: str = "leaf"
    around: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)

    @property
    def type(self) -> tuple[str, dict[str, str]]:
        """Content type and parameters; text/plain where none is given, message/rfc822 in a digest (RFC 2046 5.1.5)."""
        told, given = parameters(first(self.head.headers, "content-type"))
        if "/" in told:
            return told, given
        digest = self.around and self.around[-1] == "multipart/digest"
        return ("message/rfc822" if digest else "text/plain"), given


@dataclass(slots=True)
class _Open:
    number: str
    boundary: bytes
    type: str
    head: Head
    children: int = 0


class TooManyParts(Exception):
    """The message has more parts than are followed."""


def head_of(data: Bytes, start: int, end: int) -> Head:
    """The headers that begin at `start`, up to an empty line, to a line that is no header, or to the limit."""
    at = start
    limit = min(end, start + LONGEST_HEADERS)
    while at < limit:
        stop = data.find(b"\n", at, limit)
        stop = limit if stop < 0 else stop + 1
        line = data[at:stop]
        if not line.strip(b"\r\n"):
            return Head(*split_headers(data[start:at]), stop, start)
        folded = line[:1] in (b" ", b"\t") and at > start
        if not folded and not is_field(line):
            # No empty line and yet no header: the body begins here, as every mail program reads it.
            headers, strange = split_headers(data[start:at])
            return Head(headers, [*strange, line[:200].rstrip()], at, start)
        at = stop
    return Head(*split_headers(data[start:at]), at, start)


def parts_of(data: Bytes, head: Head, end: int) -> Iterator[Part]:
    """The parts of a message in the order of its bytes. Raises TooManyParts."""
    stack: list[_Open] = []
    levels: dict[bytes, list[int]] = {}
    current = _begin(stack, levels, Part("1", head, head.body, end), outermost=True)
    for count, line in enumerate(_boundary_lines(data, head.body, end, levels), 1):
        at, after, level, closing = line
        current.end = max(current.start, _before_line_end(data, at, current.start))
        yield from _ended(data, current)
        if count > MOST_PARTS:
            raise TooManyParts
        unfinished = [one.number for one in stack[level + 1 :]]
        _pop_to(stack, levels, level + 1)
        around = stack[level]
        if closing:
            _pop_to(stack, levels, level)
            current = Part(around.number, around.head, after, end, "epilogue", _types(stack))
        else:
            around.children += 1
            number = f"{around.number}.{around.children}" if around.number else str(around.children)
            inner = head_of(data, after, _next_boundary(data, after, end, levels))
            part = Part(number, inner, inner.body, end, "leaf", _types(stack))
            current = _begin(stack, levels, part)
        current.notes.extend(_no_end(one) for one in unfinished)
    current.end = end
    current.notes.extend(_no_end(one.number) for one in stack)
    yield from _ended(data, current)


def _no_end(number: str) -> str:
    return f"The multipart {number or 'of the whole message'} has no closing boundary; it may be cut off."


def _begin(
    stack: list[_Open], levels: dict[bytes, list[int]], part: Part, *, outermost: bool = False
) -> Part:
    """A part begins: where it is a multipart that can be taken apart, what follows first is its preamble."""
    told, given = part.type
    if not told.startswith("multipart/"):
        return part
    boundary = given.get("boundary", "").encode("utf-8", "surrogateescape").rstrip()
    if not boundary:
        part.notes.append(f"The multipart {part.number} names no boundary; it is kept as text.")
        return part
    if len(stack) >= DEEPEST:
        part.kind, part.start = "deep", part.head.start
        return part
    number = "" if outermost else part.number
    levels.setdefault(boundary, []).append(len(stack))
    stack.append(_Open(number, boundary, told, part.head))
    return Part(number, part.head, part.start, part.end, "preamble", _types(stack))


def _pop_to(stack: list[_Open], levels: dict[bytes, list[int]], length: int) -> None:
    while len(stack) > length:
        boundary = stack.pop().boundary
        levels[boundary].pop()
        if not levels[boundary]:
            del levels[boundary]


def _types(stack: list[_Open]) -> tuple[str, ...]:
    return tuple(one.type for one in stack)


def _boundary_lines(
    data: Bytes, start: int, end: int, levels: dict[bytes, list[int]]
) -> Iterator[tuple[int, int, int, bool]]:
    """Each line that is a boundary of an open multipart: where it begins, where the next line does, level, closing."""
    at = start
    while at < end:
        if data[at : at + 2] == b"--":
            stop, after = _line(data, at, end)
            found = _boundary(data[at + 2 : stop], levels)
            if found:
                yield at, after, *found
                at = after
                continue
        at = data.find(b"\n--", at, end)
        if at < 0:
            return
        at += 1


def _line(data: Bytes, at: int, end: int) -> tuple[int, int]:
    stop = data.find(b"\n", at, min(end, at + 2048))
    if stop < 0:
        stop = min(end, at + 2048)
        return stop, stop
    return stop, stop + 1


def _boundary(line: bytes, levels: dict[bytes, list[int]]) -> tuple[int, bool] | None:
    line = line.rstrip(b" \t\r\n")
    if line in levels:
        return levels[line][-1], False
    if line.endswith(b"--") and line[:-2] in levels:
        return levels[line[:-2]][-1], True
    return None


def _next_boundary(data: Bytes, at: int, end: int, levels: dict[bytes, list[int]]) -> int:
    """Where headers must end at the latest: a boundary line straight after them is no header."""
    limit = min(end, at + LONGEST_HEADERS)
    while at < limit:
        if data[at : at + 2] == b"--" and _boundary(data[at + 2 : _line(data, at, end)[0]], levels):
            return at
        stop = data.find(b"\n", at, limit)
        if stop < 0 or stop <= at + 1:
            return limit
        at = stop + 1
    return limit


def _before_line_end(data: Bytes, at: int, start: int) -> int:
    """The line end before a boundary belongs to the boundary (RFC 2046 section 5.1.1)."""
    if at - 1 >= start and data[at - 1 : at] == b"\n":
        at -= 1
        if at - 1 >= start and data[at - 1 : at] == b"\r":
            at -= 1
    return at


def _ended(data: Bytes, part: Part) -> Iterator[Part]:
    """A part that ended; preambles and epilogues only where they say something."""
    if part.kind in ("leaf", "deep") or part.notes or data[part.start : part.end].strip():
        yield part
