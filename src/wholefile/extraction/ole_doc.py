"""How Word 97-2003 keeps its text: the file information block, the pieces, and the runs that are not shown (MS-DOC)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wholefile.extraction.contract import DAMAGED, UNSUPPORTED, Trouble
from wholefile.extraction.ole_container import Container
from wholefile.extraction.xml_charset import CONTROL

_MAGIC, _WORD_97 = 0xA5EC, 0xC0
_COMPLEX, _ENCRYPTED, _TABLE_ONE = 0x0004, 0x0100, 0x0200
_RUNS, _CLX = 12, 33  # indexes of FibRgFcLcb97
_DELETED, _HIDDEN = 0x0800, 0x083C  # sprmCFRMarkDel, sprmCFVanish
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)
_PAGE = 512
PARTS = ("body", "footnotes", "headers and footers", "macro", "comments", "endnotes", "text boxes",
         "header text boxes")  # fmt: skip


class Piece(NamedTuple):
    """A run of text as it lies in the stream: its characters from `start` to `end`, and the place of the first."""

    start: int
    end: int
    place: int
    wide: bool


class Stretch(NamedTuple):
    """Text of one sort: shown, deleted or hidden."""

    sort: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is open: its streams, its pieces, and the lengths of its parts in characters."""

    main: bytes
    table: bytes
    lengths: Sequence[int]
    pieces: Sequence[Piece]
    fast_saved: bool
    old: bool
    places: Sequence[tuple[int, int]]

    def part(self, number: int) -> Iterator[Stretch]:
        """The text of one part in order, in stretches that are shown, deleted or hidden."""
        first = sum(self.lengths[:number])
        last = first + self.lengths[number]
        starts, sorts = self._sorts()
        for piece in self.pieces:
            start, end = max(piece.start, first), min(piece.end, last)
            width = 2 if piece.wide else 1
            at = piece.place + (start - piece.start) * width
            stop = piece.place + (end - piece.start) * width
            while at < stop:
                index = bisect_right(starts, at) - 1
                until = starts[index + 1] if 0 <= index + 1 < len(starts) else stop
                until = min(max(until, at + 1), stop)
                until += (until - at) % width
                raw = self.main[at:until]
                text = raw.decode("utf-16-le", "replace") if piece.wide else raw.decode("cp1252", CONTROL)
                yield Stretch(sorts[index] if index >= 0 else "shown", text)
                at = until

    def listed(self, index: int) -> bytes:
        """What one of the places of the information block leads to in the table stream."""
        if index >= len(self.places):
            return b""
        at, length = self.places[index]
        return self.table[at : at + length]

    def _sorts(self) -> tuple[list[int], list[str]]:
        """From which place on in the stream text is shown, deleted or hidden (PlcBteChpx and its pages)."""
        starts: list[int] = []
        sorts: list[str] = []
        told = self.listed(_RUNS) if not self.old else b""
        count = max(0, (len(told) - 4) // 8)
        for (number,) in struct.iter_unpack("<I", told[4 * (count + 1) : 4 * (count + 1) + 4 * count]):
            for start, end, sort in _runs(self.main[(number & 0x3FFFFF) * _PAGE :][:_PAGE]):
                if sort != "shown":
                    starts += (start, end)
                    sorts += (sort, "shown")
        order = sorted(range(len(starts)), key=lambda n: (starts[n], sorts[n] != "shown"))
        return [starts[n] for n in order], [sorts[n] for n in order]


def opened(container: Container) -> Document:
    """Read the information block and the pieces. Raises Trouble."""
    main = container.stream("WordDocument")
    if len(main) < 0x1B0 and len(main) < 34:
        raise Trouble(DAMAGED, "It is too short for a Word document.")
    magic, version = struct.unpack_from("<HH", main)
    (flags,) = struct.unpack_from("<H", main, 10)
    if version < 101 or magic not in (_MAGIC, 0xA5DC):
        raise Trouble(UNSUPPORTED, "It was written by a Word before 6.0, which nothing here reads.")
    try:
        if version < _WORD_97:
            return _old(main, flags)
        table = container.stream("1Table" if flags & _TABLE_ONE else "0Table")
        return _new(main, table, flags)
    except (struct.error, IndexError) as error:
        raise Trouble(DAMAGED, "Its information block leads nowhere.") from error


def is_locked(container: Container) -> bool:
    """Whether the text is under a password."""
    head = container.stream("WordDocument")[:12]
    return len(head) == 12 and bool(int.from_bytes(head[10:12], "little") & _ENCRYPTED)


def _new(main: bytes, table: bytes, flags: int) -> Document:
    (words,) = struct.unpack_from("<H", main, 32)
    at = 34 + 2 * words
    (longs,) = struct.unpack_from("<H", main, at)
    lengths = [max(0, one) for one in struct.unpack_from("<8i", main, at + 2 + 12)]
    at += 2 + 4 * longs
    (pairs,) = struct.unpack_from("<H", main, at)
    pairs = min(pairs, (len(main) - at - 2) // 8)
    places = [struct.unpack_from("<II", main, at + 2 + 8 * n) for n in range(pairs)]
    clx_at, clx_length = places[_CLX]
    pieces = _pieces(table[clx_at : clx_at + clx_length], wide=True)
    return Document(main, table, lengths, pieces, bool(flags & _COMPLEX), False, places)


def _old(main: bytes, flags: int) -> Document:
    """Word 6 and 95: eight bits a character, and no second stream."""
    first, last = struct.unpack_from("<II", main, 0x18)
    lengths = [max(0, one) for one in struct.unpack_from("<8i", main, 0x34)]
    pieces: Sequence[Piece] = (Piece(0, last - first, first, wide=False),)
    if flags & _COMPLEX:
        at, length = struct.unpack_from("<II", main, 0x160)
        pieces = _pieces(main[at : at + length], wide=False)
    return Document(main, b"", lengths, pieces, bool(flags & _COMPLEX), True, ())


def _pieces(clx: bytes, *, wide: bool) -> list[Piece]:
    """The table of pieces (2.8.35): behind any number of property lists."""
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if at >= len(clx) or clx[at] != 2:
        raise Trouble(DAMAGED, "It has no table of its pieces of text.")
    (length,) = struct.unpack_from("<I", clx, at + 1)
    length = min(length, len(clx) - at - 5)
    count = max(0, (length - 4) // 12)
    ends = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    found: list[Piece] = []
    for n in range(count):
        (place,) = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * n + 2)
        narrow = bool(place & 0x40000000)
        place &= 0x3FFFFFFF
        if ends[n] < ends[n + 1]:
            is_wide = wide and not narrow
            found.append(Piece(ends[n], ends[n + 1], place // 2 if wide and narrow else place, is_wide))
    return found


def _runs(page: bytes) -> Iterator[tuple[int, int, str]]:
    """The runs of a page of character properties: from, to, and whether they are shown, deleted or hidden."""
    if len(page) < _PAGE:
        return
    count = page[_PAGE - 1]
    if 4 * (count + 1) + count > _PAGE - 1:
        return
    places = struct.unpack_from(f"<{count + 1}I", page)
    for n in range(count):
        offset = page[4 * (count + 1) + n] * 2
        changes = page[offset + 1 : offset + 1 + page[offset]] if offset else b""
        yield places[n], places[n + 1], _sort(changes)


def _sort(changes: bytes) -> str:
    found, at = "shown", 0
    while at + 3 <= len(changes):
        (code,) = struct.unpack_from("<H", changes, at)
        size = _OPERANDS[code >> 13]
        on = changes[at + 2] in (1, 0x81)
        if code == _DELETED and on:
            return "deleted"
        if code == _HIDDEN and on:
            found = "hidden"
        at += 2 + (size or 1 + changes[at + 2])
    return found
