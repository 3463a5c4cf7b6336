"""`wholefile file intake`: progress, Ctrl-C, and words that say what to do next."""

import hashlib
import json
import os
import pty
import shutil
import signal
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from tests.actions.office import seed
from tests.cli.conftest import PASSPHRASE, cli_office, write_keys  # noqa: F401 - fixtures
from tests.faults.injection import environment
from tests.processing.intake_trees import odd_tree
from wholefile.actions.items import receive_item
from wholefile.actions.signing import Signer
from wholefile.cli.files.intake import IN_PART, JSON_KEYS, amount, command, span
from wholefile.core.errors import IntegrityFailure
from wholefile.processing import intake_reading
from wholefile.record.home import open_record

PROGRAM = "from wholefile.cli.files.intake import command; command.main(prog_name='intake')"


@pytest.fixture
def desk(cli_office, tmp_path, monkeypatch):  # noqa: F811
    """A record with an item, and the command on it; the words before those of the test."""

    shutil.copytree(cli_office / "record", tmp_path / "record")
    monkeypatch.setenv("WHOLEFILE_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("WHOLEFILE_DATABASE_URL", raising=False)
    record = open_record(tmp_path / "record", witnesses=())
    facts = {
        "description": "A telephone, black, with a cracked screen",
        "category": "digital",
        "dockets": ["D-101-CR-2026-42"],
        "submitted_by": "Eva Stone",
        "collected_at": "12 Mesa Road",
        "authority": "warrant",
    }
    item, _ = receive_item(record, **facts, by=Signer.of("P-3", seed("custodian")))
    record.close()
    key = str(cli_office / "keys" / "custodian.key")
    return ["--record", str(tmp_path / "record"), "--item", item, "--key", key]


def run(*words):
    return CliRunner().invoke(command, [str(one) for one in words], catch_exceptions=True)


def test_what_is_printed_as_json_is_what_is_written_down(desk, tmp_path):
    root = odd_tree(tmp_path / "evidence")
    done = run(root, *desk, "--json", "--tool", "hand 1.0", "--write-blocker", "--note", "in the lab")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert list(told) == list(JSON_KEYS)
    assert (told["links"], told["empty"], told["resumed"], len(told["receipts"])) == (3, 1, 0, 2)
    assert told["source"] == str(root)


def test_in_words_it_says_what_was_taken_and_where_it_stands(desk, tmp_path):
    root = odd_tree(tmp_path / "evidence")
    done = run(root, *desk)
    assert "files taken" in done.stdout
    assert "Recorded at positions" in done.stdout
    assert "Recorded already at positions" in run(root, *desk).stdout


def test_nothing_tells_whether_bytes_were_held_before(desk, tmp_path):
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    for folder in ("first", "second"):
        (tmp_path / folder / "a.txt").write_bytes(b"the same bytes")
    told = [run(tmp_path / folder, *desk, "--json").stdout for folder in ("first", "second")]
    kept = [{key: value for key, value in json.loads(one).items() if key not in _OF_ITS_OWN} for one in told]
    assert kept[0] == kept[1]
    (tmp_path / "third.txt").write_bytes(b"the same bytes")
    assert "store" not in run(tmp_path / "third.txt", *desk).stdout


_OF_ITS_OWN = ("source", "manifest", "seconds", "receipts")


def test_an_empty_word_is_not_the_current_folder(desk, tmp_path, monkeypatch):
    monkeypatch.chdir(odd_tree(tmp_path / "evidence"))
    done = run("", *desk)
    assert done.exit_code == 2
    assert "nothing was named" in done.stderr


def test_what_was_not_taken_gives_a_code_of_its_own_and_is_said(desk, tmp_path, monkeypatch):
    (tmp_path / "evidence").mkdir()
    for name in ("good.txt", "changing.txt"):
        (tmp_path / "evidence" / name).write_text(name)

    def moment(told):
        counted.append(told)
        return (*kept(told), len(counted) if told.st_size == len("changing.txt") else 0)

    counted: list[os.stat_result] = []
    kept = intake_reading._moment
    monkeypatch.setattr(intake_reading, "_moment", moment)
    folder = run(tmp_path / "evidence", *desk)
    assert folder.exit_code == IN_PART
    assert "1 file taken" in folder.stdout
    assert "Not taken, for it changed while it was read: changing.txt" in folder.stdout
    single = run(tmp_path / "evidence" / "changing.txt", *desk)
    assert single.exit_code == IN_PART
    assert "was not taken" in single.stderr


def test_a_source_that_is_a_link_and_the_records_own_folder_are_said(desk, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)
    done = run(tmp_path / "link", *desk)
    assert f"The source is a link; what it leads to was taken in: {tmp_path}." in done.stdout
    assert "Not entered, for it is the record's own folder: record" in done.stdout


def test_given_digests_are_compared_and_that_is_said_also_of_what_was_taken_before(desk, tmp_path):
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "a.txt").write_bytes(b"a")
    (tmp_path / "list").write_text(f"{hashlib.sha256(b'a').hexdigest()}  a.txt\n")
    assert "compared" not in run(tmp_path / "evidence", *desk).stdout
    again = run(tmp_path / "evidence", *desk, "--hashes", tmp_path / "list")
    assert "Recorded already" in again.stdout
    assert "1 given digest compared: all agree." in again.stdout


def test_every_path_that_differs_is_told(desk, tmp_path):
    root = odd_tree(tmp_path / "evidence")
    (tmp_path / "list").write_text(f"{'0' * 64}  plain.txt\n{'0' * 64}  gone\n")
    done = run(root, *desk, "--hashes", tmp_path / "list")
    assert isinstance(done.exception, IntegrityFailure)
    assert "other bytes: plain.txt\n" in done.stderr
    assert "missing: gone\n" in done.stderr
    assert "extra: sub/same\n" in done.stderr


def test_a_digest_of_one_file_is_compared(desk, tmp_path):
    (tmp_path / "image.dd").write_bytes(b"disk")
    wrong = run(tmp_path / "image.dd", *desk, "--expect", "sha1:" + "0" * 40)
    assert isinstance(wrong.exception, IntegrityFailure)
    good = run(tmp_path / "image.dd", *desk, "--expect", "sha1:" + hashlib.sha1(b"disk").hexdigest())
    assert "1 file taken, 4 bytes" in good.stdout


def test_ctrl_c_ends_with_130_and_words_and_the_next_run_goes_on(desk, tmp_path):
    """On a terminal of its own, so that the progress shows when to press Ctrl-C."""
    root = tmp_path / "evidence"
    root.mkdir()
    for number in range(6_000):
        (root / f"{number}").write_bytes(b"%d" % number * 500)
    screen, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(root), *desk],
        env={**environment(), "WHOLEFILE_PASSPHRASE": PASSPHRASE},
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while b"Reading" not in said:
        said += os.read(screen, 1000)
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=60)
    while True:
        try:
            more = os.read(screen, 1000)
        except OSError:
            break
        if not more:
            break
        said += more
    os.close(screen)
    assert child.returncode == 130, said
    assert b"Run the same command again to go on" in said
    assert out == b""
    done = json.loads(run(root, *desk, "--json").stdout)
    assert done["occurrences"] == 6_000
    assert done["resumed"] > 0


def test_sizes_and_times_are_said_as_people_say_them():
    assert [amount(one) for one in (0, 999, 1_500, 2_000_000_000)] == [
        "0 bytes",
        "999 bytes",
        "1.5 kB",
        "2.0 GB",
    ]
    assert [span(one) for one in (0.4, 61, 3_725)] == ["0:00", "1:01", "1:02:05"]


def test_it_is_a_command_of_its_own():
    assert isinstance(command, click.Command)
    assert command.kinds == ("file.attached",)
