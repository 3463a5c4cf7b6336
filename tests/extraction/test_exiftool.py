import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_files import shared
from wholefile.extraction.exiftool import facts_of, moment
from wholefile.extraction.programs import Missing

needed = pytest.mark.skipif(
    shutil.which("exiftool") is None, reason="needs exiftool (Debian package libimage-exiftool-perl)"
)


def test_without_the_program_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing, match="exiftool"):
        facts_of(tmp_path / "a")


@needed
def test_a_file_that_is_not_there_and_one_of_no_kind_give_a_warning(tmp_path):
    assert facts_of(tmp_path / "none")["warnings"]
    (tmp_path / "-config").write_bytes(b"\x01\x02\x03" * 40)
    assert "Unknown file type" in str(facts_of(tmp_path / "-config")["warnings"])


@needed
def test_a_configuration_beside_it_is_not_run(monkeypatch, tmp_path):
    (tmp_path / ".ExifTool_config").write_text('die "run"; system("touch ran");\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    found = facts_of(shared("samples/images/testPNG.png"))
    assert found["PNG:ImageWidth"] == "100"
    assert not (tmp_path / "ran").exists()


@needed
def test_tags_have_their_group_and_stay_as_they_are_written():
    found = facts_of(shared("samples/images/testJPEG_EXIF.jpg"))
    assert found["ExifIFD:DateTimeOriginal"] == "2009:08:11 09:09:45"
    assert found["IPTC:Keywords"] == ["canon-55-250", "moscow-birds", "serbor"]
    assert found["XMP-aux:SerialNumber"] == "730552258"
    assert found["exiftool"]
    assert not [one for one in found if one.startswith(("System:", "ICC", "SourceFile"))]


@pytest.mark.parametrize(
    ("raw", "offset"),
    [
        ("2009:08:11 09:09:45", None),
        ("2009:08:11 09:09:45", "somewhere"),
        ("0000:00:00 00:00:00", "+00:00"),
        ("2009:13:45 09:09:45", "+00:00"),
        ("2009:08:11", "+00:00"),
        ("", "+00:00"),
        (None, "+00:00"),
        ("    :  :     :  :  ", None),
        (["2009:08:11 09:09:45"], "+00:00"),
    ],
)
def test_a_time_without_a_zone_or_sense_is_no_instant(raw, offset):
    assert moment(raw, offset) is None


@pytest.mark.parametrize(
    ("raw", "offset", "expected"),
    [
        ("2018:02:05 07:11:43.07Z", None, 1517814703070),
        ("2018:02:05 15:11:43", "+08:00", 1517814703000),
        ("2018-02-05T02:11:43-05:00", None, 1517814703000),
        ("2018:02:05 12:41:43", "+0530", 1517814703000),
        ("1970:01:01 00:00:00", "+00:00", 0),
        ("1969:12:31 23:59:59.5", "Z", -500),
    ],
)
def test_a_time_with_a_zone_is_an_instant(raw, offset, expected):
    assert moment(raw, offset) == expected


@given(st.text(max_size=40), st.one_of(st.none(), st.text(max_size=8)))
def test_no_text_makes_it_fail(raw, offset):
    moment(raw, offset)
