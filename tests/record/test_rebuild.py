"""The tables are what the entries say, on both databases; a change behind the record's back is named."""

import sqlite3
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.record.every_kind import FIVE, ONE, TWO, every_kind, opening
from tests.record.folding import Folder, plain, store
from tests.record.small_record import Hand, hand
from wholefile.core.acts import signer_persons
from wholefile.core.errors import NotFound
from wholefile.record import lookups
from wholefile.record.databases import memory_database
from wholefile.record.memory import Tables, state_tables
from wholefile.record.rebuild import difference, rebuild
from wholefile.record.sql import Database, Delete, Insert, Update, tables


class Holder:
    """A record as far as a rebuild asks: its database."""

    def __init__(self, db: Database) -> None:
        self.db = db


def hands(kind: str, body: dict) -> list[Hand]:
    return [hand(one) for one in dict.fromkeys(signer_persons(kind, body).values())]


@pytest.fixture
def full(small):
    """A record with an act of every kind."""
    for kind, body in every_kind(small.record.db):
        small.do(kind, body, *hands(kind, body))
    return small.record


@pytest.fixture
def folded():
    """The same without a ledger, in memory."""
    with memory_database() as db:
        folder = Folder(db)
        for kind, body in opening():
            folder.do(kind, body)
        for kind, body in every_kind(db):
            folder.do(kind, body)
        store(db, folder.acts)
        yield Holder(db)


def test_a_row_changed_is_named(full):
    full.db.execute([Update("item", {"holder": "P-9", "location": None}, {"item": ONE})])
    [line] = [one for one in difference(full) if "holder" in one]
    assert line.startswith(f"item {ONE}: holder is 'P-9', the entries give")


def test_a_row_removed_is_named(full):
    full.db.execute([Delete("knowledge", {"item": ONE, "person": "P-4"})])
    assert difference(full) == [f"knowledge {ONE} P-4: the entries give it, but it is not in the table"]


def test_a_row_added_is_named(full):
    full.db.execute([Insert("hold_item", {"hold": "H-9", "item": ONE})])
    assert difference(full) == [f"hold item H-9 {ONE}: stands in the table, but no entry gives it"]


def test_no_more_lines_are_given_than_asked_for(full):
    full.db.execute([Delete("item_act", {})])
    lines = difference(full, most=3)
    assert len(lines) == 4
    assert lines[-1].startswith("and ")


def test_entries_that_cannot_be_applied_stop_a_rebuild_and_are_named_by_a_comparison(folded):
    db = folded.db
    before = plain(db)
    body = db.one("body", seq=db.one("entry", kind="seal.applied").seq)
    db.execute([Delete("body", {"seq": body.seq})])
    other = bytes(body.fields).replace(ONE.encode(), b"V26-999999")
    db.execute([Insert("body", {"seq": body.seq, "fields": other, "secret": bytes(32)})])
    with pytest.raises(NotFound):
        rebuild(folded)
    assert plain(db) == before
    assert f"entry {body.seq}: There is no item V26-999999." in difference(folded)


@pytest.mark.parametrize("other", [b"{}", b"[]", b'{"item":7}', b"nonsense", b"\xff"])
def test_a_body_that_fits_no_kind_is_named_not_a_crash(folded, other):
    seq = folded.db.one("entry", kind="item.split").seq
    folded.db.execute([Delete("body", {"seq": seq})])
    folded.db.execute([Insert("body", {"seq": seq, "fields": other, "secret": bytes(32)})])
    assert any(line.startswith(f"entry {seq}: ") for line in difference(folded))


def test_the_tables_equal_a_replay(full):
    assert difference(full) == []


def test_a_rebuild_restores_the_tables(full):
    before = plain(full.db)
    full.db.execute([Delete("item", {}), Update("hold", {"reason": "none"}, {})])
    full.db.execute([Insert("policy", {"policy": "x", "value": "1", "reason": "r", "seq": 1})])
    assert rebuild(full) == sum(map(len, before.values()))
    assert plain(full.db) == before
    assert difference(full) == []


def test_a_rebuild_inside_a_transaction_goes_with_it(full):
    full.db.execute([Delete("item", {"item": ONE})])
    before = plain(full.db)
    with pytest.raises(ZeroDivisionError), full.db.atomic():
        1 // (rebuild(full) * 0)
    assert plain(full.db) == before


def test_appends_go_on_after_a_comparison(small):
    assert difference(small.record) == []
    for kind, body in every_kind(small.record.db):
        small.do(kind, body, *hands(kind, body))
        break
    assert difference(small.record) == []


def test_destroyed_bodies_say_nothing_and_later_acts_go_as_far_as_they_can(folded):
    db = folded.db
    gone = db.one("item", item=TWO).seq
    db.execute([Delete("body", {"seq": gone})])
    lines = difference(folded)
    assert f"item {TWO}: stands in the table, but no entry gives it" in lines
    assert not any(line.startswith("entry ") for line in lines)
    rebuild(folded)
    assert difference(folded) == []
    assert not db.exists("item", item=TWO)
    assert not db.exists("knowledge", item=TWO)
    assert not db.exists("custody_span", item=TWO)
    # Acts on both items still moved the other one, and acts on the destroyed one alone left no trace.
    assert [span.how for span in lookups.custody_of(db, ONE)][:3] == ["received", "transferred", "accepted"]
    assert not db.exists("loan", item=TWO)
    assert lookups.item(db, FIVE).status == "lost"


@given(st.sets(st.integers(0, 60), max_size=12))
def test_whatever_is_destroyed_the_tables_equal_a_replay_after_the_rebuild(positions):
    with memory_database() as db:
        folder = Folder(db)
        for kind, body in opening():
            folder.do(kind, body)
        for kind, body in every_kind(db):
            folder.do(kind, body)
        store(db, folder.acts)
        db.execute([Delete("body", {"seq__in": sorted(positions)})])
        holder = Holder(db)
        rebuild(holder)
        assert difference(holder) == []


@given(data=st.data())
def test_any_change_to_any_table_is_found(data):
    with memory_database() as db:
        folder = Folder(db)
        for kind, body in opening():
            folder.do(kind, body)
        for kind, body in every_kind(db):
            folder.do(kind, body)
        store(db, folder.acts)
        table = data.draw(st.sampled_from(state_tables()))
        row = data.draw(st.sampled_from(db.rows(table)))
        column = data.draw(st.sampled_from(tables()[table].columns))
        old = getattr(row, column)
        new = old + b"x" if isinstance(old, bytes) else f"{old}x" if isinstance(old, str) else (old or 0) + 1
        where = {name: getattr(row, name) for name in tables()[table].key}
        try:
            db.execute([Update(table, {column: new}, where)])
        except sqlite3.IntegrityError:  # the change would give two rows one key
            return
        assert difference(Holder(db)), (table, column)


def test_memory_refuses_what_a_database_refuses():
    state = Tables()
    with pytest.raises(ValueError, match="other columns"):
        state.execute([Insert("policy", {"policy": "x", "colour": "red"})])
    row = {"policy": "x", "value": "1", "reason": "r", "seq": 1}
    state.execute([Insert("policy", row)])
    with pytest.raises(Exception, match="already a row"):
        state.execute([Insert("policy", row)])


WHERES = [
    {"item": ONE},
    {"item": ONE, "seq__gt": 20},
    {"item__in": [ONE, TWO]},
    {"end_seq": None},
    {"end_seq__null": False},
    {"holder": "P-3"},
    {"holder__ne": "P-3"},
    {"holder__ne": None},
    {"holder__null": True},
    {"seq__gte": 12, "seq__lt": 60},
    {"start_at__lte": 1_760_000_030_000},
    {"item__gt": ONE, "holder__in": []},
    {"item": ONE, "seq": 17},
]


ORDERS = [
    ("seq", "item"),
    ("-item", "-seq"),
    ("end_seq", "item", "seq"),
    ("-holder", "item", "seq"),
]


def test_memory_reads_as_a_database_does(full):
    state, spans = Tables(), "custody_span"
    state.execute(Insert(spans, row._asdict()) for row in full.db.rows(spans, order=("item", "seq")))
    for where, order, limit in product(WHERES, ORDERS, (None, 2)):
        asked = {"order": order, "limit": limit, **where}
        assert state.rows(spans, **asked) == full.db.rows(spans, **asked), asked
    for where in WHERES:
        assert state.count(spans, **where) == full.db.count(spans, **where), where
        assert state.exists(spans, **where) == full.db.exists(spans, **where), where
