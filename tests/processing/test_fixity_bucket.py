"""A whole record whose files are in a bucket: taken in, read, scrubbed, destroyed by order, and opened again."""

import os
import secrets
from hashlib import sha256
from pathlib import Path

import obstore
import pytest

from tests.actions.office import Clock, open_office
from tests.processing.test_engine import zipped
from tests.record.s3_proxy import flipped
from tests.record.s3_server import SECRET_KEY, environment, s3_service  # noqa: F401 - a fixture
from wholefile.actions.expungement import carry_out_expungement
from wholefile.actions.files import Upload
from wholefile.actions.items import attach_files, verify_files
from wholefile.core.errors import Conflict
from wholefile.processing.engine import engine_for, process_all
from wholefile.processing.fixity import scrub
from wholefile.record.check import check
from wholefile.record.home import create_record, open_record

DATA = b"the words in the bucket"
NAME = sha256(DATA).hexdigest()


@pytest.fixture
def address(s3_service, monkeypatch):  # noqa: F811 - a fixture asks for a fixture by name
    """The setting by which a record keeps its files in a new place of the bucket."""
    for name, value in environment(s3_service.port).items():
        monkeypatch.setenv(name, value)
    s3_service.bucket("records")
    address = f"s3://records/{secrets.token_hex(8)}"
    monkeypatch.setenv("WHOLEFILE_STORE", address)
    return address


@pytest.fixture
def office(address, tmp_path):
    assert address
    clock = Clock()
    record = create_record(tmp_path / "record", "records.example/bucket", clock=clock, witnesses=())
    yield open_office(record, clock)
    record.close()


def attach(office, name: str, data: bytes) -> str:
    item = office.receive("digital", unit="file")
    attach_files(office.record, item, [Upload(name, data)], purpose="acquisition", by=office.custodian)
    return item


def local_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_files_are_in_the_bucket_and_nowhere_here(office, address):
    item = attach(office, "a.txt", DATA)
    record = office.record
    assert list(record.store.all()) == [NAME]
    assert [one.kind for one in check(record)] == []
    assert verify_files(record, item, by=office.custodian).seq > 0
    record.db.close()
    here = local_bytes(record.folder)
    assert DATA not in here
    assert SECRET_KEY.encode() not in here
    assert address.encode() in here


def test_the_record_finds_its_bucket_without_the_setting_and_no_other(office, address, monkeypatch):
    attach(office, "a.txt", DATA)
    monkeypatch.delenv("WHOLEFILE_STORE")
    again = open_record(office.record.folder, clock=office.clock, witnesses=())
    assert again.store.verify(NAME)
    again.close()
    monkeypatch.setenv("WHOLEFILE_STORE", f"{address}-other")
    with pytest.raises(Conflict, match="another place"):
        open_record(office.record.folder, clock=office.clock, witnesses=())


def test_rot_and_strangers_in_the_bucket_are_in_the_check(office):
    item = attach(office, "a.txt", DATA)
    store = office.record.store
    obstore.put(store._client, store.key(NAME), flipped(DATA))
    obstore.put(store._client, "left-by-hand.txt", b"?")
    found = check(office.record)
    assert [one.kind for one in found if not one.is_note] == ["store.file"]
    assert [one.kind for one in found if one.is_note] == ["store.stranger"]
    office.clock.advance()
    [failed] = scrub(office.record, by=office.custodian).failed
    assert (failed.sha256, failed.items) == (NAME, (item,))


def test_what_is_destroyed_by_order_is_gone_from_the_bucket(office):
    item = attach(office, "a.txt", DATA)
    kept = attach(office, "b.txt", os.urandom(100))
    [row] = office.db.rows("item_file", item=item)
    carry_out_expungement(
        office.record, office.docket, [row.seq], order="Order of 3 May", authority="Section 29-3A-5 NMSA 1978",
        ordered_by=office.judge, by=office.custodian,
    )  # fmt: skip
    assert not office.record.store.has(NAME)
    assert [one.sha256 for one in office.db.rows("item_file", item=kept)] == list(office.record.store.all())
    assert [one for one in check(office.record) if not one.is_note] == []


@pytest.mark.usefixtures("sandboxed")
def test_files_of_a_bucket_are_read_in_the_sandbox_and_rot_of_what_was_derived_is_made_good(office):
    attach(office, "box.zip", zipped(**{"inside.txt": DATA}))
    engine = engine_for("local:1")
    try:
        process_all(office.record, engine)
        derived = office.record.derived
        before = list(derived.all())
        assert NAME in before
        obstore.put(derived._client, derived.key(NAME), flipped(DATA))
        office.clock.advance()
        found = scrub(office.record, by=office.custodian)
        assert [(one.store, one.sha256) for one in found.failed] == [("derived", NAME)]
        assert not derived.has(NAME)
        process_all(office.record, engine)
    finally:
        engine.close()
    assert list(derived.all()) == before
    office.clock.advance()
    assert scrub(office.record, by=office.custodian).failed == []
    assert list((office.record.folder / "incoming").iterdir()) == []


@pytest.mark.usefixtures("sandboxed")
def test_rotten_text_is_made_again_from_the_file(tmp_path, monkeypatch):
    monkeypatch.delenv("WHOLEFILE_STORE", raising=False)
    clock = Clock()
    record = create_record(tmp_path / "record", "records.example/folder", clock=clock, witnesses=())
    office = open_office(record, clock)
    attach(office, "a.txt", DATA)
    engine = engine_for("local:1")
    try:
        process_all(record, engine)
        [layer] = record.db.rows("text_layer")
        path = record.derived.path(layer.text)
        path.chmod(0o644)
        path.write_bytes(b"other words")
        clock.advance()
        assert [one.sha256 for one in scrub(record, by=office.custodian).failed] == [layer.text]
        assert not record.db.exists("text_layer")
        process_all(record, engine)
    finally:
        engine.close()
    assert record.db.rows("text_layer") == [layer]
    assert record.derived.verify(layer.text)
    record.close()
