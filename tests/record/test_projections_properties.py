"""What must always hold of items holds, whatever was done to them."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.record.folding import plain
from tests.record.life import HANDLING, STEPS, Life
from wholefile.record.databases import memory_database
from wholefile.record.memory import Tables
from wholefile.record.projections import GONE, apply

steps = st.lists(
    st.tuples(
        st.sampled_from(STEPS),
        st.integers(0, 9),
        st.integers(0, 2),
        st.integers(1, 4),
        st.sampled_from([0, 0, 500, 10_000, 86_400_000]),
    ),
    min_size=8,
    max_size=60,
)


@given(steps)
@example([("lose", 0, 0, 1, 0), ("find", 0, 0, 1, 10_000)])  # found again, said to be before it was lost
@settings(max_examples=150)
def test_what_must_always_hold_of_items_does(drawn):
    life = Life(Tables())
    state = life.folder.state
    for one in drawn:
        before = {row.seq for row in state.rows("condition", lapsed_seq=None)}
        voucher = life.vouchers[one[1] % len(life.vouchers)]
        done = life.step(*one)
        if done and one[0] in HANDLING:
            assert not state.rows("condition", item=voucher, lapsed_seq=None)
        if done and one[0] == "show":
            assert {row.seq for row in state.rows("condition", lapsed_seq=None)} == before
        every_item_is_in_one_place(state, life.vouchers)
    every_chain_is_whole(state, life.vouchers)
    every_quantity_adds_up(state, life.folder.acts)
    every_signer_knows(state, life.folder.acts)


@pytest.mark.parametrize("step", sorted(HANDLING))
def test_whoever_handles_an_item_ends_what_was_declared_of_it(step):
    life = Life(Tables())
    before = {"accept": "release", "refuse": "release", "retrieve": "store", "return": "lend", "find": "miss"}
    drawn = (0, 1, 1, 0)
    if step in before:
        assert life.step(before[step], *drawn)
    assert life.step("declare", *drawn)
    assert life.folder.state.count("condition", lapsed_seq=None) == 1
    assert life.step(step, *drawn)
    assert life.folder.state.one("condition").lapsed_seq == life.folder.seq - 1


@given(steps)
@settings(max_examples=25)
def test_tables_in_memory_are_the_tables_of_a_database(drawn):
    with memory_database() as db:
        life = Life(db)
        for one in drawn:
            life.step(*one)
        state = Tables()
        for act in life.folder.acts:
            state.execute(apply(act, state))
        assert plain(state) == plain(db)


def every_item_is_in_one_place(state, vouchers):
    for voucher in vouchers:
        row = state.one("item", item=voucher)
        places = sum(one is not None for one in (row.holder, row.location, row.out_to))
        assert places == (0 if row.status in GONE else 1), row
        assert row.open_transfer is None or row.status not in GONE


def every_chain_is_whole(state, vouchers):
    for voucher in vouchers:
        row = state.one("item", item=voucher)
        spans = state.rows("custody_span", item=voucher, order=("seq",))
        assert spans[0].seq == row.seq
        for span, following in pairwise(spans):
            assert span.end_at is not None
            assert span.start_at <= span.end_at <= following.start_at
            if not was_lost(state, voucher):
                assert (span.end_seq, span.end_at) == (following.seq, following.start_at)
        current = [span for span in spans if span.end_seq is None]
        assert len(current) == (0 if row.status in GONE else 1)
        if current:
            place = (current[0].holder, current[0].location, current[0].out_to)
            assert place == (row.holder, row.location, row.out_to)


def was_lost(state, voucher):
    return any(row.kind != "damaged" for row in state.rows("loss", item=voucher))


def every_quantity_adds_up(state, acts):
    used = {}
    for act in acts:
        if act.kind == "item.consumed":
            used[act.body["item"]] = used.get(act.body["item"], 0) + act.body["quantity"]
    for row in state.rows("item"):
        parts = sum(part.received_quantity for part in state.rows("item", parent=row.item))
        assert row.quantity >= 0
        assert row.received_quantity == row.quantity + parts + used.get(row.item, 0)


def every_signer_knows(state, acts):
    for act in acts:
        if "item" in act.body:
            for person in act.persons:
                row = state.one("knowledge", item=act.body["item"], person=person)
                assert row.occurred_at <= act.occurred_at
