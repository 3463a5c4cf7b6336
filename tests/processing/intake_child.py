"""The child that is killed: takes a folder into an item in small batches, so that there are many moments for it.

    python -m tests.processing.intake_child FOLDER ITEM SOURCE DURABLE [--url URL] [--mutant NAME]

DURABLE gets a line for each sign of progress: how many files were said to be durable.
"""

import argparse
import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.work import reopened, signers
from wholefile.processing import intake_acts, intake_folder, intake_reading
from wholefile.processing.intake import take_in
from wholefile.record import blob_batch, blob_kernel


def small_batches(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(intake_reading, "MOST_FILES", 40)
    patch.setattr(intake_reading, "_TOGETHER", 5)
    patch.setattr(intake_acts, "FILES_PER_ACT", 20)
    patch.setattr(intake_folder, "FILES_PER_ACT", 20)
    patch.setattr(intake_acts, "ACTS_PER_TRANSACTION", 3)
    patch.setattr(intake_folder, "EVERY", 0.001)


def _without_syncing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(blob_kernel, "sync_together", lambda _handle: None)


def _names_first(patch: pytest.MonkeyPatch) -> None:
    """Files get their names before their bytes are durable: the first sync of a batch comes too late."""
    real, state = blob_batch.LocalWriter.sync, {"calls": 0}

    def second_only(self):
        state["calls"] += 1
        if state["calls"] % 2 == 0:
            real(self)

    patch.setattr(blob_batch.LocalWriter, "sync", second_only)


def _names_unsynced(patch: pytest.MonkeyPatch) -> None:
    """The sync after the names is left out."""
    real, state = blob_batch.LocalWriter.sync, {"calls": 0}

    def first_only(self):
        state["calls"] += 1
        if state["calls"] % 2 == 1:
            real(self)

    patch.setattr(blob_batch.LocalWriter, "sync", first_only)


MUTANTS = {
    "without syncing": _without_syncing,
    "names first": _names_first,
    "names unsynced": _names_unsynced,
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("item")
    parser.add_argument("source", type=Path)
    parser.add_argument("durable", type=Path)
    parser.add_argument("--url")
    parser.add_argument("--mutant")
    given = parser.parse_args()
    handle = os.open(given.durable, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    said = [0]

    def tell(told) -> None:
        if told.durable > said[0]:
            said[0] = told.durable
            os.write(handle, b"%d\n" % told.durable)

    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        small_batches(patch)
        if given.mutant:
            MUTANTS[given.mutant](patch)
        record = reopened(given.folder, given.url)
        custodian = signers()["custodian"]
        take_in(record, given.item, given.source, purpose="acquisition", by=custodian, progress=tell)
        record.close()


if __name__ == "__main__":
    main()
