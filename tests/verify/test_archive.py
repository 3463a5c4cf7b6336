"""Productions as ZIP archives, and archives that are refused."""

import contextlib
import stat
import struct
import zipfile
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.browser.archives import AMBIGUOUS
from tests.shared_files import shared
from tests.verify.maker import make_production
from wholefile.core.errors import Invalid
from wholefile.verify import Status, Verdict, verify
from wholefile.verify.archive import unpack


def pack(folder: Path, target: Path, prefix: str = "") -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, prefix + path.relative_to(folder).as_posix())
    return target


@pytest.mark.parametrize("prefix", ["", "PR-1/"])
def test_a_zip_of_an_honest_production_passes(tmp_path: Path, prefix: str):
    folder = make_production(tmp_path / "PR-1")
    assert verify(pack(folder, tmp_path / "PR-1.zip", prefix)).verdict is Verdict.PASSED


def written(tmp_path: Path, *members: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    target = tmp_path / "hostile.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members:
            archive.writestr(name, raw)
    return target


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def refused(archive: Path, tmp_path: Path) -> str:
    target = tmp_path / "unpacked"
    target.mkdir()
    with pytest.raises(Invalid) as caught:
        unpack(archive, target)
    outside = [path for path in tmp_path.iterdir() if path not in (archive, target)]
    assert outside == []
    return caught.value.message


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x", "a//b", "./x", "C:/x", "..", "a/..", "a\\b"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str):
    refused(written(tmp_path, (name, b"x")), tmp_path)


@pytest.mark.parametrize(("first", "second"), [("a/B", "a/b"), ("é", "e\u0301"), ("a", "a/b")])
def test_names_that_meet_are_refused(tmp_path: Path, first: str, second: str):
    refused(written(tmp_path, (first, b"x"), (second, b"y")), tmp_path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_is_refused(tmp_path: Path):
    assert "twice" in refused(written(tmp_path, ("a", b"x"), ("a", b"y")), tmp_path)


def test_a_link_is_refused(tmp_path: Path):
    assert "link" in refused(written(tmp_path, (link("a"), b"/etc/passwd")), tmp_path)


def test_a_bomb_is_refused_before_it_swells(tmp_path: Path):
    assert "grow" in refused(written(tmp_path, ("a", bytes(64 << 20))), tmp_path)


def test_an_encrypted_member_is_refused(tmp_path: Path):
    archive = written(tmp_path, ("a", b"x"))
    raw = bytearray(archive.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(raw)
    assert "encrypted" in refused(archive, tmp_path)


def test_a_member_longer_than_announced_is_refused(tmp_path: Path):
    archive = written(tmp_path, ("a", b"x" * 1000))
    raw = bytearray(archive.read_bytes())
    central = raw.index(b"PK\x01\x02")
    struct.pack_into("<L", raw, central + 24, 10)
    archive.write_bytes(raw)
    refused(archive, tmp_path)


@pytest.mark.parametrize("raw", [b"", b"PK", b"not an archive at all", b"PK\x03\x04" + bytes(40)])
def test_what_is_no_archive_is_refused(tmp_path: Path, raw: bytes):
    archive = tmp_path / "x.zip"
    archive.write_bytes(raw)
    with pytest.raises(Invalid):
        verify(archive)


def test_an_empty_archive_passes_nothing(tmp_path: Path):
    report = verify(written(tmp_path))
    assert report.verdict is Verdict.FAILED
    assert report.by_id["the_bag_is_well_formed"].status is Status.FAILED


@pytest.mark.parametrize(
    "name",
    ["hostile/absolute_paths.zip", "hostile/testZIP_corrupted_oom.zip", "archives/testZipEncrypted.zip"],
)
def test_hostile_archives_from_elsewhere_are_refused_or_fail(tmp_path: Path, name: str):
    path = shared(f"samples/{name}")
    with contextlib.suppress(Invalid):
        assert verify(path).verdict is Verdict.FAILED
    assert list(tmp_path.iterdir()) == []


def test_reading_an_archive_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    verify(pack(make_production(tmp_path / "PR-1"), tmp_path / "PR-1.zip"))
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("how", AMBIGUOUS)
def test_an_archive_that_other_programs_read_otherwise_is_refused(tmp_path: Path, how: str):
    archive = pack(make_production(tmp_path / "PR-1"), tmp_path / "PR-1.zip", "PR-1/")
    archive.write_bytes(AMBIGUOUS[how](archive))
    with pytest.raises(Invalid):
        verify(archive)


def test_what_other_programs_write_is_read(tmp_path: Path):
    """Lengths behind each member, lengths of 64 bits, and folders as members of their own."""
    folder = make_production(tmp_path / "PR-1")
    target = tmp_path / "streamed.zip"
    with target.open("wb") as raw, zipfile.ZipFile(_Stream(raw), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("PR-1/data/"), b"")
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            name = f"PR-1/{path.relative_to(folder).as_posix()}"
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(path.read_bytes())
    assert verify(target).verdict is Verdict.PASSED


class _Stream:
    """A file that cannot go back, as when an archive is written to a network."""

    def __init__(self, raw: BinaryIO) -> None:
        self.write, self.flush = raw.write, raw.flush
