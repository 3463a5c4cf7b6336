"""Two spellings of one thing fold to one key, and what says nothing folds to none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.acts.items import IDENTIFIER
from wholefile.core.folding import dockets_in, fold, found_by

KINDS = next(iter(IDENTIFIER.spec["fields"].items()))[1]["words"]
NAMES = st.text(st.characters(whitelist_categories=("Lu", "Ll")), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("serial", ["O1B-77", "01877", "o i b 7 7", "QL8 77"]),
        ("person", ["José Pérez", "PEREZ, JOSE", "Dr. Jose M. Perez Jr.", "Pe\u0301rez Jose\u0301"]),
        ("calibre", [".45 Long Colt", ".45 Colt", "45 LC", ".45-Colt"]),
        ("calibre", ["9 mm Luger", "9mm Parabellum", "9MM"]),
        ("calibre", [".38 Special", "38 Spl.", ".38 Spec"]),
        ("phone", ["+1 505 555 0142", "(505) 555-0142", "0015055550142"]),
        ("address", ["12 North Main Street, Apt. 3", "12 N. Main St apartment 3"]),
        ("named case", ["The Doe matter", "doe CASE", "in re Doe"]),
    ],
)
def test_spellings_of_one_thing_compare_equal(kind, values):
    assert len({fold(kind, value) for value in values}) == 1
    assert fold(kind, values[0])


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("serial", "AB-1234", "AB-1235"),
        ("calibre", ".45 ACP", ".45 Colt"),
        ("calibre", ".357 Magnum", ".38 Special"),
        ("person", "Ann Bell", "Ann Ball"),
        ("address", "12 Main Street", "21 Main Street"),
    ],
)
def test_different_things_do_not(kind, first, second):
    assert fold(kind, first) != fold(kind, second)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", ["none", "N/A", "Unknown", "-", "not visible", "0"])
def test_what_says_nothing_has_no_key(kind, value):
    assert fold(kind, value) == ""


@given(st.sampled_from([*KINDS, "submitter", "place", "named case"]), st.text(max_size=60))
def test_folding_a_key_again_changes_nothing_and_case_does_not_matter(kind, value):
    key = fold(kind, value)
    if key and kind not in ("calibre", "address", "place"):
        assert fold(kind, key) == key
    if value.isascii():
        assert fold(kind, value.upper()) == fold(kind, value.lower())


@given(NAMES, NAMES)
def test_a_name_is_the_same_in_either_order(first, last):
    assert fold("person", f"{first} {last}") == fold("person", f"{last}, {first}")


def test_dockets_are_found_in_what_a_submitter_said():
    assert "2021-CR-42" in dockets_in("case no. 2021/cr/00042 of the sheriff")
    assert dockets_in("2021 cr 042")[0] == "2021-CR-42"
    assert dockets_in("the Doe case") == []


def test_an_item_is_found_by_its_identifiers_submitter_place_and_named_cases():
    body = {
        "identifiers": [{"kind": "serial", "value": "O1-888"}],
        "submitted_by": "Tom Teller",
        "collected_at": "12 Main Street",
        "named_cases": ["2021-CR-0042"],
    }
    assert found_by(body) == [
        ("serial", "O1-888", "01888"),
        ("submitter", "Tom Teller", "teller tom"),
        ("place", "12 Main Street", "12 main st"),
        ("named case", "2021-CR-0042", "2021-CR-42"),
        ("named case", "2021-CR-0042", "2021 cr 0042"),
    ]
    assert found_by({"description": "only words"}) == []
