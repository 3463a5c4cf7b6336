"""A file whose root has spent its budget of members keeps its own words, and is truncated, never called damaged."""

import pytest

from tests.extraction.packages import by_reader
from tests.extraction.reading import read
from tests.fuzz.corpus import SEEDS
from tests.shared_files import SHARED
from wholefile.extraction import eml
from wholefile.extraction.contract import SAID_INSIDE, TRUNCATED, Limits

_WITH_TEXT = ("docx", "xlsx", "pptx", "odt", "ods", "odp", "rtf", "doc", "xls", "ppt", "pdf", "eml", "msg")
_SEEDS = tuple(
    path for kind in _WITH_TEXT if (SEEDS / kind).is_dir() for path in sorted((SEEDS / kind).iterdir())
)
_SAMPLES = tuple(
    path
    for folder in ("office", "mail", "court", "hostile", "archives")
    if (SHARED / "samples" / folder).is_dir()
    for path in sorted((SHARED / "samples" / folder).iterdir())
    if path.suffix[1:] in {*_WITH_TEXT, "pst", "mbox", "wpd"}
)
_SPENT = {"members": Limits(members=0), "produced": Limits(produced=0)}


@pytest.fixture(scope="module")
def whole():
    """What a run without a spent budget says, once for each file."""
    said = {}

    def of(path):
        if path not in said:
            said[path] = read(path)
        return said[path]

    return of


@pytest.mark.parametrize("spent", _SPENT)
@pytest.mark.parametrize("path", [*_SEEDS, *_SAMPLES], ids=lambda one: "-".join(one.parts[-2:]))
def test_a_spent_budget_costs_a_file_its_members_and_not_its_text(path, spent, whole):
    usual, said = whole(path), read(path, limits=_SPENT[spent])
    assert said.layers == usual.layers
    assert said.failed == usual.failed
    if spent == "members":
        assert said.listed == []
    files = [one for one in usual.listed if one.data or spent == "members"]
    known = max(usual.status, TRUNCATED, key=SAID_INSIDE.index) if files else usual.status
    assert said.status == known
    if files:
        assert TRUNCATED in [one["status"] for one in said.last["troubles"]]


def test_there_are_files_with_text_to_hold_it_against():
    assert {path.parent.name for path in _SEEDS} >= {
        "docx",
        "xlsx",
        "pptx",
        "odt",
        "ods",
        "odp",
        "pdf",
        "eml",
    }


HEAD = b"From: a@example.org\r\nSubject: Words\r\nMIME-Version: 1.0\r\n"
_MAILS = {
    "data address": HEAD
    + b"Content-Type: text/html\r\n\r\n<p>before</p><img src='data:image/gif;base64,R0lGODlh'><p>kept</p>",
    "uuencode": HEAD + b"\r\nbefore\r\nbegin 644 a.txt\r\n#86)C\r\n`\r\nend\r\nkept\r\n",
    "elsewhere": HEAD
    + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: message/external-body\r\n\r\n"
    + b"--x\r\n\r\nkept\r\n--x--\r\n",
    "apple": b"63        \n" + HEAD + b"\r\nkept\n<plist/>\n",
}


@pytest.mark.parametrize("name", _MAILS)
def test_a_mail_whose_members_stand_before_its_words_keeps_them(name):
    usual = by_reader(eml, _MAILS[name], "eml")
    said = by_reader(eml, _MAILS[name], "eml", limits=Limits(members=0))
    assert usual.listed
    assert "kept" in said.text
    assert said.layers == usual.layers
    assert said.status == TRUNCATED


def test_members_left_in_the_budget_still_leave_before_the_text_is_said():
    part = b"--x\r\nContent-Disposition: attachment; filename=%d\r\n\r\nfile\r\n"
    mail = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + part % 1 + part % 2
    said = read(mail + b"--x\r\n\r\nkept\r\n--x--\r\n", "a.eml", limits=Limits(members=1))
    assert [one.path for one in said.listed] == [b"1/1"]
    assert "kept" in said.text
    assert said.status == TRUNCATED
