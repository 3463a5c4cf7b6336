import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wholefile.core import merkle, tiles
from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.core.tiles import ENTRIES, Tile

COUNT = 66_000
DATA = [n.to_bytes(3, "big") for n in range(COUNT)]
LEAVES = [merkle.leaf_hash(data) for data in DATA]
LEVELS = [LEAVES]
while len(LEVELS[-1]) >= 256:
    row = LEVELS[-1]
    LEVELS.append([merkle.root(row[i : i + 256]) for i in range(0, len(row) - 255, 256)])


def read(tile):
    start = tile.number * 256
    if tile.level == ENTRIES:
        return tiles.encode_bundle(DATA[start : start + tile.width])
    return b"".join(LEVELS[tile.level][start : start + tile.width])


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
        (Tile(1, 999, 17), "tile/1/999.p/17"),
        (Tile(2, 1000, 1), "tile/2/x001/000.p/1"),
        (Tile(63, 5, 255), "tile/63/005.p/255"),
        (Tile(ENTRIES, 7, 100), "tile/entries/007.p/100"),
    ],
)
def test_paths_are_those_of_the_standard(tile, path):
    assert tile.path == path
    assert tiles.parse_tile_path(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/x000/001",
        "tile/0/001/000",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/../000",
        "tile/data/000",
        "tile/0/x1/000",
        "tile/0/٠٠٠",
    ],
)
def test_other_paths_are_refused(path):
    with pytest.raises(Invalid):
        tiles.parse_tile_path(path)


def test_the_example_of_the_standard():
    every = list(tiles.tiles_of(70_000))
    counts = {level: [t.width for t in every if t.level == level] for level in range(3)}
    assert counts == {0: [256] * 273 + [112], 1: [256, 17], 2: [1]}
    assert [t.path for t in tiles.tiles_of(256)] == ["tile/0/000", "tile/1/000.p/1"]
    assert list(tiles.tiles_of(0)) == []


@given(st.integers(0, 200_000), st.integers(0, 70_000))
def test_growth_needs_what_was_not_there(old, more):
    before = set(tiles.tiles_of(old)) | set(tiles.new_bundles(0, old))
    after = set(tiles.tiles_of(old + more)) | set(tiles.new_bundles(0, old + more))
    assert set(tiles.new_tiles(old, old + more)) | set(tiles.new_bundles(old, old + more)) == after - before


@given(st.integers(1, COUNT), st.data())
@settings(max_examples=40)
def test_proofs_drawn_from_tiles_are_those_drawn_from_the_entries(size, data):
    index = data.draw(st.integers(0, size - 1))
    node = tiles.tile_nodes(size, read)
    root = merkle.subtree_hash(0, size, node)
    merkle.verify_inclusion(LEAVES[index], index, size, merkle.inclusion_proof(index, size, node), root)
    old = index + 1
    old_root = merkle.subtree_hash(0, old, tiles.tile_nodes(old, read))
    merkle.verify_consistency(old, size, old_root, root, merkle.consistency_proof(old, size, node))


@pytest.mark.parametrize("size", [1, 255, 256, 257, 700, COUNT])
def test_all_tiles_verify(size):
    tiles.verify_tiles(size, merkle.root(LEAVES[:size]), read)


def test_a_flipped_bit_in_any_tile_or_bundle_is_found():
    size = COUNT
    root = merkle.root(LEAVES)
    every = [*tiles.tiles_of(size), *tiles.new_bundles(0, size)]
    for spoiled in [*every[:3], *every[-3:], *(t for t in every if t.level > 0)]:
        for position in (0, -1):

            def changed(tile, spoiled=spoiled, position=position):
                raw = bytearray(read(tile))
                if tile == spoiled:
                    raw[position] ^= 1
                return bytes(raw)

            with pytest.raises(IntegrityFailure):
                tiles.verify_tiles(size, root, changed)


def test_tiles_of_another_length_and_swapped_bundles_are_found():
    size = 700
    root = merkle.root(LEAVES[:size])
    for change in (lambda r: r + bytes(32), lambda r: r[:-1], lambda r: b""):
        with pytest.raises(IntegrityFailure):
            tiles.verify_tiles(size, root, lambda t, change=change: change(read(t)))
    swapped = {0: 1, 1: 0}
    with pytest.raises(IntegrityFailure):
        tiles.verify_tiles(
            size,
            root,
            lambda t: read(t._replace(number=swapped.get(t.number, t.number))) if t.level < 0 else read(t),
        )
    with pytest.raises(IntegrityFailure):
        tiles.verify_tiles(size - 1, root, read)


@given(st.lists(st.binary(max_size=5), min_size=1, max_size=20))
def test_bundles_are_read_back(entries):
    raw = tiles.encode_bundle(entries)
    assert tiles.decode_bundle(raw, len(entries)) == entries
    for bad, width in (
        (raw + b"\0\0", len(entries)),
        (raw[:-1], len(entries)),
        (raw, len(entries) + 1),
        (raw + b"\0", len(entries)),
    ):
        with pytest.raises(IntegrityFailure):
            tiles.decode_bundle(bad, width)


@pytest.mark.parametrize("entries", [[], [b"x"] * 257, [bytes(65_536)]])
def test_what_no_bundle_can_hold_is_refused(entries):
    with pytest.raises(Invalid):
        tiles.encode_bundle(entries)
