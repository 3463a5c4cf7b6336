"""Several at once: every act gets a position of its own, none is left out, and the same act is one act."""

import multiprocessing
import threading

from tests.record.small_record import item_body, no_rules, signed
from wholefile.core.frontier import Frontier
from wholefile.record.act import SignedAct
from wholefile.record.journal import read_head
from wholefile.record.ledger import append


def the_head_is_that_of_the_entries(record):
    entries = record.db.rows("entry", order=("seq",))
    frontier = Frontier()
    frontier.extend(row.leaf_hash for row in entries)
    head = read_head(record.db)
    assert [row.seq for row in entries] == list(range(head.size))
    assert head.frontier == frontier


def together(work, count):
    """Run `work(number)` in so many threads at once; what they returned or raised."""
    results, start = [None] * count, threading.Barrier(count)

    def run(number):
        start.wait()
        try:
            results[number] = work(number)
        except Exception as error:  # noqa: BLE001  # handed to the test
            results[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_sixteen_times_the_same_act_at_once_is_one_act(small):
    record = small.record
    act = small.signed("item.received", item_body(9, small.custodian), small.custodian)
    size = read_head(record.db).size

    def submit(_number):
        try:
            return append(record, *act, rules=no_rules)
        finally:
            record.db.close()

    receipts = together(submit, 16)
    assert {one.seq for one in receipts} == {size}
    assert sorted(one.repeated for one in receipts) == [False] + [True] * 15
    assert read_head(record.db).size == size + 1


def test_eight_threads_get_positions_without_gaps(small):
    record = small.record
    size, each = read_head(record.db).size, 5
    acts = [
        [
            signed(
                record, "item.received", item_body(100 + 10 * thread + n, small.custodian), [small.custodian]
            )
            for n in range(each)
        ]
        for thread in range(8)
    ]

    def submit(number):
        try:
            return [append(record, *act, rules=no_rules).seq for act in acts[number]]
        finally:
            record.db.close()

    results = together(submit, 8)
    taken = sorted(seq for one in results for seq in one)
    assert taken == list(range(size, size + 8 * each))
    the_head_is_that_of_the_entries(small.record)


def _append_in_process(folder, database_url, acts, now, answers):
    from wholefile.record.home import open_record

    record = open_record(folder, lambda: now, database_url=database_url, witnesses=())
    answers.put([append(record, SignedAct(*act), *rest, rules=no_rules).seq for act, *rest in acts])
    record.close()


def test_two_processes_get_positions_without_gaps(small, database_url, clock):
    record, each = small.record, 15
    size = read_head(record.db).size
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    workers = []
    for worker in range(2):
        acts = []
        for n in range(each):
            act, body, secret = small.signed(
                "item.received", item_body(100 + 20 * worker + n, small.custodian), small.custodian
            )
            acts.append(((act.act, act.signatures), body, secret))
        workers.append((record.folder, database_url, acts, clock.now, answers))
    processes = [context.Process(target=_append_in_process, args=args) for args in workers]
    record.db.close()
    for process in processes:
        process.start()
    taken = sorted(seq for _ in processes for seq in answers.get(timeout=60))
    for process in processes:
        process.join()
    assert taken == list(range(size, size + 2 * each))
    the_head_is_that_of_the_entries(small.record)
