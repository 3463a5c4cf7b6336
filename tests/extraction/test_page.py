"""One page as a picture: of a PDF with its annotations, of a picture turned upright, of each picture of a TIFF."""

import io
import struct
import zlib

import pikepdf
import pytest
from PIL import Image

from tests.extraction.pdf_making import Sheet, annotation, bar, document, made, saved, text
from tests.extraction.reading import read
from wholefile.extraction.contract import DAMAGED, EMPTY, LOCKED, PARTIAL, READ, TRUNCATED, UNSUPPORTED
from wholefile.extraction.page import LONGEST
from wholefile.processing.page_pictures import LIMITS


def asked(content, page=1, name="file", **more):
    return read(content, name, extractor="page", settings={"page": page}, limits=LIMITS, **more)


def picture(said):
    (one,) = said.listed
    assert one.complete
    return Image.frombytes("RGB", (one.facts["width"], one.facts["height"]), one.data)


def encoded(image, kind, **more):
    stream = io.BytesIO()
    image.save(stream, kind, **more)
    return stream.getvalue()


def halves(size=(60, 40)):
    """The left half red, the right half blue."""
    image = Image.new("RGB", size, (255, 0, 0))
    image.paste((0, 0, 255), (size[0] // 2, 0, *size))
    return image


def png_of(width, height, rows=b""):
    """A PNG that claims a size, whatever stands in it."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


# Negatives


@pytest.mark.parametrize("page", [0, -1, 3, 10**9, 2**63 - 1])
def test_a_page_that_is_not_there_is_said_not_to_be(page):
    said = asked(made(Sheet(text("one", 10, 10)), Sheet(text("two", 10, 10))), page)
    assert not said.listed
    assert said.status == UNSUPPORTED
    assert said.reasons == [f"It has 2 pages; there is no page {page:,}."]
    assert said.facts["pages"] == 2


def test_a_picture_has_one_page_whatever_it_moves():
    moving = encoded(halves(), "GIF", save_all=True, append_images=[Image.new("RGB", (60, 40))])
    assert asked(moving, 2).reasons == ["It has one page; there is no page 2."]
    assert picture(asked(moving)).size == (60, 40)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", EMPTY),
        (b"words, and no page", UNSUPPORTED),
        (b"PK\x03\x04" + b"\0" * 40, UNSUPPORTED),
        (b"%PDF-1.7\nnothing of a PDF", DAMAGED),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, DAMAGED),
    ],
)
def test_what_cannot_be_drawn_ends_in_a_stated_way(content, status):
    said = asked(content)
    assert not said.listed
    assert said.status == status
    assert said.reasons


def test_a_flood_of_pixels_is_not_decoded():
    said = asked(png_of(60_000, 60_000))
    assert not said.listed
    assert said.status == TRUNCATED
    assert "60,000 by 60,000" in said.reasons[0]


def test_a_locked_pdf_needs_the_password_that_opened_it_to_be_read():
    locked = made(Sheet(text("secret", 10, 10)), encryption=pikepdf.Encryption(owner="o", user="open"))
    assert asked(locked).status == LOCKED
    assert asked(locked, password="wrong").status == LOCKED
    assert asked(locked, password="open").status == READ


# What is drawn


def test_a_page_comes_as_a_reader_sees_it_with_its_notes():
    square = annotation("Square", [200, 100, 280, 180], C=[0, 0, 1])
    pdf = document(Sheet(bar(0, 0, 150, 200, "1 0 0 rg"), annotations=[square]))
    appearance = pdf.make_stream(b"0 0 1 rg 0 0 80 80 re f")
    appearance.Type, appearance.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    appearance.BBox = pikepdf.Array([0, 0, 80, 80])
    pdf.pages[0].Annots[0].AP = pikepdf.Dictionary(N=appearance)
    drawn = asked(saved(pdf))
    (one,) = drawn.listed
    assert one.facts["units"] == [300, 200]
    seen = picture(drawn)
    assert seen.size == (1200, 800)
    assert seen.getpixel((100, 100)) == (255, 0, 0)
    assert seen.getpixel((960, 240)) == (0, 0, 255)
    assert seen.getpixel((700, 100)) == (255, 255, 255)


def test_a_turned_page_comes_as_it_is_shown():
    drawn = asked(made(Sheet(bar(0, 0, 150, 200, "1 0 0 rg"), rotate=90)))
    assert drawn.listed[0].facts["units"] == [200, 300]
    seen = picture(drawn)
    assert seen.size == (800, 1200)
    assert seen.getpixel((400, 100)) == (255, 0, 0)
    assert seen.getpixel((400, 1100)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(14_400, 14_400), (10, 5_000), (3, 3)])
def test_however_large_a_page_is_its_picture_is_bounded(size):
    seen = picture(asked(made(Sheet(b"", size=size))))
    assert max(seen.size) <= LONGEST
    assert min(seen.size) >= 1


def test_a_page_too_thin_to_be_seen_is_said_to_be():
    assert asked(made(Sheet(b"", size=(14, 14_000), crop=[0, 0, 1, 14_000]))).status == UNSUPPORTED


def test_the_second_page_is_not_the_first():
    pdf = made(Sheet(bar(0, 0, 300, 200, "1 0 0 rg")), Sheet(bar(0, 0, 300, 200, "0 1 0 rg")))
    assert picture(asked(pdf, 2)).getpixel((5, 5)) == (0, 255, 0)


def test_every_picture_of_a_tiff_is_a_page():
    first, second = halves(), Image.new("RGB", (30, 90), (0, 255, 0))
    content = encoded(first, "TIFF", save_all=True, append_images=[second])
    assert picture(asked(content)).size == (60, 40)
    seen = asked(content, 2)
    assert seen.facts["pages"] == 2
    assert seen.listed[0].facts["units"] == [30, 90]
    assert picture(seen).getpixel((5, 5)) == (0, 255, 0)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_a_picture_is_turned_upright(kind):
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter to the right
    said = asked(encoded(halves((200, 100)), kind, exif=exif))
    assert said.listed[0].facts["units"] == [100, 200]
    seen = picture(said)
    assert seen.size == (100, 200)
    red, _, blue = seen.getpixel((50, 10))
    assert red > 200
    assert blue < 60


def test_a_large_photograph_becomes_small_and_keeps_its_own_units():
    said = asked(encoded(halves((6_000, 4_000)), "JPEG"))
    assert picture(said).size == (LONGEST, 1_066)
    assert said.listed[0].facts["units"] == [6_000, 4_000]


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("1", "TIFF"), ("L", "PNG"), ("P", "PNG"), ("I;16", "PNG"), ("CMYK", "JPEG"), ("F", "TIFF")],
)
def test_pictures_of_every_mode_become_three_colours(mode, kind):
    assert picture(asked(encoded(Image.new(mode, (40, 30)), kind))).size == (40, 30)


def test_what_is_transparent_is_white_paper():
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert picture(asked(encoded(clear, "PNG"))).getpixel((3, 3)) == (255, 255, 255)


def test_a_picture_that_ends_too_early_is_shown_as_far_as_it_goes_and_it_is_said():
    whole = encoded(Image.effect_noise((400, 400), 90).convert("RGB"), "JPEG")
    said = asked(whole[: len(whole) // 2])
    assert picture(said).size == (400, 400)
    assert said.status == PARTIAL
    assert "ends too early" in said.reasons[-1]


def test_a_mended_pdf_is_drawn_and_said_to_be_damaged():
    whole = made(Sheet(bar(0, 0, 300, 200, "1 0 0 rg")))
    broken = whole.replace(b"startxref", b"startxxxx")
    assert picture(asked(broken)).getpixel((5, 5)) == (255, 0, 0)
