"""Compressed RTF bodies of Outlook items ([MS-OXRTFCP]): a sliding window of 4,096 bytes that begins filled."""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

_HEAD = struct.Struct("<IIII")
_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
# [MS-OXRTFCP] section 2.1.2.1: what the window holds at first.
_WINDOW = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_SIZE = 4096
LARGEST = 64 << 20


class Rtf(NamedTuple):
    """The RTF, and what was wrong with its wrapping (empty when nothing was)."""

    data: bytes
    note: str = ""


def decompressed(data: bytes) -> Rtf:
    """The RTF in a property PR_RTF_COMPRESSED. Never raises: what is broken gives what came before, and a note."""
    if len(data) < _HEAD.size:
        return Rtf(b"", "the compressed RTF is cut off")
    length, raw, kind, crc = _HEAD.unpack_from(data)
    body = data[_HEAD.size : length + 4]
    if kind == _PLAIN:
        found = body[:raw]
        return Rtf(found, "" if len(found) == raw else "the RTF is cut off")
    if kind != _COMPRESSED:
        return Rtf(b"", "the compressed RTF is of an unknown kind")
    found, ended = _expanded(body, min(raw, LARGEST))
    if zlib.crc32(body, 0xFFFFFFFF) ^ 0xFFFFFFFF != crc:
        return Rtf(found, "the compressed RTF does not agree with its checksum")
    if raw > LARGEST:
        return Rtf(found, f"the RTF is longer than {LARGEST >> 20} MiB")
    return Rtf(found, "" if ended and len(found) == raw else "the compressed RTF is cut off")


def _expanded(body: bytes, most: int) -> tuple[bytes, bool]:
    """The bytes, and whether the end mark was met ([MS-OXRTFCP] section 3.1.3)."""
    window = bytearray(_WINDOW.ljust(_SIZE, b"\0"))
    out = bytearray()
    write, at = len(_WINDOW), 0
    while at < len(body) and len(out) <= most:
        control = body[at]
        at += 1
        for bit in range(8):
            if not control >> bit & 1:
                if at >= len(body):
                    return bytes(out[:most]), False
                window[write] = body[at]
                out.append(body[at])
                write, at = (write + 1) % _SIZE, at + 1
                continue
            if at + 1 >= len(body):
                return bytes(out[:most]), False
            reference = body[at] << 8 | body[at + 1]
            at += 2
            read = reference >> 4
            if read == write:
                return bytes(out[:most]), True
            for step in range((reference & 15) + 2):
                one = window[(read + step) % _SIZE]
                window[write] = one
                out.append(one)
                write = (write + 1) % _SIZE
    return bytes(out[:most]), False
