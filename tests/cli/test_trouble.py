"""What goes wrong ends in one line that says what would make it possible, and in the exit code of its kind."""

import io
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def shell(*words, **environment):
    """`wholefile` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "wholefile.cli.main", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_no_record_says_how_to_begin_one(wf, tmp_path):
    outcome = wf("show", "due", "--record", str(tmp_path), code=3)
    assert "wholefile init" in outcome.err
    assert len(outcome.err.splitlines()) == 1


def test_a_wrong_passphrase_says_so_and_shows_nothing(wf, monkeypatch):
    monkeypatch.setenv("WHOLEFILE_PASSPHRASE", "wrong and never to be shown")
    outcome = wf("person", "add", "--name", "N", "--agency", "A", by="ana", code=5)
    assert "never to be shown" not in outcome.err + outcome.out
    assert "Traceback" not in outcome.err


def test_without_a_terminal_a_passphrase_is_not_waited_for(wf, monkeypatch):
    monkeypatch.delenv("WHOLEFILE_PASSPHRASE")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert "--passphrase-file" in wf("person", "add", "--name", "N", "--agency", "A", by="ana", code=5).err


def test_a_key_of_nobody_and_a_file_that_is_no_key(wf, tmp_path):
    wf("key", "new", str(tmp_path / "x.key"))
    wf("person", "add", "--name", "N", "--agency", "A", "--key", str(tmp_path / "x.key"), code=3)
    (tmp_path / "y.key").write_bytes(b"\xff\xfe\x00binary")
    wf("person", "add", "--name", "N", "--agency", "A", "--key", str(tmp_path / "y.key"), code=74)
    wf("person", "add", "--name", "N", "--agency", "A", "--key", str(tmp_path / "none.key"), code=3)


def test_too_few_and_too_many_signers(wf):
    item = wf.receive()
    words = ["custody", "transfer", item, "--purpose", "audit"]
    assert "received by" in wf(*words, by="custodian", code=4).err
    wf(*words, by=("custodian", "deputy", "supervisor", "ana"), code=4)


@pytest.mark.parametrize(
    ("words", "by", "code", "said"),
    [
        (("case", "close", "CR-9", "--outcome", "x", "--closed-on", "2026-01-01", "--appeal-until", "2026-02-01"),
         "prosecutor", 7, "CR-9"),
        (("show", "case", "\u0410-42"), (), 4, "plain letters"),
        (("show", "case", "x"), (), 4, "3 to 40"),
        (("item", "describe", "V26-000001", "--reason", "x"), "defence", 7, "A"),
        (("hold", "release", "H-9", "--reason", "x"), "prosecutor", 7, "H-9"),
        (("custody", "accept", "T-9"), "custodian", 3, "T-9"),
        (("production", "serve", "PR-9", "out", "--to", "x"), "prosecutor", 3, "PR-9"),
    ],
)  # fmt: skip
def test_a_refusal_is_one_line(wf, words, by, code, said):
    outcome = wf(*words, by=by, code=code)
    assert said in outcome.err
    assert len(outcome.err.splitlines()) == 1
    assert re.search(r"\[[a-z_]+\.\w+\]$", outcome.err.strip())


@pytest.mark.parametrize(
    "words",
    [
        ("nothing",),
        ("item", "nothing"),
        ("item", "receive"),
        ("item", "receive", "--colour", "red"),
        ("show", "act", "x"),
    ],
)
def test_wrong_usage_is_two(wf, words):
    assert "Error:" in wf(*words, code=2).err


def test_other_alphabets_go_in_and_come_out(wf):
    words = "Нож кухонный, 厨房刀, سكين المطبخ"
    item = wf.receive("--description", words)
    assert words in wf("show", "item", item).out
    assert wf.json("show", "item", item)["description"] == words


def test_a_repeated_command_is_one_act(wf):
    words = ["person", "add", "--name", "N. Quinn", "--agency", "Sheriff", "--idempotency", "monday-1"]
    first, again = wf.json(*words, by="ana"), wf.json(*words, by="ana")
    assert first["result"] == again["result"]
    assert [one["receipts"][0]["repeated"] for one in (first, again)] == [False, True]
    assert "Recorded already" in wf(*words, by="ana").out


def test_who_stops_reading_sees_no_trace(wf):
    for _ in range(3):
        wf.receive()
    command = f"{sys.executable} -m wholefile.cli.main show log | head -1"
    done = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


def test_a_full_disk_is_said_in_one_line(wf, tmp_path):
    """/dev/full takes no byte: the export fails as on a full disk, and nothing claims to be there."""
    if not Path("/dev/full").exists():
        pytest.skip("this machine has no /dev/full")
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m wholefile.cli.main show people > /dev/full"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 74
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_is_quick_and_loads_no_server(tmp_path):
    begun = time.perf_counter()
    done = shell("--help")
    took = time.perf_counter() - begun
    assert done.returncode == 0
    assert "Exit codes" in done.stdout
    assert took < 2  # half a second on an idle machine; CI may be busy
    code = "import sys; from wholefile.cli.main import app; print([m for m in sys.modules if m.startswith('django')])"
    seen = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert seen.stdout.strip() == "[]"


def test_without_the_server_install_a_command_says_what_to_install(tmp_path):
    """As in the base install: Django cannot be imported."""
    blocker = tmp_path / "django"
    blocker.mkdir()
    (blocker / "__init__.py").write_text("raise ModuleNotFoundError('no django', name='django')", "utf-8")
    path = os.pathsep.join([str(tmp_path), str(ROOT / "src")])
    done = shell("show", "due", PYTHONPATH=path)
    assert done.returncode == 8
    assert "pip install 'wholefile[server]'" in done.stderr
    assert shell("verify", "--help", PYTHONPATH=path).returncode == 0
    assert shell("receipt", "check", "--help", PYTHONPATH=path).returncode == 0
    assert shell("witness", "--help", PYTHONPATH=path).returncode == 0
