"""The auditor's own case index against the definition in core, for labels that share long beginnings too."""

from hypothesis import given
from hypothesis import strategies as st

from wholefile.audit.case_map import Cases
from wholefile.audit.nonces import Nonces
from wholefile.core import case_index
from wholefile.core.case_index import EMPTY_NODE
from wholefile.core.merkle import leaf_hash

LABELS = st.one_of(
    st.binary(min_size=32, max_size=32),
    st.integers(0, 7).map(lambda n: bytes(31) + bytes([n])),  # alike for 253 bits
    st.integers(0, 3).map(lambda n: bytes([n << 6]) + bytes(31)),
)


def test_no_case_is_the_empty_map():
    assert Cases().root() == EMPTY_NODE.hash


@given(st.lists(st.tuples(st.sets(LABELS, max_size=3), st.booleans()), max_size=40))
def test_it_is_the_map_of_all_entries(steps):
    cases, entries = Cases(), {}
    for seq, (labels, look) in enumerate(steps):
        leaf = leaf_hash(b"%d" % seq)
        cases.add(sorted(labels), seq, leaf)
        for label in labels:
            entries.setdefault(label, []).append((seq, leaf))
        if look:
            check(cases, entries)
    check(cases, entries)


def check(cases, entries):
    values = {
        label: case_index.case_value(len(found), found[-1][0], case_index.case_subroot(found))
        for label, found in entries.items()
    }
    assert cases.root() == case_index.map_root(values)
    assert len(cases) == len(values)
    assert all(label in cases for label in values)


@given(st.lists(st.integers(0, 40), max_size=120), st.integers(1, 7))
def test_every_repeated_nonce_is_found_however_far_apart(numbers, at_once):
    nonces = Nonces()
    nonces._AT_ONCE = at_once
    found = [
        pair for seq, number in enumerate(numbers) for pair in nonces.add(number.to_bytes(16, "big"), seq)
    ]
    found += nonces.settle()
    nonces.close()
    assert {second for _first, second in found} == {n for n, one in enumerate(numbers) if one in numbers[:n]}
    assert all(numbers[first] == numbers[second] and first < second for first, second in found)
