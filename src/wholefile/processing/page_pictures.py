"""A picture of one page of a file, drawn in the sandbox when somebody looks at it; nothing of it is recorded or stored.

What the sandbox hands over is bare pixels of a counted length, and the PNG is written here. So nothing that a file
could have made of its reader reaches a browser: pixels are parsed by nobody.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from wholefile.core.errors import Conflict, IntegrityFailure, NotFound
from wholefile.extraction import frames
from wholefile.extraction.contract import CRASHED, GIB, MIB, Job, Limits
from wholefile.extraction.frames import Broken, Frame
from wholefile.extraction.page import LONGEST, OF_PIXEL
from wholefile.processing import sandbox
from wholefile.processing.frame_checks import as_line, checked_last, member_of, weighed
from wholefile.processing.work import local_file, password_of
from wholefile.record.home import Record

# Somebody waits for it, and several may be drawn at once.
LIMITS = Limits(seconds=40, cpu_seconds=30, memory=GIB, disk=64 * MIB, members=1, characters=0)
_MOST_SAID = MIB  # bytes of memory for what is said beside the pixels
_INK = (154, 74, 0)
_STROKE = 3  # pixels
_LEAST_UNITS, _MOST_UNITS = 0.01, 1e39  # of a side, so that no place of it comes out as infinite

Rectangle = tuple[
    float, float, float, float
]  # left, bottom, right, top, in units of the page from its lower left


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as pixels: three bytes for each, rows from the top. `units` is its size in the units of its text.

    `note` says in words what is wrong with it, such as that a picture ends too early.
    """

    width: int
    height: int
    units: tuple[float, float]
    pixels: bytes
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoPicture:
    """Why there is no picture of a page: a status of `extraction.contract`, and the reason in words."""

    status: str
    reason: str


def draw_page(record: Record, sha256: str, number: int) -> PagePicture | NoPicture:
    """Draw a page of a file, counted from 1, or say why there is no picture of it.

    Raises Unavailable where there is no sandbox (nothing is drawn outside), Conflict where the bytes of the file are
    not in the store, or are no longer those that were recorded.
    """
    sandbox.check_usable()
    try:
        with local_file(record, sha256) as blob:
            content = record.db.one("content", sha256=sha256)
            job = Job(
                extractor="page",
                name=content.name if content is not None else "",
                size=blob.stat().st_size,
                limits=LIMITS,
                settings={"page": number},
                password=password_of(record, sha256),
            )
            found, ended = sandbox.run(job, blob, _taken)
    except NotFound:
        raise Conflict(
            "file.bytes_missing", "Its bytes are not in the store; the operator restores them from a copy."
        ) from None
    except IntegrityFailure as error:
        raise Conflict(error.code, error.message) from None
    return found if found is not None else NoPicture(ended.status or CRASHED, ended.reason)


def as_png(picture: PagePicture, outlines: Sequence[Rectangle] = ()) -> bytes:
    """The picture as a PNG, with these places of the page outlined."""
    from PIL import Image, ImageChops, ImageDraw  # noqa: PLC0415  # slow to import

    image = Image.frombytes("RGB", (picture.width, picture.height), picture.pixels)
    if outlines:
        draw = ImageDraw.Draw(image)
        for one in outlines:
            draw.rectangle(_in_pixels(picture, one), outline=_INK, width=_STROKE)
    else:
        red, green, blue = image.split()
        if not any(ImageChops.difference(red, one).getbbox() for one in (green, blue)):
            image = red  # a scan in grey is a third of the size
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=4)
    return stream.getvalue()


def _in_pixels(picture: PagePicture, box: Rectangle) -> tuple[float, float, float, float]:
    """A box of the page around its words with a little room, in pixels from the upper left, inside the picture."""
    across, down = picture.width / picture.units[0], picture.height / picture.units[1]
    left, bottom, right, top = box
    room = _STROKE + 1
    x0, x1 = sorted((left * across - room, right * across + room))
    y0, y1 = sorted((picture.height - top * down - room, picture.height - bottom * down + room))
    wide, high = picture.width - 1, picture.height - 1
    return (
        min(max(x0, 0), wide), min(max(y0, 0), high), min(max(x1, 0), wide), min(max(y1, 0), high)
    )  # fmt: skip


def _taken(rows: Iterator[Frame]) -> PagePicture | NoPicture:
    """The one picture that a run may hand over, or why it did not. Raises Broken."""
    drawn: PagePicture | None = None
    for frame in rows:
        if frame.letter == frames.MEMBER and drawn is None:
            drawn = _pixels(frame, rows)
        elif frame.letter == frames.LAST:
            last = checked_last(weighed(frame, _MOST_SAID))
            if last["failed"]:
                return NoPicture(CRASHED, f"The reader failed: {last['failed']}")
            troubles = last["troubles"]
            if drawn is None:
                worst = troubles[-1] if troubles else {"status": CRASHED, "reason": "Nothing was drawn."}
                return NoPicture(worst["status"], worst["reason"])
            note = " ".join(one["reason"] for one in troubles)
            return PagePicture(drawn.width, drawn.height, drawn.units, drawn.pixels, as_line(note))
        else:
            raise Broken("more than one picture")
    raise Broken("a run without an end")


def _pixels(begun: Frame, rows: Iterator[Frame]) -> PagePicture:
    facts = member_of(weighed(begun, _MOST_SAID)).facts
    width, height, units = facts.get("width"), facts.get("height"), facts.get("units")
    if not (_is_side(width) and _is_side(height) and _are_units(units)):
        raise Broken("a picture of no size")
    room = width * height * OF_PIXEL
    pixels = bytearray()
    for frame in rows:
        if frame.letter == frames.END:
            if len(pixels) != room or frame.json().get("complete") is not True:
                raise Broken("fewer pixels than it says")
            return PagePicture(width, height, (float(units[0]), float(units[1])), bytes(pixels))
        pixels += frame.payload
        if len(pixels) > room:
            raise Broken("more pixels than it says")
    raise Broken("a picture without an end")


def _is_side(value: object) -> TypeGuard[int]:
    return type(value) is int and 1 <= value <= LONGEST


def _are_units(value: object) -> TypeGuard[list[float]]:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(one) in (int, float) and _LEAST_UNITS <= one <= _MOST_UNITS for one in value)
    )
