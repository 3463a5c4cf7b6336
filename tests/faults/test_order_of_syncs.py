"""Nothing is acknowledged before it is durable: the order of the calls shows it, which no crash of a process could."""

import pytest

from tests.faults.injection import Call, Fault

ACTS = 10
WORK = ["--acts", str(ACTS)]
SYNCS = ("fdatasync", "fsync")


def acknowledged_too_early(calls: list[Call], acks: str) -> list[str]:
    """Acknowledgements that were written while something written before was not durable yet."""
    dirty: dict[str, str] = {}
    early = []
    for call in calls:
        if call.name == "pwrite64" and call.path.endswith("-wal"):
            dirty[call.path] = "the write-ahead log"
        elif call.name == "write" and "/store/incoming/" in call.path:
            dirty[call.path] = "a file"
        elif call.name in SYNCS and call.done:
            dirty.pop(call.path, None)
        elif call.name == "rename" and "/store/" in call.path:
            dirty["names"] = "the name of a file"
        if call.name == "fsync" and call.done and "/store/" in call.path and "/incoming/" not in call.path:
            dirty.pop("names", None)
        if call.name == "write" and call.path == acks and dirty:
            early.append(f"{', '.join(dirty.values())} was not durable")
    return early


def test_every_act_is_durable_before_it_is_acknowledged(bench):
    _, acks, _, calls = bench.run(WORK)
    assert sum(call.name == "write" and call.path == str(acks) for call in calls) == ACTS
    assert acknowledged_too_early(calls, str(acks)) == []


@pytest.mark.parametrize(
    ("mutant", "words"),
    [
        ("without syncing", "the write-ahead log"),
        ("syncing at times", "the write-ahead log"),
        ("files unsynced", "a file"),
    ],
)
def test_a_program_that_does_not_sync_is_found_out(bench, mutant, words):
    _, acks, _, calls = bench.run([*WORK, "--mutant", mutant])
    assert any(words in one for one in acknowledged_too_early(calls, str(acks)))


def test_a_failed_sync_is_never_followed_by_an_acknowledgement_of_its_act(bench):
    syncs = [call.path for call in bench.run(WORK)[3] if call.name == "fdatasync"]
    of_acts = [nth for nth, path in enumerate(syncs, 1) if path.endswith("-wal")][1:ACTS]
    for nth in of_acts[::4]:
        folder, acks, _, calls = bench.run(WORK, Fault("fdatasync", nth, "error=EIO"))
        failed = next(at for at, call in enumerate(calls) if call.name in SYNCS and not call.done)
        said = acks.read_text().splitlines()
        assert acknowledgement_after(calls, failed, str(acks), said).startswith('{"refused"')
        assert bench.judge("EIO at the sync of an act", folder, acks, ACTS).clean


def acknowledgement_after(calls: list[Call], position: int, acks: str, said: list[str]) -> str:
    """The first line of acknowledgement written after this call."""
    earlier = sum(call.name == "write" and call.path == acks for call in calls[:position])
    return said[earlier]
