r"""OCR: the text of pictures and scanned pages, read by machine, with how sure the machine was.

Settings: `language` as Tesseract names it (default "eng"; several joined by "+"), `pages` (from 1; default all). One
layer `ocr`: pages with a form feed between two, lines as they stand. Boxes are around words. For a PDF they are in
points from the lower left corner of the page as it is shown; for an image file a unit is one of its pixels, from the
lower left corner of the picture turned upright as its EXIF orientation says.
"""

from __future__ import annotations

import time
from contextlib import closing
from typing import Any

from wholefile.extraction.contract import PARTIAL, TRUNCATED, Box, Layer, Place, Trouble
from wholefile.extraction.ocr_pictures import ImagePictures, PdfPictures, Picture, cleaned, is_pdf, numbers_of
from wholefile.extraction.ocr_tesseract import Reading, Tesseract
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

_BETWEEN = "\f"
_MOST_BOXES = 1_000_000
_MOST_LISTED = 100_000
_BUDGET = 0.85  # of the time of the run; what is left after it is for saying what was read
_SURE_ENOUGH = 50  # of 100, on average, for words that were found only after cleaning
_CLEANED = "median filter of 3 by 3, threshold after Otsu"


def read(source: Source, out: Output) -> None:
    """Read the text off an image file or a PDF.

    Raises Trouble where Tesseract or the language is missing, or the file cannot be drawn; LimitReached where there is
    too much text.
    """
    ends = time.monotonic() + _BUDGET * source.job.limits.seconds
    if not source.size:
        out.kind = "empty"
        raise Trouble("empty", "The file has no bytes.")
    tesseract = Tesseract(str(source.job.settings.get("language") or "eng"))
    out.fact("tesseract", tesseract.version)
    pictures = PdfPictures(source) if is_pdf(source) else ImagePictures(source)
    with closing(pictures):
        out.kind = pictures.kind
        out.fact("pages", pictures.count)
        if isinstance(pictures, ImagePictures) and pictures.frames > pictures.count:
            out.fact("frames", pictures.frames)
            out.fact("frames_read", pictures.count)
        _read_pages(source, out, pictures, _Reader(tesseract, out, ends))


def _read_pages(source: Source, out: Output, pictures: PdfPictures | ImagePictures, reader: _Reader) -> None:
    wanted = source.job.settings.get("pages")
    numbers = list(numbers_of(wanted, pictures.count))
    if wanted and len(numbers) < len(set(wanted)):
        out.trouble(PARTIAL, f"Pages were asked for that do not exist; there are {pictures.count}.")
    for position, number in enumerate(numbers):
        if reader.full(source.job.limits.characters):
            break
        try:
            reader.page(pictures, number)
        except TimeoutError:
            left = numbers[position:]
            out.fact("pages_left", left[:_MOST_LISTED])
            out.trouble(TRUNCATED, f"The time ended before page {number}; {len(left)} pages were not read.")
            break
        except Trouble as trouble:
            out.trouble(trouble.status, trouble.reason)
            reader.failed(number)
    reader.say()


class _Reader:
    """Gathers what is read off one page after the other."""

    def __init__(self, tesseract: Tesseract, out: Output, ends: float) -> None:
        self._tesseract, self._out, self._ends = tesseract, out, ends
        self._parts: list[str] = []
        self._length = 0
        self._places: list[Place] = []
        self._boxes: list[Box] = []
        self._confidences: list[tuple[int, int, int]] = []  # page, sum, words
        names = ("pages_cleaned", "pages_shrunk", "pages_empty", "pages_not_read")
        self._lists: dict[str, list[int]] = {name: [] for name in names}

    def failed(self, number: int) -> None:
        """A page that could not be read."""
        self._lists["pages_not_read"].append(number)

    def full(self, characters: int) -> bool:
        """Whether there is more text than can be kept."""
        return self._length > characters

    def page(self, pictures: Any, number: int) -> None:
        """One page. Raises Trouble where it cannot be read, TimeoutError where the time is over."""
        if time.monotonic() >= self._ends:
            raise TimeoutError
        picture: Picture = pictures.picture(number)
        reading = self._tesseract.read(picture.grey, picture.dpi, self._ends - time.monotonic())
        if not reading.words:
            reading = self._second_try(number, picture)
        if not picture.whole:
            self._out.trouble(PARTIAL, f"Picture {number} ends too early; what is left of it was read.")
        if picture.shrunk:
            self._lists["pages_shrunk"].append(number)
        self._take(number, picture, reading)

    def _second_try(self, number: int, picture: Picture) -> Reading:
        """The page once more, cleaned; a photograph is not to become words that nobody wrote."""
        reading = self._tesseract.read(cleaned(picture.grey), picture.dpi, self._ends - time.monotonic())
        sure = sum(word.confidence for word in reading.words) >= _SURE_ENOUGH * len(reading.words)
        if reading.words and sure:
            self._lists["pages_cleaned"].append(number)
            return reading
        self._lists["pages_empty"].append(number)
        return Reading("", [])

    def say(self) -> None:
        """The facts and the layer. Raises LimitReached."""
        out = self._out
        for name, pages in self._lists.items():
            out.fact(name, pages[:_MOST_LISTED])
        if self._lists["pages_cleaned"]:
            out.fact("cleaned_by", _CLEANED)
        words = sum(count for _page, _sum, count in self._confidences)
        if words:
            out.fact(
                "mean_confidence", round(sum(total for _page, total, _count in self._confidences) / words, 1)
            )
            means = [[page, round(total / count)] for page, total, count in self._confidences if count]
            out.fact("confidence_of_pages", means[:_MOST_LISTED])
        layer = Layer("ocr", "ocr", "".join(self._parts), self._places, self._boxes, self._tesseract.language)
        out.layer(layer)

    def _take(self, number: int, picture: Picture, reading: Reading) -> None:
        if self._places:
            self._parts.append(_BETWEEN)
            self._length += 1
        start = self._length
        self._parts.append(reading.text)
        self._length += len(reading.text)
        self._places.append(Place(start, self._length, {"page": number}))
        total = sum(word.confidence for word in reading.words)
        self._confidences.append((number, total, len(reading.words)))
        scale, height = picture.scale, picture.size[1]
        for word in reading.words[: _MOST_BOXES - len(self._boxes)]:
            left, right = word.left / scale, (word.left + word.width) / scale
            top, bottom = height - word.top / scale, height - (word.top + word.height) / scale
            confidence = min(100, max(0, word.confidence))
            self._boxes.append(
                Box(start + word.start, start + word.end, number, left, bottom, right, top, confidence)
            )
