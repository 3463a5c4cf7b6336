"""Text that is in a PDF but cannot be seen on the page: bars over live text, and text that nobody was to notice.

A redaction that only paints over text fails: whoever selects the text has it. Three kinds of it are looked for: an
opaque bar painted after the text; text in the colour of the dark bar beneath it; annotations, drawn over the text or
marking it for a redaction that was never applied. Text painted on a bar after it is what a reader sees, and no failure.

The order of painting says what may be hidden; then the page is drawn and looked at. Where it is too large for that,
a plain rectangle is taken at its word.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from wholefile.extraction.pdf_page import Colour, Frame, Glyph, PageText, Rectangle
from wholefile.extraction.pdf_painted import Cover, Painted, painted
from wholefile.extraction.pdf_picture import Look, Picture

FAILED = "failed redaction"
HIDDEN = "hidden text"
_MOSTLY = 0.6  # of the area of a character
_BACKGROUND = 0.5  # of the page: a picture so large is the page, and the text belongs to it
_SAME = 16  # of 255, in each channel
_TINY = 1.0  # points
_MOST_LOOKS = 3_000  # at places of one page
_TEXT_UNITS = 256  # of UTF-16, of a text object, to tell it from others
_NO_TEXT = bytes(2 * _TEXT_UNITS)
_WHITE: Colour = (255, 255, 255)

Reasons = dict[int, tuple[str, str]]  # number of a glyph -> code, how


class Mark(NamedTuple):
    """An annotation that may hide or condemn text: its subtype and the box it is about, in user space."""

    subtype: str
    box: Rectangle


class Finding(NamedTuple):
    """Characters from `start` to `end` of the text of the page that are there but not seen; the box is as shown."""

    code: str
    how: str
    start: int
    end: int
    characters: int
    box: Rectangle


class Judged(NamedTuple):
    """What was found on a page; whether its text belongs to a picture of it; whether all could be judged.

    `pictured` is the share of the page that its largest picture fills, `shapes` counts pictures and drawn shapes.
    """

    findings: list[Finding]
    over_picture: bool
    whole: bool
    pictured: float
    shapes: int


class _Page:
    """The glyphs of a page as arrays, and what has been found of each."""

    def __init__(self, page: Any, frame: Frame, text: PageText, seen: Painted) -> None:
        self.frame, self.text, self.painted = frame, text, seen
        self.glyphs = text.glyphs
        self.boxes = np.array([glyph.box for glyph in self.glyphs], dtype=np.float64).reshape(-1, 4)
        self.order = np.array([seen.order.get(glyph.source, -1) for glyph in self.glyphs])
        self.invisible = np.array([glyph.invisible for glyph in self.glyphs], dtype=bool)
        self.picture = Picture(page, frame)
        self.with_notes = Picture(page, frame, annotations=True)
        self.reasons: Reasons = {}
        self.over_picture = np.zeros(len(self.glyphs), dtype=bool)
        self.looks = 0

    def within(self, box: Rectangle) -> NDArray[np.bool_]:
        """Which glyphs lie mostly in a box."""
        left, bottom, right, top = self.boxes.T
        width = np.minimum(right, box[2]) - np.maximum(left, box[0])
        height = np.minimum(top, box[3]) - np.maximum(bottom, box[1])
        area = np.maximum(right - left, 1e-3) * np.maximum(top - bottom, 1e-3)
        shared = np.maximum(width, 0) * np.maximum(height, 0)
        inside: NDArray[np.bool_] = shared >= _MOSTLY * area
        return inside

    def share(self, box: Rectangle) -> float:
        """How much of the page a box fills."""
        page = self.frame
        width = min(box[2], page.right) - max(box[0], page.left)
        height = min(box[3], page.top) - max(box[1], page.bottom)
        whole = max(1e-6, (page.right - page.left) * (page.top - page.bottom))
        return max(0.0, width) * max(0.0, height) / whole

    def look(self, n: int, picture: Picture, inside: Rectangle | None = None) -> Look | None:
        """How the place of a glyph looks, inside of what covers it, as long as looking is affordable."""
        if self.looks >= _MOST_LOOKS or not picture.possible:
            self.painted.whole = False
            return None
        self.looks += 1
        return picture.look(self.glyphs[n].box, inside)

    def say(self, numbers: Sequence[int] | NDArray[Any], code: str, how: str) -> None:
        """The reason for glyphs that have none yet."""
        for n in numbers:
            self.reasons.setdefault(int(n), (code, how))


def judge(
    page: Any, text_page: Any, text: PageText, frame: Frame, *, marks: Sequence[Mark], layered: bool
) -> Judged:
    """What of the text of a page cannot be seen. `layered` says that the file can switch parts of a page off."""
    seen = painted(page)
    found = _Page(page, frame, text, seen)
    pictured = max(map(found.share, seen.images), default=0.0)
    shapes = seen.paths + len(seen.images)
    if not text.glyphs:
        return Judged([], over_picture=False, whole=seen.whole, pictured=pictured, shapes=shapes)
    for mark in marks:
        _marked(found, mark)
    for cover in seen.covers:
        _covered(found, cover, text_page, layered=layered)
    _burnt(found)
    _same_colour(found)
    _unnoticed(found)
    over = bool(found.over_picture.any())
    return Judged(list(_runs(found)), over_picture=over, whole=seen.whole, pictured=pictured, shapes=shapes)


def _marked(found: _Page, mark: Mark) -> None:
    numbers = np.flatnonzero(found.within(mark.box))
    if mark.subtype == "Redact":
        found.say(numbers, FAILED, "marked for redaction, and the redaction was never applied")
        return
    for n in map(int, numbers):
        after = found.look(n, found.with_notes, mark.box)
        before = found.look(n, found.picture, mark.box)
        if after and before and after.uniform and not (before.uniform and before.colour == after.colour):
            found.say([n], FAILED, f"under an annotation ({mark.subtype}) that hides them")


def _covered(found: _Page, cover: Cover, text_page: Any, *, layered: bool) -> None:
    """Text beneath something opaque. Invisible text of a scan counts as beneath a dark bar wherever it was painted."""
    inside = found.within(cover.box)
    if cover.kind == "image" and found.share(cover.box) >= _BACKGROUND:
        found.over_picture |= inside & (found.invisible | (found.order < cover.order))
        return
    dark = cover.colour is not None and max(cover.colour) < 90
    beneath = inside & (found.order >= 0) & (found.order < cover.order)
    if dark and cover.exact:
        beneath |= inside & found.invisible
    numbers = np.flatnonzero(beneath)
    if not len(numbers):
        return
    sure = cover.exact and not layered
    numbers = np.array([n for n in numbers if _looks_covered(found, int(n), cover, sure=sure)], dtype=int)
    repeated = _repeated(found, numbers, cover.order, text_page)
    numbers = np.array([n for n in numbers if found.glyphs[n].source not in repeated], dtype=int)
    what = "a picture" if cover.kind == "image" else "an opaque shape"
    found.say(numbers, FAILED, f"beneath {what} painted over them")


def _looks_covered(found: _Page, n: int, cover: Cover, *, sure: bool) -> bool:
    """Whether a character is really not seen: a pattern, say, may fill a shape and leave holes.

    `sure` is what geometry says, where the page cannot be looked at.
    """
    seen = found.look(n, found.picture, cover.box)
    if seen is None:
        return sure
    if cover.exact and seen.dark:
        return seen.share >= _MOSTLY  # a light label may stand on the bar
    return seen.uniform


def _repeated(found: _Page, numbers: NDArray[Any], order: int, text_page: Any) -> set[int]:
    """The text objects among these that are painted once more, at the same place, above what covers them.

    PDFium leaves such a repetition out of its text, so that it has none.
    """
    again: set[int] = set()
    for source in {found.glyphs[n].source for n in numbers}:
        below = found.painted.texts.get(source)
        words, place = _text_of(below, text_page), _place_of(below)
        for name, drawn in found.painted.texts.items():
            above = found.painted.order[name] > order and _near(_place_of(drawn), place)
            if above and _text_of(drawn, text_page) in (words, _NO_TEXT):
                again.add(source)
                break
    return again


def _burnt(found: _Page) -> None:
    """Text of a scan whose place in the picture is black: the bar is part of the picture, the text was left."""
    for word in found.text.words if found.over_picture.any() else ():
        numbers = [n for n in _numbers(found.glyphs, word.start, word.end) if found.over_picture[n]]
        if not numbers or not found.picture.possible or found.looks >= _MOST_LOOKS:
            continue
        found.looks += 1
        seen = found.picture.look(word.box)
        if seen and seen.uniform and seen.dark:
            found.say(numbers, FAILED, "beneath a black part of the picture of the page")


def _same_colour(found: _Page) -> None:
    """Text in the colour of what lies beneath it: on a dark bar a failed redaction, elsewhere hidden."""
    backdrop = np.tile(np.array(_WHITE), (len(found.glyphs), 1))
    stands_on = np.full(len(found.glyphs), -1)
    for number, cover in enumerate(found.painted.covers):
        on = found.within(cover.box) & (found.order > cover.order)
        backdrop[on] = (-999, 0, 0) if cover.colour is None else cover.colour
        stands_on[on] = number
    ink = np.array([glyph.ink or (9_999, 0, 0) for glyph in found.glyphs])
    close = np.abs(ink - backdrop).max(axis=1) <= _SAME
    for n in np.flatnonzero(close & ~found.invisible):
        ground = found.painted.covers[stands_on[n]].box if stands_on[n] >= 0 else None
        seen = found.look(int(n), found.picture, ground)
        if seen is None or not seen.uniform:
            continue
        if ground and seen.dark:
            found.say([int(n)], FAILED, "in the colour of the dark shape they stand on")
        else:
            found.say([int(n)], HIDDEN, "in the colour of their background")


def _unnoticed(found: _Page) -> None:
    """Text outside the page, too small to be read, or drawn without ink where there is no picture of it."""
    page = found.frame
    left, bottom, right, top = found.boxes.T
    outside = (right <= page.left) | (left >= page.right) | (top <= page.bottom) | (bottom >= page.top)
    found.say(np.flatnonzero(outside), HIDDEN, "outside the page")
    pictured = np.zeros(len(found.glyphs), dtype=bool)
    for cover in found.painted.covers:
        if cover.kind == "image":
            pictured |= found.within(cover.box)
    found.over_picture |= found.invisible & pictured
    found.say(np.flatnonzero(found.invisible & ~pictured), HIDDEN, "drawn without ink")
    small = np.array([glyph.height < _TINY for glyph in found.glyphs]) & (top - bottom < _TINY)
    found.say(np.flatnonzero(small), HIDDEN, "smaller than one point")


def _runs(found: _Page) -> Iterator[Finding]:
    """Glyphs with one reason that follow each other on a line, as one finding; without a letter or digit it is none."""
    run: list[int] = []
    for n in sorted(found.reasons):
        if run and not _continues(found, run[-1], n):
            yield from _finding(found, run)
            run = []
        run.append(n)
    if run:
        yield from _finding(found, run)


def _continues(found: _Page, last: int, n: int) -> bool:
    one, other = found.glyphs[last], found.glyphs[n]
    middle = (other.box[1] + other.box[3]) / 2
    level = min(one.box[1], other.box[1]) - 2 <= middle <= max(one.box[3], other.box[3]) + 2
    near = abs(one.box[1] - other.box[1]) < 2 * max(one.height, other.height, 1.0)
    return n == last + 1 and found.reasons[last] == found.reasons[n] and level and near


def _finding(found: _Page, run: list[int]) -> Iterator[Finding]:
    glyphs = [found.glyphs[n] for n in run]
    start, end = glyphs[0].at, glyphs[-1].at + 1
    if not any(one.isalnum() for one in found.text.text[start:end]):
        return
    boxes = found.boxes[run]
    around = (*boxes.min(axis=0)[:2], *boxes.max(axis=0)[2:])
    shown = found.frame.shown((float(around[0]), float(around[1]), float(around[2]), float(around[3])))
    yield Finding(*found.reasons[run[0]], start, end, len(run), shown)


def _numbers(glyphs: Sequence[Glyph], start: int, end: int) -> Iterator[int]:
    low, high = 0, len(glyphs)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if glyphs[middle].at < start else (low, middle)
    while low < len(glyphs) and glyphs[low].at < end:
        yield low
        low += 1


def _text_of(drawn: Any, text_page: Any) -> bytes:
    if not drawn:
        return b"none"
    words = (ctypes.c_ushort * _TEXT_UNITS)()
    pdfium.FPDFTextObj_GetText(drawn, text_page.raw, words, 2 * _TEXT_UNITS)
    return bytes(words)


def _place_of(drawn: Any) -> Rectangle:
    edges = [ctypes.c_float() for _ in range(4)]
    if drawn:
        pdfium.FPDFPageObj_GetBounds(drawn, *edges)
    return edges[0].value, edges[1].value, edges[2].value, edges[3].value


def _near(one: Rectangle, other: Rectangle) -> bool:
    return all(abs(a - b) < 1.5 for a, b in zip(one, other, strict=True))
