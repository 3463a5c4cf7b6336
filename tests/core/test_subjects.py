"""What an act is about, itself or through what it names."""

import pytest

from wholefile.core.acts import KINDS
from wholefile.core.subjects import GIVING_KINDS, Subjects

A, B = "V26-000001", "V26-000002"


@pytest.fixture
def subjects():
    found = Subjects()
    for number, items in (("S-1", [A]), ("S-2", [A, B]), ("S-3", [])):
        found.read("statement.recorded", {"statement": number, "items": items})
    found.read("hold.placed", {"hold": "H-1", "items": [B]})
    found.read("hold.placed", {"hold": "H-2", "items": []})
    found.read("objection.raised", {"objection": "OJ-1", "items": [A]})
    for number, first, second in (("X-1", "S-1", "S-2"), ("X-2", "S-1", "S-3"), ("X-3", "X-3", "S-9")):
        found.read("inconsistency.flagged", {"inconsistency": number, "first": first, "second": second})
    return found


@pytest.mark.parametrize(
    ("kind", "fields", "items"),
    [
        ("item.received", {"item": A}, [A]),
        ("item.split", {"item": A, "parts": [{"item": f"{A}.1"}]}, [A, f"{A}.1"]),
        ("item.split", {"item": A}, []),  # its parts are not shown
        ("inventory.recorded", {"found": [A]}, []),
        ("item.received", {"item": [{}]}, []),
        ("statement.translated", {"statement": "S-1"}, [A]),
        ("statement.attested", {"statement": "S-2"}, [A, B]),
        ("statement.translated", {"statement": "S-3"}, []),
        ("statement.translated", {"statement": "S-9"}, []),
        ("statement.translated", {}, []),
        ("hold.released", {"hold": "H-1"}, [B]),
        ("hold.released", {"hold": "H-2"}, []),
        ("objection.answered", {"objection": "OJ-1"}, [A]),
        ("inconsistency.flagged", {"first": "S-1", "second": "S-2"}, [A, B]),
        ("inconsistency.flagged", {"first": "S-1", "second": "S-3"}, []),
        ("inconsistency.answered", {"inconsistency": "X-1"}, [A, B]),
        ("inconsistency.answered", {"inconsistency": "X-2"}, []),
        ("inconsistency.answered", {"inconsistency": "X-3"}, []),  # names itself where a statement belongs
    ],
)
def test_an_act_is_about_the_items_of_what_it_names(subjects, kind, fields, items):
    assert subjects.of(kind, fields) == items


def test_what_is_partly_about_no_item_still_touches_items(subjects):
    assert subjects.touched("inconsistency.answered", {"inconsistency": "X-2"}) == [A]


def test_a_number_given_twice_stands_for_both(subjects):
    subjects.read("statement.recorded", {"statement": "S-1", "items": [B]})
    assert subjects.of("statement.translated", {"statement": "S-1"}) == [A, B]


def test_every_act_that_names_a_statement_hold_or_objection_is_known():
    naming = {
        kind.name
        for kind in KINDS.values()
        for field in kind.fields
        if field.type.spec["type"] == "pattern"
        and field.name in ("statement", "first", "second", "inconsistency", "hold", "objection")
    }
    assert naming - set(GIVING_KINDS) == {
        "hold.released", "inconsistency.answered", "objection.answered", "statement.attested", "statement.translated",
    }  # fmt: skip


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_whatever_a_kind_names_items_or_cases_in_is_placing(kind):
    fields = KINDS[kind].fields
    assert {f.name for f in fields if f.name in ("item", "items", "docket", "dockets", "parts")} <= KINDS[
        kind
    ].placing
    assert not KINDS[kind].placing & KINDS[kind].reasoning
