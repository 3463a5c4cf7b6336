"""Load files: what is written is read back, by us and by another reader; what would not be is refused."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.errors import Invalid
from wholefile.core.loadfile import (
    FIELDS,
    Page,
    dat_rows,
    format_dat,
    format_opt,
    native_link,
    opt_pages,
    parse_dat,
    parse_opt,
)

# Any character but those no DAT value can carry; þ and ® are favoured.
carried = st.characters(exclude_characters="\x14\r\n", exclude_categories=("Cs",)) | st.sampled_from("þ®,\"'")
values = st.text(carried, max_size=30)
tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(values, min_size=width, max_size=width), max_size=8)
)
texts = st.text(
    st.characters(exclude_characters=",", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20
)
pages = st.lists(
    st.builds(Page, texts, texts, texts, begins=st.just(True), pages=st.integers(1, 99_999))
    | st.builds(Page, texts, texts, texts, begins=st.just(False), pages=st.just(1))
)


@pytest.mark.parametrize("value", ["a\x14b", "a\rb", "a\nb", "\ud800"])
def test_a_value_that_would_be_read_otherwise_is_refused(value):
    with pytest.raises(Invalid, match=r"loadfile.value"):
        format_dat(["A"], [[value]])


def test_the_sign_for_a_line_end_is_refused_where_lines_may_end():
    with pytest.raises(Invalid, match=r"loadfile.value"):
        format_dat(["A"], [["Windows®"]], several_lines=["A"])
    assert parse_dat(format_dat(["A"], [["Windows®"]])) == (["A"], [["Windows®"]])


def test_lines_are_kept_in_a_field_of_several():
    raw = format_dat(["A", "B"], [["one\ntwo", "three"]], several_lines=["A"])
    assert "one®two" in raw.decode("utf-8-sig")
    assert parse_dat(raw, several_lines=["A"]) == (["A", "B"], [["one\ntwo", "three"]])


def test_a_row_of_another_width_is_refused():
    with pytest.raises(Invalid, match=r"loadfile.columns"):
        format_dat(["A", "B"], [["one"]])


def test_the_bytes_are_those_of_the_format():
    assert format_dat(["A", "B"], [["x", "þ"]]) == "\ufeffþAþ\x14þBþ\r\nþxþ\x14þþþþ\r\n".encode()
    assert format_opt([Page("D1", "V", "n\\D1.pdf", begins=True, pages=3)]) == b"D1,V,n\\D1.pdf,Y,,,3\r\n"


@given(tables)
def test_a_table_is_read_back(rows):
    fields = [f"F{number}" for number in range(len(rows[0]) if rows else 1)]
    assert parse_dat(format_dat(fields, rows)) == (fields, rows)


@given(tables)
def test_another_reader_reads_the_same(rows):
    fields = [f"F{number}" for number in range(len(rows[0]) if rows else 1)]
    text = format_dat(fields, rows).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter="\x14", quotechar="þ", strict=True)) == [
        fields,
        *rows,
    ]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        "þAþ\r\n".encode(),  # no byte order mark
        "\ufeffþAþ".encode(),  # not complete
        "\ufeffþAþ\n".encode(),
        "\ufeffA\r\n".encode(),
        "\ufeffþAþ\r\nþxþ\x14þyþ\r\n".encode(),
        "\ufeffþAþ\r\nþaþbþ\r\n".encode(),
        "\ufeffþAþ\x14þAþ\r\n".encode(),
        "\ufeffþAþ\r\nþ\r\n".encode(),
        b"\xef\xbb\xbf\xfeA\xfe\r\n",
    ],
)
def test_what_was_not_written_by_us_is_refused(raw):
    with pytest.raises(Invalid, match="loadfile"):
        parse_dat(raw)


@given(pages)
def test_an_opt_file_is_read_back(rows):
    assert parse_opt(format_opt(rows)) == rows


@pytest.mark.parametrize("value", ["a,b", "", "a\nb", "a\tb"])
def test_an_opt_value_with_a_comma_is_refused(value):
    with pytest.raises(Invalid, match=r"loadfile.opt"):
        format_opt([Page("D1", value, "p", begins=True, pages=1)])


@pytest.mark.parametrize(
    "raw",
    [b"D1,V,p,Y,,,1", b"D1,V,p,Y,,1\r\n", b"D1,V,p,Y,,,\r\n", b"D1,V,p,Y,,,01\r\n", b"D1,V,p,N,,,1\r\n", b"\xff\r\n",
     b"D1,V,p,Y,x,,1\r\n", b"D1,V,p,Y,,,0\r\n"],
)  # fmt: skip
def test_an_opt_file_in_another_form_is_refused(raw):
    with pytest.raises(Invalid, match="loadfile"):
        parse_opt(raw)


def test_the_rows_of_a_schedule_come_in_the_order_of_their_numbers():
    def file(number):
        return {"name": "a,b.txt", "sha256": "0" * 64, "bates_first": number, "bates_last": number,
                "path": f"data/natives/{number}.txt"}  # fmt: skip

    rows = [
        {"number": 1, "item": "V26-000001", "status": "produced", "files": [file("DOE1000000")]},
        {"number": 2, "item": "V26-000002", "status": "produced", "files": [file("DOE999999")]},
        {"number": 3, "item": "V26-000003", "status": "withheld", "files": []},
    ]
    schedule = {"volume": "VOL-1", "rows": rows}
    assert [row[0] for row in dat_rows(schedule)] == ["DOE999999", "DOE1000000"]
    assert all(len(row) == len(FIELDS) for row in dat_rows(schedule))
    assert [page.path for page in opt_pages(schedule)] == [
        "natives\\DOE999999.txt",
        "natives\\DOE1000000.txt",
    ]
    parse_dat(format_dat(FIELDS, dat_rows(schedule)))
    parse_opt(format_opt(opt_pages(schedule)))


def test_a_path_is_written_as_review_programs_want_it():
    assert native_link("data/natives/DOE000001.pdf") == r"natives\DOE000001.pdf"
