"""Damaged files of every kind end in a stated outcome: no error of our own code escapes, nothing hangs or is lost.

Libraries written in C may still die of a file, or never come to an end. That is what the sandbox is for, and is counted
in a table; a reader that is our own Python may not. The default run reads a few files of each kind, `make faults` many.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.injection import environment
from tests.fuzz.corpus import KINDS, seeds_of
from tests.fuzz.mutations import cuts, flips, mutations
from tests.fuzz.target import SECONDS

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
# Readers that start other programs for each file, which take a second or more.
MEDIA = {"mp3", "mp4", "wav", "ogg", "flac", "avi", "mkv", "asf", "mpeg", "aiff", "amr", "flv", "aac"}
PICTURES = {"jpeg", "png", "gif", "tiff", "bmp", "webp", "heic"}
# Formats that tell where a file of theirs ends, so that a cut can be seen.
TELL_THE_END = (
    "gzip", "bzip2", "xz", "zip", "7z", "rar", "cab", "cpio", "tar", "iso", "png", "gif", "jpeg", "bmp", "webp", "docx",
    "xlsx", "pptx", "odt", "ods", "odp", "rtf", "doc", "xls", "msg", "e01", "qcow2", "mp4", "mkv", "avi", "wav",
)  # fmt: skip
# Formats of which every byte of the content is under a checksum.
CHECKED = (
    "gzip",
    "bzip2",
    "xz",
    "zip",
    "7z",
    "rar",
    "cab",
    "png",
    "docx",
    "xlsx",
    "pptx",
    "odt",
    "ods",
    "odp",
    "e01",
)
_DEATHS = 8  # after so many, a kind is not read further
_SIGPROF, _WAITED = -27, 1


def few(kind: str) -> int:
    """How many files of a kind the default run reads: all kinds together take less than a minute."""
    return 2 if kind in MEDIA else 3 if kind in PICTURES else 6


def many(kind: str) -> int:
    """How many files of a kind the long run reads: all kinds together take less than twenty minutes."""
    return 30 if kind in MEDIA else 100 if kind in PICTURES else 1_000


def fuzz(kind: str, how: str, seed: int, count: int, folder: Path) -> dict:
    """Read so many damaged files in a process of its own; after a death it goes on behind the file it died of."""
    note = folder / "note"
    total: dict = {"read": 0, "failures": [], "deaths": []}
    first = 0
    while first < count and len(total["deaths"]) < _DEATHS:
        told = [kind, how, str(seed), str(count), str(note), str(first)]
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.target", *told],
            env=environment(), capture_output=True, text=True, check=False, timeout=60 + SECONDS * count,
        )  # fmt: skip
        if done.returncode == 0:
            said = json.loads(done.stdout.splitlines()[-1])
            total["read"] += said["read"]
            total["failures"] += said["failures"]
            break
        at = json.loads(note.read_text())
        total["deaths"].append({**at, "code": done.returncode, "said": done.stderr[-1_500:]})
        total["read"] += at["number"] - first
        first = at["number"] + 1
    return total


def test_every_kind_that_is_read_has_seeds_or_says_why_not():
    without = [kind for kind in KINDS if not seeds_of(kind)]
    from_samples = {"doc", "e01", "heic", "msg", "pst", "qcow2", "rar", "wpd", "xls", "encrypted office"}
    assert set(without) <= from_samples


@pytest.mark.parametrize("make", [mutations, cuts, flips])
def test_damage_is_the_same_for_the_same_seed(make):
    seeds = [b"abcdefgh" * 50, b"12345678" * 9]
    assert list(make(seeds, 7, 40)) == list(make(seeds, 7, 40)) != list(make(seeds, 8, 40))


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", KINDS)
def test_a_few_damaged_files(kind, tmp_path):
    _check(kind, "any", 1, few(kind), tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", TELL_THE_END)
def test_what_a_few_cuts_take_away_is_said(kind, tmp_path):
    _check(kind, "cut", 2, few(kind), tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", CHECKED)
def test_what_a_few_wrong_bits_change_is_said(kind, tmp_path):
    _check(kind, "flip", 3, few(kind), tmp_path)


@pytest.mark.faults
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("kind", KINDS)
def test_many_damaged_files(kind, tmp_path, fuzz_table):
    _check(kind, "any", 1_000, many(kind), tmp_path, table=fuzz_table)
    for how, kinds in (("cut", TELL_THE_END), ("flip", CHECKED)):
        if kind in kinds:
            _check(kind, how, 2_000, many(kind) // 5, tmp_path, table=fuzz_table)


def _check(kind: str, how: str, seed: int, count: int, folder: Path, *, table=None) -> None:
    if not seeds_of(kind):
        pytest.skip(
            f"no file of the kind {kind} is at hand: the published samples are kept outside the repository"
        )
    total = fuzz(kind, how, seed, count, folder)
    hung = [one for one in total["deaths"] if one["code"] in (_SIGPROF, _WAITED)]
    if table is not None:
        counts = Counter(
            read=total["read"],
            failed=len(total["failures"]),
            hung=len(hung),
            died=len(total["deaths"]) - len(hung),
        )
        table.add(kind, counts, [_where(one["said"]) for one in total["deaths"]])
    assert not total["failures"], total["failures"][:3]
    if kind not in IN_C:
        assert not total["deaths"], total["deaths"][:3]
    assert total["read"] or total["deaths"]


def _where(said: str) -> str:
    """The function of ours that was called last before a library did not come back."""
    found = re.search(r'File "(?:[^"]*/)?([^/"]+)", (line \d+ in \w+)', said)
    return f"{found[1]} {found[2]}" if found else "no frame"
