"""The guides do as they say: the commands of the first steps run, in order, in a shell of their own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_first_steps_run_as_they_stand(tmp_path):
    page = (ROOT / "docs/guides/first-steps.md").read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    assert len(blocks) >= 9
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "wholefile").write_text(
        f'#!/bin/sh\nexec {sys.executable} -m wholefile.cli.main "$@"\n', "utf-8"
    )
    (tools / "wholefile").chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "WHOLEFILE_PASSPHRASE": "correct horse battery staple",
    }
    done = subprocess.run(
        ["bash", "-e", "-c", "\n".join(blocks)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "refused, as it should be" in done.stdout
    assert "Nothing is wrong with evidence.county.example/record." in done.stdout
    assert (tmp_path / "to-the-defence" / "verify.html").exists()
