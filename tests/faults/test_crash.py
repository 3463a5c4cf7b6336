"""Killed, failed or cut from power at any write: nothing acknowledged is lost, nothing is half there.

The default run takes a sample of the points of a run; `make faults` takes them all, or evenly many.
"""

import pytest

from tests.faults.injection import Fault, counts, points
from tests.faults.power import images

ACTS = 10
WORK = ["--acts", str(ACTS)]
WRITES = ("pwrite64", "fdatasync", "fsync", "ftruncate", "rename", "unlink", "write")
FILES = [*WORK, "--checkpoint-every", "5"]


def killed_everywhere(
    bench, most, say_when, *, arguments=WORK, names=WRITES, family="kill -9 while acts are appended"
):
    counted = counts(bench.run(arguments)[3])
    for name, nth in points(counted, names, most):
        fault = Fault(name, nth, "signal=KILL")
        folder, acks, _, _ = bench.run(arguments, fault)
        verdict = bench.judge(family, folder, acks, ACTS)
        assert verdict.clean, say_when(fault, verdict)


def failing_everywhere(bench, most, say_when, error, names=WRITES[:-1]):
    counted = counts(bench.run(WORK)[3])
    for name, nth in points(counted, names, most):
        fault = Fault(name, nth, f"error={error}")
        folder, acks, _, _ = bench.run(WORK, fault)
        verdict = bench.judge(f"{error} while acts are appended", folder, acks, ACTS)
        assert verdict.clean, say_when(fault, verdict)


def power_cut_everywhere(bench, most, say_when):
    counted = counts(bench.run(WORK)[3])
    made = 0
    for name, nth in points(counted, ("fdatasync", "pwrite64"), most):
        fault = Fault(name, nth, "signal=KILL")
        folder, acks, _, calls = bench.run(WORK, fault)
        for how, image in images(bench.template, folder, calls, bench.into / f"cut-{name}-{nth}", nth):
            verdict = bench.judge(f"power cut, unsynced writes: {how}", image, acks, ACTS)
            assert verdict.clean, f"{how}, {say_when(fault, verdict)}"
            made += 1
    assert made >= most // 2


def test_a_process_killed_at_a_write_loses_nothing(bench, say_when):
    killed_everywhere(bench, 8, say_when)


def test_a_failing_write_loses_nothing(bench, say_when):
    failing_everywhere(bench, 4, say_when, "EIO")


def test_a_full_disk_loses_nothing(bench, say_when):
    failing_everywhere(bench, 3, say_when, "ENOSPC")


def test_a_power_cut_loses_nothing(bench, say_when):
    power_cut_everywhere(bench, 3, say_when)


def test_a_process_killed_while_it_publishes_a_checkpoint_can_publish_the_next(bench, say_when):
    publishing_everywhere(bench, 3, say_when)


def publishing_everywhere(bench, most, say_when):
    killed_everywhere(
        bench,
        most,
        say_when,
        arguments=FILES,
        names=("fsync", "rename", "unlink"),
        family="kill -9 while a checkpoint is published",
    )


@pytest.mark.faults
def test_killed_at_many_writes(bench, say_when):
    killed_everywhere(bench, 160, say_when)


@pytest.mark.faults
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_failing_at_many_writes(bench, say_when, error):
    failing_everywhere(bench, 60, say_when, error)


@pytest.mark.faults
def test_power_cut_at_many_points(bench, say_when):
    power_cut_everywhere(bench, 50, say_when)


@pytest.mark.faults
def test_killed_at_every_sync_of_a_checkpoint(bench, say_when):
    publishing_everywhere(bench, 80, say_when)
