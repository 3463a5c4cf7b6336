"""What a page of a PDF paints, in the order in which it is painted: a later thing hides what lies beneath it.

Form XObjects are followed, and their matrices applied, so that every number here is in the user space of the page.
Source: ISO 32000-2, 8.2 (graphics objects), 8.5.3 (path painting), 8.10 (form XObjects).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from wholefile.extraction.pdf_page import Colour, Rectangle

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_MOST_OBJECTS = 100_000
_MOST_COVERS = 5_000
_MOST_SEGMENTS = 2_000
_DEEPEST = 8
_THINNEST = 3.0  # points: what is thinner is a rule, not a bar over a line of text
_OPAQUE = 250
_CLIPS = 4  # the least text rendering mode that adds to the clip (ISO 32000-2, 9.3.6)
_PICTURES = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)


class Cover(NamedTuple):
    """Something opaque at place `order` of the painting. Not `exact` where only its outer box is known.

    `colour` is None where it has several or none that is plain. kind: path, image, other.
    """

    order: int
    box: Rectangle
    colour: Colour | None
    exact: bool
    kind: str


@dataclass(slots=True)
class Painted:
    """The order of the text objects of a page by what names them, what may cover them, and whether all was seen.

    `images` are the boxes of all pictures, and `paths` counts the shapes, opaque or not. After text that is a clip
    no cover is exact: it may show only in the form of that text.
    """

    order: dict[int, int] = field(default_factory=dict)
    texts: dict[int, Any] = field(default_factory=dict)
    covers: list[Cover] = field(default_factory=list)
    images: list[Rectangle] = field(default_factory=list)
    paths: int = 0
    clipped_by_text: bool = False
    whole: bool = True


def painted(page: Any) -> Painted:
    """What the page paints."""
    found = Painted()
    for order, (drawn, matrix, see_through) in enumerate(_objects(page)):
        if order >= _MOST_OBJECTS or len(found.covers) >= _MOST_COVERS:
            found.whole = False
            break
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            address = ctypes.cast(drawn, ctypes.c_void_p).value or 0
            found.order[address] = order
            found.texts[address] = drawn
            found.clipped_by_text |= pdfium.FPDFTextObj_GetTextRenderMode(drawn) >= _CLIPS
            continue
        found.paths += kind == pdfium.FPDF_PAGEOBJ_PATH
        box = _bounds(drawn, matrix) if kind in _PICTURES else None
        if box is not None and kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.images.append(box)
        if see_through or pdfium.FPDFPageObj_HasTransparency(drawn):
            continue
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            covers = _path(drawn, matrix, order)
            found.covers.extend(one._replace(exact=False) if found.clipped_by_text else one for one in covers)
        elif box is not None:
            name = "image" if kind == pdfium.FPDF_PAGEOBJ_IMAGE else "other"
            found.covers.append(Cover(order, box, None, exact=False, kind=name))
    return found


def _objects(page: Any) -> Iterator[tuple[Any, Matrix, bool]]:
    """Each object with the matrix to the page, and whether a form around it lets through what lies beneath."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    waiting: list[Iterator[tuple[Any, Matrix, bool]]] = [
        ((pdfium.FPDFPage_GetObject(page.raw, n), _IDENTITY, False) for n in range(count))
    ]
    while waiting:
        for drawn, matrix, see_through in waiting[-1]:
            if not drawn:
                continue
            yield drawn, matrix, see_through
            if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_FORM and len(waiting) <= _DEEPEST:
                waiting.append(_inside(drawn, matrix, see_through))
                break
        else:
            waiting.pop()


def _inside(form: Any, matrix: Matrix, see_through: bool) -> Iterator[tuple[Any, Matrix, bool]]:  # noqa: FBT001
    inner = _times(_matrix(form), matrix)
    clear = see_through or bool(pdfium.FPDFPageObj_HasTransparency(form))
    for n in range(max(0, pdfium.FPDFFormObj_CountObjects(form))):
        yield pdfium.FPDFFormObj_GetObject(form, n), inner, clear


def _path(drawn: Any, matrix: Matrix, order: int) -> Iterator[Cover]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke):
        return
    inner = _times(_matrix(drawn), matrix)
    clip = _clip(drawn, matrix)
    if fill.value:
        colour, opaque = _colour(drawn, pdfium.FPDFPageObj_GetFillColor)
        lines = list(_lines(drawn, inner)) if opaque else []
        whole = all(_is_rectangle(points) for points in lines) and not _overlap(lines)
        for points in lines:
            yield from _cover(order, _box_of(points), colour, exact=whole, clip=clip)
    if stroke.value:
        colour, opaque = _colour(drawn, pdfium.FPDFPageObj_GetStrokeColor)
        width = ctypes.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(drawn, width)
        half = width.value * abs(inner[0] * inner[3] - inner[1] * inner[2]) ** 0.5 / 2
        if opaque and 2 * half >= _THINNEST:
            for points in _lines(drawn, inner):
                for one, other in pairwise(points):
                    yield from _cover(order, _bar(one, other, half), colour, exact=True, clip=clip)


def _cover(
    order: int,
    box: Rectangle | None,
    colour: Colour | None,
    *,
    exact: bool,
    clip: tuple[Rectangle | None, bool],
) -> Iterator[Cover]:
    """What is left of a box in its clip, where it is large enough to hide a character."""
    if box is None:
        return
    if clip[0] is not None:
        box = _common(box, clip[0])
    if box[2] - box[0] >= _THINNEST and box[3] - box[1] >= _THINNEST:
        yield Cover(order, box, colour, exact and clip[1] and colour is not None, "path")


def _bar(one: tuple[float, float], other: tuple[float, float], half: float) -> Rectangle | None:
    """The box that a thick line along an axis of the page fills; None for a line aslant."""
    if abs(one[0] - other[0]) > 1 and abs(one[1] - other[1]) > 1:
        return None
    level = abs(one[1] - other[1]) <= 1
    left, bottom, right, top = _box_of([one, other])
    return (left, bottom - half, right, top + half) if level else (left - half, bottom, right + half, top)


def _lines(drawn: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The subpaths of a path, each as its points; a curve adds a point that no rectangle has."""
    points: list[tuple[float, float]] = []
    for n in range(min(pdfium.FPDFPath_CountSegments(drawn), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, n)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_point(segment, matrix))
    if points:
        yield points


def _point(segment: Any, matrix: Matrix) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    a, b, c, d, e, f = matrix
    return a * x.value + c * y.value + e, b * x.value + d * y.value + f


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    """Whether a subpath is a rectangle along the axes, to a twentieth of a point."""
    if not 4 <= len(points) <= 6:
        return len(points) < 3  # a lone point or line fills nothing
    left, bottom, right, top = _box_of(points)
    corners = {(abs(x - left) < 0.05, abs(y - bottom) < 0.05) for x, y in points}
    return len(corners) == 4 and all(
        min(abs(x - left), abs(x - right)) < 0.05 and min(abs(y - bottom), abs(y - top)) < 0.05
        for x, y in points
    )


def _overlap(lines: list[list[tuple[float, float]]]) -> bool:
    """Whether subpaths overlap, so that one may be a hole in the other (a frame); many are taken to."""
    if len(lines) > 64:
        return True
    boxes = [_box_of(points) for points in lines if len(points) > 2]
    shared = (_common(one, other) for n, one in enumerate(boxes) for other in boxes[:n])
    return any(box[2] - box[0] > 0.1 and box[3] - box[1] > 0.1 for box in shared)


def _clip(drawn: Any, matrix: Matrix) -> tuple[Rectangle | None, bool]:
    """The box that an object is clipped to, and whether that box is all there is to its clip."""
    clip = pdfium.FPDFPageObj_GetClipPath(drawn)
    paths = pdfium.FPDFClipPath_CountPaths(clip) if clip else -1
    box: Rectangle | None = None
    exact = True
    for n in range(max(0, min(paths, 32))):
        points = [
            _point(pdfium.FPDFClipPath_GetPathSegment(clip, n, m), matrix)
            for m in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, n), _MOST_SEGMENTS))
        ]
        if not points:
            continue
        exact = exact and _is_rectangle(points)
        box = _box_of(points) if box is None else _common(box, _box_of(points))
    return box, exact


def _colour(drawn: Any, ask: Any) -> tuple[Colour | None, bool]:
    """The plain colour, where there is one, and whether it hides what lies beneath."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not ask(drawn, *parts):
        return None, True
    red, green, blue, alpha = (part.value for part in parts)
    return (red, green, blue), alpha >= _OPAQUE


def _bounds(drawn: Any, matrix: Matrix) -> Rectangle | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(drawn, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    return _box_of(corners)


def _matrix(drawn: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _box_of(points: list[tuple[float, float]]) -> Rectangle:
    across, up = [x for x, _y in points], [y for _x, y in points]
    return min(across), min(up), max(across), max(up)


def _common(one: Rectangle, other: Rectangle) -> Rectangle:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
