"""The media that a disk image is an image of: so many bytes, readable from anywhere."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from wholefile.extraction.contract import DAMAGED, LOCKED, MIB, PARTIAL, UNSUPPORTED, Trouble
from wholefile.extraction.disk_ewf import segments_of
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

_PIECE = 4096
_QCOW_HEAD = struct.Struct(">4sIQIIQIIQQIIQ")


class Media:
    """The bytes of the media. Reading raises OSError where the image does not hold them whole."""

    def __init__(self, size: int, read_at: Callable[[int, int], bytes]) -> None:
        self.size = size
        self._read_at = read_at

    def read_at(self, offset: int, length: int) -> bytes:
        """Bytes from a place on; fewer at the end of the media, zeros nowhere invented."""
        length = min(length, self.size - offset)
        if offset < 0 or length <= 0:
            return b""
        try:
            found = self._read_at(offset, length)
        except (ValueError, RuntimeError, OverflowError) as error:
            raise OSError(str(error)) from error
        if len(found) < length:
            raise OSError(f"the image lacks the bytes of the media from {offset + len(found):,} on")
        return found

    def readable_at(self, offset: int, length: int) -> bytes:
        """Bytes from a place on, up to the first that the image does not hold."""
        try:
            return self.read_at(offset, length)
        except OSError:
            found = b""
            with suppress(OSError):
                while len(found) < length and (
                    more := self.read_at(offset + len(found), min(_PIECE, length))
                ):
                    found += more
            return found[:length]

    def digests(self, in_time: Callable[[], bool]) -> dict[str, str] | None:
        """MD5, SHA-1 and SHA-256 in one reading; None where time ran out. Raises OSError."""
        tools = [hashlib.new(name, usedforsecurity=False) for name in ("md5", "sha1", "sha256")]
        for at in range(0, self.size, MIB):
            block = self.read_at(at, MIB)
            for tool in tools:
                tool.update(block)
            if not in_time():
                return None
        return {tool.name: tool.hexdigest() for tool in tools}


def open_raw(source: Source, stack: ExitStack) -> Media:
    """A raw image, in one part or several in order."""
    streams = [stack.enter_context(path.open("rb")) for path in (source.path, *source.segments)]
    sizes = [path.stat().st_size for path in (source.path, *source.segments)]

    def read_at(offset: int, length: int) -> bytes:
        found = b""
        for stream, size in zip(streams, sizes, strict=True):
            if offset < size and len(found) < length:
                stream.seek(offset)
                found += stream.read(length - len(found))
                offset = 0
            else:
                offset -= size
        return found

    return Media(sum(sizes), read_at)


def open_qcow2(source: Source, out: Output, stack: ExitStack) -> Media:
    """A QCOW2 image. Raises Trouble where it is encrypted, damaged, or made of changes to another file."""
    try:
        import pyqcow  # noqa: PLC0415
    except ImportError as error:
        raise Trouble(UNSUPPORTED, "libqcow is not installed here.") from error
    head = source.read(_QCOW_HEAD.size)
    if len(head) == _QCOW_HEAD.size:
        fields = _QCOW_HEAD.unpack(head)
        out.fact("qcow_version", fields[1])
        if fields[2]:
            raise Trouble(PARTIAL, "It holds only changes to another image, which is not at hand.")
        if fields[11]:
            out.fact("snapshots", fields[11])
            out.trouble(PARTIAL, f"It keeps {fields[11]:,} earlier states of the disk, which are not read.")
    image = pyqcow.file()
    if source.password:
        image.set_password(source.password)
    try:
        image.open_file_object(stack.enter_context(source.open()))
        if image.is_locked():
            raise Trouble(LOCKED, "It is encrypted: a password is needed.")
        size = image.get_media_size()
    except OSError as error:
        raise Trouble(DAMAGED, f"It cannot be opened: {brief(error)}.") from error
    return Media(size, lambda offset, length: _of(image, offset, length))


def open_ewf(source: Source, out: Output, stack: ExitStack) -> tuple[Media, dict[str, str]]:
    """An EnCase image with all its segments, and the digests that it stores. Raises Trouble.

    What is said in the header goes to the facts. A missing segment is a trouble, and the rest is read.
    """
    try:
        import pyewf  # noqa: PLC0415
    except ImportError as error:
        raise Trouble(UNSUPPORTED, "libewf is not installed here.") from error
    paths: list[Path] = [source.path, *source.segments]
    chain = segments_of(paths)
    for name, value in chain.facts.items():
        out.fact(name, value)
    out.fact("segments", len(paths))
    if chain.missing:
        out.trouble(PARTIAL, chain.missing)
    handle = pyewf.handle()
    try:
        handle.open_file_objects([stack.enter_context(path.open("rb")) for path in paths])
        size = handle.get_media_size()
        stored = {name.lower(): value.lower() for name, value in handle.get_hash_values().items() if value}
    except (OSError, ValueError, TypeError) as error:
        if chain.missing:
            raise Trouble(PARTIAL, "It cannot be opened without all of its segments.") from error
        raise Trouble(DAMAGED, f"It cannot be opened: {brief(error)}.") from error
    out.fact("sector_size", handle.get_bytes_per_sector())
    return Media(size, lambda offset, length: _of(handle, offset, length)), stored


def _of(image: Any, offset: int, length: int) -> bytes:
    found: bytes = image.read_buffer_at_offset(length, offset)
    return found


def brief(error: BaseException) -> str:
    """The innermost of a library's messages, without the names of its functions."""
    parts = [part.strip() for part in re.split(r"\.(?: |\n|$)|\n", str(error)) if part.strip()]
    words = parts[min(1, len(parts) - 1)] if parts else type(error).__name__
    return re.sub(r"^(?:\w+: )?(?:\(\w+\.\w+:\d+\) )?", "", words)[:300]
