"""What waits is listed, with the worst first, and is gone from the list when it is done."""

import pytest

from tests.actions.office import DAY, HOUR
from wholefile.actions import (
    cases,
    conditions,
    custody,
    disclosure,
    inventory,
    items,
    laboratory,
    obligations,
    screening,
)
from wholefile.actions.board import board
from wholefile.actions.credibility import cases_of_person, record_impeachment
from wholefile.actions.due import everything_due
from wholefile.core.errors import NotFound, Unprocessable
from wholefile.record.days import day_of


def due(office, docket=None):
    return {(one.what, one.about): one for one in everything_due(office.db, office.clock.now, docket)}


def later(office, days):
    return day_of(office.clock.now + days * DAY)


def test_nothing_waits_in_a_new_office(office):
    assert due(office) == {}


def test_a_transfer_is_open_and_then_overdue(office):
    item = office.receive()
    custody.release_custody(office.record, [item], to="P-4", released_by=office.custodian, purpose="audit")
    assert due(office)["open transfer", "T-1"].state == "open"
    office.clock.advance(25 * HOUR)
    assert due(office)["open transfer", "T-1"].state == "overdue"
    assert ("open transfer", "T-1") in due(office, office.docket)
    assert ("open transfer", "T-1") not in due(office, office.other_docket)
    custody.accept_custody(office.record, "T-1", by=office.deputy)
    assert ("open transfer", "T-1") not in due(office)


def test_a_loan_is_soon_due_and_then_overdue(office):
    item = office.receive()
    facts = {"purpose": "hearing", "condition": "good", "by": office.custodian}
    custody.lend_items(office.record, [item], to="Court", due_on=later(office, 20), **facts)
    assert ("loan", item) not in due(office)
    office.clock.advance(7 * DAY)
    assert due(office)["loan", item].state == "soon"
    office.clock.advance(14 * DAY)
    assert due(office)["loan", item].state == "overdue"
    custody.take_back(office.record, [item], condition="good", by=office.custodian)
    assert ("loan", item) not in due(office)


def test_deadlines_and_obligations_count_down(office):
    cases.set_deadline(
        office.record,
        office.docket,
        what="witness list",
        due_on=later(office, 3),
        rule="LR1-400",
        by=office.prosecutor,
    )
    cases.record_court_event(
        office.record,
        office.docket,
        event="arraignment",
        on=later(office, 0),
        text="Arraigned.",
        by=office.prosecutor,
    )
    numbers = obligations.set_obligations(office.record, office.docket, by=office.prosecutor)
    assert due(office)["deadline", "DL-1"].state == "soon"
    office.clock.advance(60 * DAY)
    assert due(office)["deadline", "DL-1"].state == "overdue"
    late = due(office, office.docket)["obligation", numbers[0]]
    assert late.state == "overdue"
    assert "days late" in late.words
    cases.meet_deadline(office.record, office.docket, "DL-1", how="filed", days_late=57, by=office.prosecutor)
    assert ("deadline", "DL-1") not in due(office)


def test_what_the_defence_owes_is_told_as_theirs_and_is_never_late_of_the_office(office):
    told = {"docket": office.docket, "by": office.prosecutor}
    cases.record_court_event(
        office.record, event="arraignment", on=later(office, 0), text="Arraigned.", **told
    )
    numbers = obligations.set_obligations(office.record, **told)
    rules = {row.obligation: row.rule for row in office.db.rows("obligation")}
    (theirs,) = (one for one in numbers if rules[one] == "5-502")
    office.clock.advance(60 * DAY)
    for docket in (None, office.docket):
        found = due(office, docket)
        assert ("obligation", theirs) not in found
        one = found["duty of the defence", theirs]
        assert one.state == "open"
        assert one.by == office.db.one("obligation", obligation=theirs).due_on
        assert one.words.startswith("owed by the defence: disclosure by the defendant")
        assert "days late" in one.words
    assert {one.state for one in due(office).values() if one.what == "obligation"} == {"overdue"}


def test_whose_duty_it_is_is_told_of_a_case_that_is_closed_too(office):
    told = {"from_on": later(office, 0), "by": office.prosecutor}
    for docket in (office.docket, office.other_docket):
        obligations.set_obligation(office.record, docket, rule="5-502", what="their list", **told)
    obligations.set_obligation(office.record, office.docket, rule="5-501", what="a list", **told)
    cases.close_case(
        office.record,
        office.other_docket,
        outcome="dismissed",
        closed_on=later(office, 0),
        appeal_until=later(office, 30),
        by=office.prosecutor,
    )
    office.clock.advance(25 * DAY)
    found = due(office)
    assert found["duty of the defence", "OB-1"].docket == office.docket
    assert found["duty of the defence", "OB-2"].docket == office.other_docket
    assert found["obligation", "OB-3"].state == "overdue"


def test_what_cannot_be_found_is_wrong_and_first(office):
    item = office.receive(location="ROOM-A")
    inventory.record_inventory(
        office.record,
        "ROOM-A",
        [],
        scope="full",
        cause="yearly",
        leader=office.supervisor,
        by=office.custodian,
    )
    assert due(office)["missing item", item].state == "wrong"
    told = ["Gia Moreno", "Hal Brandt"]
    items.report_unlocated(office.record, item, searched="Everywhere.", notified=told, by=office.custodian)
    found = everything_due(office.db, office.clock.now)
    assert (found[0].what, found[0].about, found[0].state) == ("unlocated item", item, "wrong")
    items.report_located(
        office.record, item, location="ROOM-A", circumstances="Behind it.", by=office.custodian
    )
    assert ("unlocated item", item) not in due(office)


def test_a_place_that_was_never_counted_is_due(office):
    office.receive(location="ROOM-A")
    assert "never counted" in due(office)["inventory", "ROOM-A"].words
    assert ("inventory", "ROOM-A") not in due(office, office.docket)


def test_a_live_round_on_a_set_is_wrong(office):
    item = office.rounds()
    conditions.declare_condition(
        office.record,
        item,
        "live",
        method=["shaken"],
        rounds=[1],
        dramatic_set=True,
        declared_by=office.custodian,
        verified_by=office.supervisor,
    )
    assert due(office)["live round on a set", item].state == "wrong"
    assert ("live round on a set", item) in due(office, office.docket)


def test_days_to_object_to_a_test_run(office):
    item = office.receive()
    request, _ = laboratory.request_examination(
        office.record,
        [item],
        laboratory="State",
        scope="Cut it open.",
        destructive=True,
        return_due=later(office, 90),
        by=office.investigator,
    )
    laboratory.accept_request(office.record, request, examiner="Finn Park", by=office.laboratory)
    laboratory.give_notice_of_test(
        office.record, request, served_on="Kim Vale", how="mail", window_days=10, by=office.prosecutor
    )
    assert due(office)["test notice", request].by == later(office, 10)
    office.clock.advance(11 * DAY)
    assert ("test notice", request) not in due(office)


@pytest.fixture
def certified(office):
    """One item, decided and certified."""
    office.case_item = office.receive()
    screening.screen(office.record, office.docket, by=office.prosecutor)
    disclosure.decide(office.record, office.docket, office.case_item, "produced", author=office.prosecutor)
    disclosure.hand_over(office.record, office.docket, text="All of it.", by=office.investigator)
    disclosure.certify(office.record, office.docket, text="All of it.", by=office.prosecutor)
    return office


def test_what_came_after_the_certificate_is_wrong_until_explained(certified):
    late = certified.receive()
    assert due(certified)["late item", late].state == "wrong"
    (row,) = [
        one for one in board(certified.db, certified.docket, later(certified, 5)).rows if one.item == late
    ]
    assert (row.decision, row.late, row.days_held_back) == ("undecided", True, 5)
    disclosure.open_supplement(
        certified.record, certified.docket, reason="It came late.", by=certified.prosecutor
    )
    assert ("late item", late) not in due(certified)


def test_an_objection_waits_for_its_answer(certified):
    number, _ = disclosure.raise_objection(
        certified.record, certified.docket, kind="late", text="Late.", by=certified.defence
    )
    assert ("objection", number) in due(certified, certified.docket)
    assert ("objection", number) not in due(certified, certified.other_docket)


def test_the_board_counts_detached_items_apart(certified):
    item = certified.receive(dockets=[certified.docket, certified.other_docket])
    facts = {"reason": "elsewhere", "by": certified.custodian, "approved_by": certified.prosecutor}
    items.detach_item(certified.record, item, certified.docket, **facts)
    assert board(certified.db, certified.docket, later(certified, 0)).counts() == {
        "detached": 1,
        "produced": 1,
    }


def test_a_finding_about_a_witness_reaches_every_case_of_the_witness(office):
    with pytest.raises(Unprocessable):
        record_impeachment(office.record, "P-13", finding="F", source="S", by=office.prosecutor)
    with pytest.raises(NotFound):
        record_impeachment(office.record, "P-99", finding="F", source="S", by=office.prosecutor)
    office.receive(dockets=[office.docket, office.other_docket])
    assert cases_of_person(office.db, office.custodian.person) == sorted([office.docket, office.other_docket])
    record_impeachment(office.record, office.custodian.person, finding="F", source="S", by=office.prosecutor)
    (row,) = office.db.rows("impeachment")
    assert office.docket in row.dockets
    assert office.other_docket in row.dockets
