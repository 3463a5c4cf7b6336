"""How far long work is: told on standard error, never where results are."""

import sys

from wholefile.cli import progress
from wholefile.cli.progress import Progress


def tell(*, as_json: bool) -> None:
    with Progress(as_json=as_json) as told:
        for number in (1, 2):
            told("files read", number, 1200)
        told("documents indexed", 500)


def test_with_json_nothing_is_told(capsys, monkeypatch):
    monkeypatch.setattr(progress, "_EVERY_PLAIN", 0.0)
    tell(as_json=True)
    assert capsys.readouterr() == ("", "")


def test_in_a_pipe_short_work_says_nothing(capsys):
    tell(as_json=False)
    assert capsys.readouterr() == ("", "")


def test_in_a_pipe_long_work_says_a_plain_line_now_and_then(capsys, monkeypatch):
    monkeypatch.setattr(progress, "_EVERY_PLAIN", 0.0)
    tell(as_json=False)
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "files read: 1 of 1,200\nfiles read: 2 of 1,200\ndocuments indexed: 500\n"


def test_on_a_terminal_one_line_changes_and_is_cleared(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    tell(as_json=False)
    out, err = capsys.readouterr()
    assert out == ""
    assert "\n" not in err
    assert err.startswith("\rfiles read: 1 of 1,200")
    assert err.endswith(" \r")
