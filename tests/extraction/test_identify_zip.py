import io
import struct
import zipfile

import pytest

from wholefile.extraction.identify_zip import directory_of, zipped

TYPES = '<Types><Override PartName="/x" ContentType="application/vnd.{}.main+xml"/></Types>'


def packed(*members, method=zipfile.ZIP_DEFLATED, comment=b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.comment = comment
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def kind(data: bytes) -> str:
    return zipped(io.BytesIO(data), len(data)).kind


def office(subtype: str) -> tuple[str, str]:
    return "[Content_Types].xml", TYPES.format(subtype)


@pytest.mark.parametrize(
    ("subtype", "expected"),
    [
        ("openxmlformats-officedocument.wordprocessingml.document", "docx"),
        ("openxmlformats-officedocument.wordprocessingml.template", "docx"),
        ("ms-word.document.macroEnabled", "docx"),
        ("openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        ("ms-excel.sheet.macroEnabled", "xlsx"),
        ("openxmlformats-officedocument.presentationml.slideshow", "pptx"),
        ("ms-powerpoint.presentation.macroEnabled", "pptx"),
        ("ms-visio.drawing", "zip"),
    ],
)
def test_office_documents_are_known_by_the_type_of_their_main_part(subtype, expected):
    whole = packed(("filler", b"x" * 5000), office(subtype))
    assert kind(whole) == expected
    assert kind(b"junk before it" + whole) == expected


def test_macros_are_in_the_media_type():
    data = packed(office("ms-word.document.macroEnabled"))
    assert (
        zipped(io.BytesIO(data), len(data)).media_type == "application/vnd.ms-word.document.macroEnabled.12"
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("application/vnd.oasis.opendocument.text", "odt"),
        ("application/vnd.oasis.opendocument.spreadsheet-template", "ods"),
        ("application/vnd.oasis.opendocument.presentation", "odp"),
        ("application/epub+zip", "zip"),
        ("rubbish \x00\x01", "zip"),
    ],
)
def test_open_documents_are_known_by_their_first_member(told, expected):
    assert kind(packed(("mimetype", told), method=zipfile.ZIP_STORED)) == expected


def test_without_its_end_a_document_is_still_known_by_what_is_left():
    data = packed(
        office("openxmlformats-officedocument.wordprocessingml.document"), ("word/document.xml", b"y" * 900)
    )
    assert kind(data[: data.index(b"PK\x01\x02")]) == "docx"
    assert kind(data[:200]) in ("docx", "zip")
    assert kind(packed(("a", b"x"))[:-10]) == "zip"


def test_a_list_of_members_that_points_anywhere_is_not_followed():
    data = bytearray(packed(office("openxmlformats-officedocument.wordprocessingml.document")))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 42, 0xFFFFFFF0)
    assert kind(bytes(data)) == "zip"
    end = data.index(b"PK\x05\x06")
    struct.pack_into("<II", data, end + 12, 0xFFFFFFFF, 0xFFFFFFFF)
    assert kind(bytes(data)) in ("zip", "docx")


def test_a_bomb_in_the_part_that_is_looked_at_is_not_inflated(monkeypatch):
    assert kind(packed(("[Content_Types].xml", b"\0" * 50_000_000), ("word/a", b""))) == "docx"


def test_a_comment_that_looks_like_an_end_record_hides_nothing():
    data = packed(("a", b"x"), comment=b"PK\x05\x06" + b"\0" * 18)
    assert directory_of(io.BytesIO(data), len(data)) is not None
    assert directory_of(io.BytesIO(data + b"!"), len(data) + 1, exactly=True) is None
    assert directory_of(io.BytesIO(data + b"!"), len(data) + 1) is not None


def test_a_zip64_is_read_by_its_own_end_record():
    member = packed(("mimetype", "application/vnd.oasis.opendocument.text"), method=zipfile.ZIP_STORED)
    at = member.index(b"PK\x01\x02")
    end = member.index(b"PK\x05\x06")
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, end - at, at)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    tail = bytearray(member[end:])
    struct.pack_into("<II", tail, 12, 0xFFFFFFFF, 0xFFFFFFFF)
    data = member[:end] + record + locator + bytes(tail)
    assert kind(data) == "odt"
