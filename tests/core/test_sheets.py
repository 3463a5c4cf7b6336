"""The sheets for people: read back by any reader of CSV, and running no formula."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.sheets import csv_bytes

CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4))
def test_another_reader_of_csv_reads_what_was_written(lines):
    raw = csv_bytes(["A", "B"], lines)
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert raw.startswith(b"\xef\xbb\xbfA,B\r\n")
    assert head == ["A", "B"]
    expected = [[f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell for cell in line] for line in lines]
    assert rows == expected


def test_only_what_must_be_quoted_is():
    assert csv_bytes(["A"], [['a "b"'], ["x,y"], ["1\n2"], ["plain; text"]]).decode("utf-8-sig") == (
        'A\r\n"a ""b"""\r\n"x,y"\r\n"1\n2"\r\nplain; text\r\n'
    )
