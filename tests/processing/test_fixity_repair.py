"""A repair: from a copy that matches in every digest, or not at all; what lay there is kept, and both are on record."""

import io
import json
import os
import secrets
from hashlib import sha256

import obstore
import pytest

from tests.processing.found import know, read
from tests.record.s3_proxy import flipped
from tests.record.s3_server import s3_service, store_on  # noqa: F401 - a fixture
from wholefile.core.errors import Conflict, IntegrityFailure, Invalid, NotFound, Unprocessable
from wholefile.processing import fixity_repair
from wholefile.processing.fixity import scrub
from wholefile.processing.fixity_repair import repair
from wholefile.record.blobs import LocalStore
from wholefile.record.check import check
from wholefile.record.expunge import finish
from wholefile.record.set_aside import destroy_aside, kept_aside
from wholefile.record.sql import Update
from wholefile.rules.registry import Refused

DATA = b"the only recording of the call" * 100
NAME = sha256(DATA).hexdigest()
SOURCE = "the replica north"


@pytest.fixture
def item(office, attach):
    return attach(("call.wav", DATA), ("other.bin", b"other"))


@pytest.fixture
def replica(tmp_path):
    """A store elsewhere with the same file."""
    store = LocalStore(tmp_path / "replica" / "store")
    store.put(io.BytesIO(DATA))
    return store


def rot(store, data: bytes) -> None:
    path = store.path(NAME)
    path.chmod(0o644)
    path.write_bytes(data)


@pytest.fixture
def rotten(office, item):
    rot(office.record.store, flipped(DATA))
    return office


def acts(office) -> list[dict]:
    rows = office.db.query(
        'SELECT b."fields" FROM "entry" e JOIN "body" b ON b."seq" = e."seq" WHERE e."kind" = %s ORDER BY e."seq"',
        ("file.verified",),
    )
    return [json.loads(bytes(row[0])) for row in rows]


def mend(office, replica, by=None, name=NAME):
    office.clock.advance()
    return repair(office.record, name, replica, by=by or office.custodian, source=SOURCE)


def unchanged(office) -> bool:
    store = office.record.store
    return (
        store.path(NAME).read_bytes() == flipped(DATA)
        and list(kept_aside(store, NAME)) == []
        and acts(office) == []
    )


# Refused, and then nothing is changed


def test_a_copy_that_does_not_match_is_refused(rotten, replica):
    rot(replica, DATA[:-1])
    with pytest.raises(IntegrityFailure, match="does not match either; nothing was changed"):
        mend(rotten, replica)
    assert unchanged(rotten)


def test_a_copy_that_changes_while_it_is_taken_is_refused(rotten, replica, monkeypatch):
    monkeypatch.setattr(replica, "open", lambda _name: io.BytesIO(DATA[::-1]))
    monkeypatch.setattr(fixity_repair, "_check_replica", lambda _replica, _wanted: None)
    with pytest.raises(IntegrityFailure, match="nothing was changed"):
        mend(rotten, replica)
    assert rotten.record.store.path(NAME).read_bytes() == flipped(DATA)
    assert list(kept_aside(rotten.record.store, NAME)) == []
    assert list(rotten.record.store.all()) == sorted([NAME, sha256(b"other").hexdigest()])


def test_without_the_digest_of_the_replica_rot_would_replace_rot(rotten, replica, monkeypatch):
    rot(replica, DATA[:-1])
    monkeypatch.setattr(fixity_repair, "_check_same", lambda _found, _wanted: None)
    with pytest.raises(IntegrityFailure, match="does not give back"):
        mend(rotten, replica)


def test_a_replica_without_the_file_is_refused(rotten, tmp_path):
    with pytest.raises(NotFound, match="replica has no file"):
        mend(rotten, LocalStore(tmp_path / "empty"))
    assert unchanged(rotten)


def test_who_may_not_sign_changes_nothing(rotten, replica):
    with pytest.raises(Refused):
        mend(rotten, replica, by=rotten.defence)
    assert unchanged(rotten)


def test_a_whole_file_is_left_alone(office, item, replica):
    with pytest.raises(Conflict, match="nothing to repair"):
        mend(office, replica)
    assert acts(office) == []


def test_an_expunged_file_is_not_brought_back(rotten, replica):
    rotten.db.execute([Update("stored_file", {"expunged_seq": 5}, {"sha256": NAME})])
    with pytest.raises(Unprocessable, match="order of a court"):
        mend(rotten, replica)
    assert unchanged(rotten)


def test_a_file_that_the_record_does_not_know_is_not_taken_in(rotten, replica):
    stray = replica.put(io.BytesIO(b"stray")).sha256
    with pytest.raises(NotFound, match="record has no file"):
        mend(rotten, replica, name=stray)
    with pytest.raises(Invalid):
        mend(rotten, replica, name="../../etc/passwd")


# Repaired


def test_a_rotten_file_is_made_good_and_its_bytes_are_kept_as_evidence(rotten, replica, item):
    store = rotten.record.store
    done = mend(rotten, replica)
    assert store.verify(NAME)
    assert (store.folder / done.kept).read_bytes() == flipped(DATA)
    assert (done.items, done.size) == ((item,), len(DATA))
    before, after = acts(rotten)
    assert (before["item"], before["failed"], after["failed"]) == (item, [NAME], [])
    assert SOURCE in before["note"]
    assert done.kept in after["note"]
    assert scrub(rotten.record, by=rotten.custodian).failed == []
    findings = check(rotten.record)
    assert [one for one in findings if not one.is_note] == []
    assert [one.kind for one in findings if done.kept in one.words] == ["store.rotten"]


def test_what_was_read_from_the_rotten_bytes_is_read_again_after_the_repair(rotten, replica, item):
    db = rotten.db
    scrub(rotten.record, by=rotten.custodian)
    rotten.clock.advance()
    know(rotten.record, DATA, item)
    read(rotten.record, NAME, ("native", "words of rotten bytes"), at=rotten.clock.now)
    mend(rotten, replica)
    assert not db.exists("derivation", sha256=NAME)
    assert not db.exists("text_layer", sha256=NAME)


def test_a_repair_that_breaks_off_is_remembered(rotten, replica, item, monkeypatch):
    scrub(rotten.record, by=rotten.custodian)
    know(rotten.record, DATA, item)
    with monkeypatch.context() as patched:
        patched.setattr(
            rotten.record.store, "digests", lambda _name: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        patched.setattr(fixity_repair, "_found", lambda _store, _name: None)
        with pytest.raises(KeyboardInterrupt):
            mend(rotten, replica)
    read(rotten.record, NAME, ("native", "words of rotten bytes"), at=rotten.clock.now)
    rotten.clock.advance()
    assert scrub(rotten.record, by=rotten.custodian).failed == []
    assert not rotten.db.exists("derivation", sha256=NAME)


@pytest.mark.parametrize("what", ["nothing", "a link", "an empty file", "a folder"])
def test_whatever_lies_there_is_replaced(office, item, replica, tmp_path, what):
    store = office.record.store
    path = store.path(NAME)
    path.unlink()
    if what == "a link":
        (tmp_path / "elsewhere").write_bytes(DATA)
        path.symlink_to(tmp_path / "elsewhere")
    elif what == "an empty file":
        path.touch()
    elif what == "a folder":
        path.mkdir()
        (path / "inside").write_bytes(b"put there by hand")
    done = mend(office, replica)
    assert store.verify(NAME)
    assert not path.is_symlink()
    assert (done.kept is None) == (what == "nothing")
    assert ("was missing" in acts(office)[0]["note"]) == (what == "nothing")
    assert destroy_aside(store, NAME) == (what != "nothing")
    assert list(kept_aside(store, NAME)) == []


def test_a_file_that_rots_twice_is_kept_twice(rotten, replica):
    first = mend(rotten, replica).kept
    rot(rotten.record.store, b"again")
    second = mend(rotten, replica).kept
    assert first != second
    assert len(list(kept_aside(rotten.record.store, NAME))) == 2


def test_a_file_of_two_items_is_told_in_both(rotten, replica, attach, item):
    mend(rotten, replica)
    rot(rotten.record.store, b"again")
    other = attach(("same.wav", DATA))  # which makes the file good
    rot(rotten.record.store, b"once more")
    done = mend(rotten, replica)
    assert done.items == (item, other)
    assert len(done.positions) == 4


def test_what_is_kept_of_an_expunged_file_goes_with_it(rotten, replica):
    done = mend(rotten, replica)
    store = rotten.record.store
    twin = store.folder / "twin"
    os.link(store.folder / done.kept, twin)  # a second name, to see what becomes of the bytes
    assert destroy_aside(store, NAME) == 1
    assert list(kept_aside(store, NAME)) == []
    assert twin.read_bytes() == bytes(len(DATA))
    assert store.verify(NAME)


def test_an_order_to_expunge_reaches_what_was_set_aside(rotten, replica, monkeypatch):
    mend(rotten, replica)
    monkeypatch.setattr("wholefile.record.expunge._files_named", lambda _db: {NAME})
    rotten.db.execute([Update("stored_file", {"expunged_seq": 5}, {"sha256": NAME})])
    finish(rotten.record)
    assert list(kept_aside(rotten.record.store, NAME)) == []
    assert not rotten.record.store.has(NAME)


# Buckets


@pytest.fixture
def bucket(s3_service, tmp_path):  # noqa: F811 - a fixture asks for a fixture by name
    s3_service.bucket("fixity")
    return store_on(s3_service.port, f"s3://fixity/{secrets.token_hex(8)}/store", tmp_path)


def test_a_folder_repairs_a_bucket(office, attach, replica, bucket):
    office.record.store = bucket
    attach(("call.wav", DATA))
    obstore.put(bucket._client, bucket.key(NAME), flipped(DATA))
    done = mend(office, replica)
    assert bucket.verify(NAME)
    assert bytes(obstore.get(bucket._client, done.kept).bytes()) == flipped(DATA)
    assert [one.as_posix() for one in kept_aside(bucket, NAME)] == [done.kept]
    assert destroy_aside(bucket, NAME) == 1
    assert list(bucket.strangers()) == []


def test_a_bucket_repairs_a_folder(rotten, bucket):
    bucket.put(io.BytesIO(DATA))
    mend(rotten, bucket)
    assert rotten.record.store.verify(NAME)
