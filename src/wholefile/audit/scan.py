"""Every entry and every tile of a published log, read once and worked out again from the entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wholefile.audit.published import PublishedLog, beginning
from wholefile.audit.report import Report
from wholefile.core import merkle, tiles
from wholefile.core.checkpoint import Checkpoint
from wholefile.core.errors import IntegrityFailure, Invalid, NotFound
from wholefile.core.frontier import Frontier
from wholefile.core.tiles import ENTRIES, WIDTH, Tile

# Is told of each entry: its position, its bytes, its leaf hash.
Visit = Callable[[int, bytes, bytes], None]


class Scan:
    """One pass over a log. `roots` are those at the sizes that were asked for and reached."""

    def __init__(
        self, log: PublishedLog, checkpoint: Checkpoint, report: Report, sizes: Iterable[int]
    ) -> None:
        self._log, self._checkpoint, self._report = log, checkpoint, report
        self._frontier = Frontier()
        self._row: list[bytes] = []  # the root of each tile of level 0
        self._stops = sorted({size for size in sizes if size <= checkpoint.size})
        self.roots: dict[int, bytes] = {}
        self.complete = False

    def entries(self, visit: Visit, progress: Callable[[int, int], None]) -> None:
        """Go through all entries in order; stops at the first that is not published."""
        self._remember()
        for tile in tiles.new_bundles(0, self._checkpoint.size):
            try:
                bundle = tiles.decode_bundle(self._log.tile(tile), tile.width)
            except (NotFound, IntegrityFailure) as error:
                self._report["every_entry_is_published"].fail(f"{tile.path}: {error.message}")
                return
            leaves = [merkle.leaf_hash(entry) for entry in bundle]
            self._compare(Tile(0, tile.number, tile.width), b"".join(leaves))
            self._row.append(merkle.root(leaves))
            for offset, (entry, leaf) in enumerate(zip(bundle, leaves, strict=True)):
                visit(tile.number * WIDTH + offset, entry, leaf)
            self._grow(leaves)
            progress(self._frontier.size, self._checkpoint.size)
        self.complete = True
        published = self._report["every_entry_is_published"]
        published.count = self._checkpoint.size
        published.said = f"{self._checkpoint.size} entries in {len(self._row)} bundles."

    def upper_tiles(self) -> None:
        """Compare the tiles above level 0, and the root, with what the entries lead to."""
        level, below = 1, self._row[: self._checkpoint.size // WIDTH]
        while below:
            above = []
            for number in range(-(-len(below) // WIDTH)):
                expected = below[number * WIDTH : (number + 1) * WIDTH]
                self._compare(Tile(level, number, len(expected)), b"".join(expected))
                if len(expected) == WIDTH:
                    above.append(merkle.root(expected))
            level, below = level + 1, above
        self._report["every_tile_is_right"].said = f"{self._report['every_tile_is_right'].count} tiles."
        if self._frontier.root() != self._checkpoint.root:
            self._report["the_root_is_that_of_the_entries"].fail("They lead to another root.")

    def other_files(self) -> None:
        """Compare tiles of other widths that lie there with those of the checkpoint, as far as both reach."""
        claim, left_alone = self._report["no_other_file_contradicts"], 0
        for path in self._log.files():
            try:
                tile = tiles.parse_tile_path(path)
            except Invalid:
                left_alone += 1
                continue
            width = self._width(tile)
            if width == tile.width:
                continue  # compared already
            if width < 1:
                left_alone += 1  # of a checkpoint that is still to come
                continue
            common = Tile(tile.level, tile.number, min(width, tile.width))
            ours = self._beginning(Tile(tile.level, tile.number, width), common)
            if ours is None:
                continue  # was found missing or malformed already
            claim.count += 1
            if self._beginning(tile, common) != ours:
                claim.fail(f"{path} says something else than the log.")
        claim.said = f"{claim.count} tiles of other widths; {left_alone} files are not of this checkpoint."

    def _compare(self, tile: Tile, expected: bytes) -> None:
        claim = self._report["every_tile_is_right"]
        claim.count += 1
        try:
            if self._log.tile(tile) != expected:
                claim.fail(f"{tile.path} does not hold the hashes of the entries.")
        except (NotFound, IntegrityFailure) as error:
            claim.fail(error.message)

    def _width(self, tile: Tile) -> int:
        """How wide this tile is at the checkpoint; 0 or less for one beyond it."""
        level = max(tile.level, 0)
        return min(WIDTH, (self._checkpoint.size >> 8 * level) - tile.number * WIDTH)

    def _beginning(self, tile: Tile, common: Tile) -> bytes | None:
        """What a file says of the part that both have; None when it is not there or malformed."""
        try:
            raw = self._log.tile(tile)
            if tile.level == ENTRIES:
                tiles.decode_bundle(raw, tile.width)
            else:
                tiles.split_tile(raw, tile.width)
        except (NotFound, IntegrityFailure):
            return None
        return beginning(raw, common)

    def _grow(self, leaves: list[bytes]) -> None:
        """Extend the tree, pausing at each size of interest."""
        start = 0
        while start < len(leaves):
            stop = next((one for one in self._stops if one > self._frontier.size), None)
            end = len(leaves) if stop is None else min(len(leaves), start + stop - self._frontier.size)
            self._frontier.extend(leaves[start:end])
            self._remember()
            start = end

    def _remember(self) -> None:
        if self._frontier.size in self._stops:
            self.roots[self._frontier.size] = self._frontier.root()
