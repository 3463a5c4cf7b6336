"""Where a picture ends by the rules of its format, whether its checksums hold, and whether it carries credentials.

What stands behind the end is shown by no viewer. Content credentials (C2PA, in JUMBF boxes) are only found, never
verified.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from mmap import mmap
from typing import Literal, NamedTuple, TypeAlias

Data: TypeAlias = bytes | mmap
_C2PA = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")  # the box of C2PA 2.1 in files of boxes
_MOST_STEPS = 1_000_000


_STEP = 1 << 20
ENDED = ("jpeg", "png", "gif")  # a mark ends pictures of these kinds; without it something was cut off


class Structure(NamedTuple):
    """`end` is where the picture ends, None where that cannot be told; `credentials` whether C2PA or JUMBF is there.

    `broken` are the places of chunks whose bytes do not match their checksum.
    """

    end: int | None
    credentials: bool = False
    broken: tuple[int, ...] = ()


def structure(data: Data, kind: str) -> Structure:
    """The end and the credentials of a picture. Damage gives an unknown end, never an error."""
    walk = _WALKS.get(kind)
    return walk(data) if walk else Structure(None)


_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.DOTALL)


def _jpeg(data: Data) -> Structure:
    """Segments to the end of image (ITU-T T.81, B.1)."""
    at, credentials = 2, False
    for _ in range(_MOST_STEPS):
        found = _MARKER.match(data, at)
        if found is None:
            # Inside a scan, or bytes that belong to nothing: on to the next marker.
            found = _MARKER.search(data, at)
            if found is None:
                return Structure(None, credentials)
        code, at = found[1][0], found.end()
        if code == 0xD9:
            return Structure(at, credentials)
        if code in (0x01, 0xD8):
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        if length < 2 or at + length > len(data):
            return Structure(None, credentials)
        if code == 0xEB:
            credentials |= b"jumb" in data[at : at + min(length, 256)]
        at += length
    return Structure(None, credentials)


def _png(data: Data) -> Structure:
    """Chunks to IEND, each with its CRC-32 (PNG, 3rd edition, 5.3): no decoder checks that of the picture's own."""
    at, credentials = 8, False
    broken: list[int] = []
    for _ in range(_MOST_STEPS):
        start, length, name = at, int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        at += 12 + length
        if len(name) < 4 or at > len(data):
            break
        if _crc32(data, start + 4, at - 4) != int.from_bytes(data[at - 4 : at], "big"):
            broken.append(start)
        credentials |= name == b"caBX"
        if name == b"IEND":
            return Structure(at, credentials, tuple(broken))
    return Structure(None, credentials, tuple(broken))


def _crc32(data: Data, start: int, stop: int) -> int:
    crc = 0
    for at in range(start, stop, _STEP):
        crc = zlib.crc32(data[at : min(stop, at + _STEP)], crc)
    return crc


def _gif(data: Data) -> Structure:
    """Blocks to the trailer (GIF89a, 27)."""
    if len(data) < 14:
        return Structure(None)
    at = 13 + _colours(data[10])
    for _ in range(_MOST_STEPS):
        if at >= len(data):
            break
        mark = data[at]
        if mark == 0x3B:
            return Structure(at + 1)
        if mark == 0x21:
            at += 2
        elif mark == 0x2C and at + 10 <= len(data):
            at += 10 + _colours(data[at + 9]) + 1
        else:
            break
        while at < len(data) and data[at]:
            at += 1 + data[at]
        at += 1
    return Structure(None)


def _colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(data: Data) -> Structure:
    """The length of the outer chunk, made even (RIFF)."""
    end = 8 + int.from_bytes(data[4:8], "little")
    end += end & 1
    at, credentials = 12, False
    for _ in range(10_000):
        if at + 8 > min(end, len(data)):
            break
        credentials |= data[at : at + 4] == b"C2PA"
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + length + (length & 1)
    return Structure(end if end <= len(data) else None, credentials)


def _bmp(data: Data) -> Structure:
    """The length of the file as its header says it, if that can be."""
    told, pixels = int.from_bytes(data[2:6], "little"), int.from_bytes(data[10:14], "little")
    return Structure(told if 14 < pixels < told <= len(data) else None)


def _boxes(data: Data) -> Structure:
    """Boxes, the last of which ends with the picture (ISO/IEC 14496-12, 4.2)."""
    at, credentials = 0, False
    for _ in range(10_000):
        if at == len(data):
            return Structure(at, credentials)
        length, name, header = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if length == 1:
            length, header = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        if length == 0 and name.isalnum():
            return Structure(len(data), credentials)
        if length < header or not re.fullmatch(rb"[\x20-\x7e]{4}", name) or at + length > len(data):
            # The first box that is none begins what was added; without a picture before it nothing is known.
            return Structure(at if at > 64 else None, credentials)
        credentials |= name == b"jumb" or data[at + header : at + header + 16] == _C2PA
        at += length
    return Structure(None, credentials)


_WALKS: dict[str, Callable[[Data], Structure]] = {
    "jpeg": _jpeg,
    "png": _png,
    "gif": _gif,
    "webp": _webp,
    "bmp": _bmp,
    "heic": _boxes,
}


def thumbnail(block: bytes) -> bytes:
    """The JPEG that the second directory of EXIF data points to, or nothing (EXIF 2.32, 4.5.5)."""
    data = block.removeprefix(b"Exif\0\0")
    order: Literal["little", "big"] = "little" if data.startswith(b"II") else "big"

    def number(at: int, length: int) -> int:
        return int.from_bytes(data[at : at + length], order)

    first = number(4, 4)
    second = number(first + 2 + 12 * number(first, 2), 4)
    if not 8 <= second < len(data):
        return b""
    entries = {
        number(at, 2): number(at + 8, 4)
        for at in range(second + 2, second + 2 + 12 * min(number(second, 2), 200), 12)
    }
    start, length = entries.get(513, 0), entries.get(514, 0)
    found = data[start : start + length] if start else b""
    return found if found.startswith(b"\xff\xd8") else b""
