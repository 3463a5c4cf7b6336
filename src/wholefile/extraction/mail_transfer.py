"""The bytes of a part out of its transfer encoding (RFC 2045 section 6), block by block.

Broken encodings give what can be decoded and a note. Concatenated base64, which the standard does not allow and
mailers write, is read to its end.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from wholefile.extraction.mail_parts import Bytes

BLOCK = 1 << 20
_SPACES = b" \t\r\n"
_NOT_BASE64 = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
)
_IDENTITY = {"", "7bit", "8bit", "binary", "7-bit", "8-bit", "none"}
_BEGIN = re.compile(r"begin [0-7]{3,4} (.{1,255})")
_MOST_WRITTEN = 1 << 26
_BROKEN_ESCAPE = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n|[ \t]*\Z)")


def decoded_blocks(data: Bytes, start: int, end: int, encoding: str, notes: list[str]) -> Iterator[bytes]:
    """The decoded bytes from `start` to `end`; what was wrong with them is added to `notes` as it is met."""
    name = encoding.strip().strip('"').lower()
    if name == "base64":
        yield from _base64(data, start, end, notes)
    elif name == "quoted-printable":
        yield from _quoted_printable(data, start, end, notes)
    elif name in ("x-uuencode", "uuencode", "x-uue", "uue"):
        yield from _uuencoded(data, start, end, notes)
    else:
        if name not in _IDENTITY:
            notes.append(f"the transfer encoding {name[:40]!r} is not known; its bytes are as they stand")
        for at in range(start, end, BLOCK):
            yield data[at : min(end, at + BLOCK)]


def _base64(data: Bytes, start: int, end: int, notes: list[str]) -> Iterator[bytes]:
    held = b""
    strange = cut = False
    for at in range(start, end, BLOCK):
        block = held + data[at : min(end, at + BLOCK)].translate(None, _SPACES)
        clean = block.translate(None, _NOT_BASE64)
        strange = strange or len(clean) != len(block)
        last = at + BLOCK >= end
        *closed, rest = re.split(rb"=+", clean)
        out = []
        for piece in closed:
            cut = cut or len(piece) % 4 == 1
            out.append(_quads(piece))
        whole = len(rest) if last else len(rest) // 4 * 4
        # A pad may begin the next block, so that the last group always waits for it.
        if last:
            cut = cut or len(rest) % 4 != 0
            out.append(_quads(rest))
            held = b""
        else:
            out.append(_quads(rest[:whole]))
            held = rest[whole:]
        yield b"".join(out)
    if strange:
        notes.append("its base64 holds bytes that are none; they were left out")
    if cut:
        notes.append("its base64 ends in the middle of a group")


def _quads(piece: bytes) -> bytes:
    if len(piece) % 4 == 1:
        piece = piece[:-1]
    return binascii.a2b_base64(piece + b"=" * (-len(piece) % 4))


def _quoted_printable(data: Bytes, start: int, end: int, notes: list[str]) -> Iterator[bytes]:
    broken = False
    at = start
    while at < end:
        stop = min(end, at + BLOCK)
        if stop < end:
            line = data.rfind(b"\n", at, stop)
            stop = line + 1 if line > at else stop
        block = data[at:stop]
        if stop < end and block[-1:] != b"\n" and (short := block.rfind(b"=", -3)) > 0:
            stop = at + short
            block = block[:short]
        broken = broken or _BROKEN_ESCAPE.search(block) is not None
        # White space at the end of a line was added on the way (RFC 2045 section 6.7, rule 3).
        yield binascii.a2b_qp(_without_trailing_spaces(block))
        at = stop
    if broken:
        notes.append("its quoted-printable holds escapes that are none; they are as they stand")


def _without_trailing_spaces(block: bytes) -> bytes:
    *lines, last = block.split(b"\n")
    stripped = [
        line[:-1].rstrip(b" \t") + b"\r" if line.endswith(b"\r") else line.rstrip(b" \t") for line in lines
    ]
    return b"\n".join([*stripped, last])


def _uuencoded(data: Bytes, start: int, end: int, notes: list[str]) -> Iterator[bytes]:
    broken = False
    begun = False
    at = start
    while at < end:
        stop = data.find(b"\n", at, end)
        stop = end if stop < 0 else stop + 1
        line = data[at:stop].rstrip(b"\r\n")
        at = stop
        if line == b"end":
            break
        if not begun:
            begun = line.startswith(b"begin ")
            continue
        try:
            yield binascii.a2b_uu(line)
        except binascii.Error:
            broken = True
    if broken or not begun:
        notes.append("its uuencoding is broken")


def uuencoded_files(text: str) -> Iterator[tuple[str, bytes, bool]]:
    """The files written into a plain text after a line `begin 644 name`: name, bytes, and whether `end` came."""
    name, out = "", bytearray()
    if "\nbegin " not in "\n" + text[:_MOST_WRITTEN]:
        return
    for line in text[:_MOST_WRITTEN].splitlines():
        begin = _BEGIN.fullmatch(line)
        data = _uu_line(line) if name and not begin else None
        if data is not None and line != "end":
            out += data
            continue
        if name and out:
            yield name, bytes(out), line == "end"
        name, out = begin[1].strip() if begin else "", bytearray()
    if name and out:
        yield name, bytes(out), False


def _uu_line(line: str) -> bytes | None:
    """The bytes of a line of uuencoding, or None where it is none."""
    if not line or not line.isascii() or not " " <= line[0] <= "`":
        return None
    length = ord(line[0]) - 32 & 63
    if len(line) - 1 < length * 4 // 3 or len(line) > 100:
        return None
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        return None
