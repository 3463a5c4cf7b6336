"""H7: an item is broken only after photographs, notice and time to object, or by order."""

import pytest

from tests.actions.office import DAY
from tests.rules.situations import order, refused
from wholefile.actions import holds, items, laboratory
from wholefile.actions.files import Upload


def perform(office, request, *, destructive=True):
    office.clock.advance()
    return laboratory.perform_test(
        office.record, request, destructive=destructive, method="struck with a mallet", effect="hammer broke",
        by=office.laboratory,
    )  # fmt: skip


def photograph(office, item):
    office.clock.advance()
    items.attach_files(
        office.record,
        item,
        [Upload("front.jpg", b"picture")],
        purpose="baseline photograph",
        by=office.custodian,
    )


def notice(office, request, days=10):
    office.clock.advance()
    laboratory.give_notice_of_test(
        office.record,
        request,
        served_on="Vale & Partners",
        how="e-mail",
        window_days=days,
        by=office.prosecutor,
    )


@pytest.fixture
def gun(office):
    return office.firearm()


@pytest.fixture
def request_of(office, gun):
    """Make and accept a request; destructive unless told otherwise."""

    def make(*, destructive=True):
        number, _ = laboratory.request_examination(
            office.record, [gun], laboratory="State laboratory", scope="function of the hammer",
            destructive=destructive, return_due="2026-06-01", by=office.investigator,
        )  # fmt: skip
        office.clock.advance()
        office.clear(gun)
        office.transfer(gun, office.custodian, office.laboratory, witness=office.supervisor)
        laboratory.accept_request(office.record, number, examiner="Finn Park", by=office.laboratory)
        return number

    return make


def test_h7_the_gate_opens_bar_by_bar(office, gun, request_of):
    request = request_of()
    with refused("H7", "baseline photograph"):
        perform(office, request)
    photograph(office, gun)
    with refused("H7", "notice"):
        perform(office, request)
    notice(office, request)
    office.clock.advance(10 * DAY - 5_000)
    with refused("H7", "may object"):
        perform(office, request)
    office.clock.advance(5_000)
    perform(office, request)


def test_h7_a_request_that_grew_is_refused(office, gun, request_of):
    request = request_of(destructive=False)
    photograph(office, gun)
    with refused("H7", "wider scope"):
        perform(office, request)
    perform(office, request, destructive=False)


def test_h7_after_an_objection_only_an_order_will_do(office, gun, request_of):
    request = request_of()
    photograph(office, gun)
    notice(office, request, days=1)
    laboratory.object_to_test(office.record, request, reason="our expert first", by=office.defence)
    office.clock.advance(30 * DAY)
    with refused("H7", "objected"):
        perform(office, request)
    order(office, "permit test", docket=office.other_docket)
    with refused("H7", "objected"):
        perform(office, request)
    order(office, "permit test", [gun])
    perform(office, request)


def test_h7_a_laboratory_uses_up_an_item_only_under_a_destructive_request(office):
    powder = office.receive("drugs", quantity=50, unit="gram")
    office.transfer(powder, office.custodian, office.laboratory, witness=office.supervisor)
    with refused("H7", "no accepted request"):
        items.consume_item(office.record, powder, quantity=1, purpose="assay", by=office.laboratory)


def test_h1_what_is_held_is_not_tested_to_destruction(office, gun, request_of):
    request = request_of()
    photograph(office, gun)
    notice(office, request, days=1)
    office.clock.advance(2 * DAY)
    hold, _ = holds.place_hold(
        office.record, office.docket, items=[gun], reason="keep whole", by=office.defence
    )
    with refused("H1", hold):
        perform(office, request)
    holds.release_hold(office.record, hold, reason="agreed", by=office.defence)
    perform(office, request)


def test_h7_the_laboratory_has_accepted_the_request(office, gun):
    from wholefile.record.act import Draft
    from wholefile.rules.destructive_tests import the_other_side_had_its_say

    number, _ = laboratory.request_examination(
        office.record, [gun], laboratory="State laboratory", scope="mallet", destructive=True,
        return_due="2026-06-01", by=office.investigator,
    )  # fmt: skip
    other = office.receive()
    for item, why in ((gun, "must have accepted it"), (other, "does not name")):
        body = {"request": number, "items": [item], "destructive": True, "by": office.laboratory.person}
        draft = Draft(10**6, "test.performed", office.clock.now, body, [], [], [])
        assert why in the_other_side_had_its_say(draft, office.db)
