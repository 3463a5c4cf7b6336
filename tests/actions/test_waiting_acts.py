"""Acts whose signers sign elsewhere: they are judged, prepared, kept by nobody, and recorded with their signatures."""

import pytest

from tests.actions.office import DOCKET
from wholefile.actions import custody, disclosure
from wholefile.actions.recording import ToBeSigned, record_signed
from wholefile.actions.signing import absent
from wholefile.core.errors import Forbidden, IntegrityFailure
from wholefile.record.lookups import entry_count
from wholefile.rules.registry import Refused


def waiting(attempt) -> ToBeSigned:
    with pytest.raises(ToBeSigned) as stopped:
        attempt()
    return stopped.value


def test_what_a_rule_refuses_is_refused_before_anybody_signs(office):
    gun = office.firearm()
    with pytest.raises(Refused) as refused:
        custody.store_items(
            office.record,
            [gun],
            "DRUGS/A",
            by=absent(office.custodian.person),
            witness=absent(office.supervisor.person),
        )
    assert refused.value.rule


def test_an_absent_signer_records_nothing_until_the_signatures_are_there(office):
    item = office.receive()
    before = entry_count(office.record.db)
    stopped = waiting(
        lambda: custody.transfer_custody(
            office.record,
            [item],
            released_by=absent(office.custodian.person),
            received_by=absent(office.investigator.person),
            purpose="to look at it",
        )
    )
    assert entry_count(office.record.db) == before
    assert stopped.persons == (office.custodian.person, office.investigator.person)
    only = stopped.acts[0]
    with pytest.raises(Forbidden):
        record_signed(office.record, stopped.acts, [[office.custodian.sign(only.act)]])
    other = {**only.act, "at": only.act["at"] + 1}
    with pytest.raises(IntegrityFailure):
        record_signed(
            office.record, stopped.acts, [[office.custodian.sign(other), office.investigator.sign(only.act)]]
        )
    assert entry_count(office.record.db) == before
    signatures = [[office.custodian.sign(only.act), office.investigator.sign(only.act)]]
    receipt = record_signed(office.record, stopped.acts, signatures)[0]
    assert office.record.db.one("item", item=item).holder == office.investigator.person
    again = record_signed(office.record, stopped.acts, signatures)[0]
    assert (again.seq, again.repeated) == (receipt.seq, True)


def test_many_acts_wait_together(office):
    items = [office.receive() for _ in range(3)]
    stopped = waiting(
        lambda: disclosure.decide_many(
            office.record, DOCKET, items, "produced", author=absent(office.prosecutor.person)
        )
    )
    assert [one.body["item"] for one in stopped.acts] == items
    receipts = record_signed(
        office.record, stopped.acts, [[office.prosecutor.sign(one.act)] for one in stopped.acts]
    )
    assert len(receipts) == 3
