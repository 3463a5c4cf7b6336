"""Rules A1 to A8 and A13: who may sign."""

import pytest

from tests.rules.refusing import refused
from wholefile.actions import cases, conditions, disclosure, holds, items, laboratory, people
from wholefile.actions.signing import Signer
from wholefile.core.errors import Forbidden
from wholefile.record.act import Draft
from wholefile.rules.authority import keys_are_new_and_vouched_for
from wholefile.rules.registry import Refused


def test_a1_refuses_a_signer_without_a_role_that_may(office):
    with refused("A1"):
        office.receive(by=office.prosecutor)
    with refused("A1"):
        office.receive(by=office.newcomer("nobody"))


def test_a1_refuses_a_role_held_in_another_case(office):
    visitor = office.newcomer("visitor", "custodian", docket=office.other_docket)
    with refused("A1"):
        office.receive(by=visitor)


def test_a1_refuses_a_role_that_has_ended(office):
    people.end_role(office.record, office.deputy.person, "custodian", reason="moved", by=office.supervisor)
    with refused("A1"):
        office.receive(by=office.deputy)


def test_a1_lets_a_role_held_everywhere_or_in_the_case_pass(office):
    assert office.receive(by=office.deputy)
    visitor = office.newcomer("visitor", "custodian", docket=office.docket)
    assert office.receive(by=visitor)


def test_a1_lets_a_role_in_any_case_of_the_item_pass(office):
    item = office.receive()
    office.link(item)
    visitor = office.newcomer("visitor", "paralegal", docket=office.other_docket)
    items.describe_item(office.record, item, reason="typing error", description="One casing", by=visitor)


def test_a2_refuses_one_person_in_two_places(office):
    item = office.receive()
    office.link(item)
    both = office.newcomer("both", "paralegal", "prosecutor")
    with refused("A2"):
        items.detach_item(office.record, item, office.docket, reason="mistake", by=both, approved_by=both)


def test_a2_lets_two_persons_pass(office):
    item = office.receive()
    office.link(item)
    items.detach_item(
        office.record,
        item,
        office.docket,
        reason="mistake",
        by=office.paralegal,
        approved_by=office.prosecutor,
    )


def test_a3_refuses_an_administrator_on_evidence_whatever_else_they_are(office):
    people.grant_role(office.record, office.ben.person, "custodian", by=office.ana)
    with refused("A3"):
        office.receive(by=office.ben)
    people.grant_role(office.record, office.prosecutor.person, "administrator", by=office.ana)
    with refused("A3"):
        cases.reopen_case(office.record, office.docket, reason="x", by=office.prosecutor)


def test_a3_lets_administrators_manage_the_register(office):
    people.add_location(office.record, "ROOM-B", name="Annex", kind="room", stores=["general"], by=office.ana)
    people.adopt_policy(office.record, "late_hours", "48", reason="rural county", by=office.ben)


def test_a4_refuses_an_unknown_person(office):
    with refused("A4"):
        cases.add_party(
            office.record,
            office.docket,
            name="A. Stranger",
            role="witness",
            person="P-404",
            by=office.prosecutor,
        )
    with refused("A4"):
        people.grant_role(office.record, "P-404", "custodian", by=office.ana)
    with refused("A4"):
        people.enrol_key(
            office.record, Signer.of("P-404", b"s" * 32), countersigner=office.ana, how_checked="in person"
        )


def test_a4_lets_a_known_person_pass(office):
    cases.add_party(
        office.record,
        office.docket,
        name="Kim Vale",
        role="witness",
        person=office.defence.person,
        by=office.prosecutor,
    )


def test_a5_refuses_an_owner_who_vouches_for_their_own_key(office):
    new = Signer.of(office.supervisor.person, b"n" * 32)
    draft = _enrolment(office, new, office.supervisor)
    assert "cannot vouch" in keys_are_new_and_vouched_for(draft, office.db)
    with pytest.raises(Forbidden):
        people.enrol_key(office.record, new, countersigner=office.supervisor, how_checked="I trust myself")


def test_a5_refuses_a_key_that_is_or_was_somebodys(office):
    people.revoke_key(office.record, office.deputy.key, reason="lost", by=office.deputy)
    for owner in (office.deputy, office.custodian):
        draft = _enrolment(office, owner, office.ana)
        assert "already" in keys_are_new_and_vouched_for(draft, office.db)


def test_a5_lets_a_new_key_pass_and_its_owner_sign_with_it(office):
    new = Signer.of(office.custodian.person, b"n" * 32)
    people.enrol_key(office.record, new, countersigner=office.supervisor, how_checked="in person")
    assert office.receive(by=new)


def test_a6_refuses_a_colleague_who_ends_somebody_elses_key(office):
    with refused("A6"):
        people.revoke_key(office.record, office.custodian.key, reason="spite", by=office.deputy)


def test_a6_refuses_a_key_that_is_not_valid(office):
    people.revoke_key(office.record, office.deputy.key, reason="lost", by=office.ana)
    with refused("A6"):
        people.revoke_key(office.record, office.deputy.key, reason="lost", by=office.ana)


def test_a6_lets_owner_administrator_and_supervisor_end_a_key(office):
    people.revoke_key(office.record, office.deputy.key, reason="lost", by=office.deputy)
    people.revoke_key(office.record, office.paralegal.key, reason="left", by=office.supervisor)
    people.revoke_key(office.record, office.investigator.key, reason="left", by=office.ana)
    with pytest.raises(Forbidden):
        office.receive(by=office.deputy)


def test_a7_refuses_a_role_for_oneself(office):
    with refused("A7"):
        people.grant_role(office.record, office.supervisor.person, "prosecutor", by=office.supervisor)


def test_a7_refuses_an_administrator_made_by_a_supervisor(office):
    with refused("A7"):
        people.grant_role(office.record, office.deputy.person, "administrator", by=office.supervisor)


def test_a7_lets_a_role_for_another_pass(office):
    people.grant_role(office.record, office.supervisor.person, "auditor", by=office.ana)
    people.grant_role(office.record, office.deputy.person, "investigator", by=office.supervisor)


def test_a8_refuses_to_end_the_last_administrator(office):
    people.end_role(office.record, office.ben.person, "administrator", reason="retired", by=office.ana)
    with refused("A8"):
        people.end_role(office.record, office.ana.person, "administrator", reason="tired", by=office.ana)
    with refused("A8"):
        people.revoke_key(office.record, office.ana.key, reason="lost", by=office.supervisor)


def test_a8_refuses_when_the_other_administrator_has_no_valid_key(office):
    people.revoke_key(office.record, office.ben.key, reason="lost", by=office.supervisor)
    with refused("A8"):
        people.end_role(office.record, office.ana.person, "administrator", reason="tired", by=office.ana)


def test_a8_lets_an_administrator_go_while_another_remains(office):
    people.end_role(office.record, office.ana.person, "administrator", reason="retired", by=office.ben)
    people.revoke_key(office.record, office.ana.key, reason="retired", by=office.ben)


def test_condition_declarations_need_roles_of_both_signers(office):
    gun = office.firearm()
    with refused("A1"):
        conditions.declare_condition(
            office.record,
            gun,
            "cleared",
            method=["visual", "physical"],
            declared_by=office.custodian,
            verified_by=office.prosecutor,
        )


def _enrolment(office, owner: Signer, countersigner: Signer) -> Draft:
    body = {"person": owner.person, "key": owner.key, "countersigned_by": countersigner.person}
    return Draft(999, "key.enrolled", office.clock.now, body, [], [], [])


@pytest.fixture
def counsel(office):
    """Of the defence in the first case alone."""
    return office.newcomer("counsel", "defence", docket=office.docket)


def a_test_of(office, *named):
    office.clock.advance()
    return laboratory.request_examination(
        office.record, named, laboratory="State laboratory", scope="mallet", destructive=True,
        return_due="2026-06-01", by=office.investigator,
    )[0]  # fmt: skip


def test_a1_refuses_holds_and_objections_of_counsel_of_another_case(office, counsel):
    other = office.receive(dockets=[office.other_docket])
    request = a_test_of(office, other)
    with refused("A1"):
        holds.place_hold(office.record, office.other_docket, reason="mine", by=counsel)
    with refused("A1"):
        holds.place_hold(office.record, office.other_docket, items=[other], reason="mine", by=counsel)
    with refused("A1"):
        laboratory.object_to_test(office.record, request, reason="mine", by=counsel)
    with refused("A1"):
        disclosure.raise_objection(office.record, office.other_docket, kind="other", text="mine", by=counsel)


def test_a1_refuses_counsel_whose_role_in_the_case_has_ended(office, counsel):
    request = a_test_of(office, office.receive())
    people.end_role(
        office.record, counsel.person, "defence", docket=office.docket, reason="left", by=office.supervisor
    )
    with refused("A1"):
        holds.place_hold(office.record, office.docket, reason="mine", by=counsel)
    with refused("A1"):
        laboratory.object_to_test(office.record, request, reason="mine", by=counsel)


def test_a1_lets_counsel_of_the_case_hold_and_object(office, counsel):
    shared = office.receive()
    office.link(shared)
    request = a_test_of(office, shared, office.receive(dockets=[office.other_docket]))
    assert holds.place_hold(office.record, office.docket, reason="all of it", by=counsel)
    assert laboratory.object_to_test(office.record, request, reason="ours is among it", by=counsel)


def test_a13_refuses_what_is_of_no_case_in_which_the_signer_acts(office, counsel):
    mine, other = office.receive(), office.receive(dockets=[office.other_docket])
    for named in ([other], [mine, other]):
        with refused("A13"):
            holds.place_hold(office.record, office.docket, items=named, reason="mine", by=counsel)
        with refused("A13"):
            disclosure.raise_objection(
                office.record, office.docket, kind="other", text="mine", items=named, by=counsel
            )
    visitor = office.newcomer("visitor", "prosecutor", docket=office.docket)
    with refused("A13"):
        holds.place_hold(office.record, office.docket, items=[other], reason="mine", by=visitor)


def test_a13_says_the_same_of_what_does_not_exist(office, counsel):
    other = office.receive(dockets=[office.other_docket])
    said = []
    for one in (other, "V26-999999"):
        with pytest.raises(Refused) as caught:
            holds.place_hold(office.record, office.docket, items=[one], reason="mine", by=counsel)
        said.append(caught.value.message.replace(one, "V"))
    assert said[0] == said[1]


def test_a13_lets_things_of_the_case_pass_also_when_they_left_it_and_roles_held_everywhere(office, counsel):
    item, other = office.receive(), office.receive(dockets=[office.other_docket])
    office.link(item)
    office.clock.advance()
    items.detach_item(
        office.record,
        item,
        office.docket,
        reason="mistake",
        by=office.custodian,
        approved_by=office.prosecutor,
    )
    assert holds.place_hold(office.record, office.docket, items=[item], reason="it was ours", by=counsel)
    assert disclosure.raise_objection(
        office.record, office.docket, kind="other", text="it was ours", items=[item], by=counsel
    )
    assert holds.place_hold(
        office.record, office.docket, items=[other], reason="asked by all", by=office.defence
    )
