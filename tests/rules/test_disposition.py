"""H2, H5, H6: two approvers, every prosecutor, a witness, never the custodian."""

import pytest

from tests.rules.situations import close_case, produce, refused
from wholefile.actions import disposition as steps


@pytest.fixture
def number(office):
    """A request by the custodian to destroy one item of a case that is over."""
    item = office.receive()
    produce(office, item)
    close_case(office)
    return steps.request_disposition(
        office.record, [item], manner="destruction", reason="case over", by=office.custodian
    )[0]


def destroy(office, number, witnessed_by=None):
    office.clock.advance()
    steps.destroy_items(
        office.record,
        number,
        method="melted",
        place="foundry",
        by=office.custodian,
        witnessed_by=witnessed_by or office.investigator,
    )


def approve(office, number, by):
    office.clock.advance()
    steps.approve_disposition(office.record, number, by=by)


def test_h2_two_approvals_and_every_consent(office, number):
    approve(office, number, office.supervisor)
    with refused("H2", "another person"):
        approve(office, number, office.supervisor)
    with refused("H2", "1 of the two"):
        destroy(office, number)
    approve(office, number, office.reviewer)
    with refused("H2", "has not consented"):
        destroy(office, number)
    with refused("H2", "none of the items"):
        steps.consent_to_disposition(office.record, number, docket=office.other_docket, by=office.prosecutor)
    steps.consent_to_disposition(office.record, number, docket=office.docket, by=office.prosecutor)
    destroy(office, number)
    assert office.db.one("disposition", disposition=number).status == "done"


def test_h2_who_asked_cannot_approve(office):
    item = office.receive()
    produce(office, item)
    close_case(office)
    number, _ = steps.request_disposition(
        office.record, [item], manner="return", reason="asked back", by=office.supervisor
    )
    with refused("H2", "asked for"):
        approve(office, number, office.supervisor)


def test_h2_what_was_approved_as_a_return_is_not_destroyed(office, number):
    request = office.db.one("disposition", disposition=number)
    with refused("H2", "approved for destruction"):
        steps.return_items(
            office.record, number, received_by_name="John Doe", identity="passport", by=office.custodian
        )
    assert request.manner == "destruction"


def test_h2_approval_is_about_exactly_the_items_of_the_request(office):
    pair = [office.receive(), office.receive()]
    produce(office, *pair)
    close_case(office)
    number, _ = steps.request_disposition(
        office.record, pair, manner="return", reason="asked back", by=office.custodian
    )
    with refused("H2", "exactly these"):
        office.act(
            "disposition.approved",
            {"disposition": number, "items": pair[:1], "by": office.supervisor.person},
            office.supervisor,
        )
    approve(office, number, office.supervisor)


def test_h5_the_witness_is_not_who_destroys(office, number):
    deputy = office.newcomer("both", "custodian", "investigator")
    approve(office, number, office.supervisor)
    approve(office, number, office.reviewer)
    steps.consent_to_disposition(office.record, number, docket=office.docket, by=office.prosecutor)
    item = steps._items(office.record, number)[0]
    body = {
        "disposition": number, "items": [item], "method": "melted", "place": "yard",
        "by": deputy.person, "witnessed_by": deputy.person,
    }  # fmt: skip
    from wholefile.record.act import Draft
    from wholefile.rules.registry import refusals

    draft = Draft(10**6, "item.destroyed", office.clock.now, body, [], [deputy.person], [])
    assert "H5" in [one.rule for one in refusals(draft, office.db)]
    destroy(office, number, office.investigator)


def test_h6_a_custodian_never_decides(office, number):
    double = office.newcomer("double", "supervisor", "custodian")
    with refused("H6", "custodian"):
        approve(office, number, double)
    approve(office, number, office.supervisor)


def test_h6_nor_does_who_holds_the_item_now(office):
    item = office.receive()
    produce(office, item)
    office.transfer(item, office.custodian, office.prosecutor)
    close_case(office)
    number, _ = steps.request_disposition(
        office.record, [item], manner="return", reason="asked back", by=office.custodian
    )
    with refused("H6", "holds"):
        approve(office, number, office.prosecutor)


def test_h2_consent_comes_from_a_prosecutor_of_that_case(office):
    """A prosecutor of one linked case may sign such acts, but not consent for the other case."""
    item = office.receive(dockets=[office.docket, office.other_docket])
    number, _ = steps.request_disposition(
        office.record, [item], manner="return", reason="asked back", by=office.custodian
    )
    local = office.newcomer("local", "prosecutor", docket=office.other_docket)
    with refused("H2", "no prosecutor in"):
        steps.consent_to_disposition(office.record, number, docket=office.docket, by=local)
    steps.consent_to_disposition(office.record, number, docket=office.other_docket, by=local)
