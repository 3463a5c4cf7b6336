"""An image in segments is read as one: what rots of it, or comes later, makes the whole of it be read again."""

import pytest

from tests.processing.found import read
from tests.processing.scrubs import digest, rot, run
from wholefile.processing import work
from wholefile.processing.accept import Outcome, accept
from wholefile.processing.collect import Taken
from wholefile.processing.pending import Task, pending, take_up
from wholefile.record.sql import Update

FIRST, SECOND, THIRD = b"EVF\t\r\n\xff\x00 first", b"EVF\t\r\n\xff\x00 second", b"EVF\t\r\n\xff\x00 third"
LAST = {"kind": "e01", "media_type": "", "opinions": [], "flags": [], "troubles": [], "wants": [], "facts": {},
        "failed": None}  # fmt: skip


@pytest.fixture
def attach_to(office):
    from wholefile.actions.files import Upload
    from wholefile.actions.items import attach_files

    item = office.receive("digital", unit="file")

    def attach_more(*files: tuple[str, bytes]) -> str:
        attach_files(
            office.record, item, [Upload(*one) for one in files], purpose="acquisition", by=office.custodian
        )
        take_up(office.db, office.clock.now)
        return item

    return attach_more


def ended(office, data: bytes, status: str) -> None:
    outcome = Outcome(status, None, 1, Taken(last=LAST))
    assert accept(office.db, Task(digest(data), "read"), outcome, at=office.clock.now, worker="w")


def waiting(office) -> set[str]:
    return {one.sha256 for one in pending(office.db)}


def test_a_segment_of_another_image_makes_nothing_pending(office, attach_to):
    attach_to(("card.E01", FIRST))
    ended(office, FIRST, "partial")
    attach_to(("other.E02", SECOND), ("card.E03", THIRD), ("card.txt", b"notes"))
    assert waiting(office) == {digest(SECOND), digest(THIRD), digest(b"notes")}


def test_an_image_that_was_read_whole_is_not_read_again(office, attach_to):
    attach_to(("card.E01", FIRST))
    ended(office, FIRST, "read")
    attach_to(("card.E02", SECOND))
    assert waiting(office) == {digest(SECOND)}


def test_a_segment_that_comes_later_makes_the_image_pending(office, attach_to):
    attach_to(("card.E01", FIRST), ("card.E03", THIRD))
    ended(office, FIRST, "partial")
    ended(office, THIRD, "partial")
    attach_to(("card.e02", SECOND))
    assert waiting(office) == {digest(FIRST), digest(SECOND), digest(THIRD)}


def test_a_first_segment_that_comes_last_makes_the_others_pending(office, attach_to):
    attach_to(("card.E02", SECOND))
    ended(office, SECOND, "crashed")
    attach_to(("card.E01", FIRST))
    assert waiting(office) == {digest(FIRST), digest(SECOND)}


def test_a_rotten_further_segment_puts_the_image_in_doubt(office, attach_to):
    item = attach_to(("card.E01", FIRST), ("card.E02", SECOND), ("notes.txt", b"notes"))
    ended(office, FIRST, "read")
    ended(office, SECOND, "read")
    read(office.record, digest(b"notes"), ("native", "notes"), at=office.clock.now)
    rot(office.record.store, digest(SECOND))
    [failed] = run(office).failed
    assert (failed.sha256, failed.items) == (digest(SECOND), (item,))
    assert f"further segment of the disk image that begins with {digest(FIRST)}" in failed.words
    assert waiting(office) == {digest(FIRST), digest(SECOND)}


def test_rotten_bytes_are_not_read_while_that_is_known(office, attach_to, sandboxed):
    attach_to(("card.E01", FIRST), ("card.E02", SECOND), ("notes.txt", b"notes"))
    for data in (SECOND, b"notes"):
        rot(office.record.store, digest(data))
    run(office)
    done = {task.sha256: work.process(office.record, task) for task in pending(office.db)}
    for data, reason in ((FIRST, SECOND), (SECOND, SECOND), (b"notes", b"notes")):
        said = done[digest(data)]
        assert (said.status, f"{digest(reason)} is not what was recorded" in said.reason) == ("crashed", True)


def test_what_was_made_good_by_hand_is_read(office, attach_to, sandboxed):
    attach_to(("notes.txt", b"notes"))
    rot(office.record.store, digest(b"notes"))
    run(office)
    rot(office.record.store, digest(b"notes"), b"notes")
    [task] = pending(office.db)
    assert work.process(office.record, task).status == "read"
    assert office.db.one("fixity_state", sha256=digest(b"notes")).outcome == "rotten", "until it is looked at"
    office.db.execute([Update("fixity_state", {"outcome": "whole"}, {})])
