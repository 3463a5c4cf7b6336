"""Attempts of those who manage roles, settings and expungement, by acts prepared by hand."""

import pytest

from tests.rules.situations import refused
from wholefile.actions import items, people
from wholefile.actions.files import Upload
from wholefile.core.errors import WholefileError
from wholefile.record.sql import Insert


def setting(office, policy, value):
    body = {"policy": policy, "value": value, "reason": "ours", "by": office.supervisor.person}
    return office.act("policy.adopted", body, office.supervisor)


@pytest.mark.parametrize(
    ("policy", "value"),
    [
        ("late_hours", "never"), ("late_hours", "99999999999"), ("late_hours", "-1"), ("late_hours", "1.5"),
        ("late_hours", "\u0662\u0664"), ("audit_percent", "0"), ("audit_percent", "101"),
        ("open_transfer_hours", "1e9"), ("hand_over_required", "maybe"),
    ],
)  # fmt: skip
def test_a10_refuses_a_setting_that_is_no_number_they_can_count_with(office, policy, value):
    """Otherwise one word ends a rule, or every act it is asked of."""
    with refused("A10", policy):
        setting(office, policy, value)


def test_a10_lets_settings_within_their_bounds_and_of_other_names_pass(office):
    setting(office, "late_hours", "48")
    setting(office, "audit_percent", "25")
    setting(office, "hand_over_required", "yes")
    setting(office, "hand_over_required", "no")
    setting(office, "radio channel", "7")


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("prosecutor", "court"), ("court", "paralegal"), ("custodian", "court"), ("defence", "court"),
        ("investigator", "defence"), ("defence", "prosecutor"), ("court", "supervisor"),
    ],
)  # fmt: skip
def test_a9_refuses_one_person_on_two_sides(office, held, asked):
    """A prosecutor with a court's role permits the withholding; an investigator of the defence reads unseen."""
    both = office.newcomer("both", held)
    with refused("A9", "Both"):
        people.grant_role(office.record, both.person, asked, by=office.ana)
    with refused("A9", "Both"):
        people.grant_role(office.record, both.person, asked, by=office.ana, docket=office.docket)


def test_a9_lets_who_defends_in_one_case_may_prosecute_in_another(office):
    """Special prosecutors do; but not in the same case, and not when one role is held everywhere."""
    both = office.newcomer("both", "defence", docket=office.docket)
    people.grant_role(office.record, both.person, "prosecutor", by=office.ana, docket=office.other_docket)
    with refused("A9"):
        people.grant_role(office.record, both.person, "prosecutor", by=office.ana, docket=office.docket)
    with refused("A9"):
        people.grant_role(office.record, both.person, "prosecutor", by=office.ana)


@pytest.mark.parametrize("by", ["ana", "ben"])
def test_a12_refuses_an_administrator_of_one_case(office, by):
    """Such a role manages nothing, and keeps its holder from evidence everywhere."""
    new = office.newcomer("new", "custodian")
    with refused("A12", "without a case"):
        people.grant_role(
            office.record, new.person, "administrator", by=getattr(office, by), docket=office.docket
        )


def test_a12_lets_an_administrator_of_the_office_pass_and_an_old_grant_be_ended(office):
    new = office.newcomer("new", "custodian", docket=office.docket)
    people.grant_role(office.record, new.person, "administrator", by=office.ana)
    held = {"seq": 10**6, "person": new.person, "role": "administrator", "docket": office.docket}
    office.db.execute([Insert("role_grant", held)])
    people.end_role(
        office.record, new.person, "administrator", reason="no such role", by=office.ana, docket=office.docket
    )


def expunge(office, positions, files=(), *, docket=None, ordered_by=None):
    judge = ordered_by or office.judge
    body = {
        "docket": docket or office.docket, "order": "Order of today", "authority": "statute",
        "positions": positions, "files": list(files), "ordered_by": judge.person, "by": office.ana.person,
    }  # fmt: skip
    return office.act("record.expunged", body, judge, office.ana)


def attached(office, item, content=b"exhibit"):
    office.clock.advance()
    receipt = items.attach_files(
        office.record, item, [Upload("a.jpg", content)], purpose="photograph", by=office.custodian
    )
    return receipt.seq, office.db.rows("item_file", order=("seq",), item=item)[-1].sha256


def test_a11_refuses_an_order_on_one_entry_that_destroys_the_file_of_another(office):
    """The case that loses its exhibit would not even count the act."""
    harmless, _ = attached(office, office.receive(), b"harmless")
    seq, exhibit = attached(office, office.receive(dockets=[office.other_docket]))
    with refused("A11", exhibit[:12]):
        expunge(office, [harmless], [exhibit])
    expunge(office, [seq], [exhibit], docket=office.other_docket)


def test_a11_lets_a_court_of_the_case_destroy_what_is_the_cases(office):
    clerk = office.newcomer("clerk", "court", docket=office.docket)
    seq, exhibit = attached(office, office.receive())
    expunge(office, [seq], [exhibit], ordered_by=clerk)


def test_grants_and_ends_of_roles_are_not_destroyed(office):
    """Without its end a role would be held again."""
    ended = {"person": office.deputy.person, "role": "custodian", "reason": "left", "by": office.ana.person}
    seq = office.act("role.ended", ended, office.ana).seq
    with refused("A11", str(seq)):
        expunge(office, [seq])


def test_a_file_that_stays_on_record_elsewhere_is_not_destroyed(office):
    seq, exhibit = attached(office, office.receive())
    attached(office, office.receive(dockets=[office.other_docket]))
    with refused("A11", exhibit[:12]):
        expunge(office, [seq], [exhibit])


def test_a_court_of_one_case_destroys_nothing_of_another(office):
    clerk = office.newcomer("clerk", "court", docket=office.other_docket)
    item = office.receive()
    seq, _ = attached(office, item)
    with refused("A11", str(seq)):
        expunge(office, [seq], docket=office.other_docket, ordered_by=clerk)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_days_at_the_ends_of_the_calendar_are_refused_or_counted(office, day):
    """An incident on the last day there is ended every screening of the case, and so every certificate."""
    from wholefile.screening import candidates

    body = {"docket": "X-1", "as_printed": "X-1", "kind": "criminal", "title": "State v. Doe", "court": "c"}
    body |= {"jurisdiction": "us-nm", "incident_on": day, "incident_place": "Mesa Road"}
    try:
        office.act("case.opened", {**body, "by": office.prosecutor.person}, office.prosecutor)
        candidates(office.db, "X-1")
    except WholefileError:
        pass
    due = {"obligation": "OB-1", "rule": "5-501", "what": "everything", "from_on": day, "due_on": day}
    due |= {"docket": office.docket, "by": office.prosecutor.person}
    with pytest.raises(WholefileError):
        office.act("obligation.set", due, office.prosecutor)
