"""`wholefile witness` as a court would use it: begin, trust, serve, look, keep the evidence."""

import json
import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from tests.witness.logs import ORIGIN, Log, request
from tests.witness.test_server import ask
from wholefile.core.errors import WholefileError
from wholefile.core.note import parse_vkey
from wholefile.witness import cli
from wholefile.witness.store import WitnessStore

PASSPHRASE = "correct horse battery"


@pytest.fixture
def log():
    return Log(10)


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch):
    monkeypatch.setenv("WHOLEFILE_PASSPHRASE", PASSPHRASE)


def run(*words, code=0):
    """The output of a command; `code` may be the code of the error it must raise."""
    result = CliRunner().invoke(cli.app, [str(word) for word in words])
    if isinstance(code, str):
        assert isinstance(result.exception, WholefileError), result.output
        assert result.exception.code == code
        return result.exception.message
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def folder(tmp_path, log):
    run("init", tmp_path / "w", "--name", "witness.example/court", "--log", log.key.vkey)
    return tmp_path / "w"


@pytest.fixture
def serving(folder):
    """A witness in a process of its own, as a court runs it."""
    program = "from wholefile.cli.main import main; main()"
    child = subprocess.Popen(
        [sys.executable, "-c", program, "witness", "serve", str(folder), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
    )
    line = child.stdout.readline()
    yield line.split()[3].rstrip(";"), child
    child.kill()
    child.wait()
    child.stdout.close()


def test_a_new_witness_has_a_key_and_knows_its_logs(folder, log):
    state = json.loads(run("status", folder, "--json"))
    assert parse_vkey(state["vkey"]).name == state["name"] == "witness.example/court"
    assert [(one["origin"], one["size"]) for one in state["logs"]] == [(ORIGIN, 0)]
    assert "nothing cosigned yet" in run("status", folder)
    assert (folder / "witness.key").stat().st_mode & 0o777 == 0o600
    assert (folder / "witness.sqlite3").stat().st_mode & 0o777 == 0o600
    assert PASSPHRASE.encode() not in (folder / "witness.key").read_bytes()


def test_a_witness_is_not_begun_twice(folder):
    run("init", folder, "--name", "witness.example/court", code="witness.exists")


def test_a_key_without_its_memory_does_not_serve(folder, log):
    (folder / "witness.sqlite3").unlink()
    assert "retire its key" in run("serve", folder, "--port", 0, code="witness.state_lost")
    run("status", folder, code="witness.state_lost")
    assert "retire it" in run("init", folder, "--name", "x.example", code="witness.state_lost")
    assert not (folder / "witness.sqlite3").exists()
    run("init", folder, "--name", "x.example", "--new", "--log", log.key.vkey)
    assert "x.example" in run("status", folder)


def test_a_log_is_trusted_later_but_only_under_one_key(folder):
    other = Log(0, origin="records.example/other")
    assert "records.example/other" in run("trust", folder, other.key.vkey)
    stranger = Log(0, origin=other.origin, seed=bytes([4]) * 32)
    run("trust", folder, stranger.key.vkey, code="witness.other_key")
    run("trust", folder, "nonsense", code="note.vkey")
    witness_vkey = json.loads(run("status", folder, "--json"))["vkey"]
    run("trust", folder, witness_vkey, code="witness.log_key")


def test_a_bad_name_or_log_begins_nothing(tmp_path):
    for words in (["--name", "two words"], ["--name", "a.example", "--log", "nonsense"]):
        result = CliRunner().invoke(cli.app, ["init", str(tmp_path / "w"), *words])
        assert isinstance(result.exception, WholefileError)
    assert not (tmp_path / "w").exists()


def test_a_passphrase_is_needed_and_must_be_the_right_one(folder, tmp_path, monkeypatch):
    wrong = tmp_path / "wrong"
    wrong.write_text("another passphrase\n")
    run("serve", folder, "--port", 0, "--passphrase-file", wrong, code="keyfile.passphrase")
    monkeypatch.delenv("WHOLEFILE_PASSPHRASE")
    run("serve", folder, "--port", 0, code="key.passphrase")
    wrong.write_text("short\n")
    run("init", tmp_path / "n", "--name", "a.example", "--passphrase-file", wrong, code="key.passphrase")
    wrong.write_text("")
    run("init", tmp_path / "m", "--name", "a.example", "--passphrase-file", wrong, code="key.passphrase")
    run("serve", tmp_path, "--port", 0, code="witness.state_lost")


def test_a_served_witness_cosigns_stops_when_told_and_remembers(folder, serving, log):
    url, child = serving
    assert urlsplit(url).hostname == "127.0.0.1"
    assert ask(url, log.request(0))[0] == 200
    other = Log(2, origin="records.example/other")
    assert ask(url, other.request(0))[0] == 404
    run("trust", folder, other.key.vkey)
    assert ask(url, other.request(0))[0] == 200
    child.send_signal(signal.SIGTERM)
    assert child.wait(10) == 0
    assert "10 entries, cosigned 2" in run("status", folder)


def test_a_port_that_is_taken_is_said(folder, serving):
    port = urlsplit(serving[0]).port
    assert str(port) in run("serve", folder, "--port", port, code="witness.port")


def test_a_fork_is_listed_and_written_for_a_court(folder, serving, log, tmp_path):
    url, _child = serving
    assert run("evidence", folder) == "Nothing was refused that a log had signed.\n"
    ask(url, log.request(0))
    fork = log.fork(4)
    assert ask(url, fork.request(10))[0] == 422
    assert "fork: two checkpoints of this size" in run("evidence", folder, code=1)
    found = json.loads(run("evidence", folder, "--json", "--into", tmp_path / "e", code=1))
    assert [(one["kind"], one["proves_fork"], one["size"]) for one in found] == [("fork", True, 10)]
    name = found[0]["files"]
    assert (tmp_path / "e" / f"{name}.request").read_bytes() == fork.request(10)
    assert (tmp_path / "e" / f"{name}.seen").read_bytes() == log.note()
    assert "1 FORKS" in run("status", folder)


def test_evidence_that_somebody_put_into_the_memory_does_not_convict(folder, serving, log):
    """Whoever edits the file cannot make a log look guilty: both signatures are checked again."""
    url, _child = serving
    ask(url, log.request(0))
    store = WitnessStore.open(folder / "witness.sqlite3")
    forged = log.note().replace(log.checkpoint().text.encode(), log.fork(2).checkpoint().text.encode())
    with store.turn() as turn:
        turn.keep("fork", log.fork(2).checkpoint(), log.request(0), store.logs()[0], 5)
        turn.keep("fork", log.fork(3).checkpoint(), request(10, [], forged), store.logs()[0], 5)
        turn.keep("fork", log.fork(4).checkpoint(), b"nothing", store.logs()[0], 5)
    store.close()
    found = json.loads(run("evidence", folder, "--json"))
    assert [one["proves_fork"] for one in found] == [False] * 3


def test_unproven_requests_are_listed_and_convict_nobody(folder, serving, log):
    url, _child = serving
    ask(url, log.request(0))
    assert ask(url, log.fork(4).grow(3).request(10))[0] == 422
    assert "unproven: no proof that it continues the 10 entries" in run("evidence", folder)
    assert "1 unproven" in run("status", folder)
    assert json.loads(run("evidence", folder, "--log", "records.example/none", "--json")) == []
