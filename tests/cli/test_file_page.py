"""`wholefile file page`: a picture of a page lies on the disk only once the reading is recorded."""

from io import BytesIO

import pytest
from PIL import Image

from tests.extraction.pdf_making import Sheet, bar, made
from tests.processing.conftest import sandboxed  # noqa: F401 - a fixture
from tests.processing.found import know
from wholefile.record.home import open_record

RED = made(Sheet(bar(0, 0, 300, 200, "1 0 0 rg")))
WHY = ("--purpose", "to check the words")


@pytest.fixture
def report(wf):
    item = wf.receive(category="digital")
    record = open_record(wf.folder, witnesses=())
    sha256 = know(record, RED, item, "report.pdf")
    record.derived.put(BytesIO(RED))
    record.close()
    return sha256


def readings(wf) -> int:
    record = open_record(wf.folder, witnesses=())
    found = record.db.count("access")
    record.close()
    return found


@pytest.mark.usefixtures("sandboxed")
def test_what_cannot_be_drawn_is_not_recorded_as_read(wf, report, tmp_path):
    target = tmp_path / "page.png"
    assert "no page 2" in wf("file", "page", report, "2", str(target), *WHY, by="investigator", code=7).err
    assert "--purpose" in wf("file", "page", report, "1", str(target), by="investigator", code=2).err
    assert (
        "0 is not in the range"
        in wf("file", "page", report, "0", str(target), *WHY, by="investigator", code=2).err
    )
    assert (
        "file.unknown" in wf("file", "page", "f" * 64, "1", str(target), *WHY, by="investigator", code=3).err
    )
    target.write_bytes(b"mine")
    assert "file.exists" in wf("file", "page", report, "1", str(target), *WHY, by="investigator", code=6).err
    assert target.read_bytes() == b"mine"
    assert readings(wf) == 0


@pytest.mark.usefixtures("sandboxed")
def test_a_page_is_drawn_and_its_reading_is_recorded(wf, report, tmp_path):
    target = tmp_path / "page.png"
    said = wf("file", "page", report[:12], "1", str(target), *WHY, by="investigator").out
    assert "Recorded at position" in said
    with Image.open(target) as image:
        assert image.format == "PNG"
        assert image.convert("RGB").getpixel((5, 5)) == (255, 0, 0)
    assert readings(wf) == 1
