"""The tests of faults would notice: each safeguard is taken out once, and the harness must find the damage."""

from tests.faults.injection import Fault, counts, points
from tests.faults.mutants import mutated
from tests.faults.power import images
from tests.faults.verdict import acknowledged

ACTS = 10
WORK = ["--acts", str(ACTS)]
# A killed process leaves the acts before it whole even without syncing: only a cut of power shows that.


def test_without_transactions_half_an_act_is_found(bench):
    work = [*WORK, "--mutant", "without transactions"]
    counted = counts(bench.run(work)[3])
    found = []
    for name, nth in points(counted, ("pwrite64",), 4):
        folder, acks, _, _ = bench.run(work, Fault(name, nth, "signal=KILL"))
        found += bench.mutant(folder, acks, ACTS).half
    assert found


def test_without_syncing_a_power_cut_loses_acknowledged_acts(bench):
    lost = cut(bench, "without syncing")
    assert lost, "no loss was found though nothing was synced"


def test_syncing_at_times_a_power_cut_loses_acknowledged_acts(bench):
    assert cut(bench, "syncing at times")


def cut(bench, mutant: str) -> list[str]:
    """What power cuts near the end of the work lose of what was acknowledged."""
    work = [*WORK, "--mutant", mutant]
    counted = counts(bench.run(work)[3])
    for nth in range(int(counted["pwrite64"] * 0.6), counted["pwrite64"], 12):
        folder, acks, _, calls = bench.run(work, Fault("pwrite64", nth, "signal=KILL"))
        for _how, image in images(bench.template, folder, calls, bench.into / f"cut-{mutant}-{nth}", nth):
            verdict = bench.mutant(image, acks, ACTS)
            if verdict.acknowledged and (verdict.lost or verdict.half):
                return verdict.lost + verdict.half
    return []


def test_a_program_that_ignores_idempotency_keys_doubles_acts(bench):
    folder, acks, _, _ = bench.run([*WORK], Fault("pwrite64", 200, "signal=KILL"))
    assert acknowledged(acks)
    with mutated("ignoring keys"):
        assert bench.mutant(folder, acks, ACTS).doubled


def test_a_program_that_forgives_errors_acknowledges_what_is_not_there(bench):
    work = [*WORK, "--mutant", "forgiving disks"]
    folder, acks, _, _ = bench.run(work, Fault("fdatasync", 6, "error=EIO"))
    assert bench.mutant(folder, acks, ACTS).lost
