import random
import struct

import pytest

from tests.extraction.packages import by_reader, codes, digest, parts_of, uncovered
from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction import xls
from wholefile.extraction.contract import Limits
from wholefile.extraction.ole_biff import beside_cells
from wholefile.extraction.ole_rebuilt import rebuilt

SAMPLE = "samples/office/testExcel_embeddedPDF.xls"


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def text(words: str) -> bytes:
    return struct.pack("<HB", len(words), 1) + words.encode("utf-16-le")


def begin(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x1234, 1997, 0, 6))


def stream(sheets, strings, *, mode=0) -> bytes:
    """A workbook's stream: sheets are (name, state, records)."""
    table = struct.pack("<II", len(strings), len(strings)) + b"".join(text(one) for one in strings)
    styles = b"".join(record(0xE0, struct.pack("<HHH", 0, number, 1) + bytes(14)) for number in (0, 14))
    head = begin(5) + record(0x42, b"\xb0\x04") + record(0x22, struct.pack("<H", mode)) + styles
    listed = [
        record(0x85, struct.pack("<IBBBB", 0, state, 0, len(name), 0) + name.encode())
        for name, state, _ in sheets
    ]
    rest = record(0xFC, table) + record(0x0A)
    at = len(head) + sum(map(len, listed)) + len(rest)
    bodies = [begin(0x10) + cells + record(0x0A) for _name, _state, cells in sheets]
    for n, one in enumerate(listed):
        listed[n] = one[:4] + struct.pack("<I", at) + one[8:]
        at += len(bodies[n])
    return head + b"".join(listed) + rest + b"".join(bodies)


def label(row, column, index, style=0):
    return record(0xFD, struct.pack("<HHHI", row, column, style, index))


def number(row, column, value, style=0):
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def book(*sheets, strings=(), mode=0, more=None) -> bytes:
    return rebuilt({("Workbook",): stream(sheets, strings, mode=mode), **(more or {})})


def test_what_is_no_workbook_is_damaged():
    assert by_reader(xls, b"nothing", "xls").status == "damaged"
    assert by_reader(xls, rebuilt({("Other",): b"x"}), "xls").status == "damaged"
    assert by_reader(xls, rebuilt({("Workbook",): b"x" * 100}), "xls").status == "damaged"


def test_a_locked_workbook_is_said_to_be_locked():
    locked = begin(5) + record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48)) + record(0x0A)
    said = by_reader(xls, rebuilt({("Workbook",): locked}), "xls", password="wrong")
    assert (said.failed, said.status) == (None, "locked")


def test_each_cell_has_its_place_and_dates_are_dates():
    cells = label(1, 0, 0) + number(1, 2, 0.1) + number(2, 0, 45_000.5, 1) + number(2, 1, 42)
    cells += record(0x205, struct.pack("<HHHBB", 2, 2, 0, 1, 0)) + record(
        0x205, struct.pack("<HHHBB", 2, 3, 0, 23, 1)
    )
    said = read(book(("Bank", 0, cells), strings=["Ann Lee ✓"]))
    assert (said.kind, said.status) == ("xls", "read")
    assert said.text == "Bank\nAnn Lee ✓\t0.1\n2023-03-15T12:00:00\t42\tTRUE\t#REF!\n"
    cells = {
        one[2]["cell"]: said.text[one[0] : one[1]].strip()
        for one in said.layers[0].places
        if "cell" in one[2]
    }
    assert list(cells) == ["A2", "C2", "A3", "B3", "C3", "D3"]
    assert cells["A3"] == "2023-03-15T12:00:00"
    assert uncovered(said) == 0


def test_the_date_system_of_1904_is_kept():
    assert "1904-01-02" in read(book(("A", 0, number(0, 0, 1.0, 1)), mode=1)).text


@pytest.mark.parametrize("state", [1, 2])
def test_hidden_sheets_and_rows_are_read_and_flagged(state):
    row = record(0x208, struct.pack("<HHHHHHI", 0, 0, 1, 255, 0, 0, 0x20))
    said = read(book(("Open", 0, b""), ("Secret", state, row + label(0, 0, 0)), strings=["money"]))
    assert said.text == "Open\nSecret\nmoney\n"
    assert codes(said).count("hidden text") == 2


def test_text_boxes_and_headers_are_read():
    box = record(0x5D, struct.pack("<HHH", 0x15, 0x12, 6) + bytes(16))
    box += record(0x1B6, struct.pack("<HHHHHHHH", 0, 0, 0, 0, 0, 5, 16, 0) + bytes(2)) + record(
        0x3C, b"\0in it"
    )
    said = read(book(("A", 0, box + record(0x14, text("&LCase 12")) + label(0, 0, 0)), strings=["x"]))
    assert parts_of(said)["text box"] == "in it\n"
    assert parts_of(said)["header or footer"] == "&LCase 12\n"


def test_embedded_documents_and_macros_are_handed_on():
    more = {("MBD0001", "CONTENTS"): b"%PDF-1.4", ("_VBA_PROJECT_CUR", "VBA", "dir"): b"code"}
    said = read(book(("A", 0, b""), more=more))
    assert said.members[b"objects/MBD0001/CONTENTS"].data == b"%PDF-1.4"
    assert said.members[b"macros"].method == "macros"
    assert "macros" in codes(said)


def test_a_damaged_workbook_still_hands_on_what_is_embedded():
    said = by_reader(xls, rebuilt({("Workbook",): b"x", ("MBD1", "CONTENTS"): b"%PDF"}), "xls")
    assert said.status == "damaged"
    assert said.members[b"objects/MBD1/CONTENTS"].data == b"%PDF"


@pytest.mark.parametrize("seed", range(60))
def test_changed_bytes_never_make_a_run_fail(seed):
    chance = random.Random(seed)
    cells = label(1, 0, 0) + number(1, 2, 0.1) + number(2, 0, 45_000.5, 1)
    data = bytearray(stream([("Bank", 0, cells)], ["Ann", "Bo"]))
    for _ in range(chance.randint(1, 10)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    said = by_reader(xls, rebuilt({("Workbook",): bytes(data)}), "xls", limits=Limits(characters=100_000))
    assert said.failed is None
    beside_cells(bytes(data))


def test_the_pdf_in_the_sample_workbook():
    said = read(shared(SAMPLE))
    assert (said.status, said.text) == ("read", "Sheet1\n")
    member = said.members[b"objects/MBD0063FA15/CONTENTS"]
    assert (member.data[:8], len(member.data)) == (b"%PDF-1.4", 7_495)
    assert digest(member.data).startswith("c6f5d857a87d")
    picture = said.members[b"pictures/1.emf"].data
    assert picture[40:44] == b" EMF"
    assert said.facts["created"] == 1_467_115_929_000
