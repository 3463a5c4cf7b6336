"""What a power cut could have left: the writes that no sync had made durable are lost, all, some or half.

A process that is killed leaves its writes in the kernel's memory, which a power cut does not. So from the trace of a
killed run it is worked out which ranges of which files were written after the last sync of that file, and images
of the folder are made in which some of those ranges hold what was there before the run.
"""

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.injection import Call

Range = tuple[int, int]
SYNCS = ("fdatasync", "fsync")


@dataclass(frozen=True, slots=True)
class Writes:
    """Ranges of a file, as (start, end): those a sync made durable, and those written since, in order."""

    synced: list[Range]
    unsynced: list[Range]


def writes_by_file(made: Sequence[Call]) -> dict[str, Writes]:
    """The writes of a run by the path they went to."""
    found: dict[str, Writes] = {}
    for call in made:
        if call.name == "pwrite64":
            writes = found.setdefault(call.path, Writes([], []))
            writes.unsynced.append((call.offset, call.offset + call.length))
        elif call.name in SYNCS and call.done and call.path in found:
            writes = found[call.path]
            writes.synced.extend(writes.unsynced)
            writes.unsynced.clear()
    return found


def images(
    before: Path, after: Path, made: Sequence[Call], into: Path, seed: int
) -> Iterator[tuple[str, Path]]:
    """Folders as a power cut could have left them, each with how it was made.

    `before` is the folder as it was when the run began, `after` as the killed process left it.
    """
    if any(call.name == "unlink" and "-wal" in call.path for call in made):
        return  # the database was being closed: everything is in its file, and synced
    chosen = random.Random(seed)
    for how in ("all lost", "some lost", "torn"):
        image = into / how.replace(" ", "-")
        shutil.copytree(after, image)
        (image / "record.sqlite3-shm").unlink(missing_ok=True)
        changed = 0
        for path, writes in writes_by_file(made).items():
            name = Path(path).name
            if name in ("record.sqlite3", "record.sqlite3-wal"):
                lost = [part for one in writes.unsynced for part in _lost(how, one, chosen)]
                changed += _put_back(before / name, image / name, lost, writes.synced)
        if changed:
            yield how, image
        shutil.rmtree(image)


def _lost(how: str, written: Range, chosen: random.Random) -> Iterator[Range]:
    start, end = written
    if how == "all lost" or (how == "some lost" and chosen.random() < 0.5):
        yield written
    elif how == "torn" and end - start > 512:
        # Disks write sectors of 512 bytes; a cut may come between any two of them.
        yield start + 512 * chosen.randrange(1, (end - start) // 512), end


def _put_back(before: Path, image: Path, lost: Sequence[Range], synced: Sequence[Range]) -> int:
    """Write what was there before over the lost ranges; how many ranges were put back.

    A range that was also synced earlier in the run is left as it is: what it held then is not known any more.
    """
    if not image.exists():
        return 0
    old = before.read_bytes() if before.exists() else b""
    now = bytearray(image.read_bytes())
    put = 0
    for start, written_to in lost:
        end = min(written_to, len(now))
        if start >= end or any(start < other_end and other_start < end for other_start, other_end in synced):
            continue
        was = old[start:end]
        now[start:end] = was + bytes(end - start - len(was))
        put += 1
    image.write_bytes(now)
    return put
