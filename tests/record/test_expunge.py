"""Expungement: what an order names is gone from every byte kept here, and the proofs stay."""

import hashlib
import io

import pytest

from tests.record.small_record import DOCKET, described, item_body, no_rules
from wholefile.core import merkle
from wholefile.core.canonical import encode
from wholefile.core.checkpoint import open_checkpoint
from wholefile.core.errors import Forbidden, Unavailable
from wholefile.record import checkpoints, expunge, publishing
from wholefile.record.check import check
from wholefile.record.ledger import append
from wholefile.record.rebuild import difference

WORDS = "Statement of the juvenile J.Q.X. about the red bicycle"
PICTURE = b"the picture that must go " * 40
OTHER = b"the picture that stays " * 40


def file_of(store, data, name):
    found = store.put(io.BytesIO(data))
    return {
        "name": name,
        "media_type": "image/jpeg",
        "size": found.size,
        "sha256": found.sha256,
        "sha1": found.sha1,
        "md5": found.md5,
    }


def attach(small, item, *files):
    body = {"item": item, "files": list(files), "purpose": "photograph", "by": small.custodian.person}
    return small.do("file.attached", body, small.custodian).seq


def order(small, positions, files=()):
    body = {
        "docket": DOCKET,
        "order": "D-101-CR-2026-1, order of 3 May",
        "authority": "Section 29-3A-5 NMSA 1978",
        "positions": positions,
        "ordered_by": small.court.person,
        "by": small.custodian.person,
    }
    return small.signed(
        "record.expunged", {**body, "files": list(files)} if files else body, small.court, small.custodian
    )


@pytest.fixture
def told(small):
    """A record with words and a picture that an order will name; positions, secrets and digest of what must go."""
    record = small.record
    item = item_body(9, small.custodian, description=WORDS, submitted_by="J.Q.X.")
    kept = attach(small, "V26-000001", file_of(record.store, OTHER, "stays.jpg"))
    positions = [
        small.do("item.received", item, small.custodian).seq,
        small.do("item.described", described(9, small.custodian, WORDS + ", again"), small.custodian).seq,
    ]
    picture = file_of(record.store, PICTURE, "goes.jpg")
    positions.append(attach(small, "V26-000009", picture))
    checkpoints.checkpoint(record)
    return small, positions, picture["sha256"], kept


def everything(record):
    """Every byte of the record's folder, by file."""
    return {path: path.read_bytes() for path in record.folder.rglob("*") if path.is_file()}


def test_one_signature_does_not_expunge(told):
    small, positions, sha256, _ = told
    act, body, secret = order(small, positions, [sha256])
    alone = type(act)(act.act, act.signatures[:1])
    with pytest.raises(Forbidden):
        expunge.expunge(small.record, alone, body, secret, rules=no_rules)
    assert small.record.db.exists("body", seq=positions[0])
    assert small.record.store.has(sha256)


def test_nothing_of_it_remains_on_the_disk(told):
    small, positions, sha256, _ = told
    record = small.record
    bodies = record.db.rows("body", seq__in=positions)
    needles = {
        WORDS.encode(): "words",
        b"J.Q.X.": "name",
        PICTURE: "picture",
        **{row.secret: "secret" for row in bodies},
        **{hashlib.sha256(row.fields).digest(): "digest of a body" for row in bodies},
        **{hashlib.sha256(row.fields).hexdigest().encode(): "digest of a body" for row in bodies},
    }
    if record.db.vendor == "sqlite":
        found = [
            words
            for data in everything(record).values()
            for needle, words in needles.items()
            if needle in data
        ]
        assert {"words", "name", "picture", "secret"} <= set(found)  # the search can find them
    expunge.expunge(record, *order(small, positions, [sha256]), rules=no_rules)
    for path, data in everything(record).items():
        for needle, words in needles.items():
            assert needle not in data, f"{words} in {path.name}"
    assert not record.store.has(sha256)
    for table in ("body", "item", "identifier", "knowledge", "item_file", "stored_file", "item_act"):
        assert not [row for row in record.db.rows(table) if WORDS in str(row) or "J.Q.X." in str(row)]


def test_the_log_and_its_proofs_stay_and_the_check_is_content(told):
    small, positions, sha256, _ = told
    record = small.record
    before = open_checkpoint(checkpoints.latest_note(record).encode(), record.log_key)
    headers = [row.header for row in record.db.rows("entry", order=("seq",))]
    receipt = expunge.expunge(record, *order(small, positions, [sha256]), rules=no_rules)
    assert [row.header for row in record.db.rows("entry", order=("seq",))][: len(headers)] == headers
    after = open_checkpoint(checkpoints.checkpoint(record).encode(), record.log_key)
    proof = checkpoints.consistency(record, before.size, after)
    merkle.verify_consistency(before.size, after.size, before.root, after.root, proof)
    reader = publishing.node_reader(record, after.size)
    for seq in positions:
        leaf = merkle.leaf_hash(headers[seq])
        merkle.verify_inclusion(
            leaf, seq, after.size, merkle.inclusion_proof(seq, after.size, reader), after.root
        )
        assert record.db.one("expunged", seq=seq).by_seq == receipt.seq
    assert check(record) == []
    assert difference(record) == []
    # and life goes on
    small.do("item.described", described(1, small.custodian, "later"), small.custodian)
    assert check(record) == []


def test_what_the_order_does_not_name_stays(told):
    small, positions, sha256, kept = told
    record = small.record
    expunge.expunge(record, *order(small, positions, [sha256]), rules=no_rules)
    stays = hashlib.sha256(OTHER).hexdigest()
    assert record.store.verify(stays)
    assert record.db.one("item_file", sha256=stays).seq == kept
    assert record.db.exists("item", item="V26-000001")


def test_the_files_an_order_on_entries_should_name(told):
    small, positions, sha256, kept = told
    db = small.record.db
    assert expunge.files_of(db, positions) == [sha256]
    assert expunge.files_of(db, [kept]) == [hashlib.sha256(OTHER).hexdigest()]
    assert expunge.files_of(db, positions[:2]) == []


def test_a_file_that_came_again_after_the_order_is_kept(told):
    small, positions, sha256, _ = told
    record = small.record
    expunge.expunge(record, *order(small, positions, [sha256]), rules=no_rules)
    attach(small, "V26-000001", file_of(record.store, PICTURE, "again.jpg"))
    expunge.finish(record)
    assert record.store.verify(sha256)
    assert check(record) == []


def test_a_crash_after_the_order_is_found_and_finished(told):
    small, positions, sha256, _ = told
    record = small.record
    append(record, *order(small, positions, [sha256]), rules=no_rules)
    assert expunge.unfinished(record) == (positions, [sha256])
    assert [one.position for one in check(record) if one.kind == "expunge.unfinished"] == [*positions, None]
    expunge.finish(record)
    assert check(record) == []
    before = everything(record)
    expunge.finish(record)
    assert everything(record) == before


@pytest.mark.parametrize("step", ["rebuild", "_wipe_free_space", "files"])
def test_a_crash_at_each_step_is_finished(told, step, monkeypatch):
    small, positions, sha256, _ = told
    record = small.record

    class Power(BaseException):
        pass

    def cut(*_args):
        raise Power

    with monkeypatch.context() as patch:
        if step == "files":
            patch.setattr(type(record.store), "destroy", cut)
        else:
            patch.setattr(expunge, step, cut)
        with pytest.raises(Power):
            expunge.expunge(record, *order(small, positions, [sha256]), rules=no_rules)
    assert expunge.is_pending(record)
    assert [one for one in check(record) if one.kind == "expunge.unfinished"]
    expunge.finish(record)
    assert not expunge.is_pending(record)
    assert check(record) == []
    assert not any(WORDS.encode() in data or PICTURE in data for data in everything(record).values())


@pytest.mark.database("sqlite")
def test_a_reader_who_holds_the_old_pages_is_waited_for(told):
    import sqlite3

    small, positions, sha256, _ = told
    record = small.record
    reader = sqlite3.connect(record.folder / "record.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM body").fetchone()
    record.db.run("PRAGMA busy_timeout=50")
    with pytest.raises(Unavailable):
        expunge.expunge(record, *order(small, positions, [sha256]), rules=no_rules)
    assert expunge.is_pending(record)
    reader.close()
    expunge.finish(record)
    assert check(record) == []


def test_a_retry_of_the_order_is_the_same_act(told):
    small, positions, sha256, _ = told
    act = order(small, positions, [sha256])
    first = expunge.expunge(small.record, *act, rules=no_rules)
    again = expunge.expunge(small.record, *act, rules=no_rules)
    assert (again.seq, again.repeated) == (first.seq, True)


def test_a_retry_of_what_was_expunged_brings_nothing_back(small):
    act = small.signed("item.received", item_body(9, small.custodian), small.custodian)
    first = append(small.record, *act, rules=no_rules)
    expunge.expunge(small.record, *order(small, [first.seq]), rules=no_rules)
    again = append(small.record, *act, rules=no_rules)
    assert (again.seq, again.repeated) == (first.seq, True)
    assert not small.record.db.exists("body", seq=first.seq)
    assert encode(act[1]) not in b"".join(everything(small.record).values())
