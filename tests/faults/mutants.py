"""The program with one safeguard taken out, to show that the tests here would notice.

with mutated("without transactions"): ...
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

import pytest

from wholefile import settings
from wholefile.actions import recording
from wholefile.record import blobs, ledger
from wholefile.record.sql import Database


def _without_transactions(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Database, "atomic", lambda _self: nullcontext())


def _without_syncing(patch: pytest.MonkeyPatch) -> None:
    pragmas = settings._SQLITE_PRAGMAS.replace("synchronous=FULL", "synchronous=OFF")
    assert pragmas != settings._SQLITE_PRAGMAS
    patch.setattr(settings, "_SQLITE_PRAGMAS", pragmas)


def _syncing_at_times(patch: pytest.MonkeyPatch) -> None:
    """SQLite's NORMAL: whole after a power cut, but without the newest acts."""
    patch.setattr(
        settings,
        "_SQLITE_PRAGMAS",
        settings._SQLITE_PRAGMAS.replace("synchronous=FULL", "synchronous=NORMAL"),
    )


def _forgetting_repeats(patch: pytest.MonkeyPatch) -> None:
    """A nonce seen before is not looked up."""
    patch.setattr(ledger._Session, "_standing", lambda _self, _acts: {})


def _ignoring_keys(patch: pytest.MonkeyPatch) -> None:
    """The idempotency key does not become the nonce, so a repeated act is another act."""
    real = recording.nonce_for
    patch.setattr(recording, "nonce_for", lambda persons, _key: real(persons, None))


def _files_unsynced(patch: pytest.MonkeyPatch) -> None:
    """A file gets its name in the store before its bytes are durable."""
    patch.setattr(blobs.os, "fsync", lambda _handle: None)


def _forgiving_disks(patch: pytest.MonkeyPatch) -> None:
    """Whatever the database says, the act counts as recorded."""
    real = ledger.append_many

    def append_many(record, acts, *, rules):
        before = ledger.journal.read_head(record.db).size
        try:
            return real(record, acts, rules=rules)
        except ledger.Unprocessable:
            raise
        except Exception:  # noqa: BLE001  # that is the mistake
            return [ledger.Receipt(before, 0, bytes(32), bytes(32), repeated=False) for _ in acts]

    patch.setattr(ledger, "append_many", append_many)


MUTANTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "without transactions": _without_transactions,
    "without syncing": _without_syncing,
    "syncing at times": _syncing_at_times,
    "forgetting repeats": _forgetting_repeats,
    "ignoring keys": _ignoring_keys,
    "files unsynced": _files_unsynced,
    "forgiving disks": _forgiving_disks,
}


@contextmanager
def mutated(name: str) -> Iterator[None]:
    """The program with this safeguard taken out."""
    with pytest.MonkeyPatch.context() as patch:
        MUTANTS[name](patch)
        yield
