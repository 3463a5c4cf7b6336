from datetime import date

import pytest

from wholefile.reading.frame import frame
from wholefile.reading.kinds.dates import dates_in
from wholefile.reading.time.compact import day_first


@pytest.mark.parametrize(
    "text",
    [
        "February 30, 2031", "2031-13-01", "99/99/2031", "March 2031", "the 3rd of March", "8:16-cv-01261",
        "505-555-0144", "1/2", "No. 31-10-2031-7", "May I, 2031", "12.10.2031", "2031-10-2", "31FEB31",
        "X18APR31", "18APR311432", "1.10.2031.4", "31.31.2031", "2031/13/40",
    ],
)  # fmt: skip
def test_what_is_no_whole_date(text):
    assert dates_in(text, 0, len(text)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("DATED this 3rd day of March, 2033.", "3rd day of March, 2033"),
        ("on 2033-03-03T10:00", "2033-03-03"),
        ("Mar. 3, 2033 at noon", "Mar. 3, 2033"),
        ("3 March 2033", "3 March 2033"),
        ("Filed 03/03/33 Page 1", "03/03/33"),
        ("3-3-2033", "3-3-2033"),
        ("Rpt 03MAR33 0915", "03MAR33"),
        ("03 MAR 2033", "03 MAR 2033"),
        ("03-Mar-33", "03-Mar-33"),
        ("03.03.2033", "03.03.2033"),
        ("2033/03/03", "2033/03/03"),
    ],
)
def test_whole_dates_as_papers_write_them(text, words):
    [found] = dates_in(text, 0, len(text))
    assert (found.day, found.span.of(text)) == (date(2033, 3, 3), words)


def test_a_date_far_behind_the_name_of_a_field_is_none_of_it():
    assert frame("Date: April 18, 2026").day == date(2026, 4, 18)
    assert frame("Date: " + "as it was said " * 40 + "April 18, 2026").day is None


def test_how_points_are_meant_is_worked_out_once_for_a_text():
    day_first.cache_clear()
    assert frame("Date: 1.2.2020 " * 30).day is None
    assert day_first.cache_info().misses == 1


def test_the_month_comes_first_unless_it_cannot():
    text = "10/11/2031 and 21/10/2031 and 10/21/2031"
    found = dates_in(text, 0, len(text))
    assert [one.day.isoformat() for one in found] == ["2031-10-11", "2031-10-21", "2031-10-21"]
    assert [one.unsure for one in found] == [True, False, False]


def test_a_date_with_points_is_as_the_others_of_the_text_are():
    text = "04.03.2031 and 20.02.2031"
    assert [one.day.isoformat() for one in dates_in(text, 0, 10)] == ["2031-03-04"]
    text = "04.03.2031 and 02.20.2031"
    assert [one.day.isoformat() for one in dates_in(text, 0, 10)] == ["2031-04-03"]
    text = "04.03.2031 and 02.20.2031 and 20.02.2031"
    assert dates_in(text, 0, 10) == []
