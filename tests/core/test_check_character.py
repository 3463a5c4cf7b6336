import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.check_character import ALPHABET, check_character, is_checked
from wholefile.core.errors import Invalid

VECTORS = json.loads((Path(__file__).parents[2] / "docs/formats/vectors/labels.json").read_text("utf-8"))
DIGITS_AND_LETTERS = ALPHABET[:-1]
numbers = st.text(DIGITS_AND_LETTERS + ".", min_size=1, max_size=40)


@pytest.mark.parametrize("number", ["v26-000123", "É", "*", "A*", "V26_1", "V26 1", "٣", "\x00"])
def test_what_no_label_carries_is_refused(number):
    with pytest.raises(Invalid):
        check_character(number)


@pytest.mark.parametrize(
    ("number", "check"), [("G123498654321", "H"), ("G123489654321", "Y"), ("ABCDE27000069", "C")]
)
def test_it_is_that_of_the_standard_as_blood_banks_use_it(number, check):
    assert check_character(number) == check


@pytest.mark.parametrize("vector", VECTORS["check_characters"], ids=lambda one: one["number"])
def test_the_vectors_of_the_format_hold(vector):
    assert check_character(vector["number"]) == vector["check"]


@given(numbers)
def test_it_is_the_remainder_that_the_standard_asks_for(number):
    values = [ALPHABET.index("*" if one == "." else one) for one in number + check_character(number)]
    weights = [pow(2, len(values) - 1 - place, 37) for place in range(len(values))]
    assert sum(value * weight for value, weight in zip(values, weights, strict=True)) % 37 == 1


@given(numbers, st.data())
def test_every_wrong_character_is_found(number, data):
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from((DIGITS_AND_LETTERS + ".").replace(number[place], "")))
    wrong = number[:place] + other + number[place + 1 :]
    assert not is_checked(wrong, check_character(number))


@given(numbers)
def test_every_wrong_check_character_is_found(number):
    assert [one for one in ALPHABET if is_checked(number, one)] == [check_character(number)]


@given(numbers, st.data())
def test_every_exchange_of_two_neighbours_is_found(number, data):
    place = data.draw(st.integers(0, max(0, len(number) - 2)))
    wrong = number[:place] + number[place : place + 2][::-1] + number[place + 2 :]
    assert is_checked(wrong, check_character(number)) == (wrong == number)


def test_a_point_that_moved_is_found():
    assert check_character("V26-000123.1.2") != check_character("V26-000123.12")
