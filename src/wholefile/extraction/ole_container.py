"""Compound files (MS-CFB), the container of the older Office formats and of embedded objects."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from wholefile.extraction.contract import DAMAGED, Trouble

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_STREAM = 1 << 29


class Container:
    """A compound file that is open to read. Raises Trouble where it cannot be opened."""

    def __init__(self, content: bytes | Path) -> None:
        import olefile  # noqa: PLC0415  # slow to import

        self._stream: BinaryIO = io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")
        try:
            self._ole: Any = olefile.OleFileIO(self._stream)
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
            content = bytes(self._ole.openstream(list(found)).read()) if size <= _MOST_STREAM else None
        except (MemoryError, RecursionError):
            raise
        except Exception as error:
            raise Trouble(DAMAGED, f"Its stream {name} cannot be read: {error}.") from error
        if content is None:
            raise Trouble(DAMAGED, f"Its stream {name} is longer than can be read.")
        return content

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
