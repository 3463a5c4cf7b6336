"""Word 97-2003 (MS-DOC), and the text of Word 6 and 95: body, notes, comments, what was deleted or hidden."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from wholefile.extraction.contract import LOCKED, PARTIAL, LimitReached, Trouble
from wholefile.extraction.ole_container import Container, checked
from wholefile.extraction.ole_doc import PARTS, Document, Stretch, is_locked, opened
from wholefile.extraction.ole_encrypted import read_encrypted
from wholefile.extraction.ole_macros import hand_on_macros
from wholefile.extraction.ole_objects import from_pool
from wholefile.extraction.ole_pictures import delayed, hand_on_pictures, pictures, record_at
from wholefile.extraction.ole_properties import tell_properties
from wholefile.extraction.ooxml_fields import tell_fields
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source
from wholefile.extraction.xml_text import Writing

_SIGNS = {
    "\r": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "\x0e": "\n",
    "\x1e": "\u2011",
    "\x1f": "\u00ad",
    "\t": "\t",
}
_CELL, _FIELD, _RESULT, _FIELD_END = "\x07", "\x13", "\x14", "\x15"
_OWNERS, _ART, _SAVED_BY = 36, 50, 71
_MOST = 1_000


def read(source: Source, out: Output) -> None:
    """Read a Word document.

    Raises Trouble where it is locked, damaged or older than Word 6, LimitReached where its text is too long.
    """
    with checked(source.path, out) as container:
        if is_locked(container):
            if "encrypted" in out.facts:
                raise Trouble(LOCKED, "It is still encrypted after it was decrypted.")
            read_encrypted(source, out)
            return
        tell_properties(container, out)
        stopped: LimitReached | None = None
        try:
            document = opened(container)
            _tell(document, out)
            _text(document, out)
            _pictures(container, document, out)
        except Trouble as trouble:  # said at once: a limit that its members reach would hide it
            out.trouble(trouble.status, trouble.reason)
        except LimitReached as reached:
            stopped = reached
        for name in container.storages("ObjectPool"):
            from_pool(container, ("ObjectPool", name), f"objects/{name}", out)
        hand_on_macros(container, "Macros", out)
        if stopped is not None:
            raise stopped


def _tell(document: Document, out: Output) -> None:
    if document.old:
        words = "It was written by Word 6 or 95: letters beyond ASCII are read as Windows-1252, which may be wrong."
        out.trouble(PARTIAL, words)
    if document.fast_saved:
        out.fact("fast_saved", True)
        out.flag(
            "fast saved", "It was saved in pieces: the file may hold text that was deleted from the document."
        )
    out.fact("comment_authors", list(_owners(document.listed(_OWNERS))))
    saved = list(_table_of_strings(document.listed(_SAVED_BY)))
    out.fact("saved_by", [list(pair) for pair in zip(saved[::2], saved[1::2], strict=False)])


def _text(document: Document, out: Output) -> None:
    writing = Writing()
    codes: list[str] = []
    apart: dict[str, int] = {}
    for number, part in enumerate(PARTS):
        if document.lengths[number]:
            writing.go({"part": part})
            _Story(writing, codes, apart).take(document.part(number))
    if apart.get("deleted"):
        out.flag(
            "tracked changes",
            f"It holds {apart['deleted']:,} characters that were deleted with changes tracked.",
        )
    if apart.get("hidden"):
        out.flag("hidden text", f"It holds {apart['hidden']:,} characters that are not shown.")
    if document.lengths[4]:
        out.flag("comments", "It holds comments.")
    tell_fields(codes, out)
    writing.tell(out)


class _Story:
    """The text of a part, with its marks made lines, tabs and fields."""

    def __init__(self, writing: Writing, codes: list[str], apart: dict[str, int]) -> None:
        self._out, self._codes, self._count = writing, codes, apart
        self._fields: list[list[str] | None] = []  # the code of each open field, None once its result began
        self._apart: list[tuple[str, list[str]]] = []
        self._cell = False

    def take(self, stretches: Iterable[Stretch]) -> None:
        """Read a part to its end."""
        for sort, text in stretches:
            for one in text:
                self._sign(sort, one)
        self._line()

    def _sign(self, sort: str, one: str) -> None:
        row_ends = one == _CELL and self._cell
        self._cell = one == _CELL and not row_ends
        if one == _FIELD:
            self._fields.append([])
        elif one == _RESULT and self._fields:
            self._code_ends()
        elif one == _FIELD_END:
            if self._fields:
                self._code_ends()
                self._fields.pop()
        elif self._fields and self._fields[-1] is not None:
            self._fields[-1].append(one)
        elif one == _CELL:
            if row_ends:
                self._line()
            else:
                self._out.put("\t")
        elif one in _SIGNS or one >= " ":
            self._put(sort, _SIGNS.get(one, one))

    def _put(self, sort: str, one: str) -> None:
        if sort == "shown":
            if one == "\n":
                self._line()
            else:
                self._out.put(one)
            return
        if not self._apart or self._apart[-1][0] != sort:
            self._apart.append((sort, []))
        self._apart[-1][1].append(one)
        self._count[sort] = self._count.get(sort, 0) + 1

    def _line(self) -> None:
        for sort, pieces in self._apart:
            self._out.aside({"part": f"{sort} text"}, "".join(pieces))
        self._apart = []
        self._out.end_line()

    def _code_ends(self) -> None:
        code = self._fields[-1]
        if code is not None:
            self._codes.append("".join(code))
            self._fields[-1] = None


def _pictures(container: Container, document: Document, out: Output) -> None:
    """Pictures in the text lie in the stream Data, one behind the other; others where the picture store says."""
    number = 1
    data = container.stream("Data") if container.has("Data") else b""
    at = 0
    while at + 68 <= len(data):
        length, header = struct.unpack_from("<IH", data, at)
        if length < 68 or at + length > len(data) + 3:
            break
        start = at + header
        if int.from_bytes(data[at + 6 : at + 8], "little") == 0x66:  # a linked picture: its name comes first
            start += 1 + data[start] if start < len(data) else 0
        number = hand_on_pictures(pictures(data, start, at + length), out, number)
        at += length
    art = document.listed(_ART)
    for place in delayed(art, 0, len(art)):
        one = record_at(document.main, place, len(document.main))
        if one is not None:
            number = hand_on_pictures(pictures(document.main, place, one.end), out, number)


def _owners(data: bytes) -> list[str]:
    """Names, each behind its length in characters."""
    found: list[str] = []
    at = 0
    while at + 2 <= len(data) and len(found) < _MOST:
        (count,) = struct.unpack_from("<H", data, at)
        found.append(data[at + 2 : at + 2 + 2 * count].decode("utf-16-le", "replace")[:_MOST])
        at += 2 + 2 * count
    return found


def _table_of_strings(data: bytes) -> list[str]:
    """A string table (STTB, 2.2.4) of UTF-16: who saved the file last, and where."""
    if len(data) < 6 or data[:2] != b"\xff\xff":
        return []
    count, extra = struct.unpack_from("<HH", data, 2)
    found: list[str] = []
    at = 6
    while at + 2 <= len(data) and len(found) < min(count, _MOST):
        (length,) = struct.unpack_from("<H", data, at)
        found.append(data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")[:_MOST])
        at += 2 + 2 * length + extra
    return found
