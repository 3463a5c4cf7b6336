"""Bars over live text, and text that nobody was to notice."""

import pytest
from pikepdf import Array, Dictionary, Name

from tests.extraction.pdf_making import Sheet, annotation, bar, document, made, saved, text
from tests.extraction.reading import Said, read
from tests.shared_files import shared

LINE = text("Open words then SECRET name here", 20, 100)
OVER_SECRET = (112, 96, 166, 112)  # around the word SECRET of that line
QUADS = Array([112, 112, 166, 112, 112, 96, 166, 96])
ROUNDED = b"0 g 113 94 m 168 94 l 170 96 l 170 112 l 168 114 l 113 114 l 111 112 l 111 96 l f "


def failed(said: Said) -> list[str]:
    assert said.failed is None, said.failed
    text_layer = said.layers[0].text
    return [text_layer[one["start"] : one["end"]] for one in said.flags if one["code"] == "failed redaction"]


def hidden(said: Said) -> list[str]:
    assert said.failed is None, said.failed
    text_layer = said.layers[0].text
    return [text_layer[one["start"] : one["end"]] for one in said.flags if one["code"] == "hidden text"]


HARMLESS = {
    "a bar before a bright text": bar(10, 90, 290, 120) + b"1 1 1 rg " + LINE,
    "grey shading behind the text": bar(10, 90, 290, 120, "0.8 g") + LINE,
    "a rule through the text": LINE + bar(20, 103, 290, 104),
    "an underline": LINE + bar(20, 97, 290, 98.2),
    "a bar beside the text": LINE + bar(20, 120, 290, 140),
    "a frame of two rectangles around the text": LINE + b"0 g 10 90 280 40 re 12 92 276 36 re f* ",
    "a bar that is only an outline": LINE + b"10 90 280 40 re S ",
    "a bar clipped away": LINE + b"q 0 0 5 5 re W n 0 g 10 90 280 40 re f Q ",
    "an oval drawn as an outline around it": LINE + b"10 w q 20 90 m 60 150 200 150 280 90 c S Q ",
    "the text once more above the bar": LINE + bar(10, 90, 290, 120, "1 g") + b"0 g " + LINE,
    "a bar that shows in the form of the text": b"q "
    + LINE.replace(b"BT", b"BT 7 Tr")
    + bar(10, 90, 290, 120)
    + b"Q ",
    "a pattern that leaves holes": LINE + b"/Pattern cs /Dots scn 10 90 280 40 re f ",
    "dots under a bar": text("........", 20, 100) + bar(10, 90, 290, 120),
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_what_can_be_seen_is_no_failed_redaction(content):
    pdf = document(Sheet(content))
    dots = pdf.make_stream(b"0 g 0 0 1 1 re f")
    dots.PatternType, dots.PaintType, dots.TilingType = 1, 1, 1
    dots.BBox, dots.XStep, dots.YStep, dots.Resources = Array([0, 0, 20, 20]), 20, 20, Dictionary()
    pdf.pages[0].Resources.Pattern = Dictionary(Dots=dots)
    said = read(saved(pdf))
    assert failed(said) == []
    assert hidden(said) == []


ONLY_SEEN = ("a pattern that leaves holes", "a bar that shows in the form of the text")
CLIPPED = (
    LINE
    + b"q 0 0 m 300 0 l 0 30 l h W n 0 g 10 90 280 40 re f Q q 10 90 m 12 90 l 290 130 l h W n 0 g 0 0 300 200 re f Q "
)


@pytest.mark.parametrize(
    "content", [CLIPPED, *(content for name, content in HARMLESS.items() if name not in ONLY_SEEN)]
)
def test_geometry_alone_finds_no_failed_redaction_either(content):
    assert failed(read(made(Sheet(content, size=(14_000, 14_000))))) == []


HIDING = {
    "a bar after the text": LINE + bar(*OVER_SECRET),
    "a white bar after the text": LINE + bar(*OVER_SECRET, "1 g"),
    "a bar under a text of its colour": bar(*OVER_SECRET) + LINE,
    "a thick line": LINE + b"q 16 w 112 104 m 166 104 l S Q ",
    "a bar moved there by a matrix": LINE + b"q 2 0 0 2 8 -4 cm 0 g 52 50 27 8 re f Q ",
    "a bar of rounded corners": LINE + ROUNDED,
    "a bar with a label on it": LINE + bar(*OVER_SECRET) + b"1 g " + text("X", 130, 100, 7),
    "two bars in one path": LINE + b"0 g 112 96 54 16 re 200 20 20 20 re f ",
}


@pytest.mark.parametrize("content", HIDING.values(), ids=HIDING)
def test_a_text_under_a_bar_is_found(content):
    said = read(made(Sheet(content)))
    assert failed(said) == ["SECRET"]
    (flag,) = [one for one in said.flags if one["code"] == "failed redaction"]
    assert "SECRET" not in flag["words"]
    assert (flag["page"], flag["layer"], flag["characters"]) == (1, "text", 6)
    left, bottom, right, top = flag["box"]
    assert 110 < left < 120
    assert 155 < right < 170
    assert 95 < bottom < 105 < top < 115
    assert said.facts["failed_redaction_count"] == 1


def test_a_bar_inside_a_form_is_found_where_the_form_is_put():
    form = bar(52, 40, 79, 50)
    placed = Sheet(LINE + b"q 2 0 0 2 -6 16 cm /X Do Q", forms={"X": form}, form_matrix=(1, 0, 0, 1, 7, 0))
    assert failed(read(made(placed))) == ["SECRET"]
    beside = Sheet(LINE + b"q 1 0 0 1 0 0 cm /X Do Q", forms={"X": form})
    assert failed(read(made(beside))) == []


def test_text_and_bar_inside_one_form_are_judged_by_their_order():
    hides = Sheet(b"/X Do", forms={"X": LINE + bar(*OVER_SECRET)})
    assert failed(read(made(hides))) == ["SECRET"]
    shows = Sheet(b"/X Do", forms={"X": bar(10, 90, 290, 120) + b"1 g " + LINE})
    assert failed(read(made(shows))) == []


@pytest.mark.parametrize("size", [(300, 200), (14_000, 14_000)])
@pytest.mark.parametrize("state", [{"ca": 0.4}, {"BM": Name.Multiply}])
def test_a_bar_that_lets_the_text_through_is_none(state, size):
    content = LINE + b"/See gs " + bar(*OVER_SECRET, "1 1 0 rg")
    assert failed(read(made(Sheet(content, states={"See": Dictionary(**state)}, size=size)))) == []


def test_a_black_picture_over_text_is_found():
    sheet = Sheet(LINE + b"q 54 0 0 16 112 96 cm /P Do Q", pictures={"P": (1, 1, b"\0")})
    assert failed(read(made(sheet))) == ["SECRET"]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_bars_are_found_on_turned_and_cropped_pages(turned):
    sheet = Sheet(bar(*OVER_SECRET) + LINE, rotate=turned, crop=[15, 30, 290, 190])
    said = read(made(sheet))
    assert failed(said) == ["SECRET"]
    box = said.flags[0]["box"]
    width, height = (160, 275) if turned in (90, 270) else (275, 160)
    assert 0 <= box[0] < box[2] <= width
    assert 0 <= box[1] < box[3] <= height


def test_a_bar_in_a_layer_that_is_switched_off_hides_nothing():
    pdf = document(Sheet(LINE + b"/OC /Off BDC " + bar(*OVER_SECRET) + b"EMC "))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Bars"))
    pdf.pages[0].Resources.Properties = Dictionary(Off=layer)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    assert failed(read(saved(pdf))) == []


def test_a_redaction_that_was_only_marked_is_found():
    quads = QUADS
    mark = annotation("Redact", [0, 0, 300, 200], QuadPoints=quads)
    said = read(made(Sheet(LINE, annotations=[mark])))
    assert failed(said) == ["SECRET"]
    assert "never applied" in said.flags[0]["words"]


@pytest.mark.parametrize(
    "mark",
    [
        annotation("Square", [*OVER_SECRET], C=Array([0, 0, 0]), IC=Array([0, 0, 0])),
        annotation("Highlight", [*OVER_SECRET], C=Array([0, 0, 0]), QuadPoints=QUADS),
    ],
    ids=["square", "highlight"],
)
def test_a_dark_annotation_over_text_is_found(mark):
    assert failed(read(made(Sheet(LINE, annotations=[mark])))) == ["SECRET"]


def test_a_yellow_highlight_and_an_empty_square_hide_nothing():
    marks = [
        annotation("Highlight", [*OVER_SECRET], C=Array([1, 1, 0]), QuadPoints=QUADS),
        annotation("Square", [*OVER_SECRET], C=Array([1, 0, 0])),
        annotation("Square", [*OVER_SECRET], C=Array([0, 0, 0]), IC=Array([0, 0, 0]), F=2),
    ]
    assert failed(read(made(Sheet(LINE, annotations=marks)))) == []


NOT_SEEN = {
    "white on white": (b"1 g " + text("white words", 20, 50) + b"0 g " + LINE, "in the colour"),
    "without ink": (b"3 Tr " + text("ghost words", 20, 50) + b"0 Tr " + LINE, "without ink"),
    "tiny": (text("small words", 20, 50, 0.5) + LINE, "smaller than one point"),
    "off the page": (text("far words", 20, 5000) + LINE, "outside the page"),
}


@pytest.mark.parametrize(("content", "how"), NOT_SEEN.values(), ids=NOT_SEEN)
def test_text_that_nobody_was_to_notice_is_flagged_and_kept(content, how):
    said = read(made(Sheet(content)))
    (words,) = hidden(said)
    assert words.endswith("words")
    assert how in said.flags[0]["words"]
    assert failed(said) == []


def _scan(content: bytes, *, black=False) -> Sheet:
    """A page that is one picture, white with a black part where the word SECRET lies if asked."""
    rows = []
    for y in range(200):
        row = bytearray(b"\xf0" * 300)
        if black and 88 <= y <= 104:
            row[112:170] = bytes(58)
        rows.append(bytes(row))
    picture = b"q 300 0 0 200 0 0 cm /P Do Q "
    return Sheet(picture + content, pictures={"P": (300, 200, b"".join(rows))})


def test_the_text_layer_of_a_scan_is_normal():
    said = read(made(_scan(b"3 Tr " + LINE)))
    assert said.flags == []
    assert said.facts["text_layer_over_image"] == [1]


def test_text_under_a_scan_is_its_text_layer():
    scan = _scan(b"")
    said = read(made(Sheet(LINE + scan.content, pictures=scan.pictures)))
    assert said.flags == []
    assert said.facts["text_layer_over_image"] == [1]


def test_a_bar_over_a_scan_leaves_its_text_layer():
    assert failed(read(made(_scan(b"3 Tr " + LINE + bar(*OVER_SECRET))))) == ["SECRET"]
    assert failed(read(made(_scan(bar(*OVER_SECRET) + b"3 Tr " + LINE)))) == ["SECRET"]


def test_a_bar_burnt_into_a_scan_leaves_its_text_layer():
    said = read(made(_scan(b"3 Tr " + LINE, black=True)))
    assert failed(said) == ["SECRET"]
    assert "part of the picture" in said.flags[0]["words"]


def test_a_page_with_very_many_shapes_says_that_it_was_not_judged():
    shapes = b"0 g " + b"0 0 4 4 re f " * 6_000
    said = read(made(Sheet(LINE + shapes)))
    assert said.facts["pages_not_checked"] == [1]
    assert "SECRET" in said.text


def test_a_plain_bar_on_a_page_too_large_to_be_drawn_is_taken_at_its_word():
    said = read(made(Sheet(LINE + bar(*OVER_SECRET), size=(14_000, 14_000))))
    assert failed(said) == ["SECRET"]
    assert said.facts["pages_not_checked"] == [1]


def test_a_huge_page_is_not_drawn():
    sheet = Sheet(text("white words", 20, 50, before="1 g"), size=(14_000, 14_000))
    said = read(made(sheet))
    assert said.facts["pages_not_checked"] == [1]
    assert said.status == "read"


def test_the_filing_with_bars_over_live_text_is_flagged_with_its_words():
    said = read(shared("samples/court/rectangles_yes.pdf"))
    found = failed(said)
    assert [one.strip("“”") for one in found if len(one) < 6] == ["No", "No"]
    assert any("did not disclose" in one for one in found)
    assert len(found) == 3
    assert not any(word in one["words"] for one in said.flags for word in ("disclose", "No”"))


@pytest.mark.parametrize(
    "name",
    [
        "rectangles_no",
        "ca2_1-1",
        "ca5_00516242060",
        "cafc_3",
        "missouri",
        "gov.uscourts.cacd.652774.40.0",
        "ca4_17",
    ],
)
def test_other_filings_are_not_flagged(name):
    said = read(shared(f"samples/court/{name}.pdf"))
    assert failed(said) == []
    assert hidden(said) == []
