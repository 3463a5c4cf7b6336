"""Taking files in: ours with three digests, a manifest and signed acts; what else copies and lists; and the limit.

Every run writes to a folder of its own, and nothing is removed before the end: after thousands of files were removed,
ext4 makes new ones many times more slowly. The disk is filled and emptied once before, because the first write to a
block that was never used is slow too. What was read is dropped from the page cache before every run, where allowed.
"""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from random import Random

from benchmarks.measure import Skipped, Subject, Table, stopwatch
from tests.actions.office import open_office
from tests.faults.work import created
from wholefile.processing.intake import take_in

PER_FOLDER = 500
MEBIBYTE = 1 << 20
Cost = tuple[float, float]  # seconds, and seconds of CPU
_CACHES = Path("/proc/sys/vm/drop_caches")
_DIGESTS = ("--md5", "--sha1", "--sha256")


def tables(
    folder: Path, *, quick: bool, rounds: int, say: Callable[[str], None], gigabytes: bool = False
) -> list[Table]:
    """Large, small and mixed files, measured; `gigabytes` makes the large ones 1 GiB instead of 256 MiB."""
    size = MEBIBYTE if quick else 1024 * MEBIBYTE if gigabytes else 256 * MEBIBYTE
    lengths = {
        "large": [size] * 4,
        "small": _small(200 if quick else 20_000),
        "mixed": _mixed(3 if quick else 60, 50 if quick else 3_000),
    }
    if not quick:
        _fill(folder, sum(map(sum, lengths.values())) * 4)
    found = []
    for name, each in lengths.items():
        source = folder / f"intake-{name}"
        make_folder(source, each)
        found.append(_table(name, source, folder / f"taken-{name}", each))
        found[-1].measure(rounds, say)
        shutil.rmtree(source)
    return found


def _small(files: int) -> list[int]:
    chance = Random(7)
    return [chance.randrange(500, 70_000) for _ in range(files)]


def _mixed(large: int, small: int) -> list[int]:
    chance = Random(8)
    lengths = [chance.randrange(MEBIBYTE, 16 * MEBIBYTE) for _ in range(large)]
    lengths += [chance.randrange(500, 200_000) for _ in range(small)]
    chance.shuffle(lengths)
    return lengths


def make_folder(folder: Path, lengths: list[int]) -> None:
    """Files of these lengths, all different, that do not compress."""
    pool = Random(7).randbytes(MEBIBYTE)
    for number, length in enumerate(lengths):
        path = folder / f"{number // PER_FOLDER:03d}" / f"F{number:06d}.bin"
        if number % PER_FOLDER == 0:
            path.parent.mkdir(parents=True)
        with path.open("wb") as target:
            target.write(number.to_bytes(8, "big")[:length])
            left = max(0, length - 8)
            while left:
                left -= target.write(pool[number % 7 :][:left])
    os.sync()


def _fill(folder: Path, size: int) -> None:
    """Use so many bytes of the disk once, and give them back."""
    size = min(size, shutil.disk_usage(folder).free // 2)
    path, block = folder / "fill", bytes(8 * MEBIBYTE)
    with path.open("wb") as target:
        for _ in range(size // len(block)):
            target.write(block)
        os.fsync(target.fileno())
    path.unlink()
    os.sync()


def _table(name: str, source: Path, out: Path, lengths: list[int]) -> Table:
    bench = _Bench(source, out, lengths, "files/s" if name == "small" else "MB/s")
    goals = {
        "large": ("at least 1.5", ""),
        "small": ("at least 1.3", "at least 0.9"),
        "mixed": ("at least 1.4", ""),
    }
    of_bagit, of_copy = goals[name]
    ours = bench.subject("Wholefile: three digests, manifest, acts, durable", bench.ours)
    copy = bench.subject("`cp` + `sync -f`", lambda to: bench.shell("cp -r --reflink=never", to))
    bagit = bench.subject(
        "`cp` + bagit.py, 2 processes, three digests, `sync -f`", lambda to: bench.bagit(to, *_DIGESTS)
    )
    one_digest = bench.subject(
        "`cp` + bagit.py, 2 processes, SHA-256, `sync -f`", lambda to: bench.bagit(to, "--sha256")
    )
    rsync = bench.subject("`rsync -a -c` + `sync -f`", lambda to: bench.shell("rsync -a -c", to))
    subjects = [
        bench.subject("`cat` of every file (limit)", lambda _to: bench.cat()),
        copy,
        ours,
        bagit,
        one_digest,
        rsync,
        Subject("Wholefile, CPU", "s", lambda: bench.cpu[ours.name]),
        Subject("`cp` + bagit.py, three digests, CPU", "s", lambda: bench.cpu[bagit.name]),
        Subject("Wholefile against bagit.py with three digests", "times", _ratio(ours, bagit), of_bagit),
        Subject("Wholefile against `cp`", "times", _ratio(ours, copy), of_copy),
    ]
    cold = "dropped from the page cache before each run" if bench.is_cold() else "possibly in the page cache"
    note = (
        f"{len(lengths):,} files, {sum(lengths) / 1e6:,.0f} MB, {cold}. Starting the other programs is counted, "
        "opening our record is not."
    )
    return Table(f"Taking in {name} files", note, subjects)


def _ratio(one: Subject, other: Subject) -> Callable[[], float]:
    def figure() -> float:
        if other.skipped or not other.figures or not one.figures:
            raise Skipped("there is nothing to compare with")
        return one.figures[-1] / other.figures[-1]

    return figure


class _Bench:
    """One source, and a new place for every run."""

    def __init__(self, source: Path, out: Path, lengths: list[int], unit: str) -> None:
        self.source, self.out, self.unit = source, out, unit
        self.work = len(lengths) if unit == "files/s" else sum(lengths) / 1e6
        self.files = len(lengths)
        self.cpu: dict[str, float] = {}
        self._numbers = count()
        out.mkdir()

    def subject(self, name: str, run: Callable[[Path], Cost]) -> Subject:
        """A line of the table: `run` does its work into a folder that is not there yet, and says what it cost."""

        def measured() -> float:
            os.sync()
            self.is_cold()
            to = self.out / str(next(self._numbers))
            seconds, self.cpu[name] = run(to)
            shutil.rmtree(to, ignore_errors=True)  # large files of every round would fill a disk
            return self.work / seconds

        return Subject(name, self.unit, measured)

    @staticmethod
    def is_cold() -> bool:
        """Drop what was read, if we may."""
        with suppress(OSError):
            _CACHES.write_text("3")
            return True
        return False

    def ours(self, to: Path) -> Cost:
        """Take the folder in; making the record is not counted."""
        record = created(to)
        office = open_office(record, record.clock)
        item = office.receive("digital", unit="file")
        office.clock.advance()
        self.is_cold()
        before = _cpu()
        with stopwatch() as taken:
            done = take_in(record, item, self.source, purpose="acquisition", by=office.custodian)
        cost = taken[0], _cpu() - before
        record.close()
        if done.occurrences != self.files:
            raise AssertionError(f"{done.occurrences} of {self.files} files were taken")
        return cost

    def shell(self, command: str, to: Path) -> Cost:
        """Copy with a program, and make the copy durable."""
        return self._run(
            ["sh", "-c", f"{command} '{self.source}' '{to}' && sync -f '{to}'"], command.partition(" ")[0]
        )

    def bagit(self, to: Path, *digests: str) -> Cost:
        """Copy, and make the copy a bag."""
        made = [sys.executable, "-m", "bagit", "--quiet", "--processes", "2", *digests, str(to)]
        costs = [
            self._run(["cp", "-r", "--reflink=never", str(self.source), str(to)], "cp"),
            self._run(made, sys.executable),
            self._run(["sync", "-f", str(to)], "sync"),
        ]
        return sum(one for one, _ in costs), sum(one for _, one in costs)

    def cat(self) -> Cost:
        """Read everything."""
        return self._run(
            ["sh", "-c", f"find '{self.source}' -type f -print0 | xargs -0 cat > /dev/null"], "cat"
        )

    @staticmethod
    def _run(command: list[str], program: str) -> Cost:
        if not shutil.which(program):
            raise Skipped(f"{program} is not installed")
        before = _cpu()
        with stopwatch() as taken:
            done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            raise Skipped(f"{program}: {(done.stderr or done.stdout).decode()[-200:].strip()}")
        return taken[0], _cpu() - before


def _cpu() -> float:
    """Seconds of CPU of this process and of those it waited for."""
    told = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in told)
