"""People, cases, items, custody and laboratory from one end to the other, and the tables they leave."""

import pytest

from wholefile.actions import cases, conditions, custody, items, laboratory, people, pleadings
from wholefile.actions.files import Upload
from wholefile.core.errors import Forbidden, NotFound
from wholefile.record import lookups
from wholefile.record.rebuild import difference


def test_a_person_is_added_given_a_key_and_roles_and_leaves_again(office):
    new = office.newcomer("new", "custodian", "laboratory")
    assert people.signer_for(office.record, new.seed) == new
    assert lookups.roles(office.db, new.person) == {"custodian", "laboratory"}
    people.end_role(office.record, new.person, "custodian", reason="moved", by=office.ana)
    assert lookups.roles(office.db, new.person) == {"laboratory"}
    people.revoke_key(office.record, new.key, reason="moved", by=office.ana)
    with pytest.raises(NotFound):
        people.signer_for(office.record, new.seed)
    with pytest.raises(Forbidden):
        office.receive(by=new)


def test_a_signer_does_not_show_the_seed(office):
    assert office.ana.seed.hex() not in repr(office.ana)
    assert repr(office.ana.seed) not in repr(office.ana)


def test_a_civil_case_with_its_claims_and_relief(office):
    docket, _ = cases.open_case(
        office.record,
        "1:26-cv-00123",
        kind="civil",
        title="Doe v. County",
        court="District of New Mexico",
        jurisdiction="us-federal",
        by=office.paralegal,
    )
    assert docket == "1-26-CV-123"
    cases.relate_cases(
        office.record,
        docket,
        office.docket,
        relation="civil suit after",
        reason="same events",
        by=office.paralegal,
    )
    party = {"by": office.paralegal}
    plaintiff, _ = cases.add_party(office.record, docket, name="John Doe", role="plaintiff", **party)
    county, _ = cases.add_party(office.record, docket, name="Santa Fe county", role="respondent", **party)
    cases.counsel_appears(
        office.record, docket, plaintiff, name="Kim Vale", firm="Vale & Partners", by=office.defence
    )
    pleadings.plead_claim(
        office.record,
        docket,
        1,
        cause_of_action="malicious abuse of process",
        plaintiff=plaintiff,
        against=[county],
        pleaded_on="2026-02-01",
        by=office.defence,
    )
    pleadings.seek_relief(
        office.record, docket, 1, kind="compensatory damages", text="$1", claims=[1], by=office.defence
    )
    cases.counsel_withdraws(
        office.record, docket, plaintiff, name="Kim Vale", reason="conflict", by=office.defence
    )
    assert office.db.one("claim", docket=docket).cause_of_action == "malicious abuse of process"
    assert office.db.one("counsel", docket=docket).withdrawn_seq is not None
    assert difference(office.record) == []


def test_a_criminal_case_to_its_end_and_back(office):
    record, docket = office.record, office.docket
    pleadings.charge_count(
        record,
        docket,
        1,
        party=office.db.one("party").party,
        statute="NMSA 30-2-3",
        title="Involuntary manslaughter",
        charged_on="2026-01-31",
        by=office.prosecutor,
    )
    order, _ = cases.enter_order(
        record,
        docket,
        as_printed="Order of 2 February 2026",
        on="2026-02-02",
        effect="produce",
        text="The State shall produce the rounds.",
        by=office.judge,
    )
    deadline, _ = cases.set_deadline(
        record, docket, what="produce the rounds", due_on="2026-02-09", rule=order, by=office.paralegal
    )
    cases.meet_deadline(record, docket, deadline, how="served", days_late=0, by=office.paralegal)
    cases.record_court_event(
        record,
        docket,
        event="dismissal",
        on="2026-02-02",
        text="Dismissed.",
        with_prejudice=True,
        by=office.judge,
    )
    pleadings.dispose_of_count(
        record, docket, 1, outcome="dismissed with prejudice", on="2026-02-02", by=office.prosecutor
    )
    cases.close_case(
        record,
        docket,
        outcome="dismissed",
        closed_on="2026-02-02",
        appeal_until="2026-03-04",
        by=office.prosecutor,
    )
    assert office.db.one("case_file", docket=docket).status == "closed"
    cases.reopen_case(record, docket, reason="appeal", by=office.judge)
    assert office.db.one("case_file", docket=docket).status == "open"
    assert difference(record) == []


def test_the_revolver_from_the_counter_to_the_laboratory_and_back(office):
    record = office.record
    gun = office.firearm(seal="S-1", initials="CD 2 Feb")
    photograph = Upload("left side.jpg", b"\xff\xd8left", "image/jpeg")
    items.attach_files(record, gun, [photograph], purpose="baseline photograph", by=office.custodian)
    office.clear(gun)
    request, _ = laboratory.request_examination(
        record,
        [gun],
        laboratory="State laboratory",
        scope="Function of the hammer",
        destructive=False,
        return_due="2026-03-01",
        by=office.investigator,
    )
    laboratory.accept_request(record, request, examiner="Finn Park", by=office.laboratory)
    office.clear(gun)  # taking on the request made the first declaration lapse
    transfer, _ = custody.release_custody(
        record,
        [gun],
        to=office.laboratory.person,
        purpose="examination",
        seal_state="intact",
        seal="S-1",
        released_by=office.custodian,
        witness=office.supervisor,
    )
    custody.accept_custody(record, transfer, seal_state="intact", seal="S-1", by=office.laboratory)
    custody.break_seal(record, gun, "S-1", reason="examination", by=office.laboratory)
    laboratory.perform_test(
        record,
        request,
        destructive=False,
        method="cycled by hand",
        effect="none",
        by=office.laboratory,
    )
    report = [Upload("report.pdf", b"%PDF-1.7 report")]
    laboratory.report_findings(
        record, request, findings="The hammer holds.", files=report, by=office.laboratory
    )
    office.clear(gun, declared_by=office.laboratory, verified_by=office.investigator)
    office.transfer(gun, office.laboratory, office.custodian, seal_state="broken", witness=office.supervisor)
    custody.apply_seal(record, gun, "S-2", initials="CD 3 Feb", by=office.custodian)
    office.clear(gun)
    office.store(gun, "GUNS/A", seal_state="resealed", witness=office.supervisor)
    assert lookups.item(office.db, gun).location == "GUNS/A"
    assert [one.purpose for one in lookups.files_of(office.db, gun)] == ["baseline photograph", "report"]
    assert difference(record) == []


def test_a_refused_transfer_and_a_declined_request_leave_things_where_they_were(office):
    item = office.receive()
    transfer, _ = custody.release_custody(
        office.record, [item], to=office.laboratory.person, purpose="prints", released_by=office.custodian
    )
    custody.refuse_custody(office.record, transfer, reason="no request", by=office.laboratory)
    request, _ = laboratory.request_examination(
        office.record,
        [item],
        laboratory="State laboratory",
        scope="prints",
        destructive=True,
        return_due="2026-03-01",
        by=office.investigator,
    )
    laboratory.give_notice_of_test(
        office.record, request, served_on="Kim Vale", how="e-mail", window_days=10, by=office.prosecutor
    )
    laboratory.object_to_test(office.record, request, reason="Photograph it first.", by=office.defence)
    laboratory.decline_request(office.record, request, reason="objection", by=office.laboratory)
    assert lookups.holder_of(office.db, item) == office.custodian.person
    assert office.db.one("laboratory_request", request=request).status == "declined"


def test_losing_and_finding_an_item(office):
    item = office.receive(location="ROOM-A/SHELF-1")
    items.report_unlocated(
        office.record, item, searched="the room, twice", notified=["Gia Moreno"], by=office.custodian
    )
    assert lookups.item(office.db, item).status == "unlocated"
    items.report_located(
        office.record, item, location="ROOM-A", circumstances="fell behind", by=office.custodian
    )
    items.report_loss(
        office.record, item, kind="damaged", circumstances="water from above", by=office.custodian
    )
    assert lookups.item(office.db, item).status == "held"


def test_photographs_of_a_declaration_belong_to_the_item(office):
    item = office.rounds(2)
    conditions.declare_condition(
        office.record,
        item,
        "dummy",
        method=["shaken", "primer"],
        rounds=[1, 2],
        photographs=[Upload("rounds.jpg", b"\xff\xd8rounds")],
        declared_by=office.custodian,
        verified_by=office.supervisor,
    )
    assert [one.name for one in lookups.files_of(office.db, item)] == ["rounds.jpg"]


def test_files_for_a_voucher_that_does_not_exist_are_not_stored(office):
    upload = [Upload("x.jpg", b"\xff\xd8x")]
    with pytest.raises(NotFound):
        items.attach_files(office.record, "V26-000404", upload, purpose="photograph", by=office.custodian)
    assert not list(office.record.store.all())


def test_a_changed_file_is_found_by_the_fixity_check(office):
    item = office.receive()
    items.attach_files(
        office.record,
        item,
        [Upload("a.txt", b"as it was")],
        purpose="document",
        by=office.custodian,
    )
    path = office.record.store.path(office.db.one("item_file", item=item).sha256)
    path.chmod(0o600)
    path.write_bytes(b"as it is!")
    items.verify_files(office.record, item, by=office.auditor)
    assert office.db.one("item_file", item=item).sha256 in office.db.one("fixity_check", item=item).failed
