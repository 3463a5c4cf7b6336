import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.naive import mth
from wholefile.core.errors import IntegrityFailure
from wholefile.core.frontier import Frontier
from wholefile.core.merkle import leaf_hash

DATA = [bytes([n]) for n in range(130)]
LEAVES = [leaf_hash(data) for data in DATA]


def grown(size):
    frontier = Frontier()
    frontier.extend(LEAVES[:size])
    return frontier


@pytest.mark.parametrize("size", [*range(35), 63, 64, 65, 127, 128, 130])
def test_root_and_edge_at_every_size(size):
    frontier = grown(size)
    assert frontier.root() == mth(DATA[:size])
    assert frontier.size == size
    assert len(frontier.edge) == size.bit_count()
    assert Frontier.from_bytes(frontier.to_bytes()) == frontier


@given(st.lists(st.integers(0, 40), max_size=4))
def test_growing_by_any_steps_is_the_same(steps):
    frontier, size = Frontier(), 0
    for step in steps:
        frontier.extend(LEAVES[size % 90 : size % 90 + step])
        size += step
        frontier = Frontier.from_bytes(frontier.to_bytes())
    one_by_one, at = Frontier(), 0
    for step in steps:
        for leaf in LEAVES[at % 90 : at % 90 + step]:
            one_by_one.append(leaf)
        at += step
    assert one_by_one == frontier


def test_a_copy_grows_on_its_own():
    first = grown(5)
    second = first.copy()
    second.append(LEAVES[5])
    assert first == grown(5)
    assert second == grown(6)


def test_nothing_is_added_when_one_is_not_a_hash():
    frontier = grown(7)
    with pytest.raises(IntegrityFailure):
        frontier.extend([LEAVES[0], b"short"])
    assert frontier == grown(7)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        bytes(7),
        bytes(8) + bytes(32),
        (1).to_bytes(8, "big"),
        (1).to_bytes(8, "big") + bytes(31),
        (3).to_bytes(8, "big") + bytes(65),
    ],
)
def test_bytes_that_fit_no_tree_are_refused(raw):
    with pytest.raises(IntegrityFailure):
        Frontier.from_bytes(raw)
