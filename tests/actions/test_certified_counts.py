"""What rule D3 lets a prosecutor certify is what the offline verifier finds in the certificate (check 26)."""

from tests.actions.serving import assert_verifies, certify, decide, produced, serve
from wholefile.actions import screening
from wholefile.actions.items import detach_item, link_item, split_item
from wholefile.screening import open_candidates
from wholefile.verify import Status, verify


def detach(office, item):
    office.clock.advance()
    detach_item(
        office.record, item, office.docket, reason="belongs to another case", by=office.investigator,
        approved_by=office.prosecutor,
    )  # fmt: skip


def divide(office, item):
    office.clock.advance()
    return split_item(
        office.record, item, [("One of the shells, head dented", 1), ("The rest of the shells in a bag", 1)],
        reason="one is examined apart", by=office.custodian,
    )[0]  # fmt: skip


def served(office, folder):
    row = office.db.one("certificate", certificate=certify(office))
    serve(office, folder)
    assert_verifies(folder, unchecked=(7, 8))
    return row


def test_detached_items_count_as_items_and_need_no_decision(office, tmp_path):
    produced(office)
    undecided, withheld = office.receive(), office.receive()
    decide(office, withheld, "withheld")
    for item in (undecided, withheld):
        office.link(item)
        detach(office, item)
    row = served(office, tmp_path / "PR-1")
    assert (row.items, row.produced, row.withheld) == (3, 1, 0)


def test_parts_of_a_detached_item_are_on_the_schedule_as_detached(office, tmp_path):
    produced(office)
    item = office.receive(quantity=3)
    office.link(item)
    detach(office, item)
    parts = divide(office, item)
    row = served(office, tmp_path / "PR-1")
    assert (row.items, row.produced, row.withheld) == (4, 1, 0)
    decided = verify(tmp_path / "PR-1").by_id["the_counts_add_up"]
    assert decided.status is Status.PASSED
    assert "3 detached" in decided.detail
    assert len(parts) == 2


def test_a_part_linked_again_is_decided_and_counted(office, tmp_path):
    produced(office)
    item = office.receive(quantity=3)
    office.link(item)
    detach(office, item)
    part = divide(office, item)[0]
    office.clock.advance()
    link_item(office.record, part, office.docket, reason="this one is of the case", by=office.investigator)
    decide(office, part, "withheld")
    row = served(office, tmp_path / "PR-1")
    assert (row.items, row.produced, row.withheld) == (4, 1, 1)


def test_a_part_linked_from_another_case_brings_the_history_of_the_whole(office, tmp_path):
    produced(office)
    item = office.receive(quantity=3, dockets=[office.other_docket])
    office.transfer(item, office.custodian, office.deputy)
    office.transfer(item, office.deputy, office.custodian)
    part = divide(office, item)[0]
    office.clock.advance()
    link_item(office.record, part, office.docket, reason="this one is of the case", by=office.investigator)
    decide(office, part, "withheld")
    screening.screen(office.record, office.docket, by=office.prosecutor)
    for candidate in open_candidates(office.db, office.docket):
        screening.dismiss_candidate(
            office.record,
            office.docket,
            candidate.item,
            explanation="another part of it",
            by=office.prosecutor,
        )
    row = served(office, tmp_path / "PR-1")
    assert (row.items, row.withheld, row.dismissed) == (2, 1, 2)
