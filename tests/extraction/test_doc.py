import random
import re
import shutil
import struct
import subprocess

import pytest

from tests.extraction.packages import by_reader, codes, parts_of, uncovered
from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction import doc
from wholefile.extraction.contract import Limits
from wholefile.extraction.ole_rebuilt import rebuilt

HIDDEN, DELETED = b"\x3c\x08\x01", b"\x00\x08\x01"
SEEDS = ("samples/office/testWORD_various.doc", "samples/office/word-doc.doc")


def made(pieces, *, lengths=None, flags=0, more=None, clx=None) -> bytes:
    """A Word 97 document of these pieces: (text, wide, properties)."""
    start, texts, runs, table = 1024, b"", [], []
    for text, wide, properties in pieces:
        raw = text.encode("utf-16-le" if wide else "cp1252")
        place = start + len(texts)
        table.append(place if wide else place * 2 | 0x40000000)
        runs.append((place, place + len(raw), properties))
        texts += raw + b"\0" * (len(raw) % 2)
    total = sum(len(text) for text, _wide, _properties in pieces)
    ends = [0]
    for text, _wide, _properties in pieces:
        ends.append(ends[-1] + len(text))
    descriptors = b"".join(struct.pack("<HIH", 0, place, 0) for place in table)
    pieces_told = struct.pack(f"<{len(ends)}I", *ends) + descriptors
    told = clx if clx is not None else b"\x02" + struct.pack("<I", len(pieces_told)) + pieces_told
    page_number = (start + len(texts)) // 512 + 1
    page = bytearray(512)
    page[511] = len(runs)
    struct.pack_into(f"<{len(runs) + 1}I", page, 0, *[one[0] for one in runs], runs[-1][1])
    at = 480
    for n, (_start, _end, properties) in enumerate(runs):
        if properties:
            at -= 16
            page[4 * (len(runs) + 1) + n] = at // 2
            page[at : at + 1 + len(properties)] = bytes([len(properties)]) + properties
    bins = struct.pack("<III", runs[0][0], runs[-1][1], page_number)
    main = bytearray(start + len(texts)).ljust(page_number * 512, b"\0") + page
    main[start : start + len(texts)] = texts
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 10, flags)
    struct.pack_into("<H", main, 32, 14)
    struct.pack_into("<H", main, 62, 22)
    struct.pack_into("<8i", main, 64 + 12, *(lengths or [total, 0, 0, 0, 0, 0, 0, 0]))
    struct.pack_into("<H", main, 152, 93)
    struct.pack_into("<II", main, 154 + 8 * 12, 0, len(bins))
    struct.pack_into("<II", main, 154 + 8 * 33, len(bins), len(told))
    return rebuilt({("WordDocument",): bytes(main), ("0Table",): bins + told, **(more or {})})


def test_what_is_no_document_is_damaged_or_unsupported():
    assert by_reader(doc, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "doc").status == "damaged"
    assert by_reader(doc, rebuilt({("Other",): b"x"}), "doc").status == "damaged"
    assert by_reader(doc, rebuilt({("WordDocument",): b"x" * 10}), "doc").status == "damaged"
    assert (
        by_reader(doc, rebuilt({("WordDocument",): b"\xdb\xa5\x2d\0" + bytes(600)}), "doc").status
        == "unsupported"
    )


def test_a_document_without_its_pieces_is_damaged_and_its_objects_still_come():
    data = made([("x\r", True, b"")], clx=b"", more={("ObjectPool", "_1", "Workbook"): b"sheet"})
    said = by_reader(doc, data, "doc")
    assert said.status == "damaged"
    assert [one.path for one in said.listed] == [b"objects/_1"]


def test_a_locked_document_is_said_to_be_locked():
    said = by_reader(doc, made([("x\r", True, b"")], flags=0x100), "doc")
    assert (said.failed, said.text) == (None, "")
    assert said.status in ("locked", "damaged")


def test_pieces_of_both_widths_are_read_in_their_order():
    said = read(made([("Café “so” ", False, b""), ("Привет\r", True, b""), ("€100\r", False, b"")]))
    assert (said.kind, said.status) == ("doc", "read")
    assert said.text == "Café “so” Привет\n€100\n"


def test_deleted_and_hidden_words_stand_apart_and_are_flagged():
    said = read(
        made([("I paid ", True, b""), ("one ", True, DELETED), ("two ", False, b""), ("not ", False, HIDDEN),
              ("euro\r", True, b"")])
    )  # fmt: skip
    assert said.text == "I paid two euro\none \nnot \n"
    assert parts_of(said) == {"body": "I paid two euro\n", "deleted text": "one \n", "hidden text": "not \n"}
    assert codes(said) == ["tracked changes", "hidden text"]
    assert uncovered(said) == 0


def test_fields_tables_and_signs():
    text = 'A\x07B\x07\x07C\x07\x07see \x13 HYPERLINK "http://x.example/" \x14here\x15.\x0bnext\x01\x08\x1eline\r'
    text += "\x13INCLUDETEXT \\\\\\\\server\\\\x\x15\x15\r"
    said = read(made([(text, True, b"")]))
    assert said.text == "A\tB\t\nC\t\nsee here.\nnext\u2011line\n"
    assert said.facts["field_links"] == ["http://x.example/"]
    assert codes(said) == ["remote content"]


def test_each_part_has_its_place():
    said = read(made([("body\rnote\rtalk\r", True, b"")], lengths=[5, 5, 0, 0, 5, 0, 0, 0]))
    assert parts_of(said) == {"body": "body\n", "footnotes": "note\n", "comments": "talk\n"}
    assert codes(said) == ["comments"]


def test_a_document_saved_in_pieces_is_flagged():
    assert codes(read(made([("x\r", True, b"")], flags=4))) == ["fast saved"]


def test_word_95_is_read_as_windows_1252_and_said_to_be_partial():
    main = bytearray(2000)
    struct.pack_into("<HH", main, 0, 0xA5DC, 104)
    struct.pack_into("<II", main, 0x18, 1024, 1024 + 12)
    struct.pack_into("<i", main, 0x34, 12)
    main[1024:1036] = b"old \xe9t\xe9 text"[:12]
    said = by_reader(doc, rebuilt({("WordDocument",): bytes(main)}), "doc")
    assert (said.status, said.text) == ("partial", "old été text\n")


def test_embedded_documents_and_macros_are_handed_on():
    more = {
        ("ObjectPool", "_1", "Workbook"): b"\x09\x08sheet",
        ("ObjectPool", "_1", "\x01Ole"): b"x",
        ("ObjectPool", "_2", "CONTENTS"): b"%PDF-1.4",
        ("ObjectPool", "_3", "\x03ObjInfo"): b"x",
        ("Macros", "VBA", "dir"): b"code",
    }
    said = read(made([("x\r", True, b"")], more=more))
    assert {one.path: one.method for one in said.listed} == {
        b"objects/_1": "ole storage",
        b"objects/_2/CONTENTS": "ole stream",
        b"macros": "macros",
    }
    assert said.members[b"objects/_2/CONTENTS"].data == b"%PDF-1.4"
    assert said.members[b"objects/_1"].data[:4] == b"\xd0\xcf\x11\xe0"
    assert "macros" in codes(said)


def test_pictures_of_the_text_are_handed_on():
    png = b"\x89PNG\r\n\x1a\n" + b"p" * 50
    blip = struct.pack("<HHI", 0x6E00, 0xF01E, 17 + len(png)) + bytes(17) + png
    shape = struct.pack("<HHI", 0xF, 0xF004, len(blip)) + blip
    data = struct.pack("<IHH", 68 + len(shape), 68, 100) + bytes(60) + shape
    said = read(made([("x\x01\r", True, b"")], more={("Data",): data}))
    assert said.members[b"pictures/1.png"].data == png


@pytest.mark.parametrize("seed", range(40))
def test_changed_bytes_never_make_a_run_fail(seed):
    chance = random.Random(seed)
    whole = shared(SEEDS[seed % 2]).read_bytes() if seed < 20 else made([("some words\r", True, b"")])
    data = bytearray(whole)
    for _ in range(chance.randint(1, 40)):
        data[chance.randrange(512 if seed % 3 == 0 else len(data))] = chance.randrange(256)
    said = by_reader(doc, bytes(data), "doc", limits=Limits(characters=100_000))
    assert said.failed is None


def test_the_sample_with_various_features():
    said = read(shared(SEEDS[0]))
    assert said.status == "read"
    parts = parts_of(said)
    assert "Here is a text box" in parts["text boxes"]
    assert "This is a footnote." in parts["footnotes"]
    assert "This is the footer text." in parts["headers and footers"]
    assert "ゾルゲと尾崎" in parts["body"]
    assert "𐌲𐌿𐍄𐌹𐍃𐌺" in parts["body"]
    assert said.facts["author"] == "Michael McCandless"
    assert said.facts["created"] == 1_314_958_260_000
    assert said.facts["field_links"] == ["http://tika.apache.org/"]


def test_the_sample_opinion_agrees_with_another_reader():
    said = read(shared(SEEDS[1]))
    assert said.status == "read"
    assert len(said.text) == 6_304
    assert "No. 49S00-0308-DP-392" in said.text
    if not shutil.which("antiword"):
        pytest.skip("the comparison needs antiword (Debian package antiword)")
    told = subprocess.run(["antiword", "-w", "0", shared(SEEDS[1])], capture_output=True, check=True).stdout
    theirs = set(re.findall(r"[A-Za-z]{3,}", told.decode("utf-8", "replace")))
    assert theirs - set(re.findall(r"[A-Za-z]{3,}", said.text)) <= {"pic"}
