"""`wholefile search`, `file similar` and `file thread` as typed: refusals first, then what is printed."""

import pytest

from tests.actions.serving import attach, decide, serve
from tests.cli.conftest import *  # noqa: F403 - fixtures
from tests.processing.found import text_file
from wholefile.actions.reading_traces import read_traces
from wholefile.processing.settle import settle
from wholefile.record.home import open_record


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("search",), 4), (("search", "*"), 4), (("search", "gun", "--kind", "weapon"), 2),
        (("search", "gun", "--case", "ü"), 4), (("search", "gun", "--since", "soon"), 2),
        (("file", "similar", "xyz"), 3), (("file", "similar", "0" * 64), 3), (("file", "thread", "abcdef"), 3),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_ends_in_a_line(wf, words, code):
    outcome = wf(*words, code=code)
    assert outcome.out == ""
    assert outcome.err.strip()


def test_an_item_is_found_right_after_it_came_in(wf):
    item = wf.receive("--description", "A live round, calibre .45, found in the bandolier")
    for words in (["live round"], ["live", "round"], ["band*"], ["--", "round", "-blank"], ["--item", item]):
        found = wf.json("search", *words) if "--" not in words else None
        outcome = wf("search", *words)
        assert item in outcome.out
        assert all(len(line) <= 80 for line in outcome.out.splitlines())
        assert found is None or [one["object"] for one in found["found"]] == [item]
    assert "[live] [round]" in wf("search", "live", "round").out.replace("[live round]", "[live] [round]")
    assert wf("search", "absentword").out.startswith("Nothing fits")
    assert wf.json("search", "live round", "--sort", "newest")["total"] == 1


def test_before_anything_is_served_the_defence_finds_nothing_and_leaves_no_trace(wf):
    wf.receive("--description", "A harmonica of brass")
    wf.receive("--description", "A harmonica of tin")
    assert wf.json("search", "harmonica", by="defence")["found"] == []
    assert len(wf.json("search", "harmonica", by="prosecutor")["found"]) == 2
    assert wf.json("reading", "list", by="defence")["readings"] == []


@pytest.mark.database("sqlite")
def test_a_served_item_is_found_and_traced(office, tmp_path, capsys, monkeypatch):
    from tests.cli.conftest import PASSPHRASE, write_keys
    from wholefile.cli.main import main

    item = office.receive(description="A harmonica of brass")
    attach(office, item, **{"a.txt": b"notes on the harmonica"})
    decide(office, item)
    serve(office, tmp_path / "PR-1")
    write_keys(tmp_path / "keys")
    monkeypatch.setenv("WHOLEFILE_PASSPHRASE", PASSPHRASE)
    before = office.db.rows("head")[0].size
    key = str(tmp_path / "keys/defence.key")
    folder = str(office.record.folder)
    monkeypatch.setattr("sys.argv", ["wholefile", "search", "harmonica", "--record", folder, "--key", key])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 0
    assert item in capsys.readouterr().out
    assert office.db.rows("head")[0].size == before
    [trace] = read_traces(office.record, office.defence)
    assert (trace.items, trace.what) == ((item,), "search")


def test_files_within_sight_that_nobody_read_yet_are_told(wf, tmp_path):
    item = wf.receive("--description", "A harmonica of brass")
    assert wf.json("search", "harmonica")["unread"] == 0
    assert "not read yet" not in wf("search", "harmonica").out
    note = tmp_path / "note.txt"
    note.write_text("notes on the harmonica")
    wf("item", "attach", item, str(note), "--purpose", "document", by="custodian")
    assert wf.json("search", "harmonica")["unread"] == 1
    said = wf("search", "nothing like it").out
    assert "1 is not read yet and not searched" in said.replace("\n", " ")
    assert all(len(line) <= 80 for line in said.splitlines())
    assert wf.json("search", "harmonica", by="prosecutor")["unread"] == 1
    assert wf.json("search", "harmonica", by="defence")["unread"] == 0


def test_likeness_and_threads_are_printed(wf):
    item = wf.receive()
    record = open_record(wf.folder, witnesses=())
    words = " ".join(f"word{n}" for n in range(60))
    one = text_file(record, item, words)
    two = text_file(record, item, words + " and three more")
    settle(record)
    record.close()
    assert [like["sha256"] for like in wf.json("file", "similar", one[:12])["alike"]] == [one, two]
    out = wf("file", "similar", one).out
    assert "words" in out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert wf.json("file", "thread", one)["messages"][0]["sha256"] == one
    assert wf("file", "thread", one).out
    wf("file", "similar", one, by="defence", code=3)
