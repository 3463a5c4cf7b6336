"""Verifying a delivered folder of many files: our checks on the bag, and what else verifies one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random

from benchmarks.measure import Skipped, Subject, Table, rate
from wholefile.core.manifest import (
    BAG_INFO,
    BAGIT,
    BAGIT_TXT,
    MANIFEST,
    TAG_MANIFEST,
    format_bag_info,
    format_manifest,
)
from wholefile.verify import bag as bag_checks
from wholefile.verify.folder import Folder
from wholefile.verify.given import Given
from wholefile.verify.report import Status

PER_FOLDER = 500


def make_bag(folder: Path, files: int) -> int:
    """A bag of files of up to 70 KB, 35 KB in the middle; returns the bytes in it."""
    chance, digests, total = Random(7), {}, 0
    pool = chance.randbytes(1 << 20)
    for number in range(files):
        name = f"data/natives/{number // PER_FOLDER:03d}/ST{number:06d}.bin"
        start, length = chance.randrange(1 << 19), chance.randrange(500, 70_000)
        content = number.to_bytes(8, "big") + pool[start : start + length]
        path = folder / name
        if number % PER_FOLDER == 0:
            path.parent.mkdir(parents=True)
        path.write_bytes(content)
        digests[name] = sha256(content).hexdigest()
        total += len(content)
    (folder / BAGIT).write_bytes(BAGIT_TXT)
    (folder / BAG_INFO).write_bytes(format_bag_info([("Payload-Oxum", f"{total}.{files}")]))
    (folder / MANIFEST).write_bytes(format_manifest(digests))
    tags = {name: sha256((folder / name).read_bytes()).hexdigest() for name in (BAGIT, BAG_INFO, MANIFEST)}
    (folder / TAG_MANIFEST).write_bytes(format_manifest(tags, payload=False))
    return total


def table(folder: Path, *, quick: bool) -> Table:
    """Files a second, from the page cache."""
    files, where = (200 if quick else 20_000), folder / "bag"
    total = make_bag(where, files)
    bagit = [sys.executable, "-m", "bagit", "--validate", "--quiet"]
    subjects = [
        Subject(
            "`cat` of every file (limit)",
            "files/s",
            _command(files, "xargs -0 cat < names > /dev/null", where),
        ),
        Subject(
            "Wholefile, checks 1 to 4, four threads", "files/s", lambda: rate(files, lambda: _ours(where))
        ),
        Subject("bagit.py, 1 process", "files/s", _program(files, [*bagit, str(where)])),
        Subject(
            "bagit.py, 2 processes", "files/s", _program(files, [*bagit, "--processes", "2", str(where)])
        ),
        Subject(
            "`sha256sum -c`, 1 process",
            "files/s",
            _command(files, "sha256sum --status -c manifest-sha256.txt", where),
        ),
    ]
    names = b"\0".join(
        path.relative_to(where).as_posix().encode() for path in sorted(where.rglob("data/**/*.bin"))
    )
    (folder / "names").write_bytes(names)
    note = (
        f"{files:,} files, {total / 1e6:,.0f} MB, read before and so in the page cache. Starting the other programs "
        "is counted, starting ours is not: it takes a tenth of a second."
    )
    return Table("Verifying a delivered folder", note, subjects)


def _ours(where: Path) -> None:
    given = Given(Folder(where))
    lines = [check.run(given) for check in bag_checks.CHECKS]
    wrong = [one for one in lines if one.outcome.status is not Status.PASSED]
    if wrong:
        raise AssertionError(f"the bag does not verify: {[one.outcome.detail for one in wrong]}")


def _program(files: int, command: list[str]) -> Callable[[], float]:
    return lambda: rate(files, lambda: _done(command))


def _command(files: int, command: str, where: Path) -> Callable[[], float]:
    command = command.replace("< names", "< ../names")
    return lambda: rate(files, lambda: _done(["sh", "-c", command], where))


def _done(command: list[str], where: Path | None = None) -> None:
    if not shutil.which(command[0]):
        raise Skipped(f"{command[0]} is not installed")
    done = subprocess.run(command, cwd=where, env=os.environ, capture_output=True, check=False)
    if done.returncode:
        raise Skipped(f"{command[0]}: {(done.stderr or done.stdout).decode()[-200:].strip()}")
