"""The process that reads damaged files of one kind, one after the other, as the program in the sandbox would.

    python -m tests.fuzz.target KIND HOW SEED COUNT NOTE [FIRST]

HOW is `any`, or `cut` or `flip`, for which each file is compared with the whole one: a run that says `read` and flags
nothing, and has not all of its content, lost something without a word.

Before each file it writes into NOTE which it is, so that whoever started it can say of which it died, and go on behind
it (FIRST). It prints one line of JSON: how many were read, how they ended, and of which its own code failed, took more
memory than a small file may, or lost content without a word.

A file that takes more than ten seconds of the processor ends the process with SIGPROF, one that waits for a minute
with the code 1; where the code was at that moment is said on standard error.
"""

import faulthandler
import io
import json
import resource
import signal
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.extraction.reading import Said, parse
from tests.fuzz.corpus import seeds_of
from tests.fuzz.mutations import cuts, flips, mutations
from wholefile.extraction.contract import GIB, MIB, READ, Job, Limits
from wholefile.extraction.running import run

LIMITS = Limits(members=2_000, produced=64 * MIB, characters=2_000_000)
SECONDS = 10
_WAITS = 60
_MEMORY = 3 * GIB
_MOST = GIB  # that one file may add to what the process holds


def main() -> None:
    """Read so many damaged files."""
    kind, how, seed, count, note = (
        sys.argv[1],
        sys.argv[2],
        int(sys.argv[3]),
        int(sys.argv[4]),
        Path(sys.argv[5]),
    )
    first = int(sys.argv[6]) if len(sys.argv) > 6 else 0
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    faulthandler.enable()
    faulthandler.register(signal.SIGPROF, chain=True)
    warnings.simplefilter("ignore")
    statuses: Counter[str] = Counter()
    failures: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        blob = Path(folder) / "blob"
        for number, (whole, data) in enumerate(damaged(kind, how, seed, count)):
            if number < first:
                continue
            note.write_text(json.dumps({"kind": kind, "how": how, "seed": seed, "number": number}))
            before = _held("VmRSS")
            said = read_watched(kind, data, blob)
            statuses[said.status] += 1
            if said.failed:
                failures.append({"number": number, "error": said.failed})
            if (grown := _held("VmHWM") - before) > _MOST:
                failures.append({"number": number, "error": f"it took {grown >> 20} MiB more"})
            if whole and said.status == READ and silent_loss(said, read_watched(kind, whole, blob)):
                failures.append({"number": number, "error": "something was lost without a word"})
    sys.stdout.write(
        json.dumps({"read": statuses.total(), "statuses": statuses, "failures": failures}) + "\n"
    )


def damaged(kind: str, how: str, seed: int, count: int) -> Iterator[tuple[bytes, bytes]]:
    """The damaged files, each behind the whole one where they are to be compared."""
    seeds = seeds_of(kind)
    if how == "any":
        yield from ((b"", data) for data in mutations(seeds, seed, count))
    else:
        yield from (cuts if how == "cut" else flips)(seeds, seed, count)


def silent_loss(said: Said, whole: Said) -> bool:
    """Whether a run finds nothing amiss though it has less than that of the whole file, or other bytes.

    A file of which so little is left that it is of another kind is no loss; nor is another name of a member.
    """
    same = (said.status, said.kind, said.flags) == (whole.status, whole.kind, whole.flags)
    return same and content(said) != content(whole)


def content(said: Said) -> tuple[Any, ...]:
    """What a file holds: its text, the bytes of its members, and what its picture looks like."""
    held = sorted(one.data for one in said.listed if one.kind == "file")
    return said.text, held, said.facts.get("picture"), said.facts.get("frames"), said.facts.get("media_md5")


def read_watched(kind: str, data: bytes, blob: Path) -> Said:
    """What a run says of this file; the process ends where it takes too long."""
    blob.write_bytes(data)
    stream = io.BytesIO()
    Path("/proc/self/clear_refs").write_text("5")  # the highest memory is counted anew
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    faulthandler.dump_traceback_later(_WAITS, exit=True)
    run(Job("read", f"file.{kind}", len(data), LIMITS), blob, stream)
    faulthandler.cancel_dump_traceback_later()
    signal.setitimer(signal.ITIMER_PROF, 0)
    return parse(stream.getvalue())


def _held(name: str) -> int:
    """Bytes of memory that this process holds (VmRSS), or held at most (VmHWM)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith(name + ":"))


if __name__ == "__main__":
    main()
