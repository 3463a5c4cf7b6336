"""What a ZIP holds, by its members: an Office document, an OpenDocument, a book, or just an archive (APPNOTE 6.3.10).

Own code rather than `zipfile`: the list of members is read up to a bound, and a ZIP that lost its end is still told by
the members that are left at its beginning.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from wholefile.extraction.signatures import TAIL, Found

LOCAL, END, SPANNED = b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"
_CENTRAL, _END64 = b"PK\x01\x02", b"PK\x06\x06"
_MOST_DIRECTORY = 4 << 20
_MOST_MEMBERS = 20_000
_MOST_START = 1 << 20
_MOST_TYPES = 1 << 18

ZIP = Found("zip", "application/zip")
_OOXML = "application/vnd.openxmlformats-officedocument."
_MAIN = (  # what the type of the main part contains
    (b"wordprocessingml", Found("docx", _OOXML + "wordprocessingml.document")),
    (b"ms-word.", Found("docx", "application/vnd.ms-word.document.macroEnabled.12")),
    (b"spreadsheetml", Found("xlsx", _OOXML + "spreadsheetml.sheet")),
    (b"ms-excel.", Found("xlsx", "application/vnd.ms-excel.sheet.macroEnabled.12")),
    (b"presentationml", Found("pptx", _OOXML + "presentationml.presentation")),
    (b"ms-powerpoint.", Found("pptx", "application/vnd.ms-powerpoint.presentation.macroEnabled.12")),
)
_MAIN_TYPE = re.compile(rb'ContentType\s*=\s*["\']([^"\']{1,200}?)(?:\.main\+xml|\.main)["\']')
_FOLDERS = ((b"word/", _MAIN[0][1]), (b"xl/", _MAIN[2][1]), (b"ppt/", _MAIN[4][1]))
_MIMETYPES = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}


class _Member(NamedTuple):
    name: bytes
    at: int  # where its local header stands


def zipped(stream: BinaryIO, size: int) -> Found:
    """The kind of a ZIP; `zip` where its members do not say more."""
    start = directory_of(stream, size)
    members = {one.name: one.at for one in (_listed(stream, *start) if start else _left_over(stream))}
    if b"mimetype" in members:
        told = _content(stream, members[b"mimetype"], 200).decode("ascii", "replace").strip()
        kind = _MIMETYPES.get(told.removesuffix("-template"))
        if kind or re.fullmatch(r"application/[\w.+-]+", told):
            return Found(kind or "zip", told)
    if b"[Content_Types].xml" in members:
        found = _main_part(_content(stream, members[b"[Content_Types].xml"], _MOST_TYPES))
        return found or _by_folder(members)
    return ZIP


class Directory(NamedTuple):
    """Where the list of members stands, its length, and by how much all places are off: what was put before the ZIP."""

    at: int
    length: int
    shift: int


def directory_of(stream: BinaryIO, size: int, *, exactly: bool = False) -> Directory | None:
    """The list of members that a ZIP has at its end, or None where the file does not end like a ZIP.

    With `exactly` nothing may follow it; programs that open a ZIP look for it further back as well.
    """
    stream.seek(max(0, size - TAIL))
    tail = stream.read(TAIL)
    end = len(tail)
    while (end := tail.rfind(END, 0, end)) >= 0:
        if len(tail) - end >= 22:
            length, at, comment = struct.unpack_from("<IIH", tail, end + 12)
            here = size - len(tail) + end
            until = end + 22 + comment
            if until == len(tail) or (until < len(tail) and not exactly):
                found = _checked(stream, here, at, length) or _large(stream, here, at, length)
                if found:
                    return found
    return None


def _checked(stream: BinaryIO, here: int, at: int, length: int) -> Directory | None:
    """The list stands right before its end record, wherever it says that it stands."""
    begins = here - length
    if begins < 0 or length < 46:
        return None
    stream.seek(begins)
    return Directory(begins, length, begins - at) if stream.read(4) == _CENTRAL else None


def _large(stream: BinaryIO, here: int, at: int, length: int) -> Directory | None:
    """A ZIP64, whose own end record stands 20 bytes of locator before the old one."""
    if 0xFFFFFFFF not in (at, length) or here < 76:
        return None
    stream.seek(here - 76)
    record = stream.read(56)
    if not record.startswith(_END64):
        return None
    length, at = struct.unpack_from("<QQ", record, 40)
    return _checked(stream, here - 76, at, length) if length < 1 << 62 else None


def _listed(stream: BinaryIO, at: int, length: int, shift: int) -> Iterator[_Member]:
    stream.seek(at)
    data = stream.read(min(length, _MOST_DIRECTORY))
    here = 0
    for _ in range(_MOST_MEMBERS):
        if len(data) - here < 46 or not data.startswith(_CENTRAL, here):
            return
        name, extra, comment = struct.unpack_from("<HHH", data, here + 28)
        (local,) = struct.unpack_from("<I", data, here + 42)
        yield _Member(data[here + 46 : here + 46 + name], local + shift)
        here += 46 + name + extra + comment


def _left_over(stream: BinaryIO) -> Iterator[_Member]:
    """The members whose headers can be found at the beginning of a ZIP without its end."""
    stream.seek(0)
    data = stream.read(_MOST_START)
    at = data.find(LOCAL)
    while at >= 0 and len(data) - at >= 30:
        (length,) = struct.unpack_from("<H", data, at + 26)
        yield _Member(data[at + 30 : at + 30 + length], at)
        at = data.find(LOCAL, at + 4)


def _content(stream: BinaryIO, at: int, most: int) -> bytes:
    """The first bytes of a member, stored or deflated; as much as can be had."""
    if at < 0:
        return b""
    stream.seek(at)
    header = stream.read(30)
    if len(header) < 30 or not header.startswith(LOCAL):
        return b""
    (method,) = struct.unpack_from("<H", header, 8)
    packed, _, name, extra = struct.unpack_from("<IIHH", header, 18)
    stream.seek(name + extra, 1)
    data = stream.read(min(packed or most, most))
    if method == 0:
        return data
    if method != 8:
        return b""
    try:
        return zlib.decompressobj(-15).decompress(data, most)
    except zlib.error:
        return b""


def _main_part(types: bytes) -> Found | None:
    for one in _MAIN_TYPE.findall(types):
        if b"ms-excel.sheet.binary" in one:
            return Found("xlsb", "application/vnd.ms-excel.sheet.binary.macroEnabled.12")
        for words, found in _MAIN:
            if words in one:
                macros = b"macroEnabled" in one
                return Found(found.kind, one.decode("latin-1") + ".12") if macros else found
    return None


def _by_folder(members: dict[bytes, int]) -> Found:
    for folder, found in _FOLDERS:
        if any(name.startswith(folder) for name in members):
            return found
    return ZIP
