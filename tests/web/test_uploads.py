"""Files sent with an act wait with it: what is not recorded leaves nothing in the store, what is recorded is there."""

from hashlib import sha256
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from wholefile.actions import people
from wholefile.record.lookups import entry_count
from wholefile.web import maintenance
from wholefile.web.signing import uploads, waiting
from wholefile.web.signing.models import WaitingActs

PICTURE = b"not really a picture"
DIGEST = sha256(PICTURE).hexdigest()
MONTH = 31 * 86_400_000


@pytest.fixture
def record(site):
    return site.office.record


def attach(site, item, by="custodian"):
    told = {"item": item, "uploads": SimpleUploadedFile("front.jpg", PICTURE), "purpose": "photograph"}
    return site.client(by).post("/do/item/attach", {**told, "by": site.person(by)})


def token(response):
    assert response.status_code == 302, response.content.decode()
    return response["Location"].rsplit("/", 1)[1]


def waits(record):
    return list(uploads.store_of(record).all())


def test_what_a_rule_refuses_leaves_nothing(site, record):
    before = list(record.store.all())
    answer = attach(site, site.office.receive(), by="auditor")
    assert answer.status_code == 422, answer.content.decode()
    assert list(record.store.all()) == before
    waiting.forget_uploads(record)
    assert waits(record) == []


def test_what_is_undone_leaves_nothing(site, record):
    one = token(attach(site, site.office.receive()))
    assert waits(record) == [DIGEST]
    assert not record.store.has(DIGEST)
    waiting.withdraw(one)
    assert waiting.forget_uploads(record) == [DIGEST]
    assert (waits(record), record.store.has(DIGEST)) == ([], False)


def test_what_nobody_signs_is_forgotten_with_its_act(site, record):
    attach(site, site.office.receive())
    waiting.forget_uploads(record)
    assert waits(record) == [DIGEST]
    site.office.clock.advance(MONTH)
    jobs = {one.name: one.run for one in maintenance.JOBS}
    jobs["waiting acts"](record)
    jobs["uploads"](record)
    assert (waits(record), record.store.has(DIGEST)) == ([], False)


def test_a_file_that_two_acts_name_waits_for_the_other(site, record):
    first, second = site.office.receive(), site.office.receive()
    undone, kept = token(attach(site, first)), attach(site, second)
    waiting.withdraw(undone)
    assert waiting.forget_uploads(record) == []
    assert site.sign(kept, "custodian")
    with record.store.open(DIGEST) as stream:
        assert stream.read() == PICTURE
    assert waiting.forget_uploads(record) == [DIGEST]
    assert record.store.has(DIGEST)


def test_an_act_whose_file_is_gone_is_not_recorded(site, record):
    response = attach(site, site.office.receive())
    uploads.store_of(record).destroy(DIGEST)
    before = entry_count(site.office.db)
    assert site.signature(token(response), "custodian").status_code == 409
    assert entry_count(site.office.db) == before
    assert WaitingActs.objects.get(token=token(response)).positions is None


def test_an_act_whose_file_was_changed_is_not_recorded(site, record):
    response = attach(site, site.office.receive())
    path = uploads.store_of(record).path(DIGEST)
    path.chmod(0o600)
    path.write_bytes(b"another picture, put here by hand")
    before = entry_count(site.office.db)
    assert site.signature(token(response), "custodian").status_code == 500
    assert entry_count(site.office.db) == before


def test_what_is_refused_when_it_is_signed_takes_no_file_along(site, record):
    response = attach(site, site.office.receive())
    people.end_role(
        site.office.record, site.person("custodian"), "custodian", reason="moved", by=site.office.ana
    )
    assert site.signature(token(response), "custodian").status_code == 422
    assert not record.store.has(DIGEST)


def test_a_file_that_is_stored_already_need_not_wait(site, record):
    record.store.put(BytesIO(PICTURE))
    response = attach(site, site.office.receive())
    uploads.store_of(record).destroy(DIGEST)
    assert site.sign(response, "custodian")


def test_what_an_end_in_the_middle_left_is_cleared_away(site, record):
    attach(site, site.office.receive())
    folder = uploads.store_of(record).folder / "incoming" / "put-0123"
    folder.mkdir(parents=True)
    (folder / "half").write_bytes(b"half a pict")
    waiting.forget_uploads(record)
    assert not (folder / "half").exists()
    assert waits(record) == [DIGEST]
