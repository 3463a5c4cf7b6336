"""The log as files that anyone may fetch: tiles, bundles of entries and the checkpoint (C2SP tlog-tiles).

Tiles are derived from the entries: they are written anew from the header bytes, never from hashes that the database
remembers, so a checkpoint is only signed over what can be served. Deleted or damaged tiles can be made again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from wholefile.core import merkle, tiles
from wholefile.core.errors import IntegrityFailure, NotFound, Unavailable
from wholefile.core.merkle import HASH_BYTES, NodeReader
from wholefile.core.tiles import ENTRIES, WIDTH, Tile
from wholefile.record.blobs import sync_folder
from wholefile.record.home import Record

CHECKPOINT_FILE = "checkpoint"

Progress = Callable[[int, int], None]


def write_tiles(record: Record, old_size: int, new_size: int, *, progress: Progress | None = None) -> None:
    """Write every tile and bundle that a log of `new_size` has beyond one of `old_size`; durable when this returns.

    Raises Unavailable when the disk does not take them.
    """
    try:
        writer = _Writer(record.tiles)
        for tile in tiles.new_bundles(old_size, new_size):
            headers = read_headers(record, tile.number * WIDTH, tile.width)
            writer.write(tile, tiles.encode_bundle(headers))
            leaves = b"".join(merkle.leaf_hash(header) for header in headers)
            writer.write(Tile(0, tile.number, tile.width), leaves)
            if progress:
                progress(tile.number * WIDTH + tile.width, new_size)
        for tile in tiles.new_tiles(old_size, new_size):
            if tile.level > 0:
                writer.write(tile, _upper_tile(record, tile))
        writer.finish()
    except OSError as error:
        raise Unavailable("tiles.write", f"The tiles could not be written: {error.strerror}.") from error


def read_headers(record: Record, start: int, count: int) -> list[bytes]:
    """The header bytes of entries, in order. Raises IntegrityFailure when one is missing."""
    rows = record.db.query(
        'SELECT "seq", "header" FROM "entry" WHERE "seq" >= %s AND "seq" < %s ORDER BY "seq"',
        (start, start + count),
    )
    if [row[0] for row in rows] != list(range(start, start + count)):
        raise IntegrityFailure("log.gap", f"Entries from {start} on are not all there.")
    return [bytes(row[1]) for row in rows]


def node_reader(record: Record, size: int) -> NodeReader:
    """Hashes of complete subtrees of a log of `size` entries, from the tiles, for drawing proofs.

    A proof drawn from a damaged tile does not verify; whoever draws one verifies it before handing it on.
    """
    return tiles.tile_nodes(size, lambda tile: read_tile(record, tile))


def read_tile(record: Record, tile: Tile) -> bytes:
    """A tile of hashes: from its file, from a wider file of the same tile, or from the entries."""
    found = _stored(record.tiles, tile)
    if found is not None:
        return found
    if tile.level == 0:
        headers = read_headers(record, tile.number * WIDTH, tile.width)
        return b"".join(merkle.leaf_hash(header) for header in headers)
    return _upper_tile(record, tile)


def write_checkpoint_file(record: Record, note: str) -> None:
    """Publish a checkpoint: after this, who asks for the log gets it."""
    try:
        record.tiles.mkdir(0o700, parents=True, exist_ok=True)
        _replace(record.tiles / CHECKPOINT_FILE, note.encode(), sync=True)
        sync_folder(record.tiles)
    except OSError as error:
        raise Unavailable(
            "tiles.write", f"The checkpoint could not be published: {error.strerror}."
        ) from error


def published_checkpoint(record: Record) -> bytes | None:
    """The bytes of the published checkpoint, if there is one."""
    try:
        return (record.tiles / CHECKPOINT_FILE).read_bytes()
    except FileNotFoundError:
        return None


def remove_tiles(record: Record) -> None:
    """Delete every tile and bundle; the published checkpoint stays."""
    try:
        shutil.rmtree(record.tiles / "tile")
    except FileNotFoundError:
        return


def root_from_tiles(record: Record, size: int) -> bytes:
    """The root to which the tiles of a log of this size lead."""
    try:
        return merkle.subtree_hash(0, size, node_reader(record, size)) if size else merkle.EMPTY_ROOT
    except NotFound as error:
        raise IntegrityFailure("tiles.missing", error.message) from error


def _upper_tile(record: Record, tile: Tile) -> bytes:
    """A tile above level 0: what an earlier, narrower file of it holds, then the roots of the tiles below."""
    begun = _narrower(record.tiles, tile)
    first = tile.number * WIDTH + len(begun) // HASH_BYTES
    below = (
        merkle.root(tiles.split_tile(read_tile(record, Tile(tile.level - 1, index)), WIDTH))
        for index in range(first, tile.number * WIDTH + tile.width)
    )
    return begun + b"".join(below)


def _stored(folder: Path, tile: Tile) -> bytes | None:
    for one in (tile, Tile(tile.level, tile.number)):
        try:
            raw = (folder / one.path).read_bytes()
        except FileNotFoundError:
            continue
        if len(raw) == one.width * HASH_BYTES:
            return raw[: tile.width * HASH_BYTES]
    return None


def _narrower(folder: Path, tile: Tile) -> bytes:
    for width in range(tile.width - 1, 0, -1):
        path = folder / Tile(tile.level, tile.number, width).path
        if path.exists():
            raw = path.read_bytes()
            if len(raw) == width * HASH_BYTES:
                return raw
    return b""


class _Writer:
    """Writes files whole and makes all of them durable at the end, which is cheaper than one by one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: list[Path] = []
        self._full: list[Tile] = []

    def write(self, tile: Tile, data: bytes) -> None:
        path = self._folder / tile.path
        _make_folders(path.parent, self._folder)
        _replace(path, data, sync=False)
        self._written.append(path)
        if tile.width == WIDTH:
            self._full.append(tile)

    def finish(self) -> None:
        """Make what was written durable, then drop the partial tiles that full ones replace."""
        for path in self._written:
            _sync_file(path)
        for folder in sorted(_folders(self._written, self._folder)):
            sync_folder(folder)
        for tile in self._full:
            partial = self._folder / f"{tile.path}.p"
            if partial.is_dir():
                shutil.rmtree(partial)


def _make_folders(folder: Path, top: Path) -> None:
    """Make a folder and those above it; only this account may enter them, and `record publish` copies for others."""
    if not folder.is_dir():
        if folder != top:
            _make_folders(folder.parent, top)
        folder.mkdir(0o700, parents=True, exist_ok=True)


def _folders(paths: Iterable[Path], top: Path) -> set[Path]:
    """The folders of these paths, up to the top."""
    found: set[Path] = {top}
    for path in paths:
        folder = path.parent
        while folder not in found and folder != top.parent:
            found.add(folder)
            folder = folder.parent
    return found


def _replace(path: Path, data: bytes, *, sync: bool) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(data)
            target.flush()
            if sync:
                os.fsync(target.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


__all__ = [
    "CHECKPOINT_FILE",
    "ENTRIES",
    "node_reader",
    "published_checkpoint",
    "read_headers",
    "read_tile",
    "remove_tiles",
    "root_from_tiles",
    "write_checkpoint_file",
    "write_tiles",
]
