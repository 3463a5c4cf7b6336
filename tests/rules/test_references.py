"""Rules N1 and N2: numbers are new, references hold. L1, which the ledger keeps."""

import pytest

from tests.rules.refusing import refused
from wholefile.actions import cases, custody, items, laboratory, people, pleadings
from wholefile.actions.recording import prepare_act, record_prepared
from wholefile.core.docket import case_label
from wholefile.core.errors import NotFound, Unprocessable


def opened(office, **more):
    facts = {
        "kind": "criminal",
        "title": "State v. Roe",
        "court": "First District Court",
        "jurisdiction": "us-nm",
        "by": office.prosecutor,
    }
    return cases.open_case(office.record, **{"as_printed": "2026-CR-77", **facts, **more})


def test_n1_refuses_numbers_given_before(office):
    item = office.receive()
    body = {
        "item": item,
        "description": "Another thing altogether",
        "category": "evidence",
        "quantity": 1,
        "unit": "each",
        "submitted_by": "Eva Stone",
        "collected_at": "12 Mesa Road",
        "authority": "warrant",
        "named_cases": [],
        "dockets": [office.docket],
        "identifiers": [],
        "by": office.custodian.person,
    }
    with refused("N1"):
        office.act("item.received", body, office.custodian)
    with refused("N1"):
        opened(office, as_printed="d-101-cr-2026-0042")
    with refused("N1"):
        people.add_location(
            office.record, "GUNS/A", name="Again", kind="vault", stores=["firearms"], by=office.custodian
        )


def test_n1_refuses_a_transfer_number_of_either_kind_of_transfer(office):
    item = office.receive()
    number = office.transfer(item, office.custodian, office.investigator)
    body = {
        "transfer": number,
        "items": [item],
        "purpose": "x",
        "seal_state": "none",
        "to": office.custodian.person,
        "released_by": office.investigator.person,
    }
    with refused("N1"):
        office.act("custody.released", body, office.investigator)


def test_n1_refuses_a_sub_item_number_given_before(office):
    item = office.receive(quantity=10)
    items.split_item(office.record, item, [("one half", 3)], reason="test", by=office.custodian)
    body = {
        "item": item,
        "parts": [{"item": f"{item}.1", "description": "again", "quantity": 1}],
        "reason": "test",
        "by": office.custodian.person,
    }
    with refused("N1"):
        office.act("item.split", body, office.custodian)


def test_n1_refuses_a_count_of_the_same_case_twice(office):
    party = office.db.one("party").party
    count = {
        "party": party,
        "statute": "NMSA 30-2-3",
        "title": "Manslaughter",
        "charged_on": "2026-01-31",
        "by": office.prosecutor,
    }
    pleadings.charge_count(office.record, office.docket, 1, **count)
    with refused("N1"):
        pleadings.charge_count(office.record, office.docket, 1, **count)


def test_n1_lets_new_numbers_pass(office):
    assert office.receive() != office.receive()
    docket, _ = opened(office)
    for case in (office.docket, docket):
        party, _ = cases.add_party(office.record, case, name="Roe", role="defendant", by=office.prosecutor)
        pleadings.charge_count(
            office.record,
            case,
            1,
            party=party,
            statute="NMSA 30-2-3",
            title="Manslaughter",
            charged_on="2026-01-31",
            by=office.prosecutor,
        )


def test_n2_refuses_an_item_case_place_or_party_that_does_not_exist(office):
    with refused("N2"):
        office.store("V26-000999")
    with refused("N2"):
        office.receive(dockets=["2026-CR-999"])
    item = office.receive()
    with refused("N2"):
        office.store(item, "ROOM-Z")
    with refused("N2"):
        cases.counsel_appears(office.record, office.docket, "PT-99", name="Vale", by=office.paralegal)
    with refused("N2"):
        people.grant_role(office.record, office.deputy.person, "auditor", docket="2026-CR-999", by=office.ana)


def test_n2_refuses_a_party_of_another_case(office):
    docket, _ = opened(office, kind="civil")
    party, _ = cases.add_party(office.record, docket, name="Roe", role="plaintiff", by=office.prosecutor)
    with refused("N2"):
        cases.counsel_appears(office.record, office.docket, party, name="Vale", by=office.paralegal)
    with refused("N2"):
        pleadings.plead_claim(
            office.record,
            office.docket,
            1,
            cause_of_action="defamation",
            plaintiff=party,
            against=[party],
            pleaded_on="2026-02-01",
            by=office.paralegal,
        )


def test_n2_refuses_anything_more_with_an_item_that_is_gone(office):
    item = office.receive()
    items.report_loss(office.record, item, kind="lost", circumstances="not in the box", by=office.custodian)
    with refused("N2"):
        office.store(item)
    with refused("N2"):
        items.report_loss(office.record, item, kind="stolen", circumstances="again", by=office.custodian)


def test_n2_refuses_to_end_what_has_ended(office):
    party = office.db.one("party").party
    cases.counsel_appears(office.record, office.docket, party, name="Vale", by=office.paralegal)
    left = {"name": "Vale", "reason": "retired", "by": office.paralegal}
    cases.counsel_withdraws(office.record, office.docket, party, **left)
    with refused("N2"):
        cases.counsel_withdraws(office.record, office.docket, party, **left)
    deadline, _ = cases.set_deadline(
        office.record,
        office.docket,
        what="witness list",
        due_on="2026-03-01",
        rule="5-501",
        by=office.paralegal,
    )
    cases.meet_deadline(office.record, office.docket, deadline, how="filed", by=office.paralegal)
    with refused("N2"):
        cases.meet_deadline(office.record, office.docket, deadline, how="again", by=office.paralegal)


def test_n2_refuses_cases_in_the_wrong_state(office):
    with refused("N2"):
        cases.reopen_case(office.record, office.docket, reason="x", by=office.prosecutor)
    closing = {"outcome": "dismissed", "closed_on": "2026-02-01", "by": office.prosecutor}
    with refused("N2"):
        cases.close_case(office.record, office.docket, **closing, appeal_until="2026-01-31")
    cases.close_case(office.record, office.docket, **closing, appeal_until="2026-03-03")
    with refused("N2"):
        cases.close_case(office.record, office.docket, **closing, appeal_until="2026-03-03")
    with refused("N2"):
        cases.relate_cases(
            office.record,
            office.docket,
            office.docket,
            relation="other",
            reason="x",
            by=office.prosecutor,
        )


def test_n2_refuses_a_role_held_already_and_the_end_of_one_not_held(office):
    with refused("N2"):
        people.grant_role(office.record, office.deputy.person, "custodian", by=office.ana)
    with refused("N2"):
        people.end_role(office.record, office.deputy.person, "auditor", reason="x", by=office.ana)


def test_n2_refuses_a_seal_used_before_and_one_the_item_does_not_bear(office):
    one, two = office.receive(), office.receive()
    custody.apply_seal(office.record, one, "S-1", initials="CD", by=office.custodian)
    with refused("N2"):
        custody.apply_seal(office.record, two, "S-1", initials="CD", by=office.custodian)
    with refused("N2"):
        custody.break_seal(office.record, two, "S-1", reason="viewing", by=office.custodian)


def test_n2_refuses_laboratory_acts_out_of_turn(office):
    item, other = office.receive(), office.receive()
    request = asked(office, item)
    with refused("N2"):
        laboratory.report_findings(office.record, request, findings="x", by=office.laboratory)
    with refused("N2"):
        laboratory.give_notice_of_test(
            office.record, request, served_on="Vale", how="e-mail", window_days=10, by=office.prosecutor
        )
    laboratory.accept_request(office.record, request, examiner="Finn Park", by=office.laboratory)
    with refused("N2"):
        laboratory.decline_request(office.record, request, reason="late", by=office.laboratory)
    with refused("N2"):
        laboratory.perform_test(
            office.record,
            request,
            destructive=False,
            method="looked",
            effect="none",
            items=[other],
            by=office.laboratory,
        )


def test_n2_lets_a_laboratory_request_take_its_course(office):
    item = office.receive()
    request = asked(office, item)
    laboratory.accept_request(office.record, request, examiner="Finn Park", by=office.laboratory)
    office.transfer(item, office.custodian, office.laboratory)
    laboratory.perform_test(
        office.record, request, destructive=False, method="looked", effect="none", by=office.laboratory
    )
    laboratory.report_findings(office.record, request, findings="One print.", by=office.laboratory)
    assert office.db.one("laboratory_request", request=request).status == "reported"


def test_n2_lets_a_lost_item_be_found(office):
    item = office.receive()
    items.report_loss(office.record, item, kind="lost", circumstances="not there", by=office.custodian)
    items.report_located(
        office.record, item, location="ROOM-A", circumstances="behind the shelf", by=office.custodian
    )
    assert office.db.one("item", item=item).location == "ROOM-A"


def test_a_request_that_does_not_exist_leaves_no_file_behind(office):
    with pytest.raises(NotFound):
        laboratory.report_findings(office.record, "L-9", findings="x", by=office.laboratory)


def test_l1_refuses_an_act_filed_under_another_case(office):
    item = office.receive()
    body = {
        "items": [item],
        "location": "ROOM-A",
        "seal_state": "none",
        "by": office.custodian.person,
    }
    prepared = prepare_act(office.record, "custody.stored", body, cases=[case_label(office.other_docket)])
    with pytest.raises(Unprocessable) as error:
        record_prepared(office.record, prepared, [office.custodian.sign(prepared.act)])
    assert error.value.code == "rule.L1"


def asked(office, item: str) -> str:
    return laboratory.request_examination(
        office.record,
        [item],
        laboratory="State laboratory",
        scope="Latent prints",
        destructive=False,
        return_due="2026-03-01",
        by=office.investigator,
    )[0]
