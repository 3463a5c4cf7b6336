"""The memory of a witness: durable before the answer, one judgement at a time, and never empty by accident."""

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import threading

import pytest

from tests.witness.logs import NAME, ORIGIN, SEED, Clock, Log, new_witness
from wholefile.core import merkle
from wholefile.core.errors import Conflict, IntegrityFailure, NotFound, Unavailable
from wholefile.witness import Witness, WitnessStore
from wholefile.witness.protocol import witness_key


def path_of(folder):
    return folder / "witness.sqlite3"


def test_what_was_cosigned_is_remembered_by_the_next_process(tmp_path):
    log, witness = Log(10), new_witness(tmp_path, Log(10))
    witness.add_checkpoint(log.request(0))
    witness._store.close()
    store = WitnessStore.open(path_of(tmp_path))
    again = Witness(SEED, store, Clock())
    assert again.add_checkpoint(log.fork(3).request(10)).status == 422
    assert again.add_checkpoint(log.request(0)).status == 409
    assert store.key == witness_key(NAME, SEED)


def test_commits_are_synchronised_in_full(tmp_path):
    store = new_witness(tmp_path, None)._store
    assert store._connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    store.close()
    opened = WitnessStore.open(path_of(tmp_path))
    assert opened._connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    opened.close()


def test_a_missing_or_empty_store_means_the_key_retires(tmp_path):
    with pytest.raises(IntegrityFailure, match="retire its key"):
        WitnessStore.open(path_of(tmp_path))
    assert not path_of(tmp_path).exists()
    path_of(tmp_path).touch()
    with pytest.raises(IntegrityFailure, match="retire its key"):
        WitnessStore.open(path_of(tmp_path))


@pytest.mark.parametrize("damage", ["not a database", "other database", "witness gone", "truncated"])
def test_a_damaged_store_is_not_opened(tmp_path, damage):
    path = path_of(tmp_path)
    new_witness(tmp_path, Log(3))._store.close()
    if damage == "not a database":
        path.write_bytes(b"x" * 8192)
    elif damage == "truncated":
        os.truncate(path, 4096)
    else:
        connection = sqlite3.connect(path)
        connection.execute("DELETE FROM witness" if damage == "witness gone" else "PRAGMA user_version = 9")
        connection.commit()
        connection.close()
    with pytest.raises(IntegrityFailure):
        WitnessStore.open(path)


def test_a_store_is_never_made_over_another(tmp_path):
    new_witness(tmp_path, None)
    with pytest.raises(Conflict):
        WitnessStore.create(path_of(tmp_path), witness_key("other.example", bytes([3]) * 32))


def test_the_size_is_compared_when_it_is_set(tmp_path):
    log = Log(10)
    witness = new_witness(tmp_path, log)
    witness.add_checkpoint(log.request(0))
    with pytest.raises(NotFound), witness._store.turn() as turn:
        turn.advance(9, log.checkpoint(), log.note(), 1)


def test_a_judgement_that_fails_leaves_nothing(tmp_path):
    log = Log(10)
    witness = new_witness(tmp_path, log)

    def fail():
        with witness._store.turn() as turn:
            turn.advance(0, log.checkpoint(), log.note(), turn.time(5))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert witness._store.logs()[0].size == 0
    assert witness.add_checkpoint(log.request(0)).status == 200


def test_many_at_once_are_judged_one_by_one(tmp_path):
    """Of rivals for the same step exactly one wins, and the log never moves back."""
    base = Log(10)
    witness = new_witness(tmp_path, base)
    witness.add_checkpoint(base.request(0))
    rivals = [base.fork(10).grow(size, b"rival %d" % size) for size in range(1, 25)]
    start, answers = threading.Barrier(len(rivals)), {}

    def ask(log):
        start.wait()
        answers[len(log.leaves)] = witness.add_checkpoint(log.request(10))

    threads = [threading.Thread(target=ask, args=(one,)) for one in rivals]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    won = [size for size, answer in answers.items() if answer.status == 200]
    assert len(won) == 1
    assert {answer.status for answer in answers.values()} == {200, 409}
    assert {answer.body for answer in answers.values() if answer.status == 409} == {b"%d\n" % won[0]}
    assert witness._store.logs()[0].size == won[0]


def test_two_processes_share_one_memory(tmp_path):
    log = Log(10)
    first = new_witness(tmp_path, log)
    second = Witness(SEED, WitnessStore.open(path_of(tmp_path)), Clock())
    assert first.add_checkpoint(log.request(0)).status == 200
    assert second.add_checkpoint(log.fork(2).request(0)).status == 409
    assert second.add_checkpoint(log.fork(2).request(10)).status == 422
    assert len(first._store.evidence()) == 1


def test_while_another_holds_the_memory_the_witness_says_that_it_cannot_answer(tmp_path, monkeypatch):
    log = Log(10)
    witness = new_witness(tmp_path, log)
    witness._store._connection.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(path_of(tmp_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="locked"):
        witness.add_checkpoint(log.request(0))
    other.execute("ROLLBACK")
    assert witness.add_checkpoint(log.request(0)).status == 200


def test_after_the_disk_failed_nothing_more_is_cosigned(tmp_path):
    log = Log(10)
    witness = new_witness(tmp_path, log)
    pages = witness._store._connection.execute("PRAGMA page_count").fetchone()[0]
    witness._store._connection.execute(f"PRAGMA max_page_count = {pages}")  # a full disk, as SQLite sees it
    huge = log.note() + b"".join(b"\xe2\x80\x94 padding.example %s\n" % (b"AAAA" * 4000) for _ in range(3))
    with pytest.raises(Unavailable, match="full"):
        witness.add_checkpoint(b"old 0\n\n" + huge)
    with pytest.raises(Unavailable, match="restarted"):
        witness.add_checkpoint(log.request(0))
    witness._store.close()
    again = Witness(SEED, WitnessStore.open(path_of(tmp_path)), Clock())
    assert again.add_checkpoint(log.request(0)).status == 200


CHILD = """
import sys
from pathlib import Path
from tests.witness.logs import SEED, Clock, Log
from wholefile.witness import Witness, WitnessStore

witness = Witness(SEED, WitnessStore.open(Path(sys.argv[1])), Clock())
log, old = Log(1), 0
while True:
    answer = witness.add_checkpoint(log.request(old))
    assert answer.status == 200, answer
    print(len(log.leaves), flush=True)
    old = len(log.leaves)
    log.grow(1)
"""


def test_what_was_answered_before_a_kill_is_remembered_after_it(tmp_path):
    new_witness(tmp_path, Log(0))._store.close()
    for _round in range(3):
        folder = tmp_path / f"round-{_round}"
        folder.mkdir()
        shutil.copy(path_of(tmp_path), path_of(folder))
        child = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(CHILD), str(path_of(folder))],
            stdout=subprocess.PIPE,
            text=True,
        )
        answered = [int(child.stdout.readline()) for _ in range(20 + 7 * _round)]
        child.kill()
        answered += [int(line) for line in child.stdout.read().splitlines() if line.endswith(line.strip())]
        child.wait()
        child.stdout.close()
        store = WitnessStore.open(path_of(folder))
        seen = store.logs()[0]
        assert seen.size >= max(answered)
        assert seen.root == merkle.root(Log(seen.size).leaves)
        assert seen.origin == ORIGIN
        store.close()
