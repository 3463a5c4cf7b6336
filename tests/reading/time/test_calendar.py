"""Values of dates and the days that they allow."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.reading.time.calendar import (
    NONE,
    bounds,
    duration,
    easter,
    moved,
    nth_weekday,
    shifted,
    value_of,
)


@pytest.mark.parametrize(
    "value", ["", "P6M", "XXXX-WXX-1", "2024-02-30", "2024-W60", "0000", "nonsense", "2024-13"]
)
def test_what_bounds_nothing(value):
    assert bounds(value) == NONE


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
        ("2024-02-29TNI", "2024-02-29", "2024-02-29", "part of the day"),
        ("2024-02-29T21:45", "2024-02-29", "2024-02-29", "time of day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024-02-XX", "2024-02-01", "2024-02-29", "day, not stated"),
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("199", "1990-01-01", "1999-12-31", "decade"),
        ("19", "1900-01-01", "1999-12-31", "century"),
        ("2024-Q3", "2024-07-01", "2024-09-30", "quarter"),
        ("2024-H2", "2024-07-01", "2024-12-31", "half-year"),
        ("2025-W01", "2024-12-30", "2025-01-05", "week"),
        ("2025-W01-WE", "2025-01-04", "2025-01-05", "weekend"),
        ("2024-WI", "2023-12-01", "2025-03-21", "season"),
    ],
)
def test_first_and_last_day(value, first, last, precision):
    found = bounds(value)
    assert (str(found.first), str(found.last), found.precision) == (first, last, precision)


def test_past_and_future_are_bounded_by_the_document_alone():
    day = date(2025, 1, 10)
    assert (bounds("PAST_REF", day).first, bounds("PAST_REF", day).last) == (None, day)
    assert (bounds("FUTURE_REF", day).first, bounds("FUTURE_REF", day).last) == (day, None)


def test_beyond_the_calendar_is_refused():
    with pytest.raises(OverflowError):
        moved(date(9999, 12, 1), 1)
    with pytest.raises(OverflowError):
        shifted(date(1, 1, 1), -1, "Y")


@pytest.mark.parametrize(
    ("count", "unit", "wanted"),
    [
        (2.5, "Y", "P2Y6M"),
        (0.5, "TH", "PT30M"),
        ("X", "M", "PXM"),
        (2, "DE", "P20Y"),
        (1.5, "D", "P1DT12H"),
        (3, "TM", "PT3M"),
    ],
)
def test_lengths(count, unit, wanted):
    assert duration(count, unit) == wanted


def test_holidays_that_move():
    assert [easter(year) for year in (2000, 2024, 2025)] == [
        date(2000, 4, 23),
        date(2024, 3, 31),
        date(2025, 4, 20),
    ]
    assert nth_weekday(2024, 11, 4, 4) == date(2024, 11, 28)
    assert nth_weekday(2024, 5, -1, 1) == date(2024, 5, 27)


@given(st.dates(), st.sampled_from(["D", "W", "WE", "M", "Q", "H", "Y", "DE"]))
def test_a_day_lies_in_its_own_value(day, unit):
    found = bounds(value_of(day, unit))
    if unit != "WE" and found.first:
        assert found.first <= day <= found.last
