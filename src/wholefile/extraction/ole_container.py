"""Compound files (MS-CFB), the container of the older Office formats and of embedded objects."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from wholefile.extraction.contract import DAMAGED, MIB, PARTIAL, Trouble
from wholefile.extraction.output import Output

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_STREAM = 1 << 29
_MOST_CLAIMED = 64 * MIB  # by a stream of a smaller file: its chain may go round for as long as it claims
_LEAST_CHECKED = 64 * MIB  # of the streams of a file, many of which may claim the same bytes
_MOST_FAULTS = 20
_HEADER = 512
_SHIFTS = (9, 12)


def longest(size: int) -> int:
    """The most bytes that a stream of a compound file of this size may claim, so that it is read at all.

    The library follows a chain of blocks that leads in a circle to the end of the length that is claimed.
    """
    return min(_MOST_STREAM, max(_MOST_CLAIMED, size))


def opened(stream: BinaryIO) -> Any:
    """A compound file by the library, which believes what a header says. Raises OSError where that cannot be.

    Blocks have 512 or 4,096 bytes; the table of blocks, the table of small blocks and the small blocks themselves are
    parts of the file (MS-CFB 2.2 and 2.4). Otherwise a header of 512 bytes could ask for all memory that there is.
    """
    import olefile  # noqa: PLC0415  # slow to import

    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    header = stream.read(_HEADER)
    if len(header) == _HEADER and header.startswith(MAGIC):
        (shift,), (count,) = struct.unpack_from("<H", header, 30), struct.unpack_from("<I", header, 44)
        if shift not in _SHIFTS or count > (size >> shift) + 1:
            raise OSError("its header says what cannot be of its blocks")
    stream.seek(0)
    ole = olefile.OleFileIO(stream)
    if max(int(ole.root.size), int(ole.num_mini_fat_sectors) * int(ole.sectorsize)) > longest(size):
        raise OSError("its tables claim more bytes than there can be")
    return ole


def is_honest(stream: BinaryIO) -> bool:
    """Whether no stream claims more bytes than there can be, so that other libraries may be given the file.

    Raises OSError as `opened` does, or what the library raises.
    """
    most = longest(stream.seek(0, io.SEEK_END))
    ole = opened(stream)
    return all(int(ole.get_size(one)) <= most for one in ole.listdir(streams=True, storages=False))


class Container:
    """A compound file that is open to read. Raises Trouble where it cannot be opened."""

    def __init__(self, content: bytes | Path) -> None:
        self._stream: BinaryIO = io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")
        try:
            self._most = longest(self._stream.seek(0, io.SEEK_END))
            self._ole = opened(self._stream)
            self.paths: list[tuple[str, ...]] = [
                tuple(one) for one in self._ole.listdir(streams=True, storages=False)
            ]
        except (MemoryError, RecursionError):
            self._stream.close()
            raise
        except Exception as error:  # olefile raises whatever a damaged file leads it to
            self._stream.close()
            raise Trouble(DAMAGED, f"It is no compound file that can be opened: {error}.") from error
        self._by_lower = {tuple(part.lower() for part in one): one for one in self.paths}

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()

    def has(self, *path: str) -> bool:
        """Whether there is a stream under this path; upper and lower case are one, as in the format."""
        return tuple(one.lower() for one in path) in self._by_lower

    def stream(self, *path: str) -> bytes:
        """The bytes of a stream. Raises Trouble where there is none, or it cannot be read."""
        found = self._by_lower.get(tuple(one.lower() for one in path))
        name = "/".join(path).encode("unicode_escape").decode()
        if found is None:
            raise Trouble(DAMAGED, f"It has no stream {name}.")
        try:
            size = int(self._ole.get_size(list(found)))
            content = bytes(self._ole.openstream(list(found)).read()) if size <= self._most else None
        except (MemoryError, RecursionError):
            raise
        except Exception as error:
            raise Trouble(DAMAGED, f"Its stream {name} cannot be read: {error}.") from error
        if content is None:
            raise Trouble(DAMAGED, f"Its stream {name} is longer than can be read.")
        return content

    def faults(self) -> list[str]:
        """What is wrong with the container itself, in words: streams that break off, chains that lead nowhere.

        The library hands a stream whose chain of blocks breaks out shorter and says nothing, so that each is held
        against the length the directory states; those that no reader takes too, for they may be what was lost.
        """
        found: dict[str, None] = {}
        left = max(_LEAST_CHECKED, 2 * self._stream.seek(0, io.SEEK_END))
        for path in self.paths:
            try:
                told = int(self._ole.get_size(list(path)))
                left -= told if told <= self._most else 0
                if left < 0:
                    break
                got = len(self._ole.openstream(list(path)).read()) if told <= self._most else 0
            except (MemoryError, RecursionError):
                raise
            except Exception:  # noqa: BLE001  # olefile raises whatever a damaged file leads it to
                told, got = 1, 0
            if got < told:
                found["/".join(path).encode("unicode_escape").decode()[:200] + " cannot be read whole"] = None
        found.update((str(issue).rstrip("."), None) for _, issue in self._ole.parsing_issues)
        return list(found)[:_MOST_FAULTS]

    def storages(self, *prefix: str) -> list[str]:
        """The names of the storages directly below this one that hold a stream."""
        depth = len(prefix)
        wanted = tuple(one.lower() for one in prefix)
        found: dict[str, None] = {}
        for lower, path in self._by_lower.items():
            if len(path) > depth + 1 and lower[:depth] == wanted:
                found.setdefault(path[depth])
        return list(found)

    def below(self, *prefix: str) -> Iterator[tuple[str, ...]]:
        """The paths of all streams of a storage, from it on."""
        depth = len(prefix)
        wanted = tuple(one.lower() for one in prefix)
        for lower, path in self._by_lower.items():
            if len(path) > depth and lower[:depth] == wanted:
                yield path[depth:]

    def clsid(self, *path: str) -> bytes:
        """The class of a storage, or zeros."""
        try:
            told = str(self._ole.getclsid("/".join(path)) if path else self._ole.root.clsid)
            parts = told.replace("-", "")
            raw = bytes.fromhex(parts) if len(parts) == 32 else bytes(16)
        except Exception:  # noqa: BLE001  # a damaged directory only costs the class
            return bytes(16)
        return raw[3::-1] + raw[5:3:-1] + raw[7:5:-1] + raw[8:]


@contextmanager
def checked(path: Path, out: Output) -> Iterator[Container]:
    """A compound file to read, whose own faults are said when it was. Raises Trouble where it cannot be opened."""
    container = Container(path)
    try:
        yield container
    finally:
        try:
            for fault in container.faults():
                out.trouble(PARTIAL, f"Its compound file is damaged: {fault}.")
        finally:
            container.close()
