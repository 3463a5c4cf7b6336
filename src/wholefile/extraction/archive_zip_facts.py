"""The facts that the headers of a ZIP member state, in plain values (PKWARE APPNOTE 6.3, Info-ZIP extra fields)."""

from __future__ import annotations

import stat
import struct
import zlib
from typing import Any

from wholefile.extraction.archive_zip_headers import ENCRYPTED, Header, extras
from wholefile.extraction.contract import MOST_PATH
from wholefile.extraction.filetime import since_1970

_METHODS = {
    0: "stored", 1: "shrunk", 6: "imploded", 8: "deflate", 9: "deflate64", 12: "bzip2", 14: "lzma", 20: "zstd",
    93: "zstd", 95: "xz", 98: "ppmd", 99: "AES",
}  # fmt: skip
_EMPTY = 32  # bytes that nothing may take when it is packed, with the head of an encryption
_UNIX, _DARWIN = 3, 19


def facts_of(header: Header, before: Header | None = None) -> dict[str, Any]:
    """What the directory says of a member, and times that stand only in the header `before` its bytes.

    DOS times have no zone and stay text, `modified_local`; extra fields are in UTC: milliseconds since 1970.
    """
    facts: dict[str, Any] = {
        "size": header.size,
        "compressed_size": header.packed,
        "crc32": f"{header.crc:08x}",
        "compression": method_name(header.method),
    }
    if header.date or header.time:
        facts["modified_local"] = _dos(header.date, header.time)
    for one in (before, header):
        if one is not None:
            facts.update(_times(one.extra))
    if name := _unicode_name(header):
        facts["unicode_name"] = name
    if header.flags & ENCRYPTED:
        facts["encrypted"] = True
    if header.comment:
        facts["comment"] = header.comment[:4096].decode("utf-8", "backslashreplace")
    if mode := mode_of(header):
        facts["mode"] = f"{mode:06o}"
    return facts


def method_name(method: int) -> str:
    """The name of a way of packing, or its number."""
    return _METHODS.get(method, str(method))


def is_method(method: int) -> bool:
    """Whether a number stands for a way of packing."""
    return method in _METHODS


def mode_of(header: Header) -> int:
    """Type and permissions of a member that was packed on Unix; 0 where they are not said."""
    return header.attributes >> 16 if header.system in (_UNIX, _DARWIN) else 0


def kind_of(header: Header) -> str:
    """Whether a member is a file, folder, link or device.

    A folder or device that has bytes, or a link longer than a path can be, is treated as a file: nothing is lost.
    """
    mode = stat.S_IFMT(mode_of(header))
    if mode == stat.S_IFLNK and header.size <= MOST_PATH:
        return "link"
    if header.size or header.packed > _EMPTY:
        return "file"
    if mode in (stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK):
        return "device"
    return "folder" if header.name.endswith(b"/") or mode == stat.S_IFDIR else "file"


def _dos(date: int, time: int) -> str:
    """A DOS date and time as it stands, even where there is no such day."""
    return (
        f"{(date >> 9) + 1980:04d}-{date >> 5 & 15:02d}-{date & 31:02d}"
        f" {time >> 11:02d}:{time >> 5 & 63:02d}:{(time & 31) * 2:02d}"
    )


def _times(extra: bytes) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, field in extras(extra):
        if number == 0x5455 and field:  # extended timestamp: seconds of UTC, signed
            seconds = struct.unpack_from(f"<{(len(field) - 1) // 4}i", field, 1)
            said = [
                name for bit, name in enumerate(("modified", "accessed", "created")) if field[0] >> bit & 1
            ]
            found.update({name: value * 1000 for name, value in zip(said, seconds, strict=False)})
        elif number == 0x5855 and len(field) >= 8:  # the older field of Unix
            accessed, modified = struct.unpack_from("<ii", field)
            found.update(accessed=accessed * 1000, modified=modified * 1000)
        elif number == 0x000A and len(field) >= 32 and field[4:8] == b"\x01\x00\x18\x00":  # NTFS
            ticks = struct.unpack_from("<QQQ", field, 8)
            for name, value in zip(("modified", "accessed", "created"), ticks, strict=True):
                if value:
                    found[name] = since_1970(value)
    return found


def _unicode_name(header: Header) -> str | None:
    """The name in Unicode that a field beside the name gives, where it is about this name (section 4.6.9)."""
    for number, field in extras(header.extra):
        if number == 0x7075 and len(field) > 5 and field[0] == 1:
            about = int.from_bytes(field[1:5], "little")
            if about == zlib.crc32(header.name):
                return field[5:4096].decode("utf-8", "backslashreplace")
    return None
