"""Checkpoints and tiles worked out again from the entries, and compared bit for bit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wholefile.core import merkle, tiles
from wholefile.core.checkpoint import open_checkpoint
from wholefile.core.cosignature import cosigned_at
from wholefile.core.errors import WholefileError
from wholefile.core.note import parse_note
from wholefile.core.policy import parse_policy
from wholefile.core.tiles import ENTRIES, WIDTH, Tile
from wholefile.record import publishing
from wholefile.record.check_entries import Walk
from wholefile.record.finding import Finding
from wholefile.record.home import Record


def checkpoint_findings(record: Record, found: Walk) -> Iterator[Finding]:
    """Every stored checkpoint is signed, ends in an index entry, and has the root of its entries."""
    last = None
    indexes = {one.seq for one in found.indexes}
    for row in record.db.rows("checkpoint", order=("size",)):
        last = row
        if why := _problem(record, found, row, indexes):
            yield Finding("checkpoint", row.size - 1 if isinstance(row.size, int) else None, why)
    published = publishing.published_checkpoint(record)
    if last is None and published is not None:
        yield Finding("checkpoint.published", None, "a checkpoint is published that is not stored")
    elif last is not None and published != str(last.note).encode():
        words = (
            "the published checkpoint is not the last one stored; make a checkpoint or make the tiles again"
        )
        yield Finding("checkpoint.published", None, words)


def _problem(record: Record, found: Walk, row: Any, indexes: set[int]) -> str | None:
    try:
        signed = open_checkpoint(str(row.note).encode(), record.log_key)
        note = parse_note(str(row.note).encode())
        for witness in parse_policy(record.policy_path.read_bytes()).witnesses.values():
            cosigned_at(note, witness)
    except (WholefileError, OSError) as error:
        return f"a checkpoint does not hold: {error}"
    if signed.size != row.size or not 0 < signed.size <= len(found.leaves):
        return f"a checkpoint over {signed.size} entries is stored where there are {len(found.leaves)}"
    if signed.root != found.roots.get(signed.size):
        return "what was signed at this size is not what is here"
    if signed.size - 1 not in indexes:
        return "a checkpoint does not end in an index entry"
    if row.at != found.times[signed.size - 1]:
        return "the time of a checkpoint is not that of its index entry"
    return None


def tile_findings(record: Record, found: Walk) -> Iterator[Finding]:
    """Every tile and bundle up to the last checkpoint is there; all that are there are right, bit for bit."""
    rows = _rows(found.leaves)
    seen = set()
    top = record.tiles / "tile"
    for path in sorted(top.rglob("*")) if top.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            continue
        name = path.relative_to(record.tiles).as_posix()
        try:
            tile = tiles.parse_tile_path(name)
        except WholefileError:
            yield Finding("tile.stranger", None, f"{name} is no tile", is_note=True)
            continue
        seen.add(tile)
        right, position = _compare(path, tile, rows)
        if not right:
            yield Finding(
                "tile.wrong", position, f"{name} is not what the entries give; make the tiles again"
            )
    newest = max(
        (row.size for row in record.db.rows("checkpoint") if row.size <= len(found.leaves)), default=0
    )
    for tile in (*tiles.new_bundles(0, newest), *tiles.tiles_of(newest)):
        if tile not in seen and Tile(tile.level, tile.number) not in seen:
            yield Finding("tile.missing", _first(tile), f"{tile.path} is missing; make the tiles again")


def _rows(leaves: list[bytes]) -> list[list[bytes]]:
    """The hashes that tiles hold, level by level: of single entries, of 256, of 65,536."""
    rows = [leaves]
    while len(rows[-1]) >= WIDTH:
        below = rows[-1]
        full = len(below) // WIDTH
        rows.append([merkle.root(below[n * WIDTH : (n + 1) * WIDTH]) for n in range(full)])
    return rows


def _compare(path: Path, tile: Tile, rows: list[list[bytes]]) -> tuple[bool, int | None]:
    """Whether a file is what the entries give, and else the first entry it is wrong about, where one can be named."""
    level = 0 if tile.level == ENTRIES else tile.level
    start, end = tile.number * WIDTH, tile.number * WIDTH + tile.width
    if path.is_symlink() or level >= len(rows) or end > len(rows[level]):
        return False, None
    expected = rows[level][start:end]
    try:
        mine = _hashes(path.read_bytes(), tile)
    except WholefileError:
        return False, _first(tile)
    wrong = next((number for number in range(tile.width) if mine[number] != expected[number]), None)
    return wrong is None, start + wrong if wrong is not None and level == 0 else None


def _hashes(raw: bytes, tile: Tile) -> list[bytes]:
    if tile.level == ENTRIES:
        return [merkle.leaf_hash(one) for one in tiles.decode_bundle(raw, tile.width)]
    return tiles.split_tile(raw, tile.width)


def _first(tile: Tile) -> int:
    """The first entry under a tile."""
    return int(tile.number * WIDTH ** (1 + max(tile.level, 0)))
