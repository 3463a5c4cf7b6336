"""The record as a whole by command: status, checkpoints, witnesses, check, rebuild, receipts, publishing, reading."""

import csv
import sqlite3
import subprocess
import sys
import time

import pytest

from wholefile.cli.reading import READING_KEYS
from wholefile.cli.receipt import CHECK_KEYS
from wholefile.cli.record import JSON_KEYS
from wholefile.cli.scanning import COMPARE_KEYS
from wholefile.core.note import parse_vkey
from wholefile.witness.protocol import Witness, witness_key
from wholefile.witness.server import running
from wholefile.witness.store import WitnessStore

SEED = bytes(range(32))


@pytest.fixture
def witness(wf, tmp_path):
    """A real witness over HTTP that trusts this log; gives its key and address."""
    store = WitnessStore.create(tmp_path / "witness.sqlite3", witness_key("witness.example/court", SEED))
    store.trust(parse_vkey(wf.json("record", "status")["log_key"]))
    made = Witness(SEED, store, lambda: int(time.time()))
    with running(made) as url:
        yield made.key.vkey, url
    store.close()


def test_the_keys_of_json_are_those_written_down(wf):
    assert set(wf.json("record", "status")) == set(JSON_KEYS["status"])
    assert set(wf.json("record", "checkpoint")) == set(JSON_KEYS["checkpoint"])
    assert set(wf.json("record", "check")) == set(JSON_KEYS["check"])
    assert set(wf.json("record", "witnesses")) == set(JSON_KEYS["witnesses"])
    assert set(wf.json("inventory", "compare", "ROOM-A", _file(wf, ""))) == set(COMPARE_KEYS)
    assert set(wf.json("reading", "list", by="defence")) == set(READING_KEYS)


def test_a_witness_of_the_policy_is_asked_at_each_checkpoint(wf, witness):
    vkey, url = witness
    assert "names no witness" in wf("record", "witnesses").out
    wf("record", "witness-add", "court", vkey, url)
    assert wf.json("record", "witnesses")["quorum"] == "the-quorum"
    assert wf.json("record", "checkpoint")["cosigned"][0]["witness"] == "court"
    assert "court 20" in wf("record", "status").out
    assert "already" in wf("record", "witness-add", "again", vkey, url, code=6).err
    wf.receive()
    assert wf.json("record", "checkpoint", "--no-ask")["cosigned"] == [{"witness": "court", "at": None}]
    assert wf.json("record", "witness")["cosigned"][0]["at"] > 0
    wf("record", "witness-remove", "court")
    wf("record", "witness-remove", "court", code=3)
    wf("record", "witness", code=4)


@pytest.mark.parametrize(("vkey", "url"), [("nonsense", "http://x"), (None, "ftp://x"), ("log", "http://x")])
def test_a_witness_that_cannot_be_one_is_refused(wf, vkey, url):
    key = {"log": wf.json("record", "status")["log_key"], None: witness_key("w.example/w", SEED).vkey}.get(
        vkey, vkey
    )
    before = (wf.folder / "policy").read_bytes()
    assert len(wf("record", "witness-add", "w", key, url, code=4).err.splitlines()) == 1
    assert (wf.folder / "policy").read_bytes() == before


def test_a_silent_witness_is_said_to_be_silent(wf):
    wf("record", "witness-add", "court", witness_key("w.example/w", SEED).vkey, "http://127.0.0.1:9")
    assert "does not answer" in wf("record", "checkpoint", code=8).err


def test_a_changed_table_is_found_and_made_good(wf):
    item = wf.receive()
    with sqlite3.connect(wf.folder / "record.sqlite3") as db:
        db.execute("UPDATE item SET description = 'nothing of interest' WHERE item = ?", [item])
    outcome = wf("record", "check", code=1)
    assert "nothing of interest" in outcome.out
    seen = wf.json("record", "check", code=1)
    assert seen["passed"] is False
    assert seen["findings"][0]["kind"] == "tables"
    wf("record", "rebuild", "--tiles")
    assert wf("record", "check").out.startswith("Nothing is wrong")


def test_a_changed_entry_is_found_by_its_position(wf):
    item = wf.receive()
    position = wf.json("show", "item", item)["received"]["position"]
    with sqlite3.connect(wf.folder / "record.sqlite3") as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')  # somebody with the file can do this
        db.execute("UPDATE body SET fields = replace(fields, 'Eva', 'Eve') WHERE seq = ?", [position])
    assert wf.json("record", "check", code=1)["first_bad_position"] == position


def test_nothing_is_open_to_finish(wf):
    assert "Nothing was open." in wf("record", "finish-expunging").out


def test_the_published_log_can_be_copied_anywhere(wf, tmp_path):
    wf("record", "publish", str(tmp_path / "web"), code=3)
    wf("record", "checkpoint")
    assert wf.json("record", "publish", str(tmp_path / "web"))["files"] >= 3
    assert (tmp_path / "web" / "checkpoint").read_bytes() == (wf.folder / "tiles" / "checkpoint").read_bytes()
    assert wf.json("record", "publish", str(tmp_path / "web"))["files"] == 1
    wf("audit", str(tmp_path / "web"), "--help")


def test_the_register_is_every_item_and_no_formula(wf, tmp_path):
    first = wf.receive("--description", "=1+1 as written on a note", "--location", "ROOM-A")
    second = wf.receive("--identifiers", "serial=AB-12345")
    path = tmp_path / "register.csv"
    assert "exported" in wf.json("show", "act", str(_out(wf, path)))["kind"]
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    assert [row["voucher"] for row in rows] == [first, second]
    assert rows[0]["description"].startswith("'=1+1")
    assert rows[0]["location"] == "ROOM-A"
    assert rows[1]["marks"] == "serial AB-12345"
    wf("record", "register", str(path), by="custodian", code=6)


def test_a_submitter_can_check_the_receipt_alone(wf, tmp_path):
    item = wf.receive()
    path, policy = tmp_path / "receipt.json", str(wf.folder / "policy")
    wf("receipt", "make", item, str(path))
    seen = wf.json("receipt", "check", str(path), "--policy", policy)
    assert set(seen) == set(CHECK_KEYS)
    assert seen["item"] == item
    assert "genuine" in wf("receipt", "check", str(path), "--policy", policy).out
    path.write_text(path.read_text("utf-8").replace("Eva Stone", "Eve Stone"), "utf-8")
    wf("receipt", "check", str(path), "--policy", policy, code=9)
    wf("receipt", "make", item, str(path), code=6)
    wf("receipt", "make", "V99-000001", str(tmp_path / "other"), code=3)


@pytest.fixture
def letter(wf, tmp_path):
    """An item with a letter in it."""
    item = wf.receive(category="document")
    path = tmp_path / "letter: to be or/not".replace("/", "_")
    path.write_text("Dear Sir.", "utf-8")
    wf("item", "attach", item, str(path), "--purpose", "document", by="custodian")
    return item


def test_reading_is_recorded_before_the_bytes_are_seen(wf, letter, tmp_path):
    seen = wf.json("item", "read", letter, str(tmp_path / "out"), "--purpose", "review", by="prosecutor")
    assert wf.json("show", "act", str(seen["position"]))["kind"] == "access.opened"
    (copy,) = (tmp_path / "out").iterdir()
    assert copy.read_text("utf-8") == "Dear Sir."
    wf("item", "read", letter, str(tmp_path / "out"), "--purpose", "review", by="prosecutor", code=6)
    wf("item", "read", wf.receive(), str(tmp_path / "out"), "--purpose", "review", by="prosecutor", code=3)


def test_what_the_defence_reads_is_its_own(wf, letter, tmp_path):
    before = wf.json("record", "status")["entries"]
    seen = wf("item", "read", letter, str(tmp_path / "out"), "--purpose", "cross-examination", by="defence")
    assert "Kept as your own trace." in seen.out
    wf("reading", "note", letter, "--what", "page 2", by="defence")
    assert wf.json("record", "status")["entries"] == before
    notes = wf.json("reading", "list", by="defence")["readings"]
    assert [one["what"] for one in notes] == ["cross-examination", "page 2"]
    assert "page 2" in wf("reading", "list", by="defence").out
    assert "Nothing is noted" in wf("reading", "list", by="prosecutor").out
    wf("reading", "note", letter, by="prosecutor", code=5)


def test_a_count_is_compared_before_it_is_recorded(wf):
    here, gone = wf.receive("--location", "ROOM-A"), wf.receive("--location", "ROOM-A")
    stray = wf.receive()
    seen = wf.json("inventory", "compare", "ROOM-A", _file(wf, f"{here.lower()}\n\n{stray} # on the floor\n"))
    assert (seen["found"], seen["missing"], seen["unexpected"]) == ([here], [gone], [stray])
    wf("inventory", "compare", "ROOM-A", _file(wf, "hello\n"), code=4)
    wf("inventory", "compare", "ATTIC", _file(wf, ""), code=3)
    wf(
        "inventory",
        "scan",
        "ROOM-A",
        _file(wf, here),
        "--scope",
        "full",
        "--cause",
        "yearly",
        by="custodian",
        code=4,
    )


def _file(wf, text):
    path = wf.folder.parent / "scan.txt"
    path.write_text(text, "utf-8")
    return str(path)


def _out(wf, path):
    return wf.json("record", "register", str(path), by="custodian")["position"]


def test_checkpoints_are_kept_while_others_work_until_it_is_stopped(wf):
    command = [sys.executable, "-m", "wholefile.cli.main", "record", "keep", "--every", "0.1"]
    with subprocess.Popen(
        [*command, "--record", str(wf.folder)], stdout=subprocess.PIPE, text=True, stderr=subprocess.STDOUT
    ) as keeper:
        try:
            assert "Keeping checkpoints" in keeper.stdout.readline()
            wf.receive()
            signed = wf.folder / "tiles" / "checkpoint"
            size = wf.json("record", "status")["entries"]
            for _ in range(100):
                if signed.exists() and int(signed.read_text().split("\n")[1]) >= size:
                    break
                time.sleep(0.1)
            else:
                pytest.fail("nothing was signed")
        finally:
            keeper.terminate()
        assert keeper.wait(timeout=20) == 0, keeper.stdout.read()
