"""Zip archives made by hand, for the tests of their reader."""

import io
import struct
import zipfile
import zlib

DATE = (2024, 7, 4, 13, 45, 20)


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.comment = comment
        for name, data in members:
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = method
            archive.writestr(info, data)
    return held.getvalue()


def raw(*members: tuple[bytes, bytes, bytes], extra: bytes = b"", attributes: int = 0) -> bytes:
    """A zip of stored members by hand: name in the header, name in the directory, bytes."""
    body, directory = b"", b""
    for before, listed, data in members:
        tail = struct.pack("<HHHIII", 0, 0x6DAA, 0x58E4, zlib.crc32(data), len(data), len(data))
        directory += struct.pack("<4sBBHH", b"PK\1\2", 20, 3, 20, 0) + tail
        directory += (
            struct.pack("<HHHHHII", len(listed), len(extra), 0, 0, 0, attributes, len(body)) + listed + extra
        )
        body += (
            struct.pack("<4sHH", b"PK\3\4", 20, 0) + tail + struct.pack("<HH", len(before), 0) + before + data
        )
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + end
