import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core import naive
from tests.shared_files import shared
from wholefile.core import merkle
from wholefile.core.errors import IntegrityFailure, Invalid

DATA = [bytes([n]) * n for n in range(70)]
LEAVES = [merkle.leaf_hash(data) for data in DATA]
sizes = st.integers(1, len(DATA))


def holds(check, *args):
    try:
        check(*args)
    except IntegrityFailure:
        return False
    return True


def vectors(kind):
    files = sorted(shared(f"vectors/merkle/{kind}").rglob("*.json"))
    return [(str(file), json.loads(file.read_bytes())) for file in files]


def b64(text):
    return base64.b64decode(text)


def test_published_proofs_of_inclusion():
    wrong, read = [], vectors("inclusion")
    for name, v in read:
        proof = [b64(p) for p in v["proof"] or []]
        good = holds(
            merkle.verify_inclusion, b64(v["leafHash"]), v["leafIdx"], v["treeSize"], proof, b64(v["root"])
        )
        if good == v["wantErr"]:
            wrong.append(name)
    assert not wrong
    assert len(read) == 98
    assert any(name.endswith("single-entry/empty-root-and-leaf.json") for name, _ in read)


def test_published_proofs_of_consistency():
    wrong, read = [], vectors("consistency")
    for name, v in read:
        # Its two "roots" are 12 bytes of text; we take nothing for a hash that has not 32.
        if name.endswith("additional/sizes-are-equal-one-and-proof-is-empty.json"):
            continue
        proof = [b64(p) for p in v["proof"] or []]
        good = holds(
            merkle.verify_consistency, v["size1"], v["size2"], b64(v["root1"]), b64(v["root2"]), proof
        )
        if good == v["wantErr"]:
            wrong.append(name)
    assert not wrong
    assert len(read) == 98


def test_the_empty_tree():
    assert merkle.root([]) == naive.mth([])


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_root_follows_the_definition(data):
    hashes = [merkle.leaf_hash(d) for d in data]
    assert merkle.root(hashes) == naive.mth(data)
    if data:
        assert merkle.subtree_hash(0, len(data), merkle.list_reader(hashes)) == naive.mth(data)


@given(sizes, st.data())
def test_inclusion_follows_the_definition_and_verifies(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, merkle.list_reader(LEAVES))
    assert proof == naive.audit_path(index, DATA[:size])
    merkle.verify_inclusion(LEAVES[index], index, size, proof, naive.mth(DATA[:size]))


@given(sizes, st.data())
def test_consistency_follows_the_definition_and_verifies(new, data):
    old = data.draw(st.integers(1, new))
    proof = merkle.consistency_proof(old, new, merkle.list_reader(LEAVES))
    assert proof == naive.consistency(old, DATA[:new])
    merkle.verify_consistency(old, new, naive.mth(DATA[:old]), naive.mth(DATA[:new]), proof)


@given(sizes, st.data())
def test_no_other_index_size_leaf_or_root_is_included(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, merkle.list_reader(LEAVES))
    root = naive.mth(DATA[:size])
    other = data.draw(st.integers(0, size + 3).filter(lambda i: i != index))
    assert not holds(merkle.verify_inclusion, LEAVES[index], other, size, proof, root)
    assert not holds(merkle.verify_inclusion, LEAVES[index - 1], index, size, proof, root)
    assert not holds(merkle.verify_inclusion, LEAVES[index], index, size, [*proof, root], root)
    assert not holds(merkle.verify_inclusion, LEAVES[index], index, size, proof, LEAVES[index - 1])
    if proof:
        assert not holds(merkle.verify_inclusion, LEAVES[index], index, size, proof[1:], root)
        assert not holds(merkle.verify_inclusion, LEAVES[index], index, size, [b"", *proof[1:]], root)


@given(st.integers(2, len(DATA)), st.data())
def test_a_fork_is_not_consistent(new, data):
    old = data.draw(st.integers(1, new - 1))
    proof = merkle.consistency_proof(old, new, merkle.list_reader(LEAVES))
    forged = [*DATA[: old - 1], b"forged"]
    assert not holds(merkle.verify_consistency, old, new, naive.mth(forged), naive.mth(DATA[:new]), proof)
    other = merkle.consistency_proof(
        old, new, merkle.list_reader([*LEAVES[: old - 1], bytes(32), *LEAVES[old:]])
    )
    assert not holds(merkle.verify_consistency, old, new, naive.mth(forged), naive.mth(DATA[:new]), other)
    assert not holds(
        merkle.verify_consistency, old, new, naive.mth(DATA[:old]), naive.mth(DATA[:new]), proof[1:]
    )
    assert not holds(merkle.verify_consistency, old, new, naive.mth(DATA[:old]), naive.mth(DATA[:new]), [])


def test_a_node_does_not_pass_for_an_entry():
    """An entry whose bytes are 0x01, left, right must not hash to the node above left and right."""
    left, right = LEAVES[:2]
    assert merkle.leaf_hash(b"\x01" + left + right) != merkle.node_hash(left, right)
    root = merkle.root(LEAVES[:4])
    node = merkle.node_hash(*LEAVES[2:4])
    with pytest.raises(IntegrityFailure):
        merkle.verify_inclusion(merkle.leaf_hash(left + right), 0, 2, [node], root)


def test_a_proof_to_an_inner_node_gives_the_wrong_size():
    """The pair above leaves 0 and 1 with its neighbour is a tree of 2 with the root of 4, if sizes are not tied."""
    node = merkle.node_hash(*LEAVES[2:4])
    inner = merkle.node_hash(*LEAVES[:2])
    root = merkle.root(LEAVES[:4])
    assert not holds(merkle.verify_inclusion, inner, 0, 4, [node], root)


def test_a_proof_longer_than_the_tree_is_high_is_refused():
    """It would lead to a root of a larger tree, and so pass off an entry under a number it does not have."""
    assert not holds(merkle.verify_inclusion, LEAVES[1], 0, 1, [LEAVES[0]], merkle.root(LEAVES[:2]))
    assert not holds(merkle.verify_consistency, 1, 1, LEAVES[1], merkle.root(LEAVES[:2]), [LEAVES[0]])


@pytest.mark.parametrize("short", [b"", bytes(31), bytes(33)])
def test_every_hash_has_32_bytes(short):
    good = LEAVES[0]
    for call in (
        lambda: merkle.root([good, short]),
        lambda: merkle.root([short]),
        lambda: merkle.list_reader([short]),
        lambda: merkle.verify_inclusion(short, 0, 1, [], short),
        lambda: merkle.verify_inclusion(good, 0, 1, [], short),
        lambda: merkle.verify_inclusion(good, 0, 2, [short], good),
        lambda: merkle.verify_consistency(1, 1, short, short, []),
        lambda: merkle.verify_consistency(1, 2, good, good, [short]),
    ):
        with pytest.raises(IntegrityFailure):
            call()


def test_questions_that_make_no_sense_are_refused():
    node = merkle.list_reader(LEAVES)
    for call in (
        lambda: merkle.inclusion_proof(5, 5, node),
        lambda: merkle.inclusion_proof(-1, 5, node),
        lambda: merkle.consistency_proof(0, 5, node),
        lambda: merkle.consistency_proof(6, 5, node),
    ):
        with pytest.raises(Invalid):
            call()
    assert not holds(merkle.verify_consistency, 0, 5, merkle.EMPTY_ROOT, naive.mth(DATA[:5]), [])
