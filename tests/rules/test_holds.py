"""H1, H3, H4: what is held stays, and only its issuer or a court lets it go."""

import pytest

from tests.actions.office import DAY
from tests.rules.situations import close_case, order, produce, refused
from wholefile.actions import disposition as steps
from wholefile.actions import holds, screening
from wholefile.rules.holds import binding_holds


def approve(office, item, manner="destruction"):
    number, _ = steps.request_disposition(
        office.record, [item], manner=manner, reason="case over", by=office.custodian
    )
    office.clock.advance()
    steps.consent_to_disposition(office.record, number, docket=office.docket, by=office.prosecutor)
    office.clock.advance()
    steps.approve_disposition(office.record, number, by=office.supervisor)
    office.clock.advance()
    steps.approve_disposition(office.record, number, by=office.reviewer)
    office.clock.advance()
    return number


def destroy(office, number):
    office.clock.advance()
    steps.destroy_items(
        office.record,
        number,
        method="shredded",
        place="yard",
        by=office.custodian,
        witnessed_by=office.investigator,
    )


@pytest.fixture
def ready(office):
    """An item of a closed case, produced, with everybody's approval: only destruction is left."""
    item = office.receive()
    produce(office, item)
    close_case(office)
    return item, approve(office, item)


def test_h1_lets_go_when_nothing_stands_in_the_way(office, ready):
    item, number = ready
    destroy(office, number)
    assert office.db.one("item", item=item).status == "destroyed"


@pytest.mark.parametrize("whole", [True, False])
def test_h1_a_hold_placed_after_approval_still_stops_destruction(office, ready, whole):
    item, number = ready
    hold, _ = holds.place_hold(
        office.record, office.docket, items=[] if whole else [item], reason="civil suit", by=office.defence
    )
    with refused("H1", hold):
        destroy(office, number)
    holds.release_hold(office.record, hold, reason="settled", by=office.defence)
    destroy(office, number)


def test_h1_detaching_an_item_does_not_take_it_out_of_the_hold(office):
    item = office.receive(dockets=[office.docket, office.other_docket])
    hold, _ = holds.place_hold(office.record, office.docket, reason="preserve all", by=office.defence)
    office.act(
        "item.detached",
        {
            "item": item,
            "docket": office.docket,
            "reason": "booked here by mistake",
            "by": office.investigator.person,
            "approved_by": office.prosecutor.person,
        },
        office.investigator,
        office.prosecutor,
    )
    assert [row.hold for row in binding_holds(office.db, item)] == [hold]


def test_h1_an_open_case_and_time_for_appeal_stop_disposal_until_the_day_is_over_everywhere(office):
    item = office.receive()
    produce(office, item)
    number, _ = steps.request_disposition(
        office.record, [item], manner="return", reason="asked back", by=office.custodian
    )
    with refused("H1", "is open"):
        steps.approve_disposition(office.record, number, by=office.supervisor)
    close_case(office, appeal_until="2026-03-04")
    office.clock.now = 1_772_668_800_000 - 1  # 2026-03-04T23:59:59.999Z
    with refused("H1", "appeal"):
        steps.approve_disposition(office.record, number, by=office.supervisor)
    office.clock.now += DAY // 2  # not yet midnight at UTC-12
    with refused("H1", "appeal"):
        steps.approve_disposition(office.record, number, by=office.supervisor)
    office.clock.now += 1
    steps.approve_disposition(office.record, number, by=office.supervisor)


def test_h1_an_order_to_permit_disposition_lifts_the_open_case_but_not_a_hold(office):
    item = office.receive()
    produce(office, item)
    order(office, "permit disposition", [item])
    number, _ = steps.request_disposition(
        office.record, [item], manner="return", reason="asked back", by=office.custodian
    )
    hold, _ = holds.place_hold(office.record, office.docket, reason="wait", by=office.prosecutor)
    with refused("H1", hold):
        steps.approve_disposition(office.record, number, by=office.supervisor)
    holds.release_hold(office.record, hold, reason="no longer needed", by=office.prosecutor)
    steps.approve_disposition(office.record, number, by=office.supervisor)


def test_h1_undecided_disclosure_stops_disposal(office):
    item = office.receive()
    close_case(office)
    number, _ = steps.request_disposition(
        office.record, [item], manner="return", reason="asked back", by=office.custodian
    )
    with refused("H1", "undecided"):
        steps.approve_disposition(office.record, number, by=office.supervisor)


def test_h1_and_h3_a_retention_period_binds_and_never_shrinks(office, ready):
    item, number = ready
    facts = {"schedule": "homicide", "trigger": "end of case", "by": office.supervisor}
    holds.set_retention(office.record, [item], keep_until="2050-01-01", **facts)
    with refused("H3", "2050-01-01"):
        holds.set_retention(office.record, [item], keep_until="2049-12-31", **facts)
    office.clock.advance()
    holds.set_retention(office.record, [item], keep_until="2051-01-01", **facts)
    with refused("H1", "2051-01-01"):
        destroy(office, number)


def test_h1_an_open_candidate_of_another_case_is_not_destroyed(office):
    """Rounds booked under an incident, closed and about to be destroyed, while a screening has found them."""
    gun = office.firearm()
    rounds = office.rounds(
        dockets=[office.other_docket],
        identifiers=[{"kind": "calibre", "value": "45 LC"}],
        submitted_by="T. Citizen",
    )
    found, _ = screening.screen(office.record, office.docket, by=office.prosecutor)
    assert [one.item for one in found] == [rounds], gun
    close_case(office, office.other_docket)
    number, _ = steps.request_disposition(
        office.record, [rounds], manner="destruction", reason="old", by=office.custodian
    )
    with refused("H1", office.docket):
        steps.approve_disposition(office.record, number, by=office.supervisor)
    screening.dismiss_candidate(
        office.record, office.docket, rounds, explanation="sporting rounds, other maker", by=office.prosecutor
    )
    steps.approve_disposition(office.record, number, by=office.supervisor)


def test_h4_neither_another_prosecutor_nor_the_supervisor_releases_a_hold(office):
    hold, _ = holds.place_hold(office.record, office.docket, reason="trial", by=office.prosecutor)
    for other in (office.reviewer, office.supervisor, office.defence):
        with refused("H4", office.prosecutor.person):
            holds.release_hold(office.record, hold, reason="tidy up", by=other)
    holds.release_hold(office.record, hold, reason="by the court", by=office.judge)


def test_h4_an_order_must_be_one_to_release_holds_in_this_case(office):
    hold, _ = holds.place_hold(office.record, office.docket, reason="trial", by=office.prosecutor)
    for wrong in (order(office, "produce"), order(office, "release hold", docket=office.other_docket)):
        with refused("H4", wrong):
            holds.release_hold(office.record, hold, reason="ordered", order=wrong, by=office.supervisor)
    right = order(office, "release hold")
    holds.release_hold(office.record, hold, reason="ordered", order=right, by=office.supervisor)
    assert office.db.one("hold", hold=hold).released_seq is not None


def test_h4_an_order_that_names_some_items_does_not_release_a_hold_on_more(office):
    pair = [office.receive(), office.receive()]
    whole, _ = holds.place_hold(office.record, office.docket, reason="trial", by=office.prosecutor)
    both, _ = holds.place_hold(office.record, office.docket, items=pair, reason="trial", by=office.prosecutor)
    one, _ = holds.place_hold(
        office.record, office.docket, items=pair[:1], reason="trial", by=office.prosecutor
    )
    narrow = order(office, "release hold", pair[:1])
    for hold in (whole, both):
        with refused("H4", "only some"):
            holds.release_hold(office.record, hold, reason="ordered", order=narrow, by=office.supervisor)
    holds.release_hold(office.record, one, reason="ordered", order=narrow, by=office.supervisor)
