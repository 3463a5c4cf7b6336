"""D1, D2, D8, D13: what is kept back has a ground, a second person and, for Brady material, a court."""

import pytest

from tests.rules.situations import order, produce, refused
from wholefile.actions import disclosure, screening
from wholefile.actions.cases import record_court_event
from wholefile.record.lookups import entry_count


def withhold(office, item, decision="withheld", **changes):
    office.clock.advance()
    facts = {
        "ground": "work product",
        "explanation": "notes of the trial team",
        "author": office.prosecutor,
        "reviewer": office.reviewer,
    }
    facts = {name: value for name, value in {**facts, **changes}.items() if value is not None}
    return disclosure.decide(office.record, office.docket, item, decision, **facts)


def test_d1_only_items_of_the_case_are_decided_and_one_decision_is_current(office):
    stranger = office.receive(dockets=[office.other_docket])
    with refused("D1", "does not belong"):
        produce(office, stranger)
    item = office.receive()
    withhold(office, item)
    produce(office, item)
    rows = office.db.rows("decision", order=("seq",), item=item)
    assert [(row.decision, row.superseded_seq is None) for row in rows] == [
        ("withheld", False),
        ("produced", True),
    ]


@pytest.mark.parametrize("decision", ["withheld", "partial"])
@pytest.mark.parametrize("missing", ["ground", "explanation", "reviewer"])
def test_d2_keeping_back_needs_all_three(office, decision, missing):
    item = office.receive()
    with refused("D2"):
        withhold(office, item, decision, **{missing: None})
    withhold(office, item, decision)


def test_d2_brady_material_needs_an_order_that_permits_withholding_it(office):
    item, other = office.receive(), office.receive()
    with refused("D2", "Brady"):
        withhold(office, item, tags=["Brady"])
    order(office, "withholding permitted", [other])
    order(office, "protective order", [item])
    with refused("D2", "Brady"):
        withhold(office, item, tags=["Brady"])
    order(office, "withholding permitted", [item])
    withhold(office, item, tags=["Brady"])


def test_d2_leaving_the_brady_tag_out_later_is_no_way_around(office):
    item = office.receive()
    disclosure.decide(office.record, office.docket, item, "pending", tags=["Brady"], author=office.prosecutor)
    with refused("D2", "Brady"):
        withhold(office, item)


def test_d2_a_court_order_as_ground_is_named_and_of_this_case(office):
    item = office.receive()
    with refused("D2", "name the order"):
        withhold(office, item, ground="court order")
    wrong = order(office, "protective order", docket=office.other_docket)
    with refused("D2", wrong):
        withhold(office, item, ground="court order", order=wrong)
    withhold(office, item, ground="court order", order=order(office, "protective order", [item]))


def test_d2_the_author_does_not_review_themself(office):
    from wholefile.record.act import Draft
    from wholefile.rules.registry import refusals

    item = office.receive()
    body = {
        "docket": office.docket, "item": item, "decision": "withheld", "ground": "work product", "tags": [],
        "explanation": "x", "author": office.prosecutor.person, "reviewer": office.prosecutor.person,
    }  # fmt: skip
    draft = Draft(10**6, "disclosure.decided", office.clock.now, body, [], [], [])
    assert "D2" in [one.rule for one in refusals(draft, office.db)]
    body["reviewer"] = office.reviewer.person
    assert "D2" not in [one.rule for one in refusals(draft, office.db)]


def test_d8_once_trial_has_begun_a_witness_statement_is_not_kept_back(office):
    item = office.receive()
    withhold(office, item, tags=["Jencks"])
    record_court_event(
        office.record, office.docket, event="trial", on="2026-02-02", text="Jury sworn", by=office.judge
    )
    with refused("D8", "2026-02-02"):
        withhold(office, item)
    produce(office, item)


def test_d13_a_shorter_list_is_not_signed_for(office):
    gun = office.firearm()
    rounds = office.rounds(
        dockets=[office.other_docket],
        identifiers=[{"kind": "calibre", "value": "45 LC"}],
        submitted_by="T. Citizen",
    )
    body = {
        "docket": office.docket,
        "candidates": [],
        "screened_to": entry_count(office.db),
        "by": office.prosecutor.person,
    }
    with refused("D13", rounds):
        office.act("screening.run", body, office.prosecutor)
    with refused("D13", "cannot cover"):
        office.act("screening.run", {**body, "screened_to": 10**6}, office.prosecutor)
    found, _ = screening.screen(office.record, office.docket, by=office.prosecutor)
    assert [one.item for one in found] == [rounds]
    dismissal = {
        "docket": office.docket,
        "item": rounds,
        "reasons": ["Because I say so."],
        "explanation": "no",
        "by": office.prosecutor.person,
    }
    with refused("D13", "not found for the reason"):
        office.act("candidate.dismissed", dismissal, office.prosecutor)
    with refused("D13", "no candidate"):
        office.act("candidate.dismissed", {**dismissal, "item": gun}, office.prosecutor)
