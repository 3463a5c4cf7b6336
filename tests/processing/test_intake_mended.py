"""Taken in again, a file makes good a copy that was known to be damaged, and that is told and on record."""

import pytest

from tests.processing.scrubs import acts, digest, rot, run
from wholefile.processing.fixity import due
from wholefile.processing.intake import take_in

DATA = b"the only recording"


@pytest.fixture
def rotten(office, attach, tmp_path):
    """An item whose file is known to be rotten or missing, and the same file outside."""
    (tmp_path / "call.wav").write_bytes(DATA)
    return attach(("call.wav", DATA)), tmp_path / "call.wav"


def again(office, item, path, by):
    office.clock.advance()
    return take_in(office.record, item, path, purpose="acquisition", by=by).mended


def test_of_whole_files_nothing_is_said(office, rotten):
    run(office)
    before = len(acts(office))
    assert again(office, *rotten, office.custodian) == []
    assert len(acts(office)) == before


@pytest.mark.parametrize("how", ["rotten", "missing"])
def test_a_damaged_copy_is_made_good_and_that_is_on_record(office, rotten, how):
    item, path = rotten
    if how == "rotten":
        rot(office.record.store, digest(DATA))
    else:
        office.record.store.path(digest(DATA)).unlink()
    run(office)
    assert due(office.record).wrong == (digest(DATA),)
    assert again(office, item, path, office.custodian) == [digest(DATA)]
    last = acts(office)[-1]
    assert (last["item"], last["checked"], last["failed"]) == (item, 1, [])
    assert "made good from a copy taken in" in last["note"]
    assert due(office.record).wrong == ()
    assert run(office).failed == []


def test_who_may_not_sign_that_learns_nothing_and_the_scrub_records_it(office, rotten):
    item, path = rotten
    rot(office.record.store, digest(DATA))
    run(office)
    before = len(acts(office))
    assert again(office, item, path, office.investigator) == []
    assert len(acts(office)) == before
    assert run(office).failed == []
    assert due(office.record).wrong == ()
