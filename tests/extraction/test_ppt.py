import random
import struct
import zlib

import pytest

from tests.extraction.packages import by_reader, codes
from tests.extraction.reading import read
from wholefile.extraction import ppt
from wholefile.extraction.contract import Limits
from wholefile.extraction.ole_pictures import pictures, records
from wholefile.extraction.ole_rebuilt import rebuilt


def atom(kind: int, data: bytes = b"", *, instance=0, version=0) -> bytes:
    return struct.pack("<HHI", instance << 4 | version, kind, len(data)) + data


def holder(kind: int, *parts: bytes, instance=0) -> bytes:
    return atom(kind, b"".join(parts), instance=instance, version=0xF)


def words(text: str) -> bytes:
    return atom(4000, text.encode("utf-16-le"))


def string(text: str, instance: int) -> bytes:
    return atom(4026, text.encode("utf-16-le"), instance=instance)


def persist(number: int, slide: int) -> bytes:
    return atom(1011, struct.pack("<IIIII", number, 0, 0, slide, 0))


def made(*, more=None, extra=b"", key=None) -> bytes:
    """Two slides, the second saved first and hidden; notes; a comment; and a slide of an earlier version."""
    left_over = holder(1006, words("what was taken out"))
    second = holder(1006, atom(1017, bytes(10) + b"\x04\x00"), words("second\rline"))
    comment = holder(12000, string("Ann", 0), string("too much", 1))
    first = holder(1006, atom(4008, b"caf\xe9"), holder(5000, comment))
    notes = holder(1008, atom(1009, struct.pack("<II", 256, 0)), words("say this"))
    document = holder(
        1000,
        holder(4080, persist(2, 256), words("outline"), persist(3, 257), instance=0),
        holder(4080, persist(4, 900), instance=2),
    )
    data, places = left_over + extra, []
    for one in (document, first, second, notes):
        places.append(len(data))
        data += one
    directory = len(data)
    data += atom(6002, struct.pack("<I4I", 4 << 20 | 1, *places))
    edit = len(data)
    data += atom(4085, struct.pack("<IHBBIIIIHH", 0, 0, 0, 3, 0, directory, 1, 5, 0, 0))
    user = atom(4086, struct.pack("<III", 20, key or 0xE391C05F, edit) + bytes(8))
    return rebuilt({("PowerPoint Document",): data, ("Current User",): user, **(more or {})})


def test_what_is_no_presentation_is_damaged():
    assert by_reader(ppt, b"nothing", "ppt").status == "damaged"
    assert by_reader(ppt, rebuilt({("Other",): b"x"}), "ppt").status == "damaged"


def test_a_locked_presentation_is_said_to_be_locked():
    said = by_reader(ppt, made(key=0xF3D1C4DF), "ppt")
    assert said.failed is None
    assert said.status in ("locked", "damaged")


def test_slides_are_read_in_their_order_with_notes_comments_and_earlier_versions():
    said = read(made())
    assert (said.kind, said.status) == ("ppt", "read")
    assert said.text == "outline\ncafé\nsay this\ntoo much\nsecond\nline\nwhat was taken out\n"
    assert [one[2] for one in said.layers[0].places] == [
        {"slide": 1},
        {"slide": 1, "part": "notes"},
        {"slide": 1, "part": "comment by Ann"},
        {"slide": 2},
        {"part": "earlier version 1"},
    ]
    assert said.facts["slides"] == 2
    assert [one for one in codes(said) if one != "types disagree"] == [
        "hidden text",
        "hidden text",
        "comments",
    ]


def test_embedded_objects_and_pictures_are_handed_on():
    inner = rebuilt({("CONTENTS",): b"%PDF-1.4"})
    packed = atom(4113, len(inner).to_bytes(4, "little") + zlib.compress(inner), instance=1)
    metafile = zlib.compress(b"emf bytes")
    emf = atom(0xF01A, bytes(16) + bytes(32) + b"\0\xfe" + metafile, instance=0x3D4)
    said = read(made(extra=packed + atom(4113, b"as it is"), more={("Pictures",): emf}))
    assert {one.path: one.data for one in said.listed} == {
        b"objects/1/CONTENTS": b"%PDF-1.4",
        b"objects/2": b"as it is",
        b"pictures/1.emf": b"emf bytes",
    }


def test_any_depth_of_records_is_followed():
    data = b""
    for _ in range(2_000):
        data = holder(1, data)
    assert sum(1 for _ in records(data)) == 2_000
    assert sum(1 for _ in records(struct.pack("<HHI", 0xF, 1, 0xFFFFFFFF) * 200_000)) == 200_000


def test_a_packed_picture_that_is_a_bomb_stays_within_bounds():
    bomb = zlib.compress(bytes(300 << 20))
    ((_ending, content),) = pictures(atom(0xF01A, bytes(48) + b"\0\xfe" + bomb, instance=0x3D4))
    assert len(content) <= 257 << 20


@pytest.mark.parametrize("seed", range(60))
def test_changed_bytes_never_make_a_run_fail(seed):
    chance = random.Random(seed)
    data = bytearray(made(more={("Pictures",): atom(0xF01E, bytes(17) + b"p", instance=0x6E0)}))
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(512, len(data))] = chance.randrange(256)
    assert by_reader(ppt, bytes(data), "ppt", limits=Limits(characters=100_000)).failed is None
