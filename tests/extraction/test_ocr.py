"""Text read off pictures: of scanned pages and of image files."""

import io
import shutil
import struct
import zlib

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.extraction.pdf_making import Sheet, made, text
from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction.contract import Limits
from wholefile.extraction.ocr_tesseract import reading_of

tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="install the package tesseract-ocr")
FONT = ImageFont.load_default(size=40)
BIG = Sheet(text("Evidence locker", 20, 120, 20) + text("seventeen", 150, 40, 24))


def drawing(words="Evidence locker", size=(700, 200), at=(40, 60)):
    image = Image.new("L", size, 255)
    ImageDraw.Draw(image).text(at, words, font=FONT, fill=0)
    return image


def stored(image, kind, **how):
    stream = io.BytesIO()
    image.save(stream, kind, **how)
    return stream.getvalue()


def words_of(said):
    layer = said.layers[0]
    return {layer.text[start:end]: (page, *box) for start, end, page, *box, _sure in layer.boxes}


# -- what cannot be read


def test_without_the_program_the_package_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    said = read(stored(drawing(), "PNG"), extractor="ocr")
    assert said.status == "unsupported"
    assert "tesseract-ocr" in said.reasons[0]
    assert said.failed is None


@tesseract
@pytest.mark.parametrize("language", ["xxx", "eng+xxx"])
def test_a_language_without_data_is_named_with_those_there_are(language):
    said = read(stored(drawing(), "PNG"), extractor="ocr", settings={"language": language})
    assert said.status == "unsupported"
    assert "xxx" in said.reasons[0]
    assert "eng" in said.reasons[0].split("it has:")[1]


@tesseract
@pytest.mark.parametrize("language", ["../../etc/passwd", "-eng", "eng --psm 0", "eng\n"])
def test_a_language_is_never_more_than_a_name(language):
    said = read(stored(drawing(), "PNG"), extractor="ocr", settings={"language": language})
    assert said.status == "unsupported"


@tesseract
@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n" + b"broken" * 9, b"no picture at all", b"%PDF-1.4 broken"]
)
def test_what_is_no_picture_has_an_outcome(content):
    said = read(content, extractor="ocr")
    assert said.failed is None
    assert said.status in ("damaged", "unsupported")


@tesseract
def test_an_empty_file_is_empty():
    assert read(b"", extractor="ocr").status == "empty"


@tesseract
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_a_picture_that_lost_its_end_has_an_outcome(kind):
    whole = stored(drawing(), kind)
    said = read(whole[: len(whole) // 2], extractor="ocr")
    assert said.failed is None
    assert said.status in ("damaged", "unsupported", "partial")


@tesseract
def test_the_half_of_a_picture_that_is_left_is_read():
    tall = Image.new("L", (700, 600), 255)
    tall.paste(drawing(), (0, 0))
    tall.paste(drawing("Lost words"), (0, 400))
    whole = stored(tall, "BMP")
    said = read(whole[: len(whole) // 3], extractor="ocr")
    assert said.status == "partial"
    jpeg = stored(tall, "JPEG")
    said = read(jpeg[: len(jpeg) * 2 // 3], extractor="ocr")
    assert said.status == "partial"
    assert said.text.startswith("Evidence locker")


@tesseract
def test_a_flood_of_pixels_is_not_decoded():
    size = struct.pack(">II", 60_000, 60_000)
    head = b"IHDR" + size + b"\x08\x00\x00\x00\x00"
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    said = read(b"\x89PNG\r\n\x1a\n" + chunk + b"\x00\x00\x00\x00IDAT", extractor="ocr")
    assert said.status == "truncated"
    assert "60,000 by 60,000" in said.reasons[0]
    assert said.facts["pages_not_read"] == [1]


@tesseract
def test_a_locked_pdf_is_locked_and_opens_with_its_password():
    import pikepdf

    locked = made(BIG, encryption=pikepdf.Encryption(user="opens", owner="owns"))
    assert read(locked, extractor="ocr").status == "locked"
    assert "Evidence locker" in read(locked, extractor="ocr", password="opens").text


# -- pictures


@tesseract
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_every_kind_of_picture_is_read_with_its_places(kind):
    said = read(stored(drawing().convert("RGB"), kind), extractor="ocr")
    assert said.status == "read"
    assert said.text == "Evidence locker"
    layer = said.layers[0]
    assert (layer.name, layer.label) == ("ocr", "ocr")
    assert layer.places == [[0, 15, {"page": 1}]]
    assert said.facts["mean_confidence"] > 70
    assert said.facts["tesseract"]


@tesseract
def test_a_picture_of_a_telephone_is_decoded():
    """HEIC, which nothing here can write; the sample is a drawing without words."""
    pytest.importorskip("pi_heif", reason="install the package pi-heif")
    said = read(shared("samples/images/testHEIF.heic"), extractor="ocr")
    assert (said.failed, said.status) == (None, "read")
    assert said.facts["tesseract"]


def dark_of(image, box):
    """How much of a box in pixels from the lower left corner is dark."""
    left, bottom, right, top = (round(edge) for edge in box)
    part = image.crop((left, image.height - top, right, image.height - bottom))
    return sum(part.histogram()[:128]) / (part.width * part.height)


@tesseract
def test_boxes_of_a_picture_are_pixels_from_its_lower_left_corner():
    image = drawing()
    words = words_of(read(stored(image, "PNG"), extractor="ocr"))
    for page, *box in words.values():
        assert page == 1
        assert dark_of(image, box) > 0.15
    assert 40 <= words["Evidence"][1] < words["Evidence"][3] <= words["locker"][1]


@tesseract
@pytest.mark.parametrize(("orientation", "back"), [(3, 180), (6, 90), (8, 270)])
def test_a_picture_is_turned_upright_as_its_exif_says(orientation, back):
    upright = drawing()
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = upright.rotate(back, expand=True)
    said = read(stored(turned, "JPEG", exif=exif, quality=95), extractor="ocr")
    assert said.text == "Evidence locker"
    for _page, *box in words_of(said).values():
        assert dark_of(upright, box) > 0.15


@tesseract
def test_each_page_of_a_tiff_is_a_page():
    pages = [drawing("First page"), drawing("Second page", size=(900, 300))]
    said = read(stored(pages[0], "TIFF", save_all=True, append_images=pages[1:]), extractor="ocr")
    assert said.text == "First page\fSecond page"
    assert [where for _start, _end, where in said.layers[0].places] == [{"page": 1}, {"page": 2}]
    assert words_of(said)["Second"][0] == 2


@tesseract
def test_what_is_transparent_is_paper():
    image = Image.new("RGBA", (700, 200), (0, 0, 0, 0))
    ImageDraw.Draw(image).text((40, 60), "Evidence locker", font=FONT, fill=(0, 0, 0, 255))
    assert read(stored(image, "PNG"), extractor="ocr").text == "Evidence locker"


@tesseract
def test_sixteen_bits_of_grey_are_read():
    import numpy as np

    deep = Image.fromarray(np.asarray(drawing(), dtype=np.uint16) * 257)
    assert read(stored(deep, "PNG"), extractor="ocr").text == "Evidence locker"


@tesseract
def test_a_picture_without_text_is_empty_and_says_so():
    said = read(stored(Image.new("L", (400, 300), 200), "PNG"), extractor="ocr")
    assert said.status == "read"
    assert said.text == ""
    assert said.facts["pages_empty"] == [1]


def test_a_noisy_picture_is_made_plain():
    import numpy as np

    from wholefile.extraction.ocr_pictures import cleaned

    noise = np.random.default_rng(1).normal(0, 25, (200, 700))
    noisy = Image.fromarray(np.clip(np.asarray(drawing()) * 0.4 + 90 + noise, 0, 255).astype(np.uint8))
    plain = cleaned(noisy)
    assert set(plain.getextrema()) == {0, 255}
    same = (np.asarray(plain) > 0) == (np.asarray(drawing()) > 127)
    assert same.mean() > 0.97


@tesseract
def test_a_large_picture_is_read_smaller_and_its_places_stay(monkeypatch):
    from wholefile.extraction import ocr_pictures

    monkeypatch.setattr(ocr_pictures, "MOST_PIXELS", 70_000)
    image = drawing()
    said = read(stored(image, "PNG"), extractor="ocr")
    assert said.facts["pages_shrunk"] == [1]
    assert said.text == "Evidence locker"
    for _page, *box in words_of(said).values():
        assert dark_of(image, box) > 0.12


# -- pages of a PDF


@tesseract
@pytest.mark.parametrize("turned", [0, 90])
def test_boxes_of_ocr_are_those_of_the_native_text(turned):
    content = made(Sheet(BIG.content, rotate=turned, crop=[10, 20, 290, 190]))
    if turned:
        content = made(
            Sheet(b"0 1 -1 0 200 0 cm " + text("Evidence locker", 20, 120, 20), rotate=90, size=(200, 300))
        )
    native, seen = words_of(read(content)), words_of(read(content, extractor="ocr"))
    assert {"Evidence", "locker"} <= set(native) & set(seen)
    for word in set(native) & set(seen):
        assert native[word] == pytest.approx(seen[word], abs=1.5)


@tesseract
def test_only_the_pages_asked_for_are_read():
    content = made(*[Sheet(text(f"Number {name}", 20, 90, 24)) for name in ("one", "two", "three")])
    said = read(content, extractor="ocr", settings={"pages": [3, 1]})
    assert said.text == "Number three\fNumber one"
    assert [where["page"] for _start, _end, where in said.layers[0].places] == [3, 1]
    missing = read(content, extractor="ocr", settings={"pages": [2, 9]})
    assert missing.status == "partial"
    assert missing.text == "Number two"


@tesseract
def test_a_page_of_any_size_is_drawn_within_bounds():
    huge = Sheet(text("Evidence", 1000, 5000, 2000), size=(14_000, 14_000))
    said = read(made(huge), extractor="ocr")
    assert said.status == "read"
    assert said.text == "Evidence"
    assert said.facts["pages_shrunk"] == [1]


@tesseract
def test_when_the_time_is_over_the_pages_left_are_named():
    said = read(made(BIG, BIG), extractor="ocr", limits=Limits(seconds=0))
    assert said.status == "truncated"
    assert said.facts["pages_left"] == [1, 2]


@tesseract
def test_too_much_text_is_cut_and_said():
    said = read(made(BIG), extractor="ocr", limits=Limits(characters=8))
    assert said.status == "truncated"
    assert said.text == "Evidence"


@tesseract
def test_a_scanned_filing_is_read():
    said = read(shared("samples/court/image-pdf.pdf"), extractor="ocr", settings={"pages": [1]})
    assert said.status == "read"
    assert "OCTOBER TERM, 2012" in said.text
    assert said.facts["mean_confidence"] > 90


@tesseract
def test_a_scanned_picture_of_two_pages_is_read():
    said = read(shared("samples/images/testTIFF_multipage.tif"), extractor="ocr")
    assert said.text.split("\f")[1].split() == ["Multipage", "TIFF", "Example", "Page", "2"]


# -- the table that the program writes


HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def test_lines_and_paragraphs_stay_apart():
    rows = ["5 1 1 1 1 1 1 2 3 4 95.6 a", "5 1 1 1 1 2 5 2 3 4 80 b", "5 1 1 1 2 1 1 9 3 4 7 c"]
    rows += ["5 1 1 2 1 1 1 20 3 4 96 d", "4 1 1 2 1 0 1 20 3 4 -1 ", "5 1 1 2 1 2 1 2 3 4 95 "]
    reading = reading_of(HEAD + "\n".join(rows).replace(" ", "\t") + "\n")
    assert reading.text == "a b\nc\n\nd"
    assert [reading.text[word.start : word.end] for word in reading.words] == ["a", "b", "c", "d"]
    assert reading.words[0][2:] == (1, 2, 3, 4, 96)


@pytest.mark.parametrize("table", ["", "x", HEAD, HEAD + "5\t1\n", HEAD + "\n\n"])
def test_a_table_without_words_is_an_empty_reading(table):
    assert reading_of(table) == ("", [])
