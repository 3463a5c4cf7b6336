"""Characters, words and their places on pages that are turned and cropped."""

import numpy as np
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.pdf_making import Sheet, bar, document, made, saved, text
from tests.extraction.reading import read
from wholefile.extraction.pdf_page import Frame

WORDS = text("Alpha beta", 40, 120) + text("gamma", 200, 60, 20)


SCALE = 4


def seen(content: bytes) -> "np.ndarray":
    """Which pixels of the first page are dark, as it is shown."""
    document = pypdfium2.PdfDocument(content)
    return document[0].render(scale=SCALE, grayscale=True).to_numpy().copy().squeeze() < 100


def rows_and_columns(pixels: "np.ndarray", box: list[float], around: int = 0) -> tuple[slice, slice]:
    """A box in points from the lower left corner of the page as pixels from its upper left corner."""
    left, bottom, right, top = (round(edge * SCALE) for edge in box)
    height = pixels.shape[0]
    return slice(height - top - around, height - bottom + around), slice(left - around, right + around)


@pytest.mark.parametrize("crop", [None, [20, 30, 290, 180]])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_box_of_a_word_is_where_the_word_is_seen(turned, crop):
    content = made(Sheet(WORDS, rotate=turned, crop=crop))
    said = read(content)
    layer = said.layers[0]
    words = {layer.text[start:end]: box for start, end, _page, *box, _sure in layer.boxes}
    assert set(words) == {"Alpha", "beta", "gamma"}
    dark = seen(content)
    covered = np.zeros_like(dark)
    for box in words.values():
        assert dark[rows_and_columns(dark, box)].mean() > 0.15
        covered[rows_and_columns(dark, box, around=3)] = True
    assert not (dark & ~covered).any()


def test_a_page_that_is_turned_has_its_size_as_shown():
    said = read(made(Sheet(WORDS, rotate=90, crop=[20, 30, 290, 180])))
    assert said.facts["page_sizes"] == [{"width": 150.0, "height": 270.0, "pages": 1}]


@given(
    st.sampled_from([0, 90, 180, 270]),
    st.tuples(*[st.floats(-500, 500)] * 4),
    st.tuples(*[st.floats(0, 400)] * 2),
)
def test_a_shown_box_keeps_its_size(turned, page, extent):
    left, bottom = page[:2]
    frame = Frame(left, bottom, left + 500, bottom + 300, turned)
    box = (page[2], page[3], page[2] + extent[0], page[3] + extent[1])
    shown = frame.shown(box)
    sides = (shown[2] - shown[0], shown[3] - shown[1])
    assert sides == pytest.approx(extent if turned in (0, 180) else extent[::-1], abs=1e-6)
    assert frame.shown((frame.left, frame.bottom, frame.right, frame.top)) == pytest.approx(
        (0, 0, *frame.size)
    )


def test_a_hyphen_at_the_end_of_a_line_stays_with_its_line_end():
    said = read(made(Sheet(text("exam-", 50, 100) + text("ple", 50, 86))))
    assert said.text == "exam-\nple"
    assert [said.text[start:end] for start, end, *_ in said.layers[0].boxes] == ["exam-", "ple"]


def test_pages_are_divided_by_a_form_feed_and_each_has_its_place():
    said = read(made(Sheet(text("one", 9, 9)), Sheet(b""), Sheet(text("three", 9, 9))))
    assert said.text == "one\f\fthree"
    assert said.layers[0].places == [[0, 3, {"page": 1}], [4, 4, {"page": 2}], [5, 10, {"page": 3}]]
    assert (said.layers[0].name, said.layers[0].label) == ("text", "native")


def test_text_under_a_bar_and_outside_of_the_page_is_in_the_text():
    content = text("under", 20, 100) + bar(0, 0, 300, 200) + text("outside", 900, 100)
    said = read(made(Sheet(content)))
    assert "under" in said.text
    assert "outside" in said.text


@pytest.mark.parametrize("shifted", [False, True])
def test_characters_without_a_meaning_are_flagged_and_wanted_from_ocr(shifted):
    import pikepdf

    typst = pytest.importorskip("typst", reason="install the package typst")
    import io

    # The glyphs that come first have numbers that look like control characters, the later ones like letters.
    rare = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" if shifted else ""
    good = typst.compile(f"{rare} {'words of a font that is part of another. ' * 9}".encode())
    with pikepdf.open(io.BytesIO(good)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                del one["/ToUnicode"]
        bad = saved(pdf)
    assert read(good).flags == []
    said = read(bad)
    assert [one["code"] for one in said.flags] == ["text may be unreadable"]
    assert said.wants == ["ocr"]
    assert said.facts["pages_unreadable"] == said.facts["pages_for_ocr"] == [1]
    assert said.status == "read"


def test_characters_beyond_the_basic_plane_are_one_character():
    typst = pytest.importorskip("typst", reason="install the package typst")
    said = read(typst.compile("Gruß 𝐀𝑩 end".encode()))
    layer = said.layers[0]
    assert layer.text.split() == ["Gruß", "𝐀𝑩", "end"]
    assert [layer.text[start:end] for start, end, *_ in layer.boxes] == ["Gruß", "𝐀𝑩", "end"]


def test_a_picture_without_text_is_wanted_from_ocr_and_an_empty_page_is_not():
    picture = Sheet(b"q 300 0 0 200 0 0 cm /P Do Q", pictures={"P": (2, 2, b"\0\xff\xff\0")})
    said = read(made(Sheet(b""), picture))
    assert said.status == "read"
    assert said.wants == ["ocr"]
    assert said.facts["pages_without_text"] == [2]
    assert read(made(Sheet(b""))).wants == []
    assert (
        read(
            made(
                Sheet(
                    text("A page of text with a logo", 9, 90) + b"q 30 0 0 20 0 0 cm /P Do Q",
                    pictures=picture.pictures,
                )
            )
        ).wants
        == []
    )


def test_a_scan_with_a_stamp_at_its_edge_is_wanted_from_ocr():
    sheet = Sheet(
        b"q 300 0 0 200 0 0 cm /P Do Q" + text("Case 1 Document 2", 9, 190, 8),
        pictures={"P": (2, 2, b"\0\xff\xff\0")},
    )
    said = read(made(sheet))
    assert said.facts["pages_for_ocr"] == [1]
    assert "pages_without_text" not in said.facts
    assert said.wants == ["ocr"]


def test_many_pages_are_read_within_the_bound_of_characters():
    import pikepdf

    from wholefile.extraction.contract import Limits

    pdf = document(Sheet(text("words of a page", 9, 9)))
    first = pdf.pages[0]
    pdf.Root.Pages.Kids = pikepdf.Array(
        [pdf.make_indirect(pikepdf.Dictionary(first.obj)) for _ in range(10_000)]
    )
    pdf.Root.Pages.Count = 10_000
    said = read(saved(pdf), limits=Limits(characters=8_000))
    assert said.status == "truncated"
    assert said.facts["pages"] == 10_000
    assert said.facts["page_sizes"][0]["pages"] < 600
    assert len(said.layers[0].text) == 8_000
    assert not said.layers[0].complete
