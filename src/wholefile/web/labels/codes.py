"""QR codes and bars as drawings (SVG) that pages show and sheets print."""

from __future__ import annotations

import base64
from typing import NamedTuple

import segno
from barcode.codex import Code128

QR_BORDER = 4  # modules of white around a QR code (ISO/IEC 18004)
BAR_BORDER = 10  # modules of white on both sides of bars (ISO/IEC 15417)


class Drawing(NamedTuple):
    """An SVG document, and how many modules it is wide and high, white included."""

    svg: str
    width: int
    height: int


def qr_code(text: str) -> Drawing:
    """A QR code of error correction level M."""
    made = segno.make(text, error="m", micro=False, boost_error=False)
    rows = [[bool(one) for one in row] for row in made.matrix]
    size = len(rows) + 2 * QR_BORDER
    path = "".join(
        f"M{start + QR_BORDER} {line + QR_BORDER}h{length}v1h-{length}z"
        for line, row in enumerate(rows)
        for start, length in _runs(row)
    )
    return Drawing(_svg(path, size, size), size, size)


def bars(text: str, height: int = 40) -> Drawing:
    """Bars of Code 128."""
    pattern = [one == "1" for one in Code128(text).build()[0]]
    width = len(pattern) + 2 * BAR_BORDER
    path = "".join(
        f"M{start + BAR_BORDER} 0h{length}v{height}h-{length}z" for start, length in _runs(pattern)
    )
    return Drawing(_svg(path, width, height), width, height)


def as_address(drawing: Drawing) -> str:
    """A drawing as an address that a page can show without asking for anything (`data:`)."""
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.svg.encode()).decode()


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Where black begins in a row and how long it goes on."""
    found: list[tuple[int, int]] = []
    for place, black in enumerate(row):
        if not black:
            continue
        if found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found


def _svg(path: str, width: int, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' shape-rendering="crispEdges"><rect width="{width}" height="{height}" fill="#fff"/>'
        f'<path d="{path}" fill="#000"/></svg>'
    )
