"""`wholefile read` and `wholefile fact list`: what is proposed of a document, and what a case has of it."""

from hashlib import sha256

import pytest

from tests.actions.reading import STORY, identity, proposals, with_layer
from wholefile.actions import proposals as reading
from wholefile.actions.proposals import keep
from wholefile.cli import read as command
from wholefile.reading.facts import TOLD
from wholefile.reading.parts import Frame
from wholefile.record.home import open_record
from wholefile.showing.facts import FACTS_KEYS

DOCKET = "D-101-CR-2026-42"


@pytest.fixture
def read_by_hand(monkeypatch):
    """A reader that gives what the tests wrote down; the rules have tests of their own."""

    class Given:
        facts, version, skipped = proposals().facts, proposals().version, ("Something was left out.",)
        frame = None

    def reader(_text, **_told):
        Given.frame = Frame("news report", flags=("Two days are told.",))
        return Given

    monkeypatch.setattr(reading, "_reader", lambda: reader)


@pytest.fixture
def story(wf, tmp_path):
    """The story as a file of an item, read by hand; its digest."""
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    wf("item", "attach", wf.receive(), str(path), "--purpose", "document", by="custodian")
    digest = sha256(path.read_bytes()).hexdigest()
    record = open_record(wf.folder, witnesses=())
    keep(record, with_layer(record, digest, STORY), proposals())
    record.close()
    return digest


def test_a_path_is_read_and_nothing_of_it_can_be_accepted(wf, tmp_path, read_by_hand):
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    out = wf("read", str(path)).out
    assert "8 facts proposed. The document is not on record" in " ".join(out.split())
    assert "a crew member, according to the complaint, according to this report" in " ".join(out.split())
    assert "Note: Something was left out." in out
    assert "Note: Two days are told." in out
    assert max(len(line) for line in out.splitlines()) <= 80
    told = wf.json("read", str(path))
    assert set(told) == set(command.READ_KEYS)
    assert told["layer"] is None
    assert {one["kind"] for one in told["facts"]} <= set(TOLD)
    for one in told["facts"]:
        assert STORY[one["start"] : one["end"]] == one["words"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"%PDF-1.7 \xe2\xe3"])
def test_a_path_that_is_no_text_is_taken_in_first(wf, tmp_path, content):
    path = tmp_path / "scan.pdf"
    path.write_bytes(content)
    assert "take it in" in wf("read", str(path), code=7).err


def test_what_is_neither_on_record_nor_a_path_is_not_read(wf, tmp_path):
    assert "There is no such file" in wf("read", "abcdef", code=3).err
    assert "There is no such file" in wf("read", str(tmp_path / "absent.txt"), code=3).err
    path = tmp_path / "x.txt"
    path.write_text("x", "utf-8")
    assert "YYYY-MM-DD" in wf("read", str(path), "--day", "May", code=4).err


def test_a_file_on_record_is_read_and_its_facts_are_listed_once_accepted(wf, story):
    out = wf("read", story[:12], "--case", DOCKET).out
    assert "News report, of 2026-03-03 (dateline)" in out
    assert "none is in the case" in out
    assert "no such file in" in wf("read", story[:12], "--case", "SF-26-7781", code=3).err
    assert f"0 facts accepted in {DOCKET}." in wf("fact", "list", "--case", DOCKET).out
    wf("fact", "accept", story, identity("quote"), "--dockets", DOCKET, by="investigator")
    assert (
        "is F-1 already"
        in wf("fact", "accept", story, identity("quote"), "--dockets", DOCKET, by="investigator", code=7).err
    )
    out = wf("fact", "list", "--case", DOCKET).out
    assert "F-1" in out
    assert "I never loaded it," in " ".join(out.split())
    assert max(len(line) for line in out.splitlines()) <= 80
    assert wf.json("fact", "list", "--case", DOCKET, "--kind", "charge")["facts"] == []
    assert set(wf.json("fact", "list", "--case", DOCKET)) == set(FACTS_KEYS)


def test_the_defence_lists_no_facts(wf, story):
    wf("fact", "accept", story, identity("quote"), "--dockets", DOCKET, by="investigator")
    assert "There is no case" in wf("fact", "list", "--case", DOCKET, by="defence", code=3).err


def test_the_texts_of_a_case_are_read_ahead(wf, story, read_by_hand):
    assert "0 texts read" in wf("read", "--all", "--case", DOCKET).out
    record = open_record(wf.folder, witnesses=())
    record.db.run_many('DELETE FROM "layer_reading" WHERE "text" = %s', [(story,)])
    record.close()
    out = wf("read", "--all", "--case", DOCKET).out
    assert f"{story[:12]}  8 facts proposed" in out
    assert "1 text read" in out
    assert set(wf.json("read", "--all", "--case", DOCKET)) == set(command.READ_ALL_KEYS)
    for words in ((), ("--all",), ("--case", DOCKET), (story, "--all", "--case", DOCKET)):
        assert "Name a document" in wf("read", *words, code=2).err
