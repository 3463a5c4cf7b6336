"""A published log as it lies in a folder: `checkpoint`, and tiles and bundles under `tile/`.

The folder is what the log's operator serves, or a copy of it; nothing in it is believed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from wholefile.core.errors import IntegrityFailure, NotFound
from wholefile.core.merkle import HASH_BYTES
from wholefile.core.note import MAX_NOTE_BYTES
from wholefile.core.tiles import ENTRIES, MAX_ENTRY_BYTES, WIDTH, Tile

CHECKPOINT_FILE = "checkpoint"
TILE_FOLDER = "tile"
MAX_BUNDLE_BYTES = WIDTH * (2 + MAX_ENTRY_BYTES)


def beginning(raw: bytes, tile: Tile) -> bytes:
    """The bytes of a tile, from those of a wider one of the same level and number; shorter when they do not reach."""
    if tile.level != ENTRIES:
        return raw[: tile.width * HASH_BYTES]
    end = 0
    for _entry in range(tile.width):
        end += 2 + int.from_bytes(raw[end : end + 2], "big")
    return raw[:end]


class PublishedLog:
    """Reads files of a published log, each no longer than it may be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not folder.is_dir():
            raise NotFound("audit.folder", f"There is no folder {folder}.")

    def checkpoint(self) -> bytes:
        """The signed note. Raises NotFound when the log publishes none."""
        return self._read(CHECKPOINT_FILE, MAX_NOTE_BYTES)

    def tile(self, tile: Tile) -> bytes:
        """The bytes of a tile or bundle. Raises NotFound where there is none.

        A partial tile may have been deleted once the full one existed (C2SP tlog-tiles), and then its beginning is
        read from there.
        """
        most = MAX_BUNDLE_BYTES if tile.level == ENTRIES else WIDTH * HASH_BYTES
        try:
            return self._read(tile.path, most)
        except NotFound:
            if tile.width == WIDTH:
                raise
            return beginning(self._read(Tile(tile.level, tile.number).path, most), tile)

    def files(self) -> Iterator[str]:
        """The path of every file below `tile/`, hidden ones left out, in order."""
        top = self.folder / TILE_FOLDER
        for folder, names, files in os.walk(top):
            names.sort()
            for name in sorted(files):
                if not name.startswith("."):
                    yield (Path(folder) / name).relative_to(self.folder).as_posix()

    def _read(self, path: str, most: int) -> bytes:
        try:
            with (self.folder / path).open("rb") as source:
                data = source.read(most + 1)
        except (FileNotFoundError, NotADirectoryError):
            raise NotFound("audit.missing", f"{path} is not published.") from None
        except IsADirectoryError:
            raise IntegrityFailure("audit.file", f"{path} is a folder instead of a file.") from None
        if len(data) > most:
            raise IntegrityFailure("audit.file", f"{path} is longer than it may be.")
        return data
