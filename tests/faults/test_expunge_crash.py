"""Killed between the order to expunge and the destruction, at any step: the order stands, and the rest is finished."""

import pytest

from tests.faults.injection import Fault, counts
from tests.faults.work import picture, reopened
from wholefile.record import expunge

ACTS = 10
BEFORE = ["--acts", str(ACTS)]
WORK = [*BEFORE, "--expunge"]
WORDS = b"Spent cartridge case 0"


def killed_while_expunging(bench, most, say_when):
    before, whole = counts(bench.run(BEFORE)[3]), counts(bench.run(WORK)[3])
    every = [(name, nth) for name in whole for nth in range(before[name] - 3, whole[name] + 1) if nth > 0]
    step = max(1, len(every) // most)
    for name, nth in every[::step]:
        fault = Fault(name, nth, "signal=KILL")
        folder, acks, _, _ = bench.run(WORK, fault)
        verdict = bench.judge("kill -9 while an item is expunged", folder, acks, ACTS)
        assert verdict.clean, say_when(fault, verdict)
        nothing_is_left_of_what_was_ordered_gone(folder, fault)


def nothing_is_left_of_what_was_ordered_gone(folder, fault):
    """Where the order stands, the words and the photograph are nowhere in the folder."""
    record = reopened(folder)
    try:
        ordered = record.db.exists("expunged")
        assert not expunge.is_pending(record)
    finally:
        record.close()
    if not ordered:
        return
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert WORDS not in data, f"{fault}: words of the expunged item are in {path.name}"
            assert picture(2)[:64] not in data, f"{fault}: the expunged photograph is in {path.name}"


def test_a_process_killed_while_it_expunges_is_finished_later(bench, say_when):
    killed_while_expunging(bench, 4, say_when)


@pytest.mark.faults
def test_killed_at_many_steps_of_an_expungement(bench, say_when):
    killed_while_expunging(bench, 60, say_when)


def test_what_is_searched_for_is_there_before(bench):
    folder, _, _, _ = bench.run(BEFORE)
    found = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert WORDS in found
    assert picture(2) in found
