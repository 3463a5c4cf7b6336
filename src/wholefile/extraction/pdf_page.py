r"""The text of one page of a PDF, character by character, with where each stands.

PDFium gives the characters in the order in which it reads the page, with the spaces and line ends that only the
positions imply. They are kept in that order; nothing is dropped. What is changed, and only this: a line end is one
"\n"; a hyphen at the end of a line, which PDFium marks as U+0002, is "-" and "\n" again, as on the page; a glyph
that the file ties to no character is U+FFFD. Source: ISO 32000-2, 8.3 (coordinate systems), 9.10 (extraction of text).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple
from unicodedata import category

import pypdfium2.raw as pdfium

UNREADABLE = "\ufffd"
_FILLED, _INVISIBLE = 0, 3  # text rendering modes (ISO 32000-2, 9.3.6)

_FARTHEST = 1e7  # points: what is farther away is nowhere

Rectangle = tuple[float, float, float, float]  # left, bottom, right, top
Colour = tuple[int, int, int]  # red, green, blue of 255


class Frame(NamedTuple):
    """How a page is shown: the part of user space that is seen, and by how many degrees it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def shown(self, box: Rectangle) -> Rectangle:
        """A box of user space in points from the lower left corner of the page as it is shown."""
        left, bottom, right, top = box
        if self.rotation == 90:
            return bottom - self.bottom, self.right - right, top - self.bottom, self.right - left
        if self.rotation == 180:
            return self.right - right, self.top - top, self.right - left, self.top - bottom
        if self.rotation == 270:
            return self.top - top, left - self.left, self.top - bottom, right - self.left
        return left - self.left, bottom - self.bottom, right - self.left, top - self.bottom

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown, in points."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation in (90, 270) else (width, height)


class Glyph(NamedTuple):
    """One character that the page draws. `at` is its offset in the text of the page, `box` is in user space.

    `source` names the text object that draws it; `height` is the size of its font on the page, in points.
    """

    at: int
    box: Rectangle
    source: int
    ink: Colour | None
    invisible: bool
    height: float
    readable: bool


class Word(NamedTuple):
    """Characters from `start` to `end` without white space between, and the box around them in user space."""

    start: int
    end: int
    box: Rectangle


class PageText(NamedTuple):
    """The text of a page and everything it draws of it, in reading order."""

    text: str
    glyphs: list[Glyph]
    words: list[Word]


def frame_of(page: Any) -> Frame:
    """The frame of a page of PDFium: its crop box within its media box, and its rotation."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation() % 360)


def page_text(text_page: Any, most: int) -> PageText:
    """The text of a page, at most so many characters of it."""
    parts: list[str] = []
    glyphs = _Glyphs(text_page.raw)
    length = 0
    for index, character in _characters(text_page, most):
        if character == "\x02" and pdfium.FPDFText_IsHyphen(text_page.raw, index) == 1:
            glyphs.add(index, length, "-")
            character = "-\n"  # noqa: PLW2901  # what the page shows there
        elif not character.isspace():
            glyphs.add(index, length, character)
        parts.append(character)
        length += len(character)
    text = "".join(parts)
    return PageText(text, glyphs.found, list(_words(text, glyphs.found)))


def _characters(text_page: Any, most: int) -> Iterator[tuple[int, str]]:
    """Each character with its index at PDFium; surrogates that belong together are one character."""
    raw, unicode_of = text_page.raw, pdfium.FPDFText_GetUnicode
    high = 0
    for index in range(min(text_page.count_chars(), most)):
        code = unicode_of(raw, index)
        if high:
            pair, above = 0xDC00 <= code < 0xE000, high - 0xD800
            high = 0
            if pair:
                yield index, chr(0x10000 + (above << 10) + code - 0xDC00)
                continue
            yield index - 1, UNREADABLE
        if 0xD800 <= code < 0xDC00:
            high = code
        elif code == 13 and pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        elif code in (0, 0xFFFE, 0xFFFF) or 0xDC00 <= code < 0xE000 or code > 0x10FFFF:
            yield index, UNREADABLE
        else:
            yield index, chr(code)
    if high:
        yield index, UNREADABLE


_COLOURS = tuple(ctypes.c_uint() for _ in range(4))


class _Glyphs:
    """Makes the glyphs of a page. How a text object draws is asked once: a page has thousands of characters."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._drawing: dict[int, tuple[Colour | None, bool, float]] = {}
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self.found: list[Glyph] = []

    def add(self, index: int, at: int, character: str) -> None:
        """The glyph of a character, unless PDFium made the character up from the positions of others."""
        raw = self._raw
        drawn = pdfium.FPDFText_GetTextObject(raw, index)
        source = ctypes.cast(drawn, ctypes.c_void_p).value or 0
        if not source and pdfium.FPDFText_IsGenerated(raw, index) == 1:
            return
        left, right, bottom, top = self._edges
        if not pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top):
            return
        box = (left.value, bottom.value, right.value, top.value)
        if not all(abs(edge) < _FARTHEST for edge in box):  # also false for what is no number
            return
        drawing = self._drawing.get(source)
        if drawing is None:
            drawing = self._drawing[source] = (
                *(_ink(drawn) if source else (None, False)),
                _height(raw, index),
            )
        readable = _is_readable(character) and pdfium.FPDFText_HasUnicodeMapError(raw, index) != 1
        self.found.append(Glyph(at, box, source, *drawing, readable))


def _height(raw: Any, index: int) -> float:
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(raw, index))
    return (
        size * (matrix.c**2 + matrix.d**2) ** 0.5 if pdfium.FPDFText_GetMatrix(raw, index, matrix) else size
    )


def _is_readable(character: str) -> bool:
    """Not a control or private character, and not the sign of a missing one."""
    return character != UNREADABLE and (character.isprintable() or category(character) == "Cf")


def _ink(drawn: Any) -> tuple[Colour | None, bool]:
    """The colour that fills the glyphs of a text object, where it is plain, and whether nothing at all is drawn."""
    mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn)
    if mode == _INVISIBLE:
        return None, True
    if mode != _FILLED or not pdfium.FPDFPageObj_GetFillColor(drawn, *_COLOURS):
        return None, False
    red, green, blue, alpha = (part.value for part in _COLOURS)
    return (red, green, blue), alpha == 0


def _words(text: str, glyphs: list[Glyph]) -> Iterator[Word]:
    """The words: glyphs without white space between, on one line of the page."""
    start = end = -1
    box = (0.0, 0.0, 0.0, 0.0)
    for glyph in glyphs:
        if start >= 0 and (glyph.at > end and any(one.isspace() for one in text[end : glyph.at])):
            yield Word(start, end, box)
            start = -1
        if start < 0:
            start, box = glyph.at, glyph.box
        else:
            box = _around(box, glyph.box)
        end = glyph.at + 1
    if start >= 0:
        yield Word(start, end, box)


def _around(one: Rectangle, other: Rectangle) -> Rectangle:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
