"""Rules A1 to A8: who may sign."""

import pytest

from tests.rules.refusing import refused
from wholefile.actions import cases, conditions, items, people
from wholefile.actions.signing import Signer
from wholefile.core.errors import Forbidden
from wholefile.record.act import Draft
from wholefile.rules.authority import keys_are_new_and_vouched_for


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
