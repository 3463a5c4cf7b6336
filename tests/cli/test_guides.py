"""The guides do as they say: their commands run, in order, in a shell of their own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from wholefile.processing import sandbox

ROOT = Path(__file__).parents[2]


def run_guide(name: str, folder: Path, *, seconds: int) -> str:
    """What the commands of a guide print; they must all end well."""
    page = (ROOT / "docs/guides" / name).read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    assert len(blocks) >= 9
    tools = folder / "bin"
    tools.mkdir()
    for program, arguments in {"wholefile": "-m wholefile.cli.main", "python3": ""}.items():
        (tools / program).write_text(f'#!/bin/sh\nexec {sys.executable} {arguments} "$@"\n', "utf-8")
        (tools / program).chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "WHOLEFILE_PASSPHRASE": "correct horse battery staple",
    }
    done = subprocess.run(
        ["bash", "-e", "-c", "\n".join(blocks)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
def test_the_first_steps_run_as_they_stand(tmp_path):
    said = run_guide("first-steps.md", tmp_path, seconds=110)
    assert "refused, as it should be" in said
    assert "Nothing is wrong with evidence.county.example/record." in said
    assert (tmp_path / "to-the-defence" / "verify.html").exists()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_digital_evidence_runs_as_it_stands(tmp_path):
    if why := sandbox.usable():
        pytest.skip(why)
    said = run_guide("digital-evidence.md", tmp_path, seconds=580)
    for words in (
        "11 files: 9 read, 1 empty, 1 locked.",
        "papers/report.pdf [failed redaction]",
        "11 files: 10 read, 1 empty.",
        "[Live rounds] were in the box since March.",
        "7,FC [45] [COLT],48",
        "-000001 papers/notes, copy.txt",
        "Re: The training box",
        "exit code 9",
        "is right again; it was read back.",
        "Nothing is wrong with evidence.county.example/record.",
    ):
        assert words in said, words


@pytest.mark.slow
def test_backup_and_restore_is_a_drill_that_runs(tmp_path):
    said = run_guide("backup-and-restore.md", tmp_path, seconds=110)
    assert "The log's key is not in it" in said
    assert '"fresh": 0' in said
    assert "Nothing is wrong with it." in said
    assert "It holds all that was signed for http://127.0.0.1" in said
    assert (tmp_path / "again" / "wholefile.json").exists()
