"""The log as files that anyone can fetch: tiles of 256 hashes and bundles of entries (C2SP tlog-tiles).

A tile of level L holds 256 consecutive hashes of complete subtrees over 256^L entries, 32 bytes each; the
rightmost may be partial. A bundle holds the 256 entries under a tile of level 0, each behind its length
in two bytes, big-endian. Tiles are derived: they can be deleted and made again from the entries.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from wholefile.core import merkle
from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.core.merkle import HASH_BYTES, NodeReader

WIDTH = 256
ENTRIES = -1  # stands for the level of a bundle of entries
MAX_LEVEL = 63
MAX_ENTRY_BYTES = 65_535
_CACHED_TILES = 256
_LEVEL = r"(?P<level>[0-9]|[1-5][0-9]|6[0-3])"
_INDEX = r"(?P<index>(?:x[0-9]{3}/)*[0-9]{3})"
_PARTIAL = r"\.p/(?P<width>[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])"
_PATH = re.compile(rf"tile/(?:entries|{_LEVEL})/{_INDEX}(?:{_PARTIAL})?")


class Tile(NamedTuple):
    """A tile or bundle: its level (`ENTRIES` for a bundle), its number there, and how many it holds."""

    level: int
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it is served, such as `tile/0/x001/x234/067` or `tile/entries/000.p/7`."""
        rest, name = self.number // 1000, f"{self.number % 1000:03d}"
        while rest:
            rest, group = divmod(rest, 1000)
            name = f"x{group:03d}/{name}"
        level = "entries" if self.level == ENTRIES else str(self.level)
        return f"tile/{level}/{name}" + (f".p/{self.width}" if self.width < WIDTH else "")


TileReader = Callable[[Tile], bytes]


def parse_tile_path(path: str) -> Tile:
    """The tile or bundle which this path names; `Invalid` unless it is the one path of it."""
    found = _PATH.fullmatch(path)
    if not found:
        raise Invalid("tile.path", "This is not the path of a tile or of a bundle of entries.")
    tile = Tile(
        level=ENTRIES if found["level"] is None else int(found["level"]),
        number=int(found["index"].replace("x", "").replace("/", "")),
        width=int(found["width"] or WIDTH),
    )
    if tile.path != path:
        raise Invalid("tile.path", "This is not the path of a tile or of a bundle of entries.")
    return tile


def new_tiles(old_size: int, new_size: int) -> Iterator[Tile]:
    """The tiles to write when a log grows, partial ones of the new edge included, lowest level first."""
    for level in range(MAX_LEVEL + 1):
        old, new = old_size >> 8 * level, new_size >> 8 * level
        if not new:
            return
        yield from _changed(level, old, new)


def new_bundles(old_size: int, new_size: int) -> Iterator[Tile]:
    """The bundles of entries to write when a log grows."""
    return _changed(ENTRIES, old_size, new_size)


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of a log of this size."""
    return new_tiles(0, size)


def _changed(level: int, old: int, new: int) -> Iterator[Tile]:
    if old < new:
        for index in range(old // WIDTH, -(-new // WIDTH)):
            yield Tile(level, index, min(WIDTH, new - index * WIDTH))


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    """1 to 256 entries as one bundle."""
    if not 1 <= len(entries) <= WIDTH or any(len(e) > MAX_ENTRY_BYTES for e in entries):
        raise Invalid(
            "tile.bundle", f"A bundle holds 1 to {WIDTH} entries of at most {MAX_ENTRY_BYTES} bytes."
        )
    return b"".join(len(e).to_bytes(2, "big") + e for e in entries)


def decode_bundle(raw: bytes, width: int = WIDTH) -> list[bytes]:
    """The entries of a bundle which must hold exactly `width`; otherwise `IntegrityFailure`."""
    entries: list[bytes] = []
    position = 0
    while position + 2 <= len(raw) and len(entries) < width:
        start = position + 2
        position = start + int.from_bytes(raw[position:start], "big")
        entries.append(raw[start:position])
    if position != len(raw) or len(entries) != width:
        raise IntegrityFailure("tile.bundle", f"A bundle does not hold exactly {width} entries.")
    return entries


def split_tile(raw: bytes, width: int) -> list[bytes]:
    """The hashes of a tile which must hold exactly `width`; otherwise `IntegrityFailure`."""
    if len(raw) != width * HASH_BYTES:
        raise IntegrityFailure("tile.length", f"A tile does not hold exactly {width} hashes.")
    return [raw[i : i + HASH_BYTES] for i in range(0, len(raw), HASH_BYTES)]


def tile_nodes(size: int, read: TileReader) -> NodeReader:
    """A node reader (see `merkle`) over the tiles of a log of `size` entries.

    The tiles are believed: proofs drawn from false tiles fail where they are verified.
    """

    @lru_cache(maxsize=_CACHED_TILES)
    def hashes(level: int, index: int) -> list[bytes]:
        width = min(WIDTH, (size >> 8 * level) - index * WIDTH)
        if width < 1:
            raise Invalid("tile.range", f"There is no such tile in a log of {size} entries.")
        return split_tile(read(Tile(level, index, width)), width)

    def node(level: int, index: int) -> bytes:
        tile_level, height = divmod(level, 8)
        tile, offset = divmod(index << height, WIDTH)
        below = hashes(tile_level, tile)[offset : offset + (1 << height)]
        if len(below) != 1 << height:
            raise Invalid("tile.range", f"There is no such complete subtree in a log of {size} entries.")
        return merkle.root(below)

    return node


def verify_tiles(size: int, expected_root: bytes, read: TileReader, *, entries: bool = True) -> None:
    """Every tile, and unless told otherwise every bundle, is right for this root; or `IntegrityFailure`.

    Each tile is read once. A single false hash anywhere is found, not only on the path to some entry.
    """
    row: list[bytes] = []  # the root of each tile of level 0, the last one perhaps over a partial tile
    for tile in new_bundles(0, size):
        hashes = split_tile(read(Tile(0, tile.number, tile.width)), tile.width)
        if entries:
            bundle = decode_bundle(read(tile), tile.width)
            if [merkle.leaf_hash(entry) for entry in bundle] != hashes:
                raise IntegrityFailure(
                    "tile.entries", f"The entries in {tile.path} are not those of the tree."
                )
        row.append(merkle.root(hashes))
    if merkle.root(row) != expected_root:
        raise IntegrityFailure(
            "tile.root", f"The tiles do not lead to the root of the log of {size} entries."
        )
    level, complete = 1, row[: size // WIDTH]
    while complete:
        above = []
        for tile in _changed(level, 0, len(complete)):
            expected = complete[tile.number * WIDTH : tile.number * WIDTH + tile.width]
            if read(tile) != b"".join(expected):
                raise IntegrityFailure(
                    "tile.hashes", f"The tile {tile.path} does not hold the hashes of the tree."
                )
            if tile.width == WIDTH:
                above.append(merkle.root(expected))
        level, complete = level + 1, above
