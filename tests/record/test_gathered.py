"""Rows of several tables in one statement are those that each table gives by itself."""

import pytest

from wholefile.record.gathered import Asked, gathered
from wholefile.record.sql import Insert, tables


@pytest.fixture
def db(record):
    case = {"docket": "A-1", "as_printed": "1", "kind": "civil", "title": "Ä v. <B>", "court": "C"}
    record.db.execute(
        [
            Insert("case_file", {**case, "jurisdiction": "us-nm", "status": "open", "seq": 2**62, "at": 1}),
            Insert(
                "court_event", {"seq": 5, "docket": "A-1", "event": "trial", "on": "2026-01-01", "text": ""}
            ),
            Insert(
                "court_event",
                {
                    "seq": 6,
                    "docket": "A-1",
                    "event": "dismissal",
                    "on": "2026-01-02",
                    "text": "1",
                    "with_prejudice": True,
                },
            ),
            Insert(
                "court_event",
                {
                    "seq": 7,
                    "docket": "B-1",
                    "event": "dismissal",
                    "on": "2026-01-02",
                    "text": "true",
                    "with_prejudice": False,
                },
            ),
        ]
    )
    return record.db


def test_a_table_of_bytes_is_refused(db):
    with pytest.raises(ValueError, match="signing_key"):
        gathered(db, [Asked("signing_key", "1 = 1")])


def test_a_table_or_a_case_that_is_not_there_gives_nothing(db):
    with pytest.raises(KeyError):
        gathered(db, [Asked("no_such_table", "1 = 1")])
    assert gathered(db, []) == []
    assert gathered(db, [Asked("party", '"party"."docket" = %s', ["' OR 1 = 1 --"])]) == [[]]


def test_each_table_gives_its_own_rows_whatever_stands_before_it(db):
    docket = ["A-1"]
    asked = [
        Asked("party", '"party"."docket" = %s', docket),
        Asked("court_event", '"court_event"."docket" = %s', docket),
        Asked("case_file", '"case_file"."docket" = %s', docket),
        Asked("court_event", '"court_event"."docket" = %s', ["B-1"]),
    ]
    for order in (asked, asked[::-1]):
        found = gathered(db, order)
        for one, rows in zip(order, found, strict=True):
            wanted = db.rows(one.table, docket=one.values[0])
            assert sorted(rows) == sorted(wanted)
            assert [type(value) for row in sorted(rows) for value in row] == [
                type(value) for row in sorted(wanted) for value in row
            ]


def test_every_table_without_bytes_can_be_asked(db):
    plain = [one.name for one in tables().values() if set(one.columns) == one.text | one.flags | one.numbers]
    assert {"item", "decision", "condition", "test_notice"} <= set(plain)
    for name in plain:
        assert sorted(gathered(db, [Asked(name, "1 = 1")])[0], key=str) == sorted(db.rows(name), key=str)
