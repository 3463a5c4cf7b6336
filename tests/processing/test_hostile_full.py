"""The same attacks at full size: too long for every day."""

import pytest

from tests.processing import hostile
from tests.processing.hostile import GIB, MIB, attached, read_all
from wholefile.extraction.contract import Limits
from wholefile.processing.outcomes import outcomes

pytestmark = [
    pytest.mark.usefixtures("sandboxed"),
    pytest.mark.faults,
    pytest.mark.database("sqlite"),
    pytest.mark.timeout(1_800),
]


def ended(office, name: str, content: bytes) -> tuple[str, int, int]:
    """How the file itself ended, how many members it has, and characters of its text."""
    item = attached(office, name, content)
    read_all(office)
    [sha256] = [row.sha256 for row in office.db.rows("item_file", item=item)]
    found = office.db.one("derivation", sha256=sha256, extractor="read")
    assert sum(outcomes(office.db, item=item).counts.values()) >= 1
    assert office.record.store.verify(sha256)
    return found.status, found.members, found.characters


def test_a_hundred_thousand_members_are_all_listed_and_one_more_is_said_not_to_be(office):
    assert ended(office, "all.zip", hostile.many_members(100_000))[:2] == ("read", 100_000)
    assert ended(office, "more.zip", hostile.many_members(100_001))[:2] == ("truncated", 100_000)


def test_a_hundred_thousand_pages_end_in_their_time(office):
    status, _, characters = ended(office, "pages.pdf", hostile.pdf_of_pages(100_000))
    assert status in ("read", "truncated")
    assert characters


def test_a_line_of_a_hundred_million_characters_in_a_mail(office):
    status, members, _ = ended(office, "line.eml", hostile.long_line_mail(100 * MIB))
    assert (status, members) in {("read", 1), ("truncated", 1), ("truncated", 0)}


def test_ten_thousand_attachments(office):
    assert ended(office, "attachments.eml", hostile.attached_mail(10_000))[:2] == ("read", 10_000)


def test_sixteen_zips_in_each_of_sixteen_levels(office):
    """Equal bytes are one file, and nothing is followed deeper than eight."""
    ended(office, "nested.zip", hostile.nested_zip(levels=16, width=16))
    assert max(row.depth for row in office.db.rows("content")) == 8
    assert office.db.count("derivation", status="truncated") == 2


def test_a_zip_of_fifty_bombs_costs_no_more_than_a_root_may(office):
    ended(office, "bombs.zip", hostile.zip_of_zips(50, GIB))
    [spent] = office.db.rows("spent")
    assert spent.produced <= Limits().produced
