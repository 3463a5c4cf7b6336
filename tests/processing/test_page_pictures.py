"""A page drawn in the sandbox: what comes back is pixels of a counted length, or a reason in words."""

import io
import sys
import textwrap

import pikepdf
import pytest
from PIL import Image

from tests.actions.serving import attach
from tests.extraction.pdf_making import Sheet, bar, made, text
from wholefile.actions.passwords import unlock_file
from wholefile.core.errors import Conflict, Unavailable
from wholefile.extraction import frames
from wholefile.extraction.contract import CRASHED, LOCKED, REFUSED, TIMED_OUT, UNSUPPORTED, Limits
from wholefile.processing import page_pictures, sandbox, work
from wholefile.processing.page_pictures import NoPicture, PagePicture, as_png, draw_page
from wholefile.processing.pending import pending, take_up

RED = made(Sheet(bar(0, 0, 300, 200, "1 0 0 rg")))


def taken_in(office, content: bytes, name: str = "report.pdf") -> str:
    item = office.receive("document")
    attach(office, item, **{name: content})
    return office.db.one("item_file", item=item).sha256


def read_all(record) -> None:
    take_up(record.db, 1)
    for one in pending(record.db):
        work.process(record, one)


def pretend(monkeypatch, code: str) -> None:
    """Run this in the place of the reader."""
    monkeypatch.setattr(sandbox.command, "__defaults__", ((sys.executable, "-c", textwrap.dedent(code)),))


def speaks(member: dict, *blocks: bytes, complete: bool = True) -> str:
    """A program that says these frames."""
    stream = io.BytesIO()
    told = {"path": "cGFnZQ==", "kind": "file", "method": "page", "deleted": False, "facts": member}
    frames.write_json(stream, frames.MEMBER, told)
    for one in blocks:
        frames.write(stream, frames.DATA, one)
    frames.write_json(stream, frames.END, {"complete": complete})
    empty = {one: [] for one in ("opinions", "flags", "troubles", "wants")}
    last = {**empty, "facts": {}, "kind": "pdf", "media_type": "", "failed": None}
    frames.write_json(stream, frames.LAST, last)
    return f"import sys; sys.stdout.buffer.write({stream.getvalue()!r})"


# Negatives


def test_without_a_sandbox_nothing_is_drawn(office, monkeypatch):
    sha256 = taken_in(office, RED)
    monkeypatch.setattr(sandbox, "_usable", ["The sandbox leaks."])
    with pytest.raises(Unavailable, match="leaks"):
        draw_page(office.record, sha256, 1)


def test_bytes_that_are_gone_or_rotten_are_said_to_be(office, sandboxed):
    sha256 = taken_in(office, RED)
    office.record.store.path(sha256).unlink()
    with pytest.raises(Conflict, match="restores them"):
        draw_page(office.record, sha256, 1)


@pytest.mark.parametrize("number", [0, 2, 10**9])
def test_a_page_that_is_not_there_is_a_reason_in_words(office, sandboxed, number):
    found = draw_page(office.record, taken_in(office, RED), number)
    assert found == NoPicture(UNSUPPORTED, f"It has one page; there is no page {number:,}.")


def test_a_reader_that_dies_or_never_ends_is_a_reason_in_words(office, sandboxed, monkeypatch):
    sha256 = taken_in(office, RED)
    pretend(monkeypatch, "import os; os.kill(os.getpid(), 11)")
    assert draw_page(office.record, sha256, 1).status == CRASHED
    monkeypatch.setattr(page_pictures, "LIMITS", Limits(seconds=1))
    pretend(monkeypatch, "import time; time.sleep(60)")
    assert draw_page(office.record, sha256, 1).status == TIMED_OUT


@pytest.mark.parametrize(
    ("told", "blocks"),
    [
        ({"width": 2, "height": 2, "units": [2, 2]}, [b"x" * 11]),
        ({"width": 2, "height": 2, "units": [2, 2]}, [b"x" * 13]),
        ({"width": 0, "height": 2, "units": [2, 2]}, []),
        ({"width": 100_000, "height": 1, "units": [2, 2]}, []),
        ({"width": True, "height": 2, "units": [2, 2]}, [b"x" * 6]),
        ({"width": 1, "height": 1, "units": [0, 2]}, [b"xxx"]),
        ({"width": 1, "height": 1, "units": [5e-324, 2]}, [b"xxx"]),
        ({"width": 1, "height": 1, "units": [10**400, 2]}, [b"xxx"]),
        ({"width": 1, "height": 1, "units": "22"}, [b"xxx"]),
        ({}, [b"xxx"]),
    ],
)
def test_pixels_that_are_not_what_was_said_are_refused(office, sandboxed, monkeypatch, told, blocks):
    sha256 = taken_in(office, RED)
    pretend(monkeypatch, speaks(told, *blocks))
    found = draw_page(office.record, sha256, 1)
    assert isinstance(found, NoPicture)
    assert found.status == REFUSED


def test_a_picture_in_some_format_of_its_own_never_comes_through(office, sandboxed, monkeypatch):
    sha256 = taken_in(office, RED)
    stream = io.BytesIO()
    frames.write_json(stream, frames.LAYER, {"name": "x", "label": "native", "language": None})
    pretend(monkeypatch, f"import sys; sys.stdout.buffer.write({stream.getvalue()!r})")
    assert draw_page(office.record, sha256, 1).status == REFUSED


# What is drawn


def test_a_page_is_drawn_and_nothing_is_recorded_or_stored(office, sandboxed, tmp_path):
    sha256 = taken_in(office, RED)
    tables = ("content", "derivation", "text_layer", "family", "work", "access")
    before = [office.db.count(one) for one in tables]
    stored = sorted(tmp_path.rglob("*"))
    drawn = draw_page(office.record, sha256, 1)
    assert isinstance(drawn, PagePicture)
    with Image.open(io.BytesIO(as_png(drawn))) as image:
        assert image.format == "PNG"
        assert image.convert("RGB").getpixel((5, 5)) == (255, 0, 0)
    assert [office.db.count(one) for one in tables] == before
    assert sorted(tmp_path.rglob("*")) == stored


def test_the_password_that_is_on_record_opens_it(office, sandboxed):
    locked = made(Sheet(text("secret", 10, 10)), encryption=pikepdf.Encryption(owner="o", user="open"))
    sha256 = taken_in(office, locked)
    assert draw_page(office.record, sha256, 1).status == LOCKED
    read_all(office.record)
    office.clock.advance()
    item = office.db.one("item_file", sha256=sha256).item
    unlock_file(office.record, item, sha256, password="open", source="the owner", by=office.custodian)
    read_all(office.record)
    assert isinstance(draw_page(office.record, sha256, 1), PagePicture)


def test_places_are_outlined_where_they_stand_and_stay_inside():
    white = PagePicture(120, 80, (60.0, 40.0), b"\xff" * 120 * 80 * 3)
    places = [(10.0, 10.0, 20.0, 20.0), (-1e9, -1e9, 1e9, 1e9)]
    with Image.open(io.BytesIO(as_png(white, places[:1]))) as image:
        assert image.size == (120, 80)
        assert image.getpixel((17, 50)) == (154, 74, 0)
        assert image.getpixel((30, 50)) == (255, 255, 255)
    assert as_png(white, places)
