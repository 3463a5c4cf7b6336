import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core import naive
from wholefile.core import case_index
from wholefile.core.canonical import b64u
from wholefile.core.case_index import BRANCH, EMPTY_NODE, MapProof
from wholefile.core.errors import IntegrityFailure, Invalid

hashes = st.binary(min_size=32, max_size=32)
# Labels that agree in many first bits make deep paths, which honest hashes never do.
near = st.integers(0, 255).map(lambda n: bytes(31) + bytes([n]))
maps = st.dictionaries(
    hashes | near | st.sampled_from([b"\x80" + bytes(31), b"\xff" * 32]), hashes, max_size=12
)


def holds(check, *args):
    try:
        check(*args)
    except IntegrityFailure:
        return False
    return True


@given(maps)
def test_root_follows_the_definition(items):
    assert case_index.map_root(items) == naive.sparse_map(items)


@given(maps, st.data())
def test_every_label_is_proved_present_or_absent_and_never_both(items, data):
    root = case_index.map_root(items)
    label = data.draw(hashes | near | (st.sampled_from(sorted(items)) if items else hashes))
    proof = case_index.prove(items, label)
    assert MapProof.from_json(proof.to_json()) == proof
    assert holds(case_index.verify_absence, root, label, proof) == (label not in items)
    if label in items:
        case_index.verify_presence(root, label, items[label], proof)
    assert not holds(case_index.verify_presence, root, label, bytes(32), proof) or items.get(label) == bytes(
        32
    )


@given(maps, hashes | near, hashes)
@settings(max_examples=40)
def test_a_store_of_nodes_can_be_kept_step_by_step(items, label, value):
    """What a database does: one leaf changes, and the nodes on its path are combined again."""
    store = NodeStore()
    for key in items:
        store.put(key, items[key])
    store.put(label, value)
    items = {**items, label: value}
    assert store.node(0, 0).hash == case_index.map_root(items)
    for key in (label, bytes(32), b"\xff" * 32):
        assert case_index.prove_from(store.node, store.case, key) == case_index.prove(items, key)


class NodeStore:
    """Subtrees by depth and path, none below a subtree that holds one case."""

    def __init__(self):
        self.cases, self.nodes = {}, {}

    def node(self, depth, path):
        return self.nodes.get((depth, path), EMPTY_NODE)

    def case(self, depth, path):
        return next(item for item in self.cases.items() if case_index.path_of(item[0], depth) == path)

    def put(self, label, value):
        depth = 0
        while self.node(depth, case_index.path_of(label, depth)).state == BRANCH:
            depth += 1
        there = self.node(depth, case_index.path_of(label, depth))
        resident = self.case(depth, case_index.path_of(label, depth)) if there.state else None
        self.cases[label] = value
        if resident and resident[0] != label:
            while case_index.path_of(label, depth) == case_index.path_of(resident[0], depth):
                depth += 1
            self.nodes[depth, case_index.path_of(resident[0], depth)] = case_index.leaf_node(*resident)
        self.nodes[depth, case_index.path_of(label, depth)] = case_index.leaf_node(label, value)
        for up in range(depth - 1, -1, -1):
            path = case_index.path_of(label, up)
            self.nodes[up, path] = case_index.combine(
                self.node(up + 1, path << 1), self.node(up + 1, path << 1 | 1)
            )


A, B, C = b"\x00" * 32, b"\x20" + bytes(31), b"\xc0" + bytes(31)
V = {label: naive.sha(b"value", label) for label in (A, B, C)}
ROOT = case_index.map_root(V)


def test_a_proof_for_one_case_is_none_for_another():
    proof = case_index.prove(V, A)
    assert not holds(case_index.verify_presence, ROOT, B, V[B], proof)
    assert not holds(case_index.verify_presence, ROOT, A, V[B], proof)
    assert not holds(case_index.verify_presence, ROOT, B, V[A], proof)
    assert not holds(case_index.verify_presence, bytes(32), A, V[A], proof)


def test_absence_of_a_present_case_cannot_be_proved():
    proof = case_index.prove(V, A)
    neighbour = case_index.prove(V, B)
    for forged in (
        proof,
        neighbour,
        dataclasses.replace(proof, terminal=None),
        dataclasses.replace(proof, terminal=(B, V[B])),
        dataclasses.replace(proof, siblings=proof.siblings[:-1], terminal=None),
        dataclasses.replace(proof, siblings=proof.siblings[:-1], terminal=(B, V[B])),
        MapProof((), None),
    ):
        assert not holds(case_index.verify_absence, ROOT, A, forged)


def test_a_leaf_at_the_wrong_depth_is_refused():
    """A map that hangs a single case under empty siblings, or under another path, has another root or no proof."""
    single = case_index.map_root({A: V[A]})
    assert single == case_index.leaf_node(A, V[A]).hash
    deeper = naive.sha(naive.tag("map-node"), single, bytes(32))
    assert not holds(case_index.verify_presence, deeper, A, V[A], MapProof((bytes(32),), (A, V[A])))
    wrong_side = naive.sha(naive.tag("map-node"), case_index.leaf_node(B, V[B]).hash, single)
    misplaced = MapProof((case_index.leaf_node(B, V[B]).hash,), (A, V[A]))
    assert not holds(case_index.verify_presence, wrong_side, A, V[A], misplaced)


def test_a_case_on_a_path_not_its_own_proves_nothing_absent():
    """A map with C where A belongs and A where C belongs must not prove that A is absent."""
    forged_root = case_index.combine(case_index.leaf_node(C, V[C]), case_index.leaf_node(A, V[A])).hash
    hidden = MapProof((case_index.leaf_node(A, V[A]).hash,), (C, V[C]))
    assert not holds(case_index.verify_absence, forged_root, A, hidden)


def test_a_case_that_stands_twice_can_only_be_proved_where_its_path_leads():
    """The same label with two values: at its own place, and again where only a forger would look for it."""
    false = naive.sha(b"a shorter history")
    left = case_index.combine(
        case_index.combine(*(case_index.leaf_node(x, V[x]) for x in (A, B))), EMPTY_NODE
    )
    forged_root = case_index.combine(left, case_index.leaf_node(A, false)).hash
    honest = case_index.prove({A: V[A], B: V[B]}, A).siblings
    right = case_index.leaf_node(A, false).hash
    assert not holds(case_index.verify_presence, forged_root, A, false, MapProof((left.hash,), (A, false)))
    assert not holds(
        case_index.verify_presence, forged_root, A, false, MapProof((right, *honest[1:]), (A, false))
    )
    case_index.verify_presence(forged_root, A, V[A], MapProof((right, *honest[1:]), (A, V[A])))


def test_leaves_and_nodes_do_not_pass_for_each_other():
    label, value = case_index.leaf_node(A, V[A]).hash, case_index.leaf_node(C, V[C]).hash
    assert (
        case_index.leaf_node(label, value).hash
        != case_index.combine(case_index.leaf_node(A, V[A]), case_index.leaf_node(C, V[C])).hash
    )


def test_every_hash_has_32_bytes():
    short = b"short"
    for call in (
        lambda: case_index.leaf_node(short, V[A]),
        lambda: case_index.leaf_node(A, short),
        lambda: case_index.map_root({short: V[A]}),
        lambda: case_index.map_root({A: short}),
        lambda: case_index.prove(V, short),
        lambda: case_index.case_value(1, 1, short),
        lambda: case_index.case_leaf(1, short),
        lambda: case_index.verify_presence(short, A, V[A], case_index.prove(V, A)),
        lambda: case_index.verify_absence(ROOT, short, case_index.prove(V, A)),
        lambda: case_index.verify_presence(ROOT, A, V[A], MapProof((short,), (A, V[A]))),
        lambda: case_index.verify_absence(ROOT, C, MapProof((), (A, short))),
        lambda: case_index.verify_presence(ROOT, A, V[A], MapProof((A,) * 257, (A, V[A]))),
    ):
        with pytest.raises(IntegrityFailure):
            call()


def test_proofs_of_the_empty_map():
    empty = case_index.map_root({})
    assert empty == bytes(32)
    case_index.verify_absence(empty, A, case_index.prove({}, A))
    assert case_index.prove({}, A).to_json() == {"depth": 0, "siblings": []}


GOOD = case_index.prove(V, A).to_json()


@pytest.mark.parametrize(
    "proof",
    [
        None,
        [],
        {},
        {**GOOD, "depth": GOOD["depth"] + 1},
        {**GOOD, "depth": True, "siblings": GOOD["siblings"][:1]},
        {**GOOD, "more": 1},
        {**GOOD, "siblings": "x"},
        {**GOOD, "siblings": [b64u(bytes(32))] * GOOD["depth"]},
        {**GOOD, "siblings": [None] * GOOD["depth"]},
        {**GOOD, "siblings": [b64u(bytes(31))] * GOOD["depth"]},
        {**GOOD, "terminal": None},
        {**GOOD, "terminal": {"label": b64u(A)}},
        {**GOOD, "terminal": {"label": b64u(A[:31]), "value": b64u(V[A])}},
    ],
)
def test_what_is_no_proof_is_refused(proof):
    with pytest.raises(IntegrityFailure):
        MapProof.from_json(proof)


entries = st.lists(st.tuples(st.integers(0, 2**40), hashes), min_size=1, max_size=20)


@given(entries)
def test_the_value_of_a_case_follows_the_definition(found):
    subroot = case_index.case_subroot(found)
    assert case_index.case_value(len(found), found[-1][0], subroot) == naive.case_value(found)


@given(entries, st.data())
def test_an_entry_missing_extra_moved_or_renumbered_changes_the_value(found, data):
    position = data.draw(st.integers(0, len(found) - 1))
    index, leaf = found[position]
    changed = [
        found[:position] + found[position + 1 :],
        [*found[:position], (index, leaf), *found[position:]],
        [*found[:position], (index + 1, leaf), *found[position + 1 :]],
        [*found[:position], (index, bytes(32)), *found[position + 1 :]],
        found[::-1],
    ]
    subroot = case_index.case_subroot(found)
    for other in changed:
        if other != found:
            assert case_index.case_subroot(other) != subroot


def test_numbers_that_do_not_fit_are_refused():
    with pytest.raises(Invalid):
        case_index.case_leaf(-1, A)
    with pytest.raises(Invalid):
        case_index.case_value(2**64, 1, A)
