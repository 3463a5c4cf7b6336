"""D3, D6, D7, D11: a certificate says what the record says, and nothing is left open."""

import pytest

from tests.rules.situations import produce, refused
from wholefile.actions import disclosure, items, screening
from wholefile.actions.cases import open_case
from wholefile.record.lookups import entry_count

TEXT = "I certify that everything in the custody of the State was decided and disclosed as listed."


@pytest.fixture
def decided(office):
    """Two produced items and one screening."""
    found = [office.receive(), office.receive()]
    produce(office, *found)
    screening.screen(office.record, office.docket, by=office.prosecutor)
    office.clock.advance()
    return found


def certify(office, docket=None):
    office.clock.advance()
    return disclosure.certify(office.record, docket or office.docket, text=TEXT, by=office.prosecutor)[0]


def test_d3_a_whole_case_is_certified_with_the_counts_of_the_tables(office, decided):
    disclosure.decide(
        office.record, office.docket, decided[0], "withheld", ground="work product", explanation="notes",
        author=office.prosecutor, reviewer=office.reviewer,
    )  # fmt: skip
    row = office.db.one("certificate", certificate=certify(office))
    assert (row.items, row.produced, row.withheld, row.dismissed) == (2, 1, 1, 0)
    assert row.covers_to == row.seq


def test_d3_a_nil_schedule_is_certified_too(office):
    screening.screen(office.record, office.docket, by=office.prosecutor)
    assert office.db.one("certificate", certificate=certify(office)).items == 0


@pytest.mark.parametrize("decision", [None, "pending"])
def test_d3_nothing_may_be_undecided(office, decided, decision):
    item = office.receive()
    if decision:
        disclosure.decide(office.record, office.docket, item, decision, author=office.prosecutor)
    with refused("D3", item):
        certify(office)
    produce(office, item)
    certify(office)


def test_d3_the_record_was_screened_and_no_candidate_is_open(office):
    produce(office, office.firearm())
    with refused("D3", "never screened"):
        certify(office)
    screening.screen(office.record, office.docket, by=office.prosecutor)
    rounds = office.rounds(
        dockets=[office.other_docket],
        identifiers=[{"kind": "calibre", "value": ".45 Colt"}],
        submitted_by="T. Citizen",
    )
    with refused("D3", f"one item may concern {office.docket}, {rounds} ("):
        certify(office)
    with refused("D3", "); link or dismiss it first."):
        certify(office)
    screening.screen(office.record, office.docket, by=office.prosecutor)
    screening.dismiss_candidate(
        office.record, office.docket, rounds, explanation="another maker's lot", by=office.prosecutor
    )
    row = office.db.one("certificate", certificate=certify(office))
    assert row.dismissed == 1


def test_d3_a_description_says_what_the_thing_is(office, decided):
    poor = office.receive(description="Form MG11 no. 4")
    produce(office, poor)
    with refused("D3", "does not say what the thing is"):
        certify(office)
    items.describe_item(
        office.record, poor, description="Statement of the armourer on form MG11", reason="too short",
        by=office.investigator,
    )  # fmt: skip
    certify(office)


@pytest.mark.parametrize("field", ["items", "produced", "withheld", "dismissed", "covers_to"])
def test_d3_a_wrong_count_is_refused(office, decided, field):
    body = {
        "certificate": "C-1", "docket": office.docket, "items": 2, "produced": 2, "withheld": 0, "dismissed": 0,
        "covers_to": entry_count(office.db), "text": TEXT, "by": office.prosecutor.person,
    }  # fmt: skip
    with refused("D3"):
        office.act("disclosure.certified", {**body, field: body[field] + 1}, office.prosecutor)
    office.act("disclosure.certified", body, office.prosecutor)


def test_d6_what_came_later_needs_a_supplement_with_the_true_day(office, decided):
    hidden = office.receive(
        dockets=[office.other_docket], collected_at="Elsewhere", submitted_by="T. Citizen"
    )
    known = office.clock.now
    certify(office)
    office.clock.advance(40 * 86_400_000)
    office.link(hidden, office.docket)
    produce(office, hidden)
    with refused("D6", hidden):
        certify(office)
    with refused("D6", "the State knew since 2026-02-02"):
        disclosure.open_supplement(
            office.record,
            office.docket,
            reason="booked elsewhere",
            known_from="2026-03-14",
            by=office.prosecutor,
        )
    number, _ = disclosure.open_supplement(
        office.record, office.docket, reason="booked elsewhere", by=office.prosecutor
    )
    row = office.db.one("supplement", supplement=number)
    assert (row.items, row.known_since) == (f'["{hidden}"]', "2026-02-02")
    assert known < row.at
    certify(office)


def test_d6_a_supplement_names_only_what_came_later(office, decided):
    body = {
        "supplement": "SU-1", "docket": office.docket, "items": decided[:1], "reason": "late",
        "known_since": "2026-02-02", "by": office.prosecutor.person,
    }  # fmt: skip
    with refused("D6", "no certificate yet"):
        office.act("supplement.opened", body, office.prosecutor)
    certify(office)
    with refused("D6", "leave it out"):
        office.act("supplement.opened", body, office.prosecutor)


@pytest.fixture
def british(office):
    """A case under a pack that asks for the agency's statement."""
    docket = "T-2026-1"
    open_case(
        office.record, docket, kind="criminal", title="R v Doe", court="Crown Court", jurisdiction="gb-ew",
        by=office.prosecutor,
    )  # fmt: skip
    item = office.receive(dockets=[docket], collected_at="Elsewhere")
    produce(office, item, docket=docket)
    screening.screen(office.record, docket, by=office.prosecutor)
    return docket


def test_d7_the_agency_states_it_first_and_again_when_more_came(office, british):
    facts = {"text": "Everything we hold was handed over.", "by": office.investigator}
    with refused("D7", "no agency"):
        certify(office, british)
    disclosure.hand_over(office.record, british, **facts)
    more = office.receive(dockets=[british], collected_at="Elsewhere")
    produce(office, more, docket=british)
    with refused("D7", more):
        certify(office, british)
    disclosure.hand_over(office.record, british, **facts)
    certify(office, british)


def test_d7_the_statement_counts_the_items(office, british):
    body = {
        "docket": british, "agency": "Sheriff", "items": 2, "text": "all", "by": office.investigator.person,
    }  # fmt: skip
    with refused("D7", "count again"):
        office.act("disclosure.handed_over", body, office.investigator)


def test_d7_an_office_may_ask_for_it_everywhere(office, decided):
    office.act(
        "policy.adopted",
        {"policy": "hand_over_required", "value": "yes", "reason": "ours", "by": office.supervisor.person},
        office.supervisor,
    )
    with refused("D7"):
        certify(office)


def test_d11_the_prosecution_does_not_speak_for_the_police(office, british):
    both = office.newcomer("both", "investigator", "prosecutor")
    with refused("D11", "belongs to the prosecution"):
        disclosure.hand_over(office.record, british, text="all", by=both)
    with refused("D11", "belongs to Sheriff"):
        disclosure.hand_over(
            office.record, british, agency="State police", text="all", by=office.investigator
        )
    disclosure.hand_over(office.record, british, text="all", by=office.investigator)


def test_d3_what_the_last_screening_left_open_is_screened_again(office, decided):
    """A candidate that shared a thing with an item since detached is none any more; the file still says open."""
    shared = [{"kind": "serial", "value": "PZ-40217"}]
    ours = office.receive(identifiers=shared, dockets=[office.docket, office.other_docket])
    office.receive(
        dockets=[office.other_docket], identifiers=shared, collected_at="Elsewhere", submitted_by="A. B."
    )
    screening.screen(office.record, office.docket, by=office.prosecutor)
    items.detach_item(
        office.record,
        ours,
        office.docket,
        reason="mistake",
        by=office.investigator,
        approved_by=office.prosecutor,
    )
    with refused("D3", "screen again"):
        certify(office)
    screening.screen(office.record, office.docket, by=office.prosecutor)
    row = office.db.one("certificate", certificate=certify(office))
    assert (row.items, row.produced) == (3, 2)


def test_d6_a_supplement_is_about_items_of_the_case(office, decided):
    stranger = office.receive(dockets=[office.other_docket], collected_at="Elsewhere", submitted_by="A. B.")
    certify(office)
    with refused("D6", "does not belong"):
        disclosure.open_supplement(
            office.record, office.docket, items=[stranger], reason="late", by=office.prosecutor
        )


def test_d6_a_production_names_the_latest_certificate(office, decided):
    first, second = certify(office), certify(office)
    office.act(
        "production.planned",
        {
            "docket": office.docket, "production": "PR-1", "volume": "VOL001", "prefix": "DOE", "first": 1, "last": 0,
            "members": [], "part": 1, "parts": 1, "by": office.paralegal.person,
        },
        office.paralegal,
    )  # fmt: skip
    body = {
        "docket": office.docket, "production": "PR-1", "to": "Vale & Partners", "schedule": "a" * 64,
        "payload": "b" * 64, "items": 2, "files": 0, "last": 0, "by": office.prosecutor.person,
    }  # fmt: skip
    with refused("D6", first):
        office.act("production.served", {**body, "certificate": first}, office.prosecutor)
    office.act("production.served", {**body, "certificate": second}, office.prosecutor)
