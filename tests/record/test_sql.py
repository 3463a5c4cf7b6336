"""Reading and writing tables: the same on both databases, buffered or not."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wholefile.record.databases import memory_database
from wholefile.record.sql import Delete, Insert, Update


def person(number, **more):
    return {"person": f"P-{number}", "name": f"Name {number}", "agency": "Office", "seq": number, **more}


@pytest.fixture
def db(empty_record):
    db = empty_record.db
    db.execute(
        [
            Insert("person", person(1, title="Captain")),
            Insert("person", person(2)),
            Insert("person", person(3, title="ärztin")),
            Insert("person", person(4, title="Zeuge")),
        ]
    )
    return db


def names(rows):
    return [row.person for row in rows]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, [1, 2, 3, 4]),
        ({"title": None}, [2]),
        ({"title": "Captain"}, [1]),
        ({"title__eq": "Captain"}, [1]),
        ({"title__ne": "Captain"}, [2, 3, 4]),
        ({"title__ne": None}, [1, 3, 4]),
        ({"title__null": True}, [2]),
        ({"title__null": False}, [1, 3, 4]),
        ({"title__gt": "Zeuge"}, [3]),
        ({"title__lte": "Zeuge"}, [1, 4]),
        ({"seq__in": [1, 4, 9]}, [1, 4]),
        ({"seq__in": []}, []),
        ({"seq__gte": 2, "seq__lt": 4}, [2, 3]),
        ({"agency": "Office", "seq__gt": 3}, [4]),
        ({"agency": "elsewhere"}, []),
    ],
)
def test_conditions(db, where, expected):
    found = db.rows("person", order=("seq",), **where)
    assert names(found) == [f"P-{number}" for number in expected]
    assert db.count("person", **where) == len(expected)
    assert db.exists("person", **where) is bool(expected)
    one = db.one("person", **where)
    assert one in found if expected else one is None
    assert db.one("person", **where) == one  # compiled by now


def test_text_is_ordered_by_code_point_and_the_unknown_is_smallest(db):
    assert names(db.rows("person", order=("title",))) == ["P-2", "P-1", "P-4", "P-3"]
    assert names(db.rows("person", order=("-title",))) == ["P-3", "P-4", "P-1", "P-2"]
    assert names(db.rows("person", order=("agency", "-seq"), limit=2)) == ["P-4", "P-3"]


def test_a_where_value_changes_between_known_and_unknown(db):
    for title, expected in (("Captain", "P-1"), (None, "P-2"), ("Captain", "P-1"), (None, "P-2")):
        assert db.one("person", title=title).person == expected


def test_names_that_are_no_columns_never_reach_the_database(db):
    for wrong in ('seq" = 1 --', "nothing", "seq__like"):
        with pytest.raises(ValueError, match=r"no column|no comparison"):
            db.rows("person", **{wrong: 1})
    with pytest.raises(ValueError, match="no column"):
        db.rows("person", order=('seq"; DROP TABLE person; --',))
    with pytest.raises(ValueError, match="no column"):
        db.execute([Update("person", {'seq" = 1 --': 2}, {})])
    with pytest.raises(ValueError, match="no column"):
        db.insert_many("person", ("nothing",), [(1,)])


def test_true_and_false_come_back_as_such(db):
    row = {"seq": 1, "docket": "A-1", "event": "dismissal", "on": "2026-01-02", "text": "x"}
    db.execute(
        [
            Insert("court_event", {**row, "with_prejudice": True}),
            Insert("court_event", {**row, "seq": 2, "with_prejudice": False}),
            Insert("court_event", {**row, "seq": 3}),
        ]
    )
    found = [one.with_prejudice for one in db.rows("court_event", order=("seq",))]
    assert found == [True, False, None]
    assert [type(one) for one in found] == [bool, bool, type(None)]
    assert db.count("court_event", with_prejudice=True) == 1


def test_what_waits_is_seen_by_whoever_reads(db):
    with db.atomic(), db.buffered():
        db.execute([Insert("person", person(5))])
        assert db.exists("person", person="P-5")
        db.execute([Insert("person", person(6)), Update("person", {"name": "x"}, {"person": "P-6"})])
        db.execute([Insert("person", person(7)), Delete("person", {"person": "P-7"})])
        db.execute([Insert("person", person(8))])
        assert db.query("SELECT COUNT(*) FROM person") == [(7,)]
    assert db.one("person", person="P-6").name == "x"
    assert db.one("person", person="P-7") is None


def test_a_failed_block_leaves_nothing_waiting(db):
    with pytest.raises(ValueError, match="no column"), db.atomic(), db.buffered():
        db.execute([Insert("person", person(5)), Update("person", {"nothing": 1}, {})])
    with db.atomic(), db.buffered():
        pass
    assert db.count("person") == 4


def test_many_rows_go_in_at_once(db):
    rows = [(f"P-{n}", f"tab\tand \\ and\nline {n}", "Office", None, n) for n in range(10, 200)]
    db.insert_many("person", ("person", "name", "agency", "title", "seq"), rows)
    assert [tuple(row) for row in db.rows("person", order=("seq",), seq__gte=10)] == rows


def test_threads_have_connections_of_their_own(db):
    def read(_):
        try:
            return id(db.raw()), db.count("person")
        finally:
            db.close()

    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(read, range(3)))
    assert {count for _, count in found} == {4}
    assert id(db.raw()) not in {one for one, _ in found}


WRITES = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.integers(1, 8)),
        st.tuples(st.just("update"), st.integers(1, 8)),
        st.tuples(st.just("delete"), st.integers(1, 8)),
        st.tuples(st.just("read"), st.integers(1, 8)),
    ),
    max_size=30,
)


@settings(max_examples=60)
@given(WRITES)
def test_buffered_or_not_the_rows_are_the_same(steps):
    with memory_database() as plain, memory_database() as waiting:
        seen = run(plain, steps)
        with waiting.atomic(), waiting.buffered():
            assert run(waiting, steps) == seen
        assert waiting.rows("policy", order=("policy",)) == plain.rows("policy", order=("policy",))


def run(db, steps):
    seen = []
    for number, (verb, key) in enumerate(steps):
        name = f"p{key}"
        match verb:
            case "insert" if not db.exists("policy", policy=name):
                db.execute([Insert("policy", {"policy": name, "value": "new", "seq": number})])
            case "update":
                db.execute([Update("policy", {"value": f"v{number}"}, {"policy": name})])
            case "delete":
                db.execute([Delete("policy", {"policy": name})])
            case _:
                seen.append(db.one("policy", policy=name))
    return seen
