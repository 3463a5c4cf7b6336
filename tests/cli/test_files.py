"""`wholefile file`: words of others cannot steer a terminal, and what fits nothing is refused or said."""

import os
import subprocess
import sys

import pytest

from tests.processing.found import text_file
from wholefile.record.home import open_record

STEERING = "red \x1b[31mtitle\x07 \u202eexe.txt\nnext\tline"


@pytest.fixture
def kept(wf):
    """An item with a file of text, and the digest of the file."""
    item = wf.receive(category="digital")
    record = open_record(wf.folder, witnesses=())
    sha256 = text_file(record, item, STEERING)
    record.close()
    return item, sha256


def test_a_text_cannot_steer_a_terminal_and_is_exact_in_a_pipe(wf, kept, monkeypatch):
    assert wf("file", "text", kept[1]).out == STEERING
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    shown = wf("file", "text", kept[1]).out
    assert shown == "red \\x1b[31mtitle\\x07 \\u202eexe.txt\nnext\tline"


def test_unlock_takes_the_first_digits_of_a_file_of_this_item_only(wf, kept):
    item, sha256 = kept
    words = ["--password", "key", "--source", "its owner"]
    other = wf.receive(category="digital")
    assert "file.unknown" in wf("file", "unlock", other, sha256[:8], *words, by="custodian", code=3).err
    assert "file.unknown" in wf("file", "unlock", item, sha256[:5], *words, by="custodian", code=3).err
    assert "Recorded at" in wf("file", "unlock", item, sha256[:8].upper(), *words, by="custodian").out
    record = open_record(wf.folder, witnesses=())
    told = [bytes(row.fields) for row in record.db.rows("body") if row.fields]
    record.close()
    assert any(b"its owner" in one and sha256.encode() in one for one in told)


def test_help_names_no_exception_of_the_program(wf):
    assert "Raises" not in wf("file", "unlock", "--help").out


def test_a_thread_of_what_is_no_mail_says_so(wf, kept):
    assert "is no mail" in wf("file", "thread", kept[1]).out


def test_a_status_that_does_not_exist_is_refused_with_those_that_do(wf):
    said = wf("file", "retry", "--status", "nonsense", code=2).err
    assert "locked" in said
    assert "crashed" in said


def test_output_closed_by_its_reader_ends_with_the_code_of_sigpipe(wf):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "wholefile.cli.main", "show", "people", "--record", str(wf.folder)],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")
