"""Running the child under strace, which makes chosen system calls fail or kills the process at them.

    trace = run(folder, acks, arguments, Fault("pwrite64", 12, "signal=KILL"))

Calls are counted from the start of the child, each kind by itself; `counts` of a run without fault says how many
there are. The kernel runs no call at which the process is killed.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate", "rename", "unlink", "write")
_LINE = re.compile(r"^\d+ +(?P<call>\w+)\((?P<arguments>.*)$")
_HANDLE = re.compile(r"^-?\d+<(?P<path>[^>]*)>")
_NUMBERS = re.compile(r", (?P<length>\d+), (?P<offset>\d+)(?:\)| <unfinished)")


@dataclass(frozen=True, slots=True)
class Fault:
    """At call number `nth` of this kind, `what` happens: `signal=KILL`, `error=EIO`, `error=ENOSPC`."""

    call: str
    nth: int
    what: str

    def __str__(self) -> str:
        return f"{self.what.partition('=')[2]} at {self.call} {self.nth}"


@dataclass(frozen=True, slots=True)
class Call:
    """One call as traced: `done` says that the kernel carried it out without error."""

    name: str
    path: str
    offset: int
    length: int
    done: bool


def run(
    folder: Path, acks: Path, arguments: Sequence[str] = (), fault: Fault | None = None
) -> tuple[int, list[Call]]:
    """The child's exit code (-9 when it was killed) and the calls it made."""
    log = acks.with_suffix(".trace")
    # Not with --seccomp-bpf: strace 6.1 then injects errors but no signals.
    command = ["strace", "-f", "-qq", "-y", "-s", "0", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
    if fault:
        command += ["-e", f"inject={fault.call}:{fault.what}:when={fault.nth}"]
    command += child_command(folder, acks, arguments)
    done = subprocess.run(command, env=environment(), check=False, capture_output=True, timeout=120)
    if fault is None and done.returncode:
        raise AssertionError(done.stderr.decode())
    return done.returncode, calls(log)


def child_command(folder: Path, acks: Path, arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "tests.faults.appender", str(folder), str(acks), *arguments]


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WHOLEFILE_")}
    return {**kept, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "PYTHONDONTWRITEBYTECODE": "1"}


def calls(log: Path) -> list[Call]:
    """What a trace tells, in order."""
    found = []
    for line in log.read_text(errors="replace").splitlines():
        match = _LINE.match(line)
        if not match:
            continue
        arguments = match["arguments"]
        handle, numbers = _HANDLE.match(arguments), _NUMBERS.search(arguments)
        path = handle["path"] if handle else arguments
        done = bool(re.search(r"\) += \d+", arguments))
        length, offset = (int(numbers["length"]), int(numbers["offset"])) if numbers else (0, 0)
        found.append(Call(match["call"], path, offset, length, done))
    return found


def counts(made: Sequence[Call]) -> Counter[str]:
    """How many calls of each kind."""
    return Counter(one.name for one in made)


def points(counted: Counter[str], names: Sequence[str], most: int) -> list[tuple[str, int]]:
    """So many points of a run, spread evenly over its calls of these kinds."""
    every = [(name, nth) for name in names for nth in range(1, counted[name] + 1)]
    step = max(1.0, len(every) / most)
    return [every[int(step * number)] for number in range(min(most, len(every)))]


def needs_strace() -> None:
    """Skip where processes cannot be traced."""
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    probe = subprocess.run(["strace", "-qq", "-e", "trace=none", "true"], check=False, capture_output=True)
    if probe.returncode:
        pytest.skip(f"strace may not trace here: {probe.stderr.decode().strip()}")
