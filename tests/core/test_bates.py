"""Bates numbers: one spelling each, no two prefixes share one, no gap and no repetition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.bates import (
    MAX_NUMBER,
    check_consecutive,
    check_prefix,
    format_bates,
    native_path,
    parse_bates,
)
from wholefile.core.errors import Invalid

prefixes = st.from_regex(r"[A-Z]([A-Z0-9-]{0,18}[A-Z-])?", fullmatch=True)
numbers = st.integers(1, MAX_NUMBER)


@pytest.mark.parametrize(
    "prefix", ["", "doe", "DOE1", "1DOE", "-DOE", "DOE ", "DÖE", "DOE_", "A" * 21, "DOE\n"]
)
def test_what_is_no_prefix_is_refused(prefix):
    with pytest.raises(Invalid, match=r"bates.prefix"):
        check_prefix(prefix)


@pytest.mark.parametrize(
    "text",
    ["DOE00001", "DOE0000001", "DOE000000", "doe000001", "DOE000001 ", "DOE-", "000001", "DOE1000000000", ""],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Invalid):
        parse_bates(text)


@pytest.mark.parametrize("number", [0, -1, MAX_NUMBER + 1])
def test_numbers_outside_the_range_are_refused(number):
    with pytest.raises(Invalid, match=r"bates.number"):
        format_bates("DOE", number)


@given(prefixes, numbers)
def test_a_number_is_read_back_as_it_was_written(prefix, number):
    assert parse_bates(format_bates(prefix, number)) == (prefix, number)


@given(prefixes, numbers, prefixes, numbers)
def test_two_numbers_with_one_spelling_are_one(prefix, number, other, another):
    assert (format_bates(prefix, number) == format_bates(other, another)) == (
        (prefix, number) == (other, another)
    )


def test_the_width_grows_after_six_digits():
    assert [format_bates("DOE", number) for number in (999_999, 1_000_000)] == ["DOE999999", "DOE1000000"]


@given(prefixes, st.integers(1, 10_000), st.lists(st.integers(1, 40), max_size=20))
def test_ranges_that_follow_each_other_are_counted(prefix, first, lengths):
    assert check_consecutive(_ranges(prefix, first, lengths)) == sum(lengths)


@given(st.integers(1, 10_000), st.lists(st.integers(1, 40), min_size=3, max_size=12), st.data())
def test_a_gap_a_repetition_or_another_order_is_refused(first, lengths, data):
    ranges = _ranges("DOE", first, lengths)
    place = data.draw(st.integers(1, len(ranges) - 2))
    dropped = ranges[:place] + ranges[place + 1 :]
    doubled = ranges[: place + 1] + ranges[place:]
    swapped = [*ranges[:place], ranges[place + 1], ranges[place], *ranges[place + 2 :]]
    for wrong in (dropped, doubled, swapped):
        with pytest.raises(Invalid, match=r"bates.not_consecutive"):
            check_consecutive(wrong)


def test_a_range_of_two_prefixes_or_backwards_is_refused():
    for pair in (("DOE000001", "ROE000002"), ("DOE000002", "DOE000001")):
        with pytest.raises(Invalid, match=r"bates.not_consecutive"):
            check_consecutive([pair])


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Photo.JPG", "data/natives/DOE000007.jpg"),
        ("no ending", "data/natives/DOE000007"),
        ("../../etc/passwd", "data/natives/DOE000007"),
        ("a.b/../c", "data/natives/DOE000007"),
        ("archive.tar.gz", "data/natives/DOE000007.gz"),
        ("bericht.döc", "data/natives/DOE000007"),
        ("x.toolongending", "data/natives/DOE000007"),
        ("x.exe ", "data/natives/DOE000007"),
    ],
)
def test_a_native_lies_under_its_number_whatever_its_name(name, path):
    assert native_path("DOE000007", name) == path


def _ranges(prefix, first, lengths):
    ranges = []
    for length in lengths:
        ranges.append((format_bates(prefix, first), format_bates(prefix, first + length - 1)))
        first += length
    return ranges
