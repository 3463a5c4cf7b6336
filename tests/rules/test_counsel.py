"""To whom notice of a destructive test goes: counsel of the other side, who appear in a case that its signer knows."""

import json

import pytest

from tests.rules.situations import refused
from wholefile.actions import cases, laboratory, people
from wholefile.core.errors import Invalid
from wholefile.rules.counsel import counsel_known_to, counsel_of_the_other_side


def appears(office, signer, docket=None, name="Counsel"):
    """As counsel of somebody in a case."""
    office.clock.advance()
    party, _ = cases.add_party(
        office.record,
        docket or office.docket,
        name=f"Party of {name}",
        role="defendant",
        by=office.prosecutor,
    )
    cases.counsel_appears(
        office.record, docket or office.docket, party, name=name, person=signer.person, by=office.paralegal
    )
    return party


def asked(office, *items):
    office.clock.advance()
    return laboratory.request_examination(
        office.record, items, laboratory="State laboratory", scope="mallet", destructive=True,
        return_due="2026-06-01", by=office.investigator,
    )[0]  # fmt: skip


def notice(office, request, by=None, **more):
    office.clock.advance()
    receipt = laboratory.give_notice_of_test(
        office.record, request, served_on="the other side", how="by hand", window_days=10,
        by=by or office.prosecutor, **more,
    )  # fmt: skip
    row = office.db.one("test_notice", seq=receipt.seq)
    return None if row.addressees is None else json.loads(row.addressees)


@pytest.fixture
def counsel(office):
    """Counsel of the first case, and of the second."""
    made = office.newcomer("first", "defence", docket=office.docket)
    other = office.newcomer("second", "defence", docket=office.other_docket)
    appears(office, made, name="First")
    appears(office, other, office.other_docket, name="Second")
    return made, other


def test_n2_refuses_an_addressee_who_is_no_counsel_in_the_case(office, counsel):
    _, elsewhere = counsel
    request = asked(office, office.receive())
    for person in (elsewhere.person, office.defence.person, office.prosecutor.person, "P-9999"):
        with refused("N2", "does not appear as counsel"):
            notice(office, request, addressees=[person])


def test_n2_refuses_an_addressee_who_withdrew(office, counsel):
    first, _ = counsel
    request = asked(office, office.receive())
    row = office.db.one("counsel", person=first.person)
    office.clock.advance()
    cases.counsel_withdraws(
        office.record, office.docket, row.party, name="First", reason="another", by=office.paralegal
    )
    with refused("N2", "does not appear as counsel"):
        notice(office, request, addressees=[first.person])
    assert notice(office, request) is None


def test_who_gives_notice_in_one_case_alone_names_nobody_of_another(office, counsel):
    first, second = counsel
    item = office.receive()
    office.link(item)
    one = office.newcomer("one", "prosecutor", docket=office.docket)
    request = asked(office, item)
    with refused("N2", "does not appear as counsel"):
        notice(office, request, by=one, addressees=[second.person])
    assert notice(office, request, by=one) == [first.person]


def test_n2_refuses_addressees_of_whom_no_one_case_has_all(office, counsel):
    first, second = counsel
    item = office.receive()
    office.link(item)
    request = asked(office, item)
    with refused("N2", "one and the same case"):
        notice(office, request, addressees=[first.person, second.person])
    assert notice(office, request, addressees=[second.person]) == [second.person]
    appears(office, second, name="Second too")
    assert notice(office, request, addressees=[first.person, second.person]) == [first.person, second.person]


def test_n2_refuses_counsel_of_a_case_that_has_some_of_the_items_only(office, counsel):
    first, second = counsel
    shared = office.receive()
    office.link(shared)
    request = asked(office, shared, office.receive())
    with refused("N2", "does not appear as counsel"):
        notice(office, request, addressees=[second.person])
    assert notice(office, request) == [first.person]


def test_counsel_of_two_cases_is_not_mixed_but_asked_for(office, counsel):
    first, second = counsel
    item = office.receive()
    office.link(item)
    request = asked(office, item)
    with pytest.raises(Invalid, match="Name the addressees") as told:
        notice(office, request)
    assert not any(one.person in told.value.message for one in (first, second))
    assert not office.db.exists("test_notice")
    appears(office, first, office.other_docket, name="First too")
    appears(office, second, name="Second too")
    assert notice(office, request) == [first.person, second.person]  # the same in both


def test_a_list_of_nobody_names_nobody(office, counsel):
    request = asked(office, office.receive())
    assert notice(office, request, addressees=[]) is None
    assert notice(office, request) == [counsel[0].person]


def test_without_counsel_on_record_the_notice_names_nobody(office):
    assert notice(office, asked(office, office.receive())) is None


def test_a_notice_by_the_defence_goes_to_nobody_of_the_defence(office, counsel):
    first, _ = counsel
    colleague = office.newcomer("colleague", "defence", docket=office.docket)
    appears(office, colleague, name="Colleague")
    request = asked(office, office.receive())
    assert notice(office, request, by=first) is None
    appears(office, office.prosecutor, name="The State")
    assert notice(office, request, by=first) == [office.prosecutor.person]
    assert notice(office, request) == [first.person, colleague.person]


def test_who_is_counsel_is_known_with_the_cases(office, counsel):
    first, second = counsel
    shared = office.receive()
    office.link(shared)
    assert counsel_known_to(office.db, office.prosecutor.person, [shared]) == {
        first.person: {office.docket},
        second.person: {office.other_docket},
    }
    assert counsel_known_to(office.db, office.prosecutor.person, [shared, office.receive()]) == {
        first.person: {office.docket}
    }
    assert counsel_known_to(office.db, "P-9999", [shared]) == {}
    assert counsel_of_the_other_side(office.db, office.prosecutor.person, []) == []
    people.end_role(
        office.record, first.person, "defence", docket=office.docket, reason="left", by=office.supervisor
    )
    assert counsel_of_the_other_side(office.db, office.prosecutor.person, [shared]) == [second.person]
