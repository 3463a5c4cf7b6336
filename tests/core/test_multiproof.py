import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.naive import mth
from wholefile.core import merkle
from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.core.multiproof import prove_many, verify_many

DATA = [b"entry %d" % n for n in range(80)]
LEAVES = [merkle.leaf_hash(data) for data in DATA]
READER = merkle.list_reader(LEAVES)


@st.composite
def chosen(draw):
    size = draw(st.integers(1, len(DATA)))
    return size, sorted(draw(st.sets(st.integers(0, size - 1), min_size=1, max_size=12)))


def needed(start, end, indexes):
    """How many hashes the definition needs: one for each largest subtree without a chosen leaf."""
    if not any(start <= i < end for i in indexes):
        return 1
    if end - start == 1:
        return 0
    k = 1
    while k * 2 < end - start:
        k *= 2
    return needed(start, start + k, indexes) + needed(start + k, end, indexes)


@given(chosen())
def test_proves_many_with_as_few_hashes_as_can_be(sample):
    size, indexes = sample
    proof = prove_many(indexes, size, READER)
    verify_many({i: LEAVES[i] for i in indexes}, size, proof, mth(DATA[:size]))
    assert len(proof) == needed(0, size, indexes)


@given(chosen())
def test_one_entry_gives_its_proof_of_inclusion(sample):
    size, indexes = sample
    assert prove_many(indexes[:1], size, READER) == merkle.inclusion_proof(indexes[0], size, READER)


@given(chosen(), st.data())
def test_anything_changed_is_found(sample, data):
    size, indexes = sample
    root, proof = mth(DATA[:size]), prove_many(indexes, size, READER)
    leaves = {i: LEAVES[i] for i in indexes}
    spoiled = [{**leaves, indexes[-1]: bytes(32)}, {**leaves, size: bytes(32)}, {**leaves, -1: bytes(32)}, {}]
    unused = data.draw(st.integers(0, size - 1))
    if unused not in leaves:
        spoiled += [
            {**leaves, unused: LEAVES[unused]},
            {unused if i == indexes[0] else i: h for i, h in leaves.items()},
        ]
    if len(leaves) > 1:
        spoiled.append({i: leaves[i] for i in indexes[1:]})
        spoiled.append({i: leaves[j] for i, j in zip(indexes, reversed(indexes), strict=True)})
        if len(indexes) % 2:
            spoiled[-1] = dict.fromkeys(indexes, leaves[indexes[0]])
    for changed in spoiled:
        with pytest.raises(IntegrityFailure):
            verify_many(changed, size, proof, root)
    proofs = [[*proof, root]]
    if proof:
        position = data.draw(st.integers(0, len(proof) - 1))
        proofs += [proof[:-1], [*proof[:position], bytes(32), *proof[position + 1 :]], [*proof[:-1], b""]]
    for changed in proofs:
        with pytest.raises(IntegrityFailure):
            verify_many(leaves, size, changed, root)
    with pytest.raises(IntegrityFailure):
        verify_many(leaves, size, proof, bytes(32))


def test_every_entry_needs_no_hashes():
    assert prove_many(range(37), 37, READER) == []


@pytest.mark.parametrize("indexes", [[], [5], [-1], [1, 1], [2, 1]])
def test_indexes_are_in_order_and_within_the_log(indexes):
    with pytest.raises(Invalid):
        prove_many(indexes, 5, READER)
