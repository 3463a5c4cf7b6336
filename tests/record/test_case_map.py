"""The kept map is the map: same root and same proofs as one built at once in memory."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wholefile.core import case_index
from wholefile.core.errors import IntegrityFailure
from wholefile.record import case_map
from wholefile.record.case_map import MemoryMap
from wholefile.record.databases import memory_database


def label(number, shared=0):
    """A label; labels with the same `shared` agree in that many leading bytes."""
    return bytes([7]) * shared + hashlib.sha256(b"%d" % number).digest()[shared:]


def value(number):
    return hashlib.sha256(b"value %d" % number).digest()


LABELS = st.builds(label, st.integers(0, 40), st.sampled_from([0, 0, 0, 1, 31]))
BATCHES = st.lists(st.dictionaries(LABELS, st.integers(0, 99).map(value), max_size=8), max_size=6)


@settings(max_examples=25)
@given(BATCHES)
def test_batch_after_batch_it_is_the_map_built_at_once(batches):
    with memory_database() as db:
        whole, other = {}, MemoryMap()
        for batch in batches:
            whole |= batch
            root = case_map.update(db, batch)
            other.update(batch)
            assert root == case_map.root(db) == other.root() == case_index.map_root(whole)
        for one in [*list(whole)[:4], label(1000), label(1001, 31)]:
            proof = case_map.prove(db, one)
            assert proof == case_index.prove(whole, one)
            if one in whole:
                case_index.verify_presence(case_map.root(db), one, whole[one], proof)
            else:
                case_index.verify_absence(case_map.root(db), one, proof)
        assert {(row.depth, row.prefix): (row.state, row.hash) for row in db.rows("map_node")} == other.nodes


def test_an_empty_map_has_the_empty_root():
    with memory_database() as db:
        assert case_map.root(db) == case_map.update(db, {}) == bytes(32)
        case_index.verify_absence(bytes(32), label(1), case_map.prove(db, label(1)))


def test_a_case_that_the_map_counts_and_does_not_hold_is_noticed():
    with memory_database() as db:
        case_map.update(db, {label(1): value(1)})
        db.raw().execute("DELETE FROM map_leaf")
        with pytest.raises(IntegrityFailure, match="lacks a case"):
            case_map.prove(db, label(1))


def test_a_count_that_does_not_fit_its_tree_is_noticed(small):
    small.record.db.raw().execute('UPDATE case_index SET "count" = "count" + 1')
    labels = [row.label for row in small.record.db.rows("case_index")]
    with pytest.raises(IntegrityFailure, match="does not fit its tree"):
        case_map.case_values(small.record.db, labels)
