"""I1 to I3: counts agree with the record, samples are large enough, prosecutors are told."""

import pytest

from tests.actions.office import DAY
from tests.rules.situations import refused
from wholefile.actions import inventory, items


@pytest.fixture
def shelf(office):
    """Twelve items on the first shelf."""
    vouchers = [office.receive() for _ in range(12)]
    office.store(vouchers)
    return vouchers


def count(office, **changes):
    body = {
        "inventory": f"I-{office.db.count('inventory') + 1}",
        "scope": "full",
        "location": "ROOM-A",
        "found": [],
        "missing": [],
        "unexpected": [],
        "cause": "yearly",
        "leader": office.auditor.person,
        "by": office.custodian.person,
        **changes,
    }
    signers = [one for one in office.people.values() if one.person in (body["leader"], body["by"])]
    office.act("inventory.recorded", body, *signers)


def test_i1_every_recorded_item_is_accounted_for(office, shelf):
    with refused("I1", "1 recorded items"):
        count(office, found=shelf[1:])
    with refused("I1", "not recorded in"):
        count(office, found=shelf, missing=[office.receive()])
    with refused("I1", "two lists"):
        count(office, found=shelf, missing=shelf[:1])
    with refused("I1", "must be full"):
        count(office, scope="audit", found=shelf)
    count(office, found=shelf[1:], missing=shelf[:1])


def test_i1_the_leader_is_from_outside_the_unit(office, shelf):
    inside = office.newcomer("inside", "supervisor", "custodian")
    with refused("I1", "outside the unit"):
        count(office, found=shelf, leader=inside.person)


def test_i2_a_sample_is_large_enough_both_ways(office, shelf):
    audit = {"scope": "audit", "cause": "audit"}
    with refused("I2", "10 %"):
        count(office, found=shelf[:1], **audit)
    with refused("I2", "from the shelf to the record"):
        count(office, found=shelf[:1], missing=shelf[1:2], **audit)
    count(office, found=shelf[:2], **audit)
    office.act(
        "policy.adopted",
        {"policy": "audit_percent", "value": "50", "reason": "findings", "by": office.supervisor.person},
        office.supervisor,
    )
    with refused("I2", "50 %"):
        count(office, found=shelf[:2], **audit)


def test_i3_a_prosecutor_of_every_case_is_told_by_name(office, shelf):
    facts = {"searched": "every shelf", "by": office.custodian}
    with refused("I3", "Gia Moreno"):
        items.report_unlocated(office.record, shelf[0], notified=["the duty lawyer"], **facts)
    items.report_unlocated(office.record, shelf[0], notified=["Gia Moreno, by telephone"], **facts)


def test_scans_become_found_missing_and_unexpected(office, shelf):
    stray = office.receive()
    number, _ = inventory.record_inventory(
        office.record, "ROOM-A", [*shelf[2:], stray, stray], scope="full", cause="yearly",
        leader=office.auditor, by=office.custodian,
    )  # fmt: skip
    row = office.db.one("inventory", inventory=number)
    assert row.found == 10
    assert inventory.missing_not_reported(office.db) == [(number, shelf[0]), (number, shelf[1])]
    items.report_unlocated(
        office.record, shelf[0], searched="all", notified=["Gia Moreno"], by=office.custodian
    )
    assert inventory.missing_not_reported(office.db) == [(number, shelf[1])]


def test_an_inventory_is_due_until_counted_after_a_year_and_after_a_change_of_custodian(office, shelf):
    assert [one.why for one in inventory.inventories_due(office.db, "2026-02-02")] == [
        "never counted in full"
    ]
    count(office, found=shelf)
    assert inventory.inventories_due(office.db, "2026-02-03") == []
    assert [one.why for one in inventory.inventories_due(office.db, "2027-02-02")] == ["a year has passed"]
    office.clock.advance(DAY)
    office.newcomer("relief", "custodian")
    assert [one.why for one in inventory.inventories_due(office.db, "2026-02-04")] == ["change of custodian"]


def test_i1_what_is_recorded_here_is_not_unexpected(office, shelf):
    with refused("I1", "it is found, not unexpected"):
        count(office, found=shelf[1:], unexpected=shelf[:1])
