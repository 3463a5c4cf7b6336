"""Deciding many items at once, objections, statements of the agency, and counting again when the record moved."""

import json

import pytest

from tests.rules.situations import order, produce, refused
from wholefile.actions import disclosure, screening
from wholefile.core.errors import NotFound, Unprocessable
from wholefile.record.lookups import current_decisions
from wholefile.record.rebuild import difference


def test_many_items_are_decided_together_or_not_at_all(office):
    vouchers = [office.receive() for _ in range(5)]
    stranger = office.receive(dockets=[office.other_docket])
    facts = {"author": office.prosecutor, "tags": ["Rule 16"]}
    with refused("D1", stranger):
        disclosure.decide_many(office.record, office.docket, [*vouchers, stranger], "produced", **facts)
    assert current_decisions(office.db, office.docket) == {}
    first = disclosure.decide_many(
        office.record, office.docket, vouchers, "produced", idempotency="board-1", **facts
    )
    again = disclosure.decide_many(
        office.record, office.docket, vouchers, "produced", idempotency="board-1", **facts
    )
    assert [one.seq for one in first] == [one.seq for one in again]
    assert all(one.repeated for one in again)
    assert set(current_decisions(office.db, office.docket)) == set(vouchers)


def test_many_items_are_withheld_by_two_persons(office):
    vouchers = [office.receive() for _ in range(3)]
    disclosure.decide_many(
        office.record, office.docket, vouchers, "withheld", ground="work product", explanation="notes",
        author=office.prosecutor, reviewer=office.supervisor,
    )  # fmt: skip
    rows = current_decisions(office.db, office.docket)
    assert {row.reviewer for row in rows.values()} == {office.supervisor.person}


def test_a_certificate_counts_again_when_the_record_moved(office, monkeypatch):
    """Between counting and signing somebody else records an act: the first attempt is refused, the second holds."""
    produce(office, office.receive())
    screening.screen(office.record, office.docket, by=office.prosecutor)
    real, moved = disclosure.certificate_counts, []

    def counts(db, docket):
        found = real(db, docket)
        if not moved:
            moved.append(produce(office, office.receive()))
        return found

    monkeypatch.setattr(disclosure, "certificate_counts", counts)
    number, receipt = disclosure.certify(
        office.record, office.docket, text="All of it.", by=office.prosecutor
    )
    row = office.db.one("certificate", certificate=number)
    assert (row.items, row.covers_to) == (2, receipt.seq)


def test_an_objection_is_raised_by_the_defence_and_answered(office):
    item = office.receive()
    number, _ = disclosure.raise_objection(
        office.record,
        office.docket,
        kind="missing item",
        text="Where are the rounds?",
        items=[item],
        by=office.defence,
    )
    row = office.db.one("objection", objection=number)
    assert (json.loads(row.items), row.outcome) == ([item], None)
    ruling = order(office, "produce", [item])
    disclosure.answer_objection(
        office.record, number, outcome="granted", text="To be produced.", order=ruling, by=office.judge
    )
    assert office.db.one("objection", objection=number).outcome == "granted"
    with pytest.raises(NotFound, match="OJ-9"):
        disclosure.answer_objection(office.record, "OJ-9", outcome="denied", text="no", by=office.judge)


def test_a_supplement_without_anything_late_is_not_opened(office):
    with pytest.raises(Unprocessable, match="after its last certificate"):
        disclosure.open_supplement(office.record, office.docket, reason="none", by=office.prosecutor)


def test_the_agency_is_the_signers_own(office):
    office.receive()
    disclosure.hand_over(office.record, office.docket, text="Everything we hold.", by=office.investigator)
    row = office.db.one("handed_over", docket=office.docket)
    assert (row.agency, row.items, row.by) == ("Sheriff", 1, office.investigator.person)


def test_the_tables_of_a_certified_case_equal_a_replay(office):
    produce(office, office.firearm())
    rounds = office.rounds(
        dockets=[office.other_docket],
        identifiers=[{"kind": "calibre", "value": "45 LC"}],
        submitted_by="T. Citizen",
    )
    screening.screen(office.record, office.docket, by=office.prosecutor)
    screening.link_candidate(office.record, office.docket, rounds, by=office.investigator)
    produce(office, rounds)
    screening.screen(office.record, office.docket, by=office.prosecutor)
    disclosure.certify(office.record, office.docket, text="All of it.", by=office.prosecutor)
    assert difference(office.record) == []
