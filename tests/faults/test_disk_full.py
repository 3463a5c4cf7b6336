"""A disk that is really full: what is acknowledged stays, what is not says so, and with space the work goes on."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.faults.injection import child_command, environment
from tests.faults.verdict import acknowledged

ACTS = 60
SPARE_KIB = 400


@pytest.fixture
def small_disk(tmp_path: Path, template):
    """A file system in memory with room for the record and a little more."""
    folder = tmp_path / "disk"
    folder.mkdir()
    used = sum(path.stat().st_size for path in template[0].rglob("*") if path.is_file()) // 1024
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={used + SPARE_KIB}k", "none", str(folder)],
        check=False,
        capture_output=True,
    )
    if made.returncode:
        pytest.skip(f"no file system may be mounted here: {made.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_takes_nothing_half(small_disk, bench):
    folder, acks = small_disk / "record", bench.into / "full.acks"
    shutil.copytree(bench.template, folder)
    command = child_command(folder, acks, ["--acts", str(ACTS)])
    done = subprocess.run(command, env=environment(), check=False, capture_output=True, timeout=120)
    said = acknowledged(acks)
    assert done.returncode == 3, done.stderr.decode()  # the child gave up
    assert {one["refused"] for one in said if "refused" in one} <= {
        "record.full", "record.database", "store.write", "record.disk"
    }  # fmt: skip
    assert sum("act" in one for one in said) >= 3
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    verdict = bench.judge("a full disk, then space again", folder, acks, ACTS)
    assert verdict.clean, (verdict.lost, verdict.half, verdict.doubled)
