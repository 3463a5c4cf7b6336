"""Any view of the record as of a past day, on both databases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.record.every_kind import ONE, THREE, TWO, every_kind, opening
from tests.record.folding import Folder, plain, store
from tests.record.small_record import DOCKET, OTHER_DOCKET, START, hand, item_body
from tests.record.test_rebuild import Holder, hands
from wholefile.core.canonical import unb64u
from wholefile.core.docket import case_label
from wholefile.record import lookups
from wholefile.record.as_of import as_of
from wholefile.record.databases import memory_database
from wholefile.record.memory import Tables
from wholefile.record.projections import apply
from wholefile.record.sql import Insert

MINUTE = 60_000


@pytest.fixture
def full(small):
    for kind, body in every_kind(small.record.db):
        small.do(kind, body, *hands(kind, body))
    return small.record


def stored(small, voucher, place, **more):
    body = {"items": [voucher], "location": place, "seal_state": "none", "by": small.custodian.person}
    return small.do("custody.stored", {**body, **more}, small.custodian)


def test_before_the_first_act_there_is_nothing(full):
    with as_of(full, START - 1) as view:
        assert all(not rows for rows in plain(view).values())


def test_at_the_end_it_is_the_record_as_it_stands(full):
    with as_of(full, full.clock()) as view:
        assert plain(view) == plain(full.db)


def test_a_view_leaves_the_record_as_it_is(full):
    before = plain(full.db)
    with as_of(full, START + MINUTE) as view:
        view.execute([Insert("policy", {"policy": "x", "value": "1", "reason": "r", "seq": 1})])
    assert plain(full.db) == before


def test_what_the_record_said_and_what_had_happened_differ_by_late_entries(small):
    record, clock = small.record, small.record.clock
    morning = clock()
    stored(small, ONE, "ROOM-A")
    noon = clock()
    late = {"occurred_at": morning, "late_reason": "the terminal was down"}
    small.do("access.opened", {"items": [TWO], "purpose": "look", "by": "P-4", **late}, small.investigator)

    with as_of(record, noon) as said, as_of(record, noon, by="occurred") as happened:
        assert lookups.item(said, ONE).location == lookups.item(happened, ONE).location == "ROOM-A"
        assert not said.exists("knowledge", item=TWO, person="P-4")
        assert happened.exists("knowledge", item=TWO, person="P-4")
    with as_of(record, morning, by="occurred") as view:
        assert lookups.holder_of(view, ONE) == small.custodian.person


def test_acts_that_rest_on_what_had_not_happened_yet_are_left_out(small):
    record, clock = small.record, small.record.clock
    before = clock()
    small.do("item.received", item_body(3, small.custodian), small.custodian)
    early = {"occurred_at": before, "late_reason": "forgotten"}
    stored(small, THREE, "ROOM-A", **early)
    both = {"items": [ONE, THREE], "purpose": "look", "by": "P-4", **early}
    small.do("access.opened", both, small.investigator)
    with as_of(record, before, by="occurred") as view:
        assert not view.exists("item", item=THREE)
        assert not view.exists("knowledge", item=THREE)
        assert view.exists("knowledge", item=ONE, person="P-4")


def test_one_case_is_seen_with_the_earlier_history_of_what_was_linked_to_it(full):
    with as_of(full, full.clock(), dockets=[OTHER_DOCKET]) as view:
        assert lookups.items_of(view, OTHER_DOCKET, detached=True) == lookups.items_of(
            full.db, OTHER_DOCKET, detached=True
        )
        assert lookups.custody_of(view, ONE) == lookups.custody_of(full.db, ONE)
        assert lookups.case(view, OTHER_DOCKET) == lookups.case(full.db, OTHER_DOCKET)
        assert lookups.person_name(view, "P-3") == "Person P-3"
        assert not view.exists("item", item=THREE)


def test_a_part_linked_alone_brings_what_happened_to_the_whole(small):
    small.do("item.received", item_body(3, small.custodian, quantity=4), small.custodian)
    stored(small, THREE, "ROOM-A")
    part = f"{THREE}.1"
    parts = {"item": THREE, "parts": [{"item": part, "description": "half", "quantity": 2}], "reason": "test"}
    small.do("item.split", {**parts, "by": "P-3"}, small.custodian)
    link = {
        "item": part,
        "docket": OTHER_DOCKET,
        "reason": "same",
        "history": lookups.history(small.record.db, part),
    }
    small.do("item.linked", {**link, "by": "P-3"}, small.custodian)
    with as_of(small.record, small.record.clock(), dockets=[OTHER_DOCKET]) as view:
        assert lookups.item(view, part).location == "ROOM-A"
        assert lookups.history(view, part) == lookups.history(small.record.db, part)


@given(st.integers(-2, 140))
def test_a_view_is_the_fold_of_the_acts_until_then(count):
    with memory_database() as db:
        folder = Folder(db)
        for kind, body in opening():
            folder.do(kind, body)
        for kind, body in every_kind(db):
            folder.do(kind, body)
        store(db, folder.acts)
        until = Tables()
        for act in folder.acts[: max(0, count + 1)]:
            until.execute(apply(act, until))
        with as_of(Holder(db), START + 1000 * count) as view:
            assert plain(view) == plain(until)


@pytest.mark.slow
def test_one_case_of_a_large_record_is_replayed_without_the_rest():
    with memory_database() as db:
        folder = Folder(Tables())
        for kind, body in opening():
            folder.do(kind, body)
        for number in range(10, 2_010):
            folder.do("item.received", item_body(number, hand("P-3"), docket=f"2026-CR-{100 + number // 20}"))
        db.execute(
            Insert(name, row._asdict()) for name in Tables().names() for row in folder.state.rows(name)
        )
        store(db, folder.acts)
        for act in folder.acts:
            for docket in act.body.get("dockets", ()) if act.kind == "item.received" else ():
                db.execute([Insert("entry_case", {"label": unb64u(case_label(docket)), "seq": act.seq})])
        with as_of(Holder(db), START * 2, dockets=["2026-CR-150"]) as view:
            assert view.count("item") == 20
            assert not view.exists("item_case", docket=DOCKET)
