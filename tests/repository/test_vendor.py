"""The vendored files are those the lock names, and whatever differs is said."""

import json
import shutil

import pytest

from tools import vendor
from tools.vendor import FOLDER, LOCK, what_differs


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "vendor")


def test_the_vendored_files_are_as_the_lock_says():
    assert list(what_differs(FOLDER)) == []


def test_a_changed_file_is_found(folder):
    with (folder / "htmx" / "htmx.min.js").open("a") as script:
        script.write(";alert(1)")
    assert list(what_differs(folder)) == [f"htmx/htmx.min.js: is not the file {LOCK} names"]


def test_a_missing_file_is_found(folder):
    (folder / "zxing" / "reader" / "zxing_reader.wasm").unlink()
    assert list(what_differs(folder)) == ["zxing/reader/zxing_reader.wasm: is missing"]


def test_a_file_nobody_asked_for_is_found(folder):
    (folder / "extra.js").write_text("")
    assert list(what_differs(folder)) == [f"extra.js: is not in {LOCK}"]


def test_a_package_at_another_version_than_is_asked_for_is_found(folder):
    lock = json.loads((folder / LOCK).read_text())
    lock["packages"][0]["version"] = "1.0.0"
    (folder / LOCK).write_text(json.dumps(lock))
    (problem,) = what_differs(folder)
    assert "govuk-frontend is not at" in problem


def test_without_a_lock_every_file_and_package_is_named(folder):
    (folder / LOCK).unlink()
    assert len(list(what_differs(folder))) == len(vendor.PACKAGES) + len(vendor.files_in(folder))


def test_each_package_is_locked_with_its_digest_and_a_permissive_licence():
    for package in vendor.read_lock(FOLDER)["packages"]:
        assert package["integrity"].startswith("sha512-")
        assert package["licence"] in {"MIT", "0BSD", "ISC"}


def test_each_package_that_is_kept_stands_in_the_notice():
    notice = (FOLDER / vendor.NOTICE).read_text("utf-8")
    for package in vendor.PACKAGES:
        assert (f"{package.name} {package.version}\n" in notice) is not package.tool


def test_the_style_sheet_brings_no_font_and_no_crown():
    sheet = (FOLDER / vendor.SHEET).read_text("utf-8")
    assert "GDS Transport" not in sheet
    assert "@font-face" not in sheet
    assert "crest" not in sheet
    assert "crown" not in sheet


def test_an_argument_nobody_knows_changes_nothing():
    with pytest.raises(SystemExit):
        vendor.main(["--chekc"])
