import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from wholefile.extraction.image_structure import structure, thumbnail

FORMATS = {"jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP", "bmp": "BMP"}


def picture(kind: str, **options) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((60, 40), 90).convert("P" if kind == "gif" else "RGB").save(
        stream, FORMATS[kind], **options
    )
    return stream.getvalue()


@pytest.mark.parametrize("kind", FORMATS)
def test_the_end_is_where_the_picture_ends(kind):
    data = picture(kind)
    assert structure(data, kind).end == len(data)
    assert structure(data + b"more", kind).end == len(data)
    assert not structure(data, kind).credentials


def test_a_progressive_jpeg_with_restarts_ends_at_its_end():
    data = picture("jpeg", progressive=True, restart_marker_rows=1, comment=b"\xff\xd9 is no end in here")
    assert structure(data + b"\xff\xd9", "jpeg").end == len(data)


def test_an_animated_gif_ends_after_its_last_frame():
    frames = [Image.effect_noise((30, 30), 90) for _ in range(3)]
    stream = io.BytesIO()
    frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:])
    assert structure(stream.getvalue() + b"PK", "gif").end == len(stream.getvalue())


def test_boxes_end_with_the_last_one():
    file = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\0\x40meta" + b"\0" * 56 + b"\0\0\0\x0cmdatDATA"
    assert structure(file, "heic").end == len(file)
    assert structure(file + b"PK\x03\x04 zip", "heic").end == len(file)
    assert structure(file + b"\0\0\0\0mdatDATA", "heic").end == len(file) + 12


@pytest.mark.parametrize("kind", FORMATS)
def test_a_cut_picture_has_no_known_end(kind):
    data = picture(kind)
    assert structure(data[: len(data) // 2], kind).end is None


def test_each_chunk_of_a_png_is_held_against_its_checksum():
    data = picture("png")
    assert structure(data, "png").broken == ()
    at = data.index(b"IDAT")
    for changed in (at + 9, at - 8 - 4):  # a pixel; the header
        broken = data[:changed] + bytes([data[changed] ^ 1]) + data[changed + 1 :]
        assert len(structure(broken, "png").broken) == 1


def test_content_credentials_are_found():
    jpeg = picture("jpeg")
    segment = b"JP\0\x01\0\0\0\x01\0\0\0\x40jumb\0\0\0\x20jumdc2pa"
    marked = jpeg[:2] + b"\xff\xeb" + (len(segment) + 2).to_bytes(2, "big") + segment + jpeg[2:]
    assert structure(marked, "jpeg").credentials
    png = picture("png")
    assert structure(png[:8] + b"\0\0\0\x04caBXDATA\0\0\0\0" + png[8:], "png").credentials


@given(st.sampled_from((*FORMATS, "heic", "tiff")), st.binary(max_size=500))
@settings(max_examples=200, deadline=None)
def test_no_bytes_whatever_make_it_fail(kind, rest):
    found = structure(rest, kind)
    assert found.end is None or 0 <= found.end <= len(rest) or kind == "jpeg"


@given(
    st.sampled_from(tuple(FORMATS)),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=30),
)
@settings(max_examples=100, deadline=None)
def test_changed_bytes_never_make_it_fail(kind, changes):
    data = bytearray(picture(kind))
    for at, value in changes:
        data[at % len(data)] = value
    found = structure(bytes(data), kind)
    assert found.end is None or found.end <= len(data)


@given(st.binary(max_size=200))
def test_no_exif_data_makes_the_search_for_a_thumbnail_fail(rest):
    assert thumbnail(b"Exif\0\0II*\0\x08\0\0\0" + rest)[:2] in (b"", b"\xff\xd8")
    assert thumbnail(rest)[:2] in (b"", b"\xff\xd8")
