"""Where untrusted bytes are parsed: a process that has nothing but the one file, and cannot keep or send anything.

bubblewrap gives it new namespaces for users, processes, mounts, network and the rest, `/usr` and this program
read-only, one scratch folder in memory, no capabilities and no name of a person; seccomp refuses what is left
(`seccomp`); the program inside sets its own limits before it looks at the file; and from outside its memory and time
are watched. One run reads one file and is gone.

If any of that does not hold on a machine, nothing is parsed there: `usable` says why. There is no run outside.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar, cast

import wholefile
from wholefile.core.errors import Unavailable
from wholefile.extraction import frames
from wholefile.extraction.__main__ import OUT_OF_MEMORY_EXIT
from wholefile.extraction.contract import CRASHED, OUT_OF_MEMORY, REFUSED, TIMED_OUT, Job, Limits
from wholefile.processing.seccomp import program

T = TypeVar("T")
_APP = "/app"
_LOOK_EVERY = 0.05  # seconds between two looks at a run's memory and clock
_TREE_FACTOR = 1.5  # what all processes of a run may hold together, beside what each may
_MOST_PROCESSES = 64
_MOST_THREADS = 1_000
_SAID = 4_000  # characters kept of what a run printed
_NOBODY = "65534"
_LAST_WORDS = 10  # seconds to wait for the end of what a run printed
_SIGNALS = {one.value: one.name for one in signal.Signals}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended, seen from outside: `status` is None when it said everything itself."""

    status: str | None
    reason: str
    seconds: float
    printed: str


def run(
    job: Job, blob: Path, consume: Callable[[Iterator[frames.Frame]], T], *, segments: Sequence[Path] = ()
) -> tuple[T | None, Ended]:
    """Read one file in a sandbox of its own; what `consume` makes of the frames, and how it ended.

    Whatever the file does, this returns: nothing it says is kept (None) unless all of it was well-formed. Raises
    Unavailable where there is no usable sandbox, and what `consume` raises of its own.
    """
    check_usable()
    return _run(job, blob, consume, segments)


def _run(
    job: Job, blob: Path, consume: Callable[[Iterator[frames.Frame]], T], segments: Sequence[Path]
) -> tuple[T | None, Ended]:
    began = time.monotonic()
    with _started(job, blob, segments) as process:
        printed = _Printed(process)
        watch = _Watch(process, job.limits)
        result, broken = None, None
        try:
            assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018  # both are pipes
            _tell(process.stdin, job)
            result = consume(frames.read(process.stdout))  # type: ignore[arg-type]  # a buffered reader
        except frames.Broken as error:
            broken = error
        finally:
            if broken is not None and not isinstance(broken, frames.Cut):
                process.kill()
            # Killed before its parent's death could reach it, what is inside ends with its input.
            with contextlib.suppress(OSError):
                cast(IO[bytes], process.stdin).close()
            code = watch.ended(after=result is not None or isinstance(broken, frames.Cut))
            said = printed.end()
        status, reason = _judge(code, watch.verdict, broken)
        return (None if status else result), Ended(status, reason, time.monotonic() - began, said)


PROGRAM = (sys.executable, "-s", "-P", "-m", "wholefile.extraction")


def command(
    blob: Path, segments: Sequence[Path], limits: Limits, seccomp: int, run_inside: Sequence[str] = PROGRAM
) -> list[str]:
    """The command line of a run; `seccomp` is the descriptor from which bubblewrap reads the filter."""
    shown = [("/usr", "/usr"), *((path, path) for path in _python_folders())]
    shown += [(str(Path(wholefile.__file__).parent), f"{_APP}/wholefile"), (str(blob), "/in/blob")]
    shown += [(str(path), f"/in/blob.{number}") for number, path in enumerate(segments, 1)]
    return [
        _bubblewrap(),
        *("--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent", "--new-session"),
        *("--cap-drop", "ALL", "--uid", _NOBODY, "--gid", _NOBODY),
        *("--clearenv", "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "HOME", "/tmp"),  # noqa: S108
        *("--setenv", "LANG", "C.UTF-8", "--setenv", "TZ", "UTC", "--setenv", "OMP_THREAD_LIMIT", "1"),
        *("--setenv", "PYTHONPATH", _APP, "--setenv", "PYTHONDONTWRITEBYTECODE", "1"),
        *("--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"),
        # Before what is shown: this program may itself be installed somewhere below it.
        *("--size", str(limits.disk), "--tmpfs", "/tmp"),  # noqa: S108
        *(one for pair in shown for one in ("--ro-bind", *pair)),
        *(one for path in ("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/magic")
          for one in ("--ro-bind-try", path, path)),
        *("--proc", "/proc", "--dev", "/dev"),
        # The root and /dev are folders in memory too, of no bounded size; only the scratch folder may be written.
        *("--remount-ro", "/dev", "--remount-ro", "/"),
        *("--chdir", "/tmp", "--seccomp", str(seccomp), "--"),  # noqa: S108
        *run_inside,
    ]  # fmt: skip


def _started(job: Job, blob: Path, segments: Sequence[Path]) -> subprocess.Popen[bytes]:
    with tempfile.TemporaryFile() as filter_file:
        filter_file.write(program())
        filter_file.seek(0)
        return subprocess.Popen(  # noqa: S603  # our own program, and no shell
            command(blob, segments, job.limits, filter_file.fileno()),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=(filter_file.fileno(),),
        )


def _tell(stdin: IO[bytes], job: Job) -> None:
    try:
        stdin.write(json.dumps(job.as_json()).encode())
        stdin.close()
    except BrokenPipeError:
        return  # it did not even start; how it ended says why


def _python_folders() -> list[str]:
    """Where this Python and its packages lie, unless below /usr, which is shown anyway."""
    found = {os.path.realpath(sys.base_prefix), os.path.abspath(sys.prefix)}  # noqa: PTH100  # not resolved: it is named so
    found |= {os.path.dirname(os.path.dirname(os.path.realpath(sys.executable)))}  # noqa: PTH120
    return sorted(path for path in found if not path.startswith("/usr"))


def _bubblewrap() -> str:
    found = shutil.which("bwrap")
    if found is None:
        raise Unavailable(
            "sandbox.missing",
            "There is no sandbox here, so no file is parsed: install bubblewrap (the package has that name).",
        )
    return found


class _Printed:
    """Reads what a run prints as it comes, and keeps the end of it: however much it is, it fills no disk here."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stderr is not None  # noqa: S101  # it is a pipe
        self._stream = process.stderr
        self._kept = b""
        self._thread = threading.Thread(target=self._read, daemon=True, name="sandbox-printed")
        self._thread.start()

    def end(self) -> str:
        """The end of it, once the run is over."""
        self._thread.join(_LAST_WORDS)
        return self._kept.decode("utf-8", "replace")

    def _read(self) -> None:
        while block := os.read(self._stream.fileno(), 1 << 16):
            self._kept = (self._kept + block)[-_SAID:]


class _Watch:
    """Looks at a run from outside, and kills it when it takes more time or memory than it may."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        self.verdict: str | None = None
        self._process = process
        self._limits = limits
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True, name="sandbox-watch")
        self._thread.start()

    def ended(self, *, after: bool) -> int:
        """The exit code, once the run is over; a run that is not `after` its last frame is killed."""
        if not after:
            self._process.kill()
        code = self._process.wait()
        self._over.set()
        self._thread.join()
        return code

    def _look(self) -> None:
        until = time.monotonic() + self._limits.seconds
        most = int(self._limits.memory * _TREE_FACTOR)
        while not self._over.wait(_LOOK_EVERY):
            if self._process.poll() is not None:
                return
            if time.monotonic() > until:
                self.verdict = TIMED_OUT
            else:
                memory, processes, threads = _held_by_tree(self._process.pid)
                if memory > most:
                    self.verdict = OUT_OF_MEMORY
                elif processes > _MOST_PROCESSES or threads > _MOST_THREADS:
                    self.verdict = REFUSED
            if self.verdict:
                self._process.kill()
                return


def _held_by_tree(pid: int) -> tuple[int, int, int]:
    """Bytes of memory that a process and all its descendants hold now, how many they are, and their threads.

    The kernel does not count the processes of root against their limit, so they are counted here as well. A child
    stands under the thread that started it.
    """
    total, processes, started, waiting = 0, 0, 0, [pid]
    while waiting and processes <= _MOST_PROCESSES and started <= _MOST_THREADS:
        one = waiting.pop()
        try:
            pages = int(Path(f"/proc/{one}/statm").read_text("ascii").split()[1])
            threads = os.listdir(f"/proc/{one}/task")  # noqa: PTH208  # names are what is wanted
        except (OSError, IndexError, ValueError):
            continue
        total += pages * os.sysconf("SC_PAGE_SIZE")
        processes, started = processes + 1, started + len(threads)
        for thread in threads:
            try:
                waiting += map(int, Path(f"/proc/{one}/task/{thread}/children").read_text("ascii").split())
            except OSError:
                continue
    return total, processes, started


def _judge(code: int, verdict: str | None, broken: frames.Broken | None) -> tuple[str | None, str]:
    """The status of a run as seen from outside, and why in words."""
    if verdict == TIMED_OUT:
        return TIMED_OUT, "Reading took longer than it may."
    if verdict == OUT_OF_MEMORY or code == OUT_OF_MEMORY_EXIT:
        return OUT_OF_MEMORY, "Reading took more memory than it may."
    if verdict == REFUSED:
        return REFUSED, f"Reading started more than {_MOST_PROCESSES} processes or threads."
    if broken is not None and not isinstance(broken, frames.Cut):
        return REFUSED, f"What came out of the sandbox broke its rules: {broken}."
    number = -code if code < 0 else code - 128
    if number == signal.SIGXCPU:
        return TIMED_OUT, "Reading took more of the processor than it may."
    if code != 0 and number in _SIGNALS:
        return CRASHED, f"The reader died of {_SIGNALS[number]}."
    if code != 0 or broken is not None:
        return CRASHED, f"The reader ended before it was done (exit code {code})."
    return None, ""


_usable: list[str] = []
_usable_lock = threading.Lock()


def check_usable() -> None:
    """Raises Unavailable, with the reason, where the sandbox does not hold; looked at once in a process."""
    with _usable_lock:
        if not _usable:
            _usable.append(_why_not())
    if _usable[0]:
        raise Unavailable("sandbox.broken", _usable[0])


def usable() -> str | None:
    """Why no file is parsed on this machine, or None when the sandbox holds."""
    try:
        check_usable()
    except Unavailable as error:
        return error.message
    return None


def _why_not() -> str:
    """What the self-test found open, in words; empty when everything that must be closed is."""
    from wholefile.extraction.selftest import OPEN  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        secret = Path(folder) / "secret"
        secret.write_text("must not be read")
        blob = Path(folder) / "blob"
        blob.write_bytes(b"x")
        job = Job("selftest", str(secret), 1, Limits(seconds=30), {"pid": os.getpid()})
        try:
            found, ended = _run(job, blob, lambda rows: [one.json() for one in rows][-1], ())
        except Unavailable as error:
            return error.message
    if found is None:
        return f"The sandbox does not start here, so no file is parsed: {ended.reason} {ended.printed.strip()[-300:]}"
    still_open = [OPEN[one] for one in found["facts"].get("open", [])]
    if found["failed"] or found["facts"].get("tried") != len(OPEN):
        return f"The self-test of the sandbox did not end, so no file is parsed: {found['failed']}"
    return f"The sandbox leaks, so no file is parsed: {'; '.join(still_open)}." if still_open else ""
