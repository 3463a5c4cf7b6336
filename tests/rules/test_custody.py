"""Rules C1 to C10: custody."""

import pytest

from tests.actions.office import DAY, HOUR
from tests.rules.refusing import refused
from tests.rules.situations import order
from wholefile.actions import conditions, custody, items, laboratory
from wholefile.core.errors import Invalid
from wholefile.record import lookups


def test_c1_refuses_a_correction_of_nothing_or_of_another_case(office):
    item = office.receive()
    elsewhere = lookups.item(office.db, office.receive(dockets=[office.other_docket])).seq
    register = office.db.one("person", person=office.deputy.person).seq
    words = {"reason": "typing error", "description": "One casing", "by": office.custodian}
    for position in (10**6, elsewhere, register):
        with refused("C1"):
            items.describe_item(office.record, item, **words, corrects=position)


def test_c1_lets_a_correction_of_an_earlier_act_of_the_case_pass(office):
    item = office.receive()
    items.describe_item(
        office.record,
        item,
        reason="typing error",
        description="One casing",
        corrects=lookups.item(office.db, item).seq,
        by=office.custodian,
    )


def test_c1_holds_whoever_tries_to_change_an_entry(office):
    with pytest.raises(Exception, match="entr"):
        office.db.query('UPDATE "entry" SET "kind" = %s WHERE "seq" = 1 RETURNING 1', ["x"])


def test_c2_refuses_to_pass_on_what_another_person_holds(office):
    item = office.receive()
    with refused("C2"):
        office.transfer(item, office.deputy, office.investigator)
    with refused("C2"):
        office.store(item, by=office.deputy)
    with refused("C2"):
        custody.apply_seal(office.record, item, "S-1", initials="DR", by=office.deputy)
    with refused("C2"):
        items.split_item(office.record, item, [("all of it", 1)], reason="test", by=office.deputy)


def test_c2_refuses_to_act_from_the_shelf_without_taking_the_item_out(office):
    item = office.receive()
    office.store(item)
    with refused("C2"):
        office.transfer(item, office.custodian, office.investigator)
    with refused("C2"):
        office.store(item, "ROOM-A")
    with refused("C2"):
        office.clear(item)


def test_c2_refuses_to_take_out_what_is_in_nobodys_place(office):
    item = office.receive()
    with refused("C2"):
        office.retrieve(item, by=office.deputy)


def test_c2_refuses_one_item_in_two_ways_at_once(office):
    item = office.receive()
    custody.release_custody(
        office.record, [item], to=office.laboratory.person, purpose="prints", released_by=office.custodian
    )
    with refused("C2"):
        office.store(item)
    with refused("C2"):
        items.split_item(office.record, item, [("all of it", 1)], reason="test", by=office.custodian)


def test_c2_refuses_what_is_out_or_missing(office):
    item = office.receive()
    lend(office, item)
    with refused("C2"):
        office.store(item)
    custody.take_back(office.record, [item], condition="as before", by=office.deputy)
    items.report_unlocated(
        office.record, item, searched="everywhere", notified=["Gia Moreno"], by=office.custodian
    )
    with refused("C2"):
        office.store(item, by=office.deputy)
    with refused("C2"):
        custody.take_back(office.record, [item], condition="as before", by=office.deputy)


def test_c2_lets_an_item_go_round_without_gap_or_overlap(office):
    item = office.receive()
    office.store(item)
    office.retrieve(item, by=office.deputy)
    office.transfer(item, office.deputy, office.investigator)
    office.transfer(item, office.investigator, office.custodian)
    lend(office, item)
    custody.take_back(office.record, [item], condition="as before", by=office.custodian)
    office.store(item)
    spans = lookups.custody_of(office.db, item)
    assert [one.how for one in spans] == [
        *("received", "stored", "retrieved", "transferred", "transferred", "lent", "returned", "stored"),
    ]
    assert [one.end_at for one in spans[:-1]] == [one.start_at for one in spans[1:]]
    assert all([bool(one.holder), bool(one.location), bool(one.out_to)].count(True) == 1 for one in spans)


def test_c3_refuses_giver_as_receiver(office):
    item = office.receive()
    with refused("C3"):
        office.transfer(item, office.custodian, office.custodian)
    with refused("C3"):
        custody.release_custody(
            office.record, [item], to=office.custodian.person, purpose="x", released_by=office.custodian
        )


def test_c3_refuses_acceptance_by_somebody_else_or_twice(office):
    item = office.receive()
    transfer = sent(office, item)
    with refused("C3"):
        custody.accept_custody(office.record, transfer, by=office.investigator)
    with refused("C3"):
        custody.refuse_custody(office.record, transfer, reason="not mine", by=office.investigator)
    custody.accept_custody(office.record, transfer, by=office.laboratory)
    with refused("C3"):
        custody.accept_custody(office.record, transfer, by=office.laboratory)


def test_c3_refuses_to_accept_an_item_that_was_not_sent(office):
    item, other = office.receive(), office.receive()
    body = {
        "transfer": sent(office, item),
        "items": [other],
        "seal_state": "none",
        "received_by": office.laboratory.person,
    }
    with refused("C3"):
        office.act("custody.accepted", body, office.laboratory)


def test_c3_lets_the_receiver_accept_or_the_sender_take_back(office):
    one, two = office.receive(), office.receive()
    custody.accept_custody(office.record, sent(office, one), by=office.laboratory)
    custody.refuse_custody(office.record, sent(office, two), reason="wrong box", by=office.custodian)
    assert lookups.holder_of(office.db, one) == office.laboratory.person
    assert lookups.holder_of(office.db, two) == office.custodian.person


def test_c3_holds_an_alert_ready_for_a_transfer_open_too_long(office):
    transfer = sent(office, office.receive())
    later = office.clock.now + 25 * HOUR
    assert [one.transfer for one in lookups.overdue_transfers(office.db, later, 24)] == [transfer]
    assert not lookups.overdue_transfers(office.db, later, 26)


@pytest.mark.parametrize(("category", "place"), [("drugs", "DRUGS/A"), ("currency", "CASH/A")])
def test_c4_refuses_drugs_and_currency_without_a_witness(office, category, place):
    item = office.receive(category)
    with refused("C4"):
        office.store(item, place)
    office.store(item, place, witness=office.supervisor)
    with refused("C4"):
        office.retrieve(item)


def test_c4_refuses_a_firearm_without_a_witness(office):
    gun = office.firearm()
    office.clear(gun)
    with refused("C4"):
        office.transfer(gun, office.custodian, office.investigator)
    with refused("C4"):
        custody.release_custody(
            office.record, [gun], to=office.laboratory.person, purpose="x", released_by=office.custodian
        )
    with refused("C4"):
        lend(office, gun)


def test_c4_refuses_a_mover_as_witness(office):
    item = office.receive("drugs")
    with refused("C4"):
        office.store(item, "DRUGS/A", witness=office.custodian)
    with refused("C4"):
        office.transfer(item, office.custodian, office.investigator, witness=office.investigator)


def test_c4_lets_a_watched_move_and_other_things_pass(office):
    item = office.receive("drugs")
    office.transfer(item, office.custodian, office.deputy, witness=office.supervisor)
    office.store(item, "DRUGS/A", by=office.deputy, witness=office.supervisor)
    office.store(office.receive("biological"))


def test_c5_refuses_a_seal_read_otherwise_than_recorded(office):
    item = sealed(office)
    with refused("C5"):
        office.transfer(item, office.custodian, office.deputy, seal_state="intact", seal="S-2")
    with refused("C5"):
        office.transfer(item, office.custodian, office.deputy, seal_state="broken")
    with refused("C5"):
        office.store(item, seal_state="none")


def test_c5_refuses_a_seal_nobody_recorded(office):
    with refused("C5"):
        office.transfer(office.receive(), office.custodian, office.deputy, seal_state="intact", seal="S-9")


def test_c5_refuses_arrival_in_another_state_until_the_difference_is_recorded(office):
    item = sealed(office)
    transfer, _ = custody.release_custody(
        office.record,
        [item],
        to=office.laboratory.person,
        purpose="prints",
        seal_state="intact",
        seal="S-1",
        released_by=office.custodian,
    )
    arrived = {"seal_state": "broken", "by": office.laboratory}
    with refused("C5"):
        custody.accept_custody(office.record, transfer, **arrived)
    custody.report_seal_difference(
        office.record,
        item,
        expected="S-1",
        found="torn open at one corner",
        explanation="The courier dropped the box.",
        by=office.laboratory,
    )
    custody.accept_custody(office.record, transfer, **arrived)
    with refused("C5"):
        office.transfer(item, office.laboratory, office.custodian, seal_state="broken")


def test_c5_lets_the_recorded_seal_and_a_new_one_pass(office):
    item = sealed(office)
    office.transfer(item, office.custodian, office.deputy, seal_state="intact", seal="S-1")
    custody.break_seal(office.record, item, "S-1", reason="viewing", by=office.deputy)
    office.transfer(item, office.deputy, office.custodian, seal_state="broken")
    custody.apply_seal(office.record, item, "S-2", initials="CD 2 Feb", by=office.custodian)
    office.transfer(item, office.custodian, office.deputy, seal_state="resealed", seal="S-2")


def test_c6_refuses_more_than_there_is(office):
    item = office.receive("evidence", quantity=10, unit="gram")
    with refused("C6"):
        items.split_item(office.record, item, [("a", 6), ("b", 5)], reason="test", by=office.custodian)
    with refused("C6"):
        items.consume_item(office.record, item, 11, purpose="test", by=office.custodian)


def test_c6_refuses_parts_that_are_not_the_items_own(office):
    item, other = office.receive(quantity=10), office.receive()
    body = {
        "item": item,
        "parts": [{"item": f"{other}.1", "description": "a", "quantity": 1}],
        "reason": "test",
        "by": office.custodian.person,
    }
    with refused("C6"):
        office.act("item.split", body, office.custodian)


def test_c6_lets_quantities_that_add_up_pass(office):
    item = office.receive(quantity=10, unit="gram")
    order(office, "permit test", [])
    parts, _ = items.split_item(office.record, item, [("a", 6), ("b", 1)], reason="test", by=office.custodian)
    items.consume_item(office.record, item, 1, purpose="test", by=office.custodian)
    items.consume_item(office.record, parts[0], 6, purpose="test", by=office.custodian)
    rows = [lookups.item(office.db, one) for one in (item, *parts)]
    assert [(row.quantity, row.status) for row in rows] == [(2, "held"), (0, "consumed"), (1, "held")]
    more, _ = items.split_item(office.record, item, [("c", 2)], reason="test", by=office.custodian)
    assert more == [f"{item}.3"]
    assert lookups.item(office.db, item).status == "split"


def test_c7_refuses_what_has_not_happened_yet(office):
    with refused("C7"):
        office.receive(occurred_at=office.clock.now + HOUR)


def test_c7_refuses_a_late_entry_without_a_reason(office):
    with refused("C7"):
        office.receive(occurred_at=office.clock.now - 2 * DAY)
    office.act(
        "policy.adopted",
        {"policy": "late_hours", "value": "2", "reason": "small office", "by": office.ana.person},
        office.ana,
    )
    with refused("C7"):
        office.receive(occurred_at=office.clock.now - 3 * HOUR)


def test_c7_lets_recent_and_explained_entries_pass(office):
    assert office.receive(occurred_at=office.clock.now - 23 * HOUR)
    assert office.receive(occurred_at=office.clock.now - 9 * DAY, late_reason="the book was mislaid")


def test_c8_refuses_to_leave_the_last_case(office):
    item = office.receive()
    with refused("C8"):
        detach(office, item, office.docket)
    with refused("C8"):
        detach(office, item, office.other_docket)


def test_c8_refuses_a_prosecutor_of_another_case(office):
    item = office.receive()
    office.link(item)
    stranger = office.newcomer("stranger", "prosecutor", docket=office.other_docket)
    with refused("C8"):
        detach(office, item, office.docket, approved_by=stranger)


def test_c8_lets_a_link_end_with_approval_and_stay_visible(office):
    item = office.receive()
    office.link(item)
    own = office.newcomer("own", "prosecutor", docket=office.docket)
    detach(office, item, office.docket, approved_by=own)
    assert lookups.dockets_of(office.db, item) == [office.other_docket]
    assert lookups.dockets_of(office.db, item, detached=True) == [office.docket, office.other_docket]
    office.clock.advance()
    items.link_item(office.record, item, office.docket, reason="after all", by=office.prosecutor)


def test_c9_refuses_currency_counted_by_one(office):
    with refused("C9"):
        office.receive("currency", counted_by=None)
    with refused("C9"):
        office.receive("currency", counted_by=office.custodian)


def test_c9_lets_currency_counted_by_two_pass(office):
    assert office.receive("currency", quantity=184_550, unit="cent", counted_by=office.supervisor)


def test_c10_refuses_a_link_without_the_whole_history(office):
    item = office.receive()
    office.store(item)
    first = lookups.item(office.db, item).seq
    body = {
        "item": item,
        "docket": office.other_docket,
        "reason": "same rounds",
        "history": [first],
        "by": office.investigator.person,
    }
    with refused("C10"):
        office.act("item.linked", body, office.investigator)


def test_c10_refuses_a_link_that_exists(office):
    item = office.receive()
    office.link(item)
    with refused("C10"):
        office.link(item)


def test_c10_lets_a_link_with_its_history_pass_also_for_a_part(office):
    item = office.receive(quantity=4)
    (part,), _ = items.split_item(office.record, item, [("a", 1)], reason="test", by=office.custodian)
    office.link(part)
    assert office.other_docket in lookups.dockets_of(office.db, part)


def test_the_empty_list_of_items_is_no_act(office):
    with pytest.raises(Invalid):
        office.store([])


def test_only_who_holds_the_item_examines_it(office):
    item = office.receive()
    request, _ = laboratory.request_examination(
        office.record,
        [item],
        laboratory="State laboratory",
        scope="prints",
        destructive=False,
        return_due="2026-03-01",
        by=office.investigator,
    )
    laboratory.accept_request(office.record, request, examiner="Finn Park", by=office.laboratory)
    with refused("C2"):
        laboratory.perform_test(
            office.record, request, destructive=False, method="looked", effect="none", by=office.laboratory
        )


def test_a_declaration_can_be_made_of_a_thing_that_is_out(office):
    item = office.receive()
    lend(office, item)
    conditions.declare_condition(
        office.record,
        item,
        "damaged",
        method=["visual"],
        declared_by=office.deputy,
        verified_by=office.custodian,
    )


def lend(office, item: str) -> None:
    office.clock.advance()
    custody.lend_items(
        office.record,
        [item],
        to="First District Court",
        due_on="2026-02-20",
        purpose="hearing",
        condition="whole",
        by=office.custodian,
    )


def sent(office, item: str) -> str:
    office.clock.advance()
    return custody.release_custody(
        office.record, [item], to=office.laboratory.person, purpose="prints", released_by=office.custodian
    )[0]


def sealed(office) -> str:
    return office.receive(seal="S-1", initials="CD 2 Feb")


def detach(office, item: str, docket: str, approved_by=None) -> None:
    office.clock.advance()
    items.detach_item(
        office.record,
        item,
        docket,
        reason="not of this case",
        by=office.paralegal,
        approved_by=approved_by or office.prosecutor,
    )
