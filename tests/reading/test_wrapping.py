import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.reading.frame import frame
from wholefile.reading.parts import Part
from wholefile.reading.spans import Span
from wholefile.reading.wrapping import unwrapped

WRAPPED = "The inspector counted nine boxes in the cellar, and Ana\nOrtega signed for each of them.\n"


def whole(text, kind="paragraph"):
    return [Part(Span(0, len(text)), kind)]


def test_lines_of_a_caption_stay_apart():
    assert unwrapped(WRAPPED, whole(WRAPPED, "header")) == WRAPPED


def test_short_lines_stay_as_their_writer_left_them():
    signed = "/s/ Ana Ortega\nOrtega & Bly\nAttorney for Plaintiff"
    assert unwrapped(signed, whole(signed)) == signed


def test_paragraphs_stay_apart():
    text = WRAPPED + "\n" + WRAPPED
    assert unwrapped(text, whole(text)).count("\n") == 3


def test_a_name_over_two_lines_is_one():
    assert "Ana Ortega" in unwrapped(WRAPPED, whole(WRAPPED))


@pytest.mark.parametrize(
    "rows",
    [
        "1. Ana Ortega, who lives at the end of the lane by the mill\n   - theft\n   - arson",
        "No.  Date          Offense                 Disposition\n1    03/14/2019    Burglary                Guilty",
    ],
)
def test_lists_and_tables_stay_in_lines(rows):
    assert unwrapped(rows, whole(rows)) == rows


@given(st.text(alphabet=st.sampled_from("ab .\n\t“1"), max_size=400))
def test_nothing_but_line_ends_becomes_something_else(text):
    flat = unwrapped(text, frame(text).parts)
    assert len(flat) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, flat, strict=True))
