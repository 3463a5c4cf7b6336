"""The pages of a PDF, one after the other: text, places and boxes, what is hidden, and what only OCR could read.

Invariant: one page is in memory at a time; the run ends by itself before the clock ends it, with what was read.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import pypdfium2

from wholefile.extraction.contract import PARTIAL, TRUNCATED, Box, Layer, Place
from wholefile.extraction.output import Output
from wholefile.extraction.pdf_hidden import FAILED, Finding, Judged, judge
from wholefile.extraction.pdf_notes import Notes
from wholefile.extraction.pdf_page import Frame, PageText, frame_of, page_text
from wholefile.extraction.source import Source

_BETWEEN = "\f"
_MOST_BOXES = 1_000_000
_MOST_FAILURES = 1_000  # pages that cannot be loaded; a file may claim any number
_MOST_LISTED = 100_000
_MOST_OF = {FAILED: 600}
_MOST_OTHERS = 200
_NEARLY_NONE = 10  # characters
_STAMPED = 400  # characters: a scan with a stamp at its edge still wants OCR
_WHOLE_PAGE = 0.5
_MANY_SHAPES = 50  # letters may be drawn as shapes
_UNREADABLE_SHARE = 0.2
_TEXT_BUDGET, _CHECK_BUDGET = 0.8, 0.5  # of the time of the run


class Pages:
    """Reads the pages into the one layer, and says what was found on them."""

    def __init__(self, source: Source, out: Output, document: Any, notes: Notes, *, layered: bool) -> None:
        self._limits = source.job.limits
        self._out, self._document, self._notes, self._layered = out, document, notes, layered
        self._began, self._worked = time.monotonic(), time.process_time()
        self._parts: list[str] = []
        self._length = 0
        self._places: list[Place] = []
        self._boxes: list[Box] = []
        self._frames: dict[int, Frame] = {}
        self._sizes: Counter[tuple[float, float]] = Counter()
        self._lists: dict[str, list[int]] = {}
        self._found: Counter[str] = Counter()

    def read(self) -> None:
        """All pages, then comments and fields. Raises LimitReached where the text has too many characters."""
        count = len(self._document)
        self._out.fact("pages", count)
        version = self._document.get_version()
        self._out.fact("version", f"{version // 10}.{version % 10}" if version else None)
        failures = 0
        for number in range(1, count + 1):
            if self._length > self._limits.characters:
                break
            if self._spent(_TEXT_BUDGET):
                self._out.trouble(TRUNCATED, f"Its time ended before page {number} of {count}.")
                break
            failures += not self._page(number)
            if failures >= _MOST_FAILURES:
                self._out.trouble(
                    TRUNCATED, f"{failures} pages could not be read; page {number} was the last."
                )
                break
        self._add_notes()
        self._say()
        self._out.layer(Layer("text", "native", "".join(self._parts), self._places, self._boxes))

    def _page(self, number: int) -> bool:
        page = text_page = None
        try:
            page = self._document[number - 1]
            frame = frame_of(page)
            text_page = page.get_textpage()
            text = page_text(text_page, self._limits.characters + 1)
            self._take(number, frame, text)
            self._judge(number, page, text_page, text)
        except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:
            self._out.trouble(PARTIAL, f"Page {number} could not be read: {error}")
            self._list("pages_not_read", number)
            return False
        finally:
            for one in (text_page, page):
                if one is not None:
                    one.close()
        return True

    def _take(self, number: int, frame: Frame, text: PageText) -> None:
        start = self._add(text.text, {"page": number})
        self._frames[number] = frame
        width, height = frame.size
        self._sizes[round(width, 1), round(height, 1)] += 1
        room = _MOST_BOXES - len(self._boxes)
        if len(text.words) > room:
            self._list("pages_without_boxes", number)
        for word in text.words[:room]:
            self._boxes.append(Box(start + word.start, start + word.end, number, *frame.shown(word.box)))
        unreadable = sum(not glyph.readable for glyph in text.glyphs)
        if unreadable >= 5 and unreadable > _UNREADABLE_SHARE * len(text.glyphs):
            self._list("pages_unreadable", number)
            self._list("pages_for_ocr", number)

    def _judge(self, number: int, page: Any, text_page: Any, text: PageText) -> None:
        start = self._places[-1].start
        marks = self._notes.marks.get(number, ())
        if self._spent(_CHECK_BUDGET):
            self._list("pages_not_checked", number)
            return
        judged = judge(page, text_page, text, self._frames[number], marks=marks, layered=self._layered)
        if not judged.whole:
            self._list("pages_not_checked", number)
        if judged.over_picture:
            self._list("text_layer_over_image", number)
        self._wants_ocr(number, len(text.glyphs), judged)
        for finding in judged.findings:
            self._say_finding(number, start, finding)

    def _wants_ocr(self, number: int, characters: int, judged: Judged) -> None:
        drawn = judged.pictured > 0 or judged.shapes >= _MANY_SHAPES
        if characters < _NEARLY_NONE and drawn:
            self._list("pages_without_text", number)
            self._list("pages_for_ocr", number)
        elif characters < _STAMPED and judged.pictured >= _WHOLE_PAGE:
            self._list("pages_for_ocr", number)

    def _say_finding(self, number: int, start: int, finding: Finding) -> None:
        self._found[finding.code] += 1
        if self._found[finding.code] > _MOST_OF.get(finding.code, _MOST_OTHERS):
            return
        still = "are still in the file" if finding.code == FAILED else "are in the file and cannot be seen"
        self._out.flag(
            finding.code,
            f"Page {number}: {finding.characters} characters {still}, {finding.how}.",
            page=number,
            box=[round(edge, 1) for edge in finding.box],
            layer="text",
            start=start + finding.start,
            end=start + finding.end,
            characters=finding.characters,
        )

    def _add(self, text: str, where: dict[str, Any]) -> int:
        """Put text into the layer and say where it begins there."""
        if self._parts:
            self._parts.append(_BETWEEN)
            self._length += 1
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        self._places.append(Place(start, self._length, where))
        return start

    def _add_notes(self) -> None:
        for note in self._notes.notes:
            if self._length > self._limits.characters:
                return
            where: dict[str, Any] = (
                {"part": note.part} if note.page is None else {"page": note.page, "part": note.part}
            )
            start = self._add(note.text, where)
            frame = self._frames.get(note.page or 0)
            if note.page is not None and note.box is not None and frame is not None:
                self._boxes.append(Box(start, self._length, note.page, *frame.shown(note.box)))

    def _say(self) -> None:
        sizes = [
            {"width": width, "height": height, "pages": pages}
            for (width, height), pages in self._sizes.items()
        ]
        self._out.fact("page_sizes", sizes[:50])
        for name, pages in self._lists.items():
            self._out.fact(name, pages)
        for code, count in self._found.items():
            self._out.fact(f"{code.replace(' ', '_')}_count", count)
        unreadable = self._lists.get("pages_unreadable")
        if unreadable:
            words = f"On {len(unreadable)} pages many characters have no meaning that the file states."
            self._out.flag("text may be unreadable", words, pages=unreadable[:100])
        if "pages_for_ocr" in self._lists:
            self._out.want("ocr")

    def _list(self, name: str, number: int) -> None:
        pages = self._lists.setdefault(name, [])
        if len(pages) < _MOST_LISTED and number not in pages[-1:]:
            pages.append(number)

    def _spent(self, share: float) -> bool:
        elapsed = time.monotonic() - self._began
        return (
            elapsed > share * self._limits.seconds
            or time.process_time() - self._worked > share * self._limits.cpu_seconds
        )
