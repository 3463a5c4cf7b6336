"""Acts of law, with by whom and of whom."""

import pytest

from tests.reading.layers import read
from wholefile.reading.facts import Status


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Brandt was never charged with anything.",
        "Ivo Brandt may be indicted in May.",
        "Ivo Brandt has not been arrested.",
        "Ivo Brandt intends to file a civil lawsuit.",
        "The battery was charged.",
        "",
    ],
)
def test_what_was_not_done_is_no_act(text):
    assert read(text).told("court_event") == []


@pytest.mark.parametrize(
    ("text", "words", "act", "of", "by"),
    [
        ((
            "Ivo Brandt was charged with arson after "
            "a fire."
        ), "Ivo Brandt was charged with arson", "charged", "Ivo Brandt", ""),
        ((
            "Then the grand jury indicted Ivo "
            "Brandt."
        ), "the grand jury indicted Ivo Brandt", "indicted", "Ivo Brandt", "the grand jury"),
        ("Ivo Brandt pleaded not guilty.", "Ivo Brandt pleaded not guilty", "pleaded not guilty", "Ivo Brandt", ""),
        ("Ivo Brandt was arraigned before Judge Ana Bly.", "Ivo Brandt was arraigned", "arraigned", "Ivo Brandt", ""),
    ],
)  # fmt: skip
def test_acts(text, words, act, of, by):
    told = read(text).told("court_event", "act", "of", "by")
    assert len(told) == 1
    assert words in told[0][0]
    assert told[0][1:] == (act, of, by)


def test_filing_is_the_act_of_a_party():
    found = [
        one
        for one in read("Ivo Brandt filed a civil complaint against Dale Ruiz on Monday.").legal
        if one.kind == "court_event"
    ]
    assert [(one.one("act"), one.status) for one in found] == [("filed", Status.REPORTED)]


def test_acts_have_no_date_yet():
    found = read("Ivo Brandt was charged with arson on May 3, 2026.").legal
    assert all(not one.one("date") for one in found)
