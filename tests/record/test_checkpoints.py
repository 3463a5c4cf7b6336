"""Checkpoints: they end in the index, continue what was signed, and are published whole."""

import shutil
import threading
import time

import pytest

from tests.record.small_record import case_body, described
from wholefile.core import case_index, merkle
from wholefile.core.canonical import b64u, decode_object, unb64u
from wholefile.core.case_index import case_value
from wholefile.core.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from wholefile.core.errors import IntegrityFailure, NotFound, Unavailable, Unprocessable
from wholefile.core.header import decode_header
from wholefile.core.signatures import EnrolledKey, verify_signature
from wholefile.core.tiles import decode_bundle, new_bundles, verify_tiles
from wholefile.record import case_map, checkpoints, publishing
from wholefile.record.checkpoints import CheckpointLoop, checkpoint, checkpoint_due, rebuild_tiles
from wholefile.record.home import open_record
from wholefile.record.journal import read_head
from wholefile.record.rebuild import rebuild


def more(small, count, start=0):
    for number in range(start, start + count):
        small.do("item.described", described(1, small.custodian, f"words {number}"), small.custodian)


def opened(record, note=None):
    return open_checkpoint((note or checkpoints.latest_note(record)).encode(), record.log_key)


def files(record):
    return {path: path.read_bytes() for path in sorted(record.tiles.rglob("*")) if path.is_file()}


def raw(record, statement, *values):
    """Change the database behind the record's back, guards off, as its owner can."""
    connection = record.db.raw()
    if record.db.vendor == "sqlite":
        for name in ("entry_is_never_changed", "entry_is_never_deleted"):
            connection.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        connection.execute(statement.replace("%s", "?"), values)
        return
    connection.execute("ALTER TABLE entry DISABLE TRIGGER USER")
    connection.execute(statement, values)
    connection.execute("ALTER TABLE entry ENABLE TRIGGER USER")


# What is refused


def test_nothing_is_signed_before_the_record_is_opened(empty_record):
    with pytest.raises(Unprocessable):
        checkpoint(empty_record)
    with pytest.raises(NotFound):
        checkpoints.latest_note(empty_record)


def cut_off(record, size):
    """The database as it was at an earlier checkpoint, as a restored backup would have it."""
    for statement in (
        "DELETE FROM entry WHERE seq >= %s",
        "DELETE FROM body WHERE seq >= %s",
        "DELETE FROM entry_case WHERE seq >= %s",
        "DELETE FROM checkpoint WHERE size > %s",
    ):
        raw(record, statement, size)
    rebuild(record)


def test_a_log_shorter_than_what_was_published_is_not_signed(small):
    record = small.record
    checkpoint(record)
    before = read_head(record.db)
    more(small, 3)
    checkpoint(record)
    published = publishing.published_checkpoint(record)
    cut_off(record, before.size)
    raw(record, "UPDATE head SET size = %s, frontier = %s, indexed = %s, map_root = %s", before.size,
        before.frontier.to_bytes(), before.indexed, before.map_root)  # fmt: skip
    with pytest.raises(IntegrityFailure, match=r"checkpoint[.]rollback"):
        checkpoint(record)
    with pytest.raises(IntegrityFailure, match=r"checkpoint[.]rollback"):
        rebuild_tiles(record)
    assert publishing.published_checkpoint(record) == published


def test_a_restored_log_that_has_grown_past_what_was_published_is_not_signed(small):
    record = small.record
    checkpoint(record)
    before = read_head(record.db)
    more(small, 3)
    checkpoint(record)
    published = publishing.published_checkpoint(record)
    cut_off(record, before.size)
    raw(record, "UPDATE head SET size = %s, frontier = %s, indexed = %s, map_root = %s", before.size,
        before.frontier.to_bytes(), before.indexed, before.map_root)  # fmt: skip
    more(small, 9, start=100)
    with pytest.raises(IntegrityFailure, match=r"checkpoint[.](fork|root)"):
        checkpoint(record)
    assert publishing.published_checkpoint(record) == published


@pytest.mark.parametrize("column", ["size", "root"])
def test_another_checkpoint_of_the_same_key_in_the_tiles_is_not_overwritten(small, column):
    record = small.record
    now = opened(record, checkpoint(record))
    other = (
        Checkpoint(now.origin, now.size, bytes(32))
        if column == "root"
        else Checkpoint(now.origin, now.size + 9, now.root)
    )
    note = sign_checkpoint(other, record.log_seed)
    (record.tiles / "checkpoint").write_bytes(note)
    more(small, 1)
    with pytest.raises(IntegrityFailure, match=r"checkpoint[.](fork|rollback)"):
        checkpoint(record)
    assert publishing.published_checkpoint(record) == note


def test_a_changed_entry_that_is_not_published_yet_is_not_signed(small):
    record = small.record
    checkpoint(record)
    more(small, 2)
    seq = read_head(record.db).size - 1
    header = record.db.one("entry", seq=seq).header
    raw(
        record,
        "UPDATE entry SET header = %s WHERE seq = %s",
        header.replace(b"item.described", b"item.destroyed"),
        seq,
    )
    with pytest.raises(IntegrityFailure, match=r"checkpoint[.]root"):
        checkpoint(record)
    assert opened(record).size <= seq


def test_a_missing_entry_is_not_signed(small):
    record = small.record
    raw(record, "DELETE FROM entry WHERE seq = 4")
    with pytest.raises(IntegrityFailure, match=r"log[.]gap"):
        checkpoint(record)


def test_a_false_root_in_the_head_is_not_signed(small):
    record = small.record
    frontier = read_head(record.db).frontier.to_bytes()
    raw(record, "UPDATE head SET frontier = %s", frontier[:-1] + bytes([frontier[-1] ^ 1]))
    with pytest.raises(IntegrityFailure, match=r"checkpoint[.]root"):
        checkpoint(record)


def test_a_full_disk_publishes_nothing_and_the_next_try_does(small, monkeypatch):
    import os

    record = small.record
    checkpoint(record)
    before = publishing.published_checkpoint(record)
    more(small, 1)

    def full(*_args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(Unavailable, match="No space left"):
            checkpoint(record)
    assert publishing.published_checkpoint(record) == before
    checkpoint(record)
    assert opened(record).size == read_head(record.db).size


def test_a_crash_between_storing_and_publishing_is_made_good(small):
    record = small.record
    checkpoint(record)
    earlier = publishing.published_checkpoint(record)
    more(small, 1)
    note = checkpoint(record)
    (record.tiles / "checkpoint").write_bytes(earlier)
    assert checkpoint(record) == note
    assert publishing.published_checkpoint(record) == note.encode()


# What stands


def test_a_checkpoint_ends_in_an_index_entry_signed_by_the_log(small):
    record = small.record
    signed = opened(record, checkpoint(record))
    header = decode_header(record.db.one("entry", seq=signed.size - 1).header)
    assert header.kind == "index"
    assert header.cases == []
    verify_signature(header.signatures[0], header.act, EnrolledKey.of("ed25519", record.log_key.public_key))
    body = decode_object(record.db.one("body", seq=signed.size - 1).fields)
    assert body == {"cases": 2, "map": b64u(case_map.root(record.db)), "size": signed.size - 1}


def test_nothing_new_is_no_new_checkpoint(small):
    record = small.record
    assert checkpoint_due(record)
    note = checkpoint(record)
    assert not checkpoint_due(record)
    assert checkpoint(record) == note
    assert record.db.count("checkpoint") == 1
    more(small, 1)
    assert checkpoint_due(record)
    assert checkpoint(record) != note


def test_the_map_proves_every_case_by_its_entries(small):
    record = small.record
    small.do("case.opened", case_body("2026-CR-77", small.investigator), small.investigator)
    signed = opened(record, checkpoint(record))
    root = unb64u(decode_object(record.db.one("body", seq=signed.size - 1).fields)["map"])
    for row in record.db.rows("case_index"):
        seqs = [one.seq for one in record.db.rows("entry_case", label=row.label, order=("seq",))]
        entries = [(seq, record.db.one("entry", seq=seq).leaf_hash) for seq in seqs]
        value = case_value(len(seqs), seqs[-1], case_index.case_subroot(entries))
        case_index.verify_presence(root, row.label, value, case_map.prove(record.db, row.label))


@pytest.mark.parametrize("sizes", [[1, 1, 1], [250, 3, 1, 5], [600, 300]], ids=str)
def test_tiles_are_those_of_the_log_at_every_checkpoint(small, sizes):
    record = small.record
    earlier = []
    for number, count in enumerate(sizes):
        many(small, count, number)
        signed = opened(record, checkpoint(record))
        assert (record.tiles / "checkpoint").read_bytes() == checkpoints.latest_note(record).encode()
        verify_tiles(signed.size, signed.root, lambda tile: (record.tiles / tile.path).read_bytes())
        headers = [row.header for row in record.db.rows("entry", order=("seq",))]
        bundles = [
            decode_bundle((record.tiles / t.path).read_bytes(), t.width) for t in new_bundles(0, signed.size)
        ]
        assert [one for bundle in bundles for one in bundle] == headers
        for before in earlier:
            proof = checkpoints.consistency(record, before.size, signed)
            merkle.verify_consistency(before.size, signed.size, before.root, signed.root, proof)
        earlier.append(signed)


def many(small, count, salt):
    """So many acts, in batches."""
    from tests.record.small_record import no_rules
    from wholefile.record.ledger import append_many

    for start in range(0, count, 200):
        acts = [
            small.signed("item.described", described(1, small.custodian, f"{salt} {n}"), small.custodian)
            for n in range(start, min(start + 200, count))
        ]
        append_many(small.record, acts, rules=no_rules)


@pytest.mark.database("sqlite")
def test_a_full_tile_replaces_its_partial_ones(small):
    record = small.record
    checkpoint(record)
    assert (record.tiles / "tile/0/000.p").is_dir()
    many(small, 300, 0)
    checkpoint(record)
    assert not (record.tiles / "tile/0/000.p").exists()
    assert (record.tiles / "tile/0/000").stat().st_size == 8192
    assert (record.tiles / "tile/0/001.p").is_dir()


def test_deleted_and_damaged_tiles_are_made_again_bit_for_bit(small):
    record = small.record
    many(small, 300, 0)
    checkpoint(record)
    before = files(record)
    for path in before:
        path.chmod(0o644)
        path.write_bytes(b"\x00" + path.read_bytes()[1:])
    rebuild_tiles(record)
    assert files(record) == before
    shutil.rmtree(record.tiles / "tile")
    (record.tiles / "checkpoint").unlink()
    rebuild_tiles(record)
    assert files(record) == before


def test_proofs_do_not_need_the_tiles(small):
    record = small.record
    many(small, 300, 0)
    signed = opened(record, checkpoint(record))
    shutil.rmtree(record.tiles / "tile")
    reader = publishing.node_reader(record, signed.size)
    for seq in (0, 255, 256, signed.size - 1):
        proof = merkle.inclusion_proof(seq, signed.size, reader)
        leaf = record.db.one("entry", seq=seq).leaf_hash
        merkle.verify_inclusion(leaf, seq, signed.size, proof, signed.root)


def test_an_opened_record_goes_on(small, database_url):
    note = checkpoint(small.record)
    again = open_record(small.record.folder, small.record.clock, database_url=database_url, witnesses=())
    assert checkpoint(again) == note
    again.close()


def test_two_at_once_make_one_checkpoint(small):
    record = small.record
    notes = []

    def make():
        notes.append(checkpoint(record))
        record.db.close()

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(notes) == 4
    assert len(set(notes)) == 1
    assert record.db.count("checkpoint") == 1


def test_the_loop_makes_what_is_due(small):
    record = small.record
    with CheckpointLoop(record, seconds=0.02) as loop:
        for _ in range(200):
            if record.db.exists("checkpoint"):
                break
            time.sleep(0.02)
    assert loop.problem is None
    assert not checkpoint_due(record)


def test_the_loop_stops_at_an_integrity_failure(small):
    record = small.record
    frontier = read_head(record.db).frontier.to_bytes()
    raw(record, "UPDATE head SET frontier = %s", frontier[:-1] + bytes([frontier[-1] ^ 1]))
    with CheckpointLoop(record, seconds=0.02) as loop:
        for _ in range(200):
            if loop.problem:
                break
            time.sleep(0.02)
    assert isinstance(loop.problem, IntegrityFailure)
