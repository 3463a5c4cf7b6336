"""`wholefile audit` in an auditor's hands: reports, exit codes, and when it cosigns."""

import json

import pytest
from click.testing import CliRunner

from tests.audit.published import flip
from wholefile.audit.cli import app
from wholefile.core.canonical import encode
from wholefile.core.cosignature import cosigned_at
from wholefile.core.note import parse_note, parse_vkey
from wholefile.core.policy import check_checkpoint, format_policy, parse_policy

NAME = "auditor.example/county"


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch):
    monkeypatch.setenv("WHOLEFILE_PASSPHRASE", "correct horse battery")


def run(*words, code=0):
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result


def write_openings(log, path, *kinds):
    lines = [
        encode({"opening": one.opening, "seq": one.seq}, max_depth=12) + b"\n" for one in log.given(*kinds)
    ]
    path.write_bytes(b"".join(lines))
    return path


@pytest.fixture
def folder(log, tmp_path):
    return log.write(tmp_path / "log")


@pytest.fixture
def openings(log, tmp_path):
    return write_openings(log, tmp_path / "openings", "index")


def test_a_log_is_recomputed(log, folder, openings):
    text = run(folder, "--log", log.key.vkey, "--openings", openings).stdout
    assert text.startswith("Log records.example/office at 45 entries: holds in all that was checked.\n")
    report = json.loads(run(folder, "--log", log.key.vkey, "--openings", openings, "--json").stdout)
    assert (report["format"], report["verdict"], report["recomputed"]) == (
        "wholefile audit v1",
        "passed",
        True,
    )
    assert [one["number"] for one in report["checks"]] == list(range(1, 20))


def test_what_failed_comes_first_and_the_exit_code_says_so(log, folder):
    flip(folder / "tile/0/000.p/45", 5)
    text = run(folder, "--log", log.key.vkey, code=1).stdout
    assert text.splitlines()[0].endswith("DOES NOT HOLD.")
    assert "failed" in text.splitlines()[1]


def test_what_cannot_be_read_is_exit_code_2(log, folder, tmp_path):
    assert "There is no folder" in run(tmp_path / "nowhere", code=2).stderr
    run(folder, "--log", "nonsense", code=2)
    run(folder, "--openings", tmp_path / "nowhere", code=2)
    run(folder, "--previous", tmp_path / "nowhere", code=2)
    (tmp_path / "bad").write_bytes(b"nonsense\n")
    run(folder, "--openings", tmp_path / "bad", code=2)
    run(folder, "--policy", tmp_path / "bad", code=2)


def test_a_checkpoint_is_remembered_for_the_next_audit(log, folder, tmp_path):
    kept = tmp_path / "last"
    run(folder, "--log", log.key.vkey, "--remember", kept)
    assert kept.read_bytes() == log.note()
    run(folder, "--log", log.key.vkey, "--previous", kept, "--remember", kept)
    log.headers[9] = log.headers[9].replace(b'"seq":9', b'"seq":8')
    log.write(folder)
    run(folder, "--log", log.key.vkey, "--previous", kept, "--remember", kept, code=1)
    assert kept.read_bytes() != log.note()


def auditor(log, folder, openings, tmp_path, *words, code=0):
    key = ["--key", tmp_path / "key", "--name", NAME]
    return run(folder, "--log", log.key.vkey, "--openings", openings, *key, *words, code=code)


def test_an_auditor_cosigns_what_was_recomputed_and_a_policy_can_ask_for_it(log, folder, openings, tmp_path):
    into = tmp_path / "cosigned"
    result = auditor(
        log, folder, openings, tmp_path, "--make-key", "--first", "--into", into, "--remember", into
    )
    key = parse_vkey(result.stderr.split()[1])
    assert key.name == NAME
    policy = parse_policy(format_policy([log.key], {"auditor": key}).encode())
    first = check_checkpoint(into.read_bytes(), policy).cosigned["auditor"]
    log.add_index()
    log.write(folder)
    write_openings(log, openings, "index")
    auditor(log, folder, openings, tmp_path, "--previous", into, "--into", into)
    again = parse_note(into.read_bytes())
    assert cosigned_at(again, key) >= first
    assert again.text == log.checkpoint().text


def test_time_does_not_go_back_between_two_audits(log, folder, openings, tmp_path, monkeypatch):
    into = tmp_path / "cosigned"
    monkeypatch.setattr("wholefile.audit.cli.time.time", lambda: 2_000_000_000.5)
    result = auditor(log, folder, openings, tmp_path, "--make-key", "--first", "--into", into)
    monkeypatch.setattr("wholefile.audit.cli.time.time", lambda: 1_000_000_000.5)
    auditor(log, folder, openings, tmp_path, "--previous", into, "--into", into)
    note = parse_note(into.read_bytes())
    assert cosigned_at(note, parse_vkey(result.stderr.split()[1])) == 2_000_000_000
    assert len(note.signatures) == 2


def test_nothing_is_cosigned_that_was_not_recomputed(log, folder, openings, tmp_path):
    into = tmp_path / "cosigned"
    (tmp_path / "none").write_bytes(b"")
    result = auditor(log, folder, tmp_path / "none", tmp_path, "--make-key", "--first", "--into", into)
    assert "Not cosigned" in result.stderr
    flip(folder / "tile/0/000.p/45", 5)
    assert (
        "Not cosigned" in auditor(log, folder, openings, tmp_path, "--first", "--into", into, code=1).stderr
    )
    assert not into.exists()


def test_a_fork_is_not_cosigned(log, folder, openings, tmp_path):
    into = tmp_path / "cosigned"
    auditor(log, folder, openings, tmp_path, "--make-key", "--first", "--into", into)
    kept = into.read_bytes()
    fork = log.copy()
    del fork.headers[-1]
    fork.add_index(at=log.header(44)["act"]["at"] + 1)
    fork.write(folder)
    write_openings(fork, openings, "index")
    auditor(fork, folder, openings, tmp_path, "--previous", into, "--into", into, code=1)
    assert into.read_bytes() == kept


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["--key", "k", "--first"], "Give --name"),
        (["--key", "k", "--name", NAME], "Give --previous"),
        (["--key", "k", "--name", NAME, "--first"], "--make-key makes one"),
        (["--name", NAME], "Give --key"),
        (["--make-key"], "Give --key"),
    ],
)
def test_what_a_cosignature_needs_is_asked_for(log, folder, openings, words, what):
    assert what in run(folder, "--log", log.key.vkey, "--openings", openings, *words, code=2).stderr


def test_a_key_must_say_that_it_is_an_auditors(log, folder, openings, tmp_path):
    key = ["--key", tmp_path / "key", "--name", "witness.example/court", "--make-key", "--first"]
    result = run(folder, "--log", log.key.vkey, "--openings", openings, *key, code=2)
    assert "auditor" in result.stderr
    assert not (tmp_path / "key").exists()
