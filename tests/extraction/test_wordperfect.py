import shutil

import pytest

from tests.extraction.packages import by_reader
from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction import wordperfect

needs_program = pytest.mark.skipif(
    not shutil.which("wpd2text"), reason="needs wpd2text (Debian package libwpd-tools)"
)


def test_without_the_program_it_is_said_which_package_is_missing(monkeypatch):
    monkeypatch.setenv("PATH", "")
    said = by_reader(wordperfect, b"\xffWPC", "wpd")
    assert said.status == "unsupported"
    assert "libwpd-tools" in said.reasons[0]


@needs_program
@pytest.mark.parametrize("data", [b"nothing", b"\xffWPC" + bytes(100), b"\xffWPC" + b"\xff" * 5_000])
def test_what_is_no_document_is_damaged(data):
    said = by_reader(wordperfect, data, "wpd")
    assert said.failed is None
    assert said.status in ("damaged", "locked")


@needs_program
def test_the_sample_is_read():
    said = read(shared("samples/office/word-perfect.wpd"))
    assert (said.kind, said.status) == ("wpd", "read")
    assert len(said.text) == 8_457
    assert "Cause No. 20C01-9712-CF-00066" in said.text
