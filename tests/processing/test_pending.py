"""What is still to be read is counted from the moment it is attached."""

from tests.processing.found import digest
from wholefile.processing.pending import counts, take_up
from wholefile.record.sql import Update


def test_an_office_without_files_has_none(office):
    assert counts(office.db) == {"files": 0, "pending": 0, "working": 0}


def test_a_destroyed_file_is_not_counted(office, attach):
    attach(("a.txt", b"one"))
    office.db.execute([Update("stored_file", {"expunged_seq": 9}, {"sha256": digest(b"one")})])
    assert counts(office.db)["files"] == 0


def test_files_wait_before_anybody_took_them_up_and_after(office, attach):
    item = attach(("a.txt", b"one"), ("b.txt", b"two"))
    attach(("again.txt", b"one"))
    assert item
    assert counts(office.db) == {"files": 2, "pending": 2, "working": 0}
    take_up(office.db, office.clock.now)
    attach(("c.txt", b"three"))
    assert counts(office.db) == {"files": 3, "pending": 3, "working": 0}
