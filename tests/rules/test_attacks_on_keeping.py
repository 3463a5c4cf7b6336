"""Attempts to get rid of evidence past holds, cases, screenings and gates, by acts prepared by hand."""

from tests.actions.office import DAY
from tests.rules.situations import close_case, order, produce, refused
from wholefile.actions import disposition as steps
from wholefile.actions import holds, items, laboratory, screening
from wholefile.actions.files import Upload
from wholefile.rules.holds import binding_holds


def hold(office, placed, *, by=None):
    office.clock.advance()
    return holds.place_hold(
        office.record, office.docket, items=placed, reason="appeal", by=by or office.defence
    )[0]


def request(office, item, manner="destruction", by=None):
    office.clock.advance()
    return steps.request_disposition(
        office.record, [item], manner=manner, reason="case over", by=by or office.custodian
    )[0]


def split(office, item, *quantities):
    parts = [
        {"item": f"{item}.{n}", "description": f"Part {n} of the rounds", "quantity": quantity}
        for n, quantity in enumerate(quantities, 1)
    ]
    body = {"item": item, "parts": parts, "reason": "sorted", "by": office.custodian.person}
    office.act("item.split", body, office.custodian)
    return [part["item"] for part in parts]


def photograph(office, item):
    office.clock.advance()
    picture = [Upload("front.jpg", b"picture")]
    items.attach_files(office.record, item, picture, purpose="baseline photograph", by=office.custodian)


def test_an_order_from_before_a_hold_does_not_release_it(office):
    """One old order to release holds in a case would release every hold placed later, by anybody of the office."""
    item = office.receive()
    first = hold(office, [item])
    old = order(office, "release hold")
    body = {"hold": first, "reason": "ordered", "order": old, "by": office.supervisor.person}
    office.act("hold.released", body, office.supervisor)
    second = hold(office, [item])
    with refused("H4", old):
        office.act("hold.released", {**body, "hold": second}, office.supervisor)
    office.act(
        "hold.released", {**body, "hold": second, "order": order(office, "release hold")}, office.supervisor
    )


def test_a_hold_on_a_divided_item_binds_its_parts(office):
    """Whoever asks for the item to be kept need not know that it was divided before."""
    item = office.rounds(6)
    part, deeper = split(office, item, 4, 2)
    (below,) = split(office, deeper, 2)
    number = hold(office, [item])
    assert [one.hold for one in binding_holds(office.db, part)] == [number]
    assert [one.hold for one in binding_holds(office.db, below)] == [number]


def test_dividing_an_item_does_not_take_it_out_of_a_screening(office):
    """Found by the screening of a case, divided, and its parts disposed of under the other number."""
    office.firearm()
    rounds = office.rounds(
        dockets=[office.other_docket],
        identifiers=[{"kind": "calibre", "value": ".45 Colt"}],
        submitted_by="T. Citizen",
    )
    found, _ = screening.screen(office.record, office.docket, by=office.prosecutor)
    assert [one.item for one in found] == [rounds]
    (part,) = split(office, rounds, 6)
    close_case(office, office.other_docket)
    number = request(office, part)
    with refused("H1", office.docket):
        steps.approve_disposition(office.record, number, by=office.supervisor)


def test_an_order_in_one_case_lifts_no_hold_of_another(office):
    """A test is permitted in the case under which the item was booked; the hold is the accused's, in theirs."""
    item = office.receive()
    office.link(item)
    hold(office, [item])
    order(office, "permit test", [item], docket=office.other_docket)
    body = {"item": item, "quantity": 1, "purpose": "test", "by": office.custodian.person}
    with refused("H1", "hold"):
        office.act("item.consumed", body, office.custodian)


def test_notice_of_a_test_is_about_everything_that_will_be_tested(office):
    """A notice that names the worthless item alone opened the gate for the other."""
    gun, swab = office.receive(), office.receive("biological")
    office.clock.advance()
    number, _ = laboratory.request_examination(
        office.record, [gun, swab], laboratory="State laboratory", scope="function of the hammer",
        destructive=True, return_due="2026-06-01", by=office.investigator,
    )  # fmt: skip
    body = {
        "request": number, "items": [swab], "served_on": "Vale & Partners", "how": "e-mail", "window_days": 10,
        "by": office.prosecutor.person,
    }  # fmt: skip
    with refused("N2", gun):
        office.act("test.noticed", body, office.prosecutor)
    office.act("test.noticed", {**body, "items": [gun, swab]}, office.prosecutor)


def test_a_custodian_does_not_use_up_what_may_not_be_disposed_of(office):
    """An item of an open case would be gone by one signature, without approval, consent or witness."""
    item = office.receive()
    body = {"item": item, "quantity": 1, "purpose": "demonstration", "by": office.custodian.person}
    with refused("H1", "open"):
        office.act("item.consumed", body, office.custodian)


def test_who_approved_does_not_destroy(office):
    """A supervisor approves, is made custodian, and destroys."""
    item = office.receive()
    produce(office, item)
    close_case(office)
    two = office.newcomer("two", "supervisor")
    number = request(office, item)
    body = {"disposition": number, "items": [item]}
    consent = {**body, "docket": office.docket, "by": office.prosecutor.person}
    office.act("disposition.consented", consent, office.prosecutor)
    office.act("disposition.approved", {**body, "by": two.person}, two)
    office.act("disposition.approved", {**body, "by": office.reviewer.person}, office.reviewer)
    office.act(
        "role.granted", {"person": two.person, "role": "custodian", "by": office.ben.person}, office.ben
    )
    office.transfer(item, office.custodian, two)
    destroyed = {**body, "method": "burned", "place": "yard", "by": two.person}
    destroyed["witnessed_by"] = office.supervisor.person
    with refused("H2", "approved"):
        office.act("item.destroyed", destroyed, two, office.supervisor)


def test_detaching_does_not_take_an_item_out_of_an_open_case(office):
    """Linked to the incident, detached from the prosecution, disposed of under the incident that is closed."""
    item = office.receive()
    office.link(item)
    office.clock.advance()
    items.detach_item(
        office.record,
        item,
        office.docket,
        reason="mistake",
        by=office.paralegal,
        approved_by=office.prosecutor,
    )
    close_case(office, office.other_docket)
    office.clock.advance(DAY)
    number = request(office, item)
    with refused("H1", office.docket):
        steps.approve_disposition(office.record, number, by=office.supervisor)


def opened(office, docket="X-1", effect=None):
    """A case of no interest, with an order that covers everything in it."""
    body = {
        "docket": docket,
        "as_printed": docket,
        "kind": "criminal",
        "title": "State v. Nobody",
        "court": "c",
    }
    office.act(
        "case.opened", {**body, "jurisdiction": "none", "by": office.prosecutor.person}, office.prosecutor
    )
    if effect:
        order(office, effect, docket=docket)
    return docket


def asked_to_destroy(office, item):
    """A destructive test of an item is asked for and accepted, with photographs; the laboratory holds it."""
    number = f"L-{office.db.count('laboratory_request') + 1}"
    body = {
        "request": number, "items": [item], "laboratory": "State laboratory", "scope": "mallet", "destructive": True,
        "return_due": "2026-06-01", "by": office.investigator.person,
    }  # fmt: skip
    office.act("laboratory.requested", body, office.investigator)
    said = {"request": number, "items": [item], "examiner": "Finn Park", "by": office.laboratory.person}
    office.act("laboratory.accepted", said, office.laboratory)
    return number


def struck(office, number, item):
    body = {"request": number, "items": [item], "destructive": True, "method": "struck", "effect": "broke"}
    office.act("test.performed", {**body, "by": office.laboratory.person}, office.laboratory)


def noticed(office, number, item):
    body = {
        "request": number,
        "items": [item],
        "served_on": "Vale & Partners",
        "how": "e-mail",
        "window_days": 1,
    }
    office.act("test.noticed", {**body, "by": office.prosecutor.person}, office.prosecutor)


def test_an_order_in_a_case_of_no_interest_opens_no_gate(office):
    """Linked to a case where any test is permitted, the item was tested with nobody of its own case told."""
    item = office.receive()
    photograph(office, item)
    office.link(item, opened(office, effect="permit test"))
    office.transfer(item, office.custodian, office.laboratory)
    number = asked_to_destroy(office, item)
    with refused("H7", "nobody was told"):
        struck(office, number, item)
    order(office, "permit test", [item])
    struck(office, number, item)


def test_an_objection_is_not_shed_by_asking_again(office):
    """The same test under a new number, with a day to notice it."""
    item = office.receive()
    photograph(office, item)
    office.transfer(item, office.custodian, office.laboratory)
    first = asked_to_destroy(office, item)
    noticed(office, first, item)
    body = {"request": first, "items": [item], "reason": "We want to attend.", "by": office.defence.person}
    office.act("test.objected", body, office.defence)
    second = asked_to_destroy(office, item)
    noticed(office, second, item)
    office.clock.advance(2 * DAY)
    with refused("H7", first):
        struck(office, second, item)
    order(office, "permit test", [item])
    struck(office, second, item)


def test_an_order_in_a_case_of_no_interest_ends_no_retention(office):
    item = office.receive()
    produce(office, item)
    kept = {"items": [item], "schedule": "S-1", "trigger": "judgment", "keep_until": "2036-01-01"}
    office.act("retention.set", {**kept, "by": office.supervisor.person}, office.supervisor)
    elsewhere = opened(office, effect="permit disposition")
    office.link(item, elsewhere)
    produce(office, item, docket=elsewhere)
    close_case(office)
    number = request(office, item)
    with refused("H1", "2036-01-01"):
        steps.approve_disposition(office.record, number, by=office.supervisor)
    order(office, "permit disposition", [item])
    steps.approve_disposition(office.record, number, by=office.supervisor)
