"""One long day in which every command that records an act is used at least once, through the real command line."""

import json
import shlex
from hashlib import sha256
from pathlib import Path

import pytest

from tests.actions.reading import proposals, with_layer
from tests.cli.conftest import PASSPHRASE
from wholefile.actions.proposals import keep
from wholefile.cli.commands import every_command, kinds_of_commands
from wholefile.cli.main import app
from wholefile.core.acts import KINDS
from wholefile.reading.facts import Fact
from wholefile.reading.spans import Span
from wholefile.record.home import open_record

DOCKET = "D-101-CR-2026-42"
OTHER = "SF-26-7781"

# Each line: who signs, and the command. {names} are filled in by what earlier commands printed.
MORNING, AFTERNOON = (
    (Path(__file__).parent / f"{one}.txt").read_text("utf-8") for one in ("morning", "afternoon")
)


@pytest.fixture
def filled(wf, tmp_path):
    """Names that stand in the day's commands."""
    photo, scan = tmp_path / "belt.txt", tmp_path / "scan.txt"
    photo.write_text("He said: I never loaded it. Then he left.", "utf-8")
    scan.write_text("\ufeffv26-000003 # the cup\n\n", "utf-8")
    return {
        "case": DOCKET,
        "other": OTHER,
        "photo": str(photo),
        "photo_digest": sha256(photo.read_bytes()).hexdigest(),
        "scan": str(scan),
        "out": str(tmp_path / "out"),
        "out2": str(tmp_path / "out2"),
    }


def run(wf, script, filled, used):
    for line in script.strip().splitlines():
        who, _, words = line.partition("|")
        told = [word.format(**filled) for word in shlex.split(words.replace("{place}", "'{place}'"))]
        wf(*told, by=tuple(who.split()))
        used.add(" ".join(told[:2]))


@pytest.mark.slow
def test_a_day_in_which_every_act_is_recorded_by_command(wf, filled, tmp_path, monkeypatch):
    used: set[str] = set()
    run(wf, MORNING, filled, used)
    digest = wf.json("show", "item", "V26-000001")["files"][0]["sha256"]
    _read(wf.folder, digest)
    filled["place"] = wf("statement", "place", digest, "I never loaded it.").out.strip()
    assert json.loads(filled["place"])["unit"] == "character"
    new_key = tmp_path / "nora.key"
    wf("key", "new", str(new_key))
    wf("key", "enrol", "P-14", str(new_key), "--how-checked", "in person", by="ana")
    filled["key"] = wf.json("key", "show", str(new_key))["key"]
    run(wf, AFTERNOON, filled, used)
    by_hand = {
        "key enrol",
        "init",
        "item read",
        "record register",
        "import",
        "file repair",
        "file page",
    }  # each has its own test
    commands = {path for paths in kinds_of_commands().values() for path in paths}
    assert commands - used - by_hand == set()
    recorded = {kind for (kind,) in _kinds(wf.folder)}
    assert set(KINDS) - recorded == set()
    assert wf.json("record", "check") == {"passed": True, "first_bad_position": None, "findings": []}
    for name in ("case", "board", "timeline", "knowledge"):
        assert max(len(line) for line in wf("show", name, DOCKET).out.splitlines()) <= 80


def _read(folder, digest):
    """The file as processing and the reader would leave it."""
    record = open_record(folder, witnesses=())
    text = "He said: I never loaded it. Then he left."
    layer = with_layer(record, digest, text)
    places = (("quote", 9, 27), ("event", 33, 40), ("person", 0, 2), ("document", 3, 7))
    keep(record, layer, proposals(tuple(Fact(kind, Span(start, end), "rule") for kind, start, end in places)))
    record.close()


def _kinds(folder):
    import sqlite3

    with sqlite3.connect(folder / "record.sqlite3") as db:
        return db.execute("SELECT DISTINCT kind FROM entry").fetchall()


def test_every_kind_of_act_has_a_command():
    assert set(KINDS) - set(kinds_of_commands()) == {"index"}


def test_every_command_has_help_that_fits(wf):
    for path, one in every_command(app):
        out = wf(*path.split(), "--help").out
        assert one.help, path
        assert max(len(line) for line in out.splitlines()) <= 80, path
        assert "Records" in out or not getattr(one, "kinds", ()) or path in ("init", "import"), path


def test_no_option_is_without_help():
    import click

    bare = [
        f"{path} {option.opts[0]}"
        for path, one in every_command(app)
        for option in one.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert bare == []


def test_a_record_begins_and_a_second_one_does_not(tmp_path, wf):
    words = ["init", str(tmp_path / "new"), "--origin", "log.example/new", "--title", "A new office"]
    founders = [
        "--founder",
        "Ana",
        "Sheriff",
        str(tmp_path / "a.key"),
        "--founder",
        "Ben",
        "Court",
        str(tmp_path / "b.key"),
    ]
    assert wf(*words, *founders[:4], code=4).err.startswith("Give --founder twice")
    assert "log.example/new is open" in wf(*words, *founders).out
    assert (tmp_path / "a.key").stat().st_mode & 0o777 == 0o600
    assert "already" in wf(*words, *founders, code=6).err
    same = [*founders[:7], str(tmp_path / "a.key")]
    assert "same key" in wf("init", str(tmp_path / "third"), *words[2:], *same, code=6).err


def test_a_key_is_shown_without_its_passphrase(wf, tmp_path, monkeypatch):
    file = tmp_path / "x.key"
    made = wf.json("key", "new", str(file))
    monkeypatch.delenv("WHOLEFILE_PASSPHRASE")
    assert wf.json("key", "show", str(file)) == made
    assert PASSPHRASE not in file.read_text("utf-8")
    assert (
        "never overwritten"
        in wf("key", "new", str(file), "--passphrase-file", str(_line(tmp_path)), code=6).err
    )


def _line(folder):
    path = folder / "pass"
    path.write_text(PASSPHRASE + "\n", "utf-8")
    return path


def test_a_key_whose_number_begins_with_a_hyphen_can_be_named(wf):
    said = wf(
        "key", "revoke", "-x-11725dDBVu6YpH68lVdYmSYF3g3GaXK9d0lhQYk4", "--reason", "lost", by="ana", code=7
    )
    assert "no valid key" in said.err


def test_a_file_that_nobody_has_read_yet_is_in_every_count(wf, tmp_path):
    item = wf.receive("--description", "A note in an envelope", "--category", "document")
    note = tmp_path / "note.txt"
    note.write_text("unread", "utf-8")
    wf("file", "intake", str(note), "--item", item, by="custodian")
    assert wf.json("file", "list", "--item", item)["counts"] == {"pending": 1}
    assert [one["status"] for one in wf.json("file", "exceptions", "--item", item)["files"]] == ["pending"]
