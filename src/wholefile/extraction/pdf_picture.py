"""A page of a PDF as it looks, to see whether anything can be seen at a place of it.

Invariant: however large a page says it is, a picture of it has at most `_MOST_PIXELS`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wholefile.extraction.pdf_page import Frame, Rectangle

_MOST_PIXELS = 6_000_000
_SCALE = 2.0  # pixels for each point
_LEAST_SCALE = 0.6  # below this a character is too small to be judged
_AROUND = 0.6  # points: a stroke alone fills its own box, so its surroundings are looked at too
_ALIKE = 28  # of 255, in each channel


class Look(NamedTuple):
    """What is seen in a box: the most usual colour, and the share of the pixels that are like it."""

    colour: tuple[int, int, int]
    share: float

    @property
    def uniform(self) -> bool:
        """Nothing stands out there."""
        return self.share >= 0.96

    @property
    def dark(self) -> bool:
        """It is nearly black."""
        return max(self.colour) < 90


class Picture:
    """A picture of a page, drawn when it is first looked at; with its annotations where that is asked."""

    def __init__(self, page: Any, frame: Frame, *, annotations: bool = False) -> None:
        self._page = page
        self._frame = frame
        self._annotations = annotations
        self._pixels: NDArray[np.uint8] | None = None
        width, height = frame.size
        self._scale: float = min(_SCALE, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)

    @property
    def possible(self) -> bool:
        """Whether the page is of a size at which single characters can be judged."""
        return self._scale >= _LEAST_SCALE

    def look(self, box: Rectangle, inside: Rectangle | None = None) -> Look | None:
        """What is seen around a box of user space, inside of another; None where that is outside the page."""
        if self._pixels is None:
            drawn = self._page.render(
                scale=self._scale, draw_annots=self._annotations, may_draw_forms=False, rev_byteorder=True
            )
            self._pixels = drawn.to_numpy().copy()[:, :, :3]
            drawn.close()
        box = (box[0] - _AROUND, box[1] - _AROUND, box[2] + _AROUND, box[3] + _AROUND)
        if inside is not None:
            box = (
                max(box[0], inside[0]),
                max(box[1], inside[1]),
                min(box[2], inside[2]),
                min(box[3], inside[3]),
            )
        left, bottom, right, top = self._frame.shown(box)
        scale, height = self._scale, self._frame.size[1]
        columns = slice(max(0, round(left * scale)), max(0, round(right * scale)))
        rows = slice(max(0, round((height - top) * scale)), max(0, round((height - bottom) * scale)))
        seen = self._pixels[rows, columns].reshape(-1, 3)
        if not len(seen):
            return None
        middle = np.median(seen, axis=0)
        share = float((np.abs(seen - middle).max(axis=1) <= _ALIKE).mean())
        return Look((int(middle[0]), int(middle[1]), int(middle[2])), share)
