"""The scrub: stored files are read again, the longest unread first, and what was found goes on record.

Each run goes on where the one before ended, so that small runs, every night, come past every file. A file whose bytes
no longer have the recorded digests, that is gone, or that the disk does not give, is in the act of each item it
belongs to (`file.verified`, under `failed`) and in the result. Nothing is repaired here but what can be made again:
see `fixity_repair` for the rest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wholefile.actions.fixity import ItemRead, record_readings
from wholefile.actions.signing import Signer
from wholefile.core.errors import IntegrityFailure, Invalid, NotFound, WholefileError
from wholefile.processing import fixity_derived, fixity_queue
from wholefile.processing.fixity_doubt import forget_doubtful
from wholefile.processing.fixity_queue import (
    DERIVED,
    MISSING,
    PAGE,
    ROTTEN,
    STORE,
    UNREADABLE,
    WHOLE,
    Due,
    Wanted,
    is_wanted,
    items_of,
    next_files,
    note_read,
)
from wholefile.record.home import Record

_FILES_AT_ONCE = 500  # read files whose results go on record together
_OCTETS_AT_ONCE = 4 << 30

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Budget:
    """How much one scrub may read: bytes, seconds, files; None means without limit.

    The first file is read however large it is, so that every run gets on; a file that was begun is read to its end.
    """

    octets: int | None = None
    seconds: float | None = None
    files: int | None = None

    def __post_init__(self) -> None:
        if any(one is not None and one <= 0 for one in (self.octets, self.seconds, self.files)):
            raise Invalid("fixity.budget", "A budget is more than nothing.")


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that is not what it should be: in which store, how, to which items it belongs, and what follows."""

    store: str
    sha256: str
    outcome: str
    items: tuple[str, ...]
    words: str


@dataclass(slots=True)
class Scrubbed:
    """What a scrub did.

    `octets` in bytes, `seconds` it took; `acts` recorded, about so many `items`; `swept` derived files that nobody
    names; `complete` when every file was read in this run; `due` is what is overdue after it.
    """

    files: int = 0
    octets: int = 0
    seconds: float = 0.0
    acts: int = 0
    items: int = 0
    swept: int = 0
    complete: bool = False
    failed: list[Failed] = field(default_factory=list)
    due: Due | None = None

    @property
    def evidence(self) -> list[Failed]:
        """Files that people brought and that are not what was recorded: lost until they are repaired."""
        return [one for one in self.failed if one.store == STORE]

    @property
    def derived(self) -> list[Failed]:
        """Members and texts that were worked out from evidence, and are made again from it."""
        return [one for one in self.failed if one.store == DERIVED]


@dataclass(slots=True)
class _Run:
    record: Record
    by: Signer
    begun: int
    result: Scrubbed
    waiting: list[tuple[Wanted, str]] = field(default_factory=list)
    waiting_octets: int = 0


def scrub(record: Record, *, by: Signer, budget: Budget | None = None, told: Told | None = None) -> Scrubbed:
    """Read stored files again within a budget, and record for each item what was found.

    Raises Refused when the signer may not, Unavailable when the store does not answer; what was read by then is on
    record. What rotted is no error here: it is in the result, and in the acts.
    """
    record.check_usable()
    limit, began = budget or Budget(), time.monotonic()
    run = _Run(record, by, record.clock(), Scrubbed())
    due = fixity_queue.due(record.db, run.begun)
    try:
        run.result.complete = _read_all(run, limit, began, due.of, told)
    except WholefileError:
        _settle(run)
        raise
    run.result.swept = fixity_derived.sweep(record, run.begun)
    run.result.due = fixity_queue.due(record.db, record.clock())
    run.result.seconds = time.monotonic() - began
    return run.result


def due(record: Record, days: int | None = None) -> Due:
    """What was not read for more than a week, or as many days as the policy `fixity_days` says."""
    return fixity_queue.due(record.db, record.clock(), days)


def _read_all(run: _Run, limit: Budget, began: float, of: int, told: Told | None) -> bool:
    """Read until the budget or the files end; whether it was the files."""
    result = run.result
    most = min(PAGE, limit.files or PAGE)
    while page := next_files(run.record.db, run.begun, most):
        for one in page:
            if result.files and _is_spent(limit, result, one.size, time.monotonic() - began):
                _settle(run)
                return False
            outcome, octets = _read(run.record, one)
            result.files += 1
            result.octets += octets
            run.waiting.append((one, outcome))
            run.waiting_octets += octets
            if len(run.waiting) >= _FILES_AT_ONCE or run.waiting_octets >= _OCTETS_AT_ONCE:
                _settle(run)
            if told is not None:
                told("files read", result.files, of)
        _settle(run)
    return True


def _is_spent(limit: Budget, result: Scrubbed, following: int, seconds: float) -> bool:
    return (
        (limit.files is not None and result.files >= limit.files)
        or (limit.octets is not None and result.octets + following > limit.octets)
        or (limit.seconds is not None and seconds >= limit.seconds)
    )


def _read(record: Record, one: Wanted) -> tuple[str, int]:
    """How the reading of a file ended, and how many bytes it took. Raises Unavailable."""
    try:
        if one.store == DERIVED:
            found = record.derived.digests(one.sha256)
            return (WHOLE if found.sha256 == one.sha256 else ROTTEN), found.size
        row = record.db.one("stored_file", sha256=one.sha256)
        found = record.store.digests(one.sha256)
    except NotFound:
        return MISSING, 0
    except IntegrityFailure:
        return ROTTEN, 0
    except OSError:
        return UNREADABLE, 0
    same = row is not None and (found.sha256, found.sha1, found.md5, found.size) == row[:4]
    return (WHOLE if same else ROTTEN), found.size


def _settle(run: _Run) -> None:
    """Put on record what was read since the last time, then remember that it was."""
    if not run.waiting:
        return
    record, result = run.record, run.result
    read = [(one, outcome) for one, outcome in run.waiting if outcome == WHOLE or is_wanted(record.db, one)]
    run.waiting, run.waiting_octets = [], 0
    bad = {one.sha256: outcome for one, outcome in read if one.store == STORE and outcome != WHOLE}
    holders = items_of(record.db, [one.sha256 for one, _ in read if one.store == STORE])
    readings = [
        ItemRead(item, len(digests), tuple(one for one in digests if one in bad))
        for item, digests in holders.items()
    ]
    result.acts += len(record_readings(record, readings, by=run.by))
    result.items += len(readings)
    doubtful = forget_doubtful(record.db, read, run.begun)
    note_read(record.db, read, run.begun)
    for sha256, outcome in bad.items():
        items = tuple(item for item, digests in holders.items() if sha256 in digests)
        words = f"{_WORDS[outcome]}{_in_doubt(sha256, doubtful.get(sha256, []))}"
        result.failed.append(Failed(STORE, sha256, outcome, items, words))
    for one, outcome in read:
        if one.store == DERIVED and outcome != WHOLE:
            again = fixity_derived.make_again(record, one.sha256)
            words = f"{_WORDS[outcome]}; {again.words}" if again.words else _WORDS[outcome]
            result.failed.append(Failed(DERIVED, one.sha256, outcome, (), words))


def _in_doubt(sha256: str, again: Sequence[str]) -> str:
    """What follows for what was read: from the file itself, and from an image of which it is a further segment."""
    own = _FORGOTTEN if sha256 in again else ""
    images = ", ".join(one for one in again if one != sha256)
    return f"{own}; {_SEGMENT.format(images)}" if images else own


_WORDS = {
    ROTTEN: "its bytes are not those that were recorded",
    MISSING: "it is not in the store",
    UNREADABLE: "the disk does not give its bytes",
}
_FORGOTTEN = "; what was read from it since it was last found whole is forgotten, and is read again"
_SEGMENT = (
    "it is a further segment of the disk image that begins with {}; what was read from that image since is in doubt, "
    "is forgotten, and is read again"
)

__all__ = ["Budget", "Due", "Failed", "Scrubbed", "due", "scrub"]
