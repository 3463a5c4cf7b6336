"""Cells that a spreadsheet would run are made harmless; everything else comes back as it was."""

import csv
from io import StringIO

import pytest

from wholefile.core.comma_separated import csv_line


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_nothing_begins_a_formula(cell):
    [[read]] = csv.reader(StringIO(csv_line([cell]), newline=""))
    assert read == f"'{cell}"


def test_what_is_no_formula_comes_back_as_it_was():
    told = ["", "a,b", 'say "x"', "two\r\nlines", "1 = 1", 7, None]
    [read] = csv.reader(StringIO(csv_line(told), newline=""))
    assert read == ["", "a,b", 'say "x"', "two\r\nlines", "1 = 1", "7", ""]
    assert csv_line(["a"]) == "a\r\n"
