"""Damaged files of every kind end in a stated outcome: no error of our own code escapes, nothing hangs.

Libraries written in C may still die of a file. That is what the sandbox is for, and is counted; a reader that is our
own Python may not. The default run reads a few files of each kind, `make faults` thousands.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.injection import environment
from tests.fuzz.corpus import KINDS, seeds_of
from tests.fuzz.mutations import mutations

# Readers that hand the whole file to a library in C, in the process of the sandbox.
IN_C = {
    "pdf",
    "pst",
    "e01",
    "qcow2",
    "disk",
    "heic",
    "webp",
    "7z",
    "rar",
    "iso",
    "cab",
    "cpio",
    "tiff",
    "zip",
}
_SECONDS_EACH = 10


def fuzz(kind: str, seed: int, count: int, folder: Path) -> dict:
    """Read so many damaged files in a process of its own; after a death it goes on behind the file it died of."""
    note = folder / "note"
    total = {"read": 0, "failures": [], "deaths": []}
    for attempt in range(8):
        command = [
            sys.executable,
            "-m",
            "tests.fuzz.target",
            kind,
            str(seed + attempt),
            str(count),
            str(note),
        ]
        done = subprocess.run(
            command,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=60 + _SECONDS_EACH * count,
        )
        if done.returncode == 0:
            said = json.loads(done.stdout.splitlines()[-1])
            total["read"] += said["read"]
            total["failures"] += said["failures"]
            return total
        total["deaths"].append(
            {**json.loads(note.read_text()), "code": done.returncode, "said": done.stderr[-500:]}
        )
    return total


def test_every_kind_that_is_read_has_seeds_or_says_why_not():
    without = [kind for kind in KINDS if not seeds_of(kind)]
    from_samples = {"doc", "e01", "heic", "msg", "ppt", "pst", "qcow2", "rar", "wpd", "xls"}
    assert set(without) <= from_samples


def test_mutations_are_the_same_for_the_same_seed():
    seeds = [b"abcdefgh" * 50, b"12345678" * 9]
    assert list(mutations(seeds, 7, 40)) == list(mutations(seeds, 7, 40)) != list(mutations(seeds, 8, 40))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", KINDS)
def test_a_few_damaged_files(kind, tmp_path):
    _check(kind, 1, 8, tmp_path)


@pytest.mark.faults
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("kind", KINDS)
def test_many_damaged_files(kind, tmp_path, capsys):
    total = _check(kind, 1_000, 1_500, tmp_path)
    with capsys.disabled():
        sys.stdout.write(f"\n{kind}: {total['read']} damaged files read, {len(total['deaths'])} deaths\n")


def _check(kind: str, seed: int, count: int, folder: Path) -> dict:
    if not seeds_of(kind):
        pytest.skip(
            f"no file of the kind {kind} is at hand: the published samples are kept outside the repository"
        )
    total = fuzz(kind, seed, count, folder)
    assert not total["failures"], total["failures"][:3]
    if kind not in IN_C:
        assert not total["deaths"], total["deaths"][:3]
    assert total["read"] or total["deaths"]
    return total
