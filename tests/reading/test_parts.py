import pytest

from wholefile.core.errors import Invalid
from wholefile.reading.parts import Frame, Part, said
from wholefile.reading.spans import Span

TEXT = " 7   Q.  Who was there?\n 8   Nobody?\n"


def test_no_other_kinds_of_parts_and_documents():
    with pytest.raises(Invalid, match="no kind of part"):
        Part(Span(0, 4), "stanza")
    with pytest.raises(Invalid, match="no kind of document"):
        Frame("poem")


def test_between_parts_stands_none():
    frame = Frame("other", parts=(Part(Span(1, 3), "paragraph"), Part(Span(5, 9), "paragraph")))
    assert frame.part_at(0) is None
    assert frame.part_at(3) is None
    assert frame.part_at(9) is None
    assert frame.part_at(5) == frame.parts[1]
    assert Frame("other").part_at(0) is None


def test_marks_and_numbers_at_the_margin_are_not_said():
    number = TEXT.index("8")
    part = Part(Span(1, len(TEXT) - 1), "question", "Q", margin=(Span(1, 9), Span(number, number + 1)))
    assert [one.of(TEXT) for one in said(part, TEXT)] == ["Who was there?", "Nobody?"]


def test_a_part_of_nothing_but_margin_says_nothing():
    assert said(Part(Span(1, 2), "header", margin=(Span(1, 2),)), TEXT) == ()
