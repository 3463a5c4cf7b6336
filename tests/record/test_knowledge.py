"""The knowledge clock: who knew of which item since when, and how long it was held back."""

import pytest

from tests.record.every_kind import FILE, ONE, TWO
from tests.record.small_record import DOCKET, hand, item_body
from wholefile.record.days import day_of
from wholefile.record.knowledge import knowers, knowledge_clock, known_since, state_knew

DAY = 86_400_000


def test_nobody_for_the_state_may_know(small):
    db = small.record.db
    assert known_since(db, []) is None
    assert state_knew(db, "V26-000099") is None
    body = item_body(7, hand("P-5"), docket=DOCKET)
    small.do("item.received", body, small.court)
    clock = next(one for one in knowledge_clock(db, DOCKET) if one.item == "V26-000007")
    assert [(one.person, one.for_the_state) for one in clock.knowers] == [("P-5", False)]
    assert (clock.state, clock.days_held_back("2030-01-01")) == (None, None)


def test_who_signed_knows_since_it_happened_with_name_and_act(small):
    db = small.record.db
    early = small.record.clock() - 3 * DAY
    look = {"items": [ONE], "purpose": "look", "by": "P-4", "occurred_at": early, "late_reason": "offline"}
    receipt = small.do("access.opened", look, small.investigator)
    first, second = knowers(db, ONE)
    assert (first.person, first.name, first.agency) == ("P-4", "Person P-4", "Police")
    assert (first.how, first.seq, first.at, first.occurred_at) == (
        "access.opened",
        receipt.seq,
        receipt.at,
        early,
    )
    assert (second.person, second.how) == ("P-3", "item.received")
    assert state_knew(db, ONE) == first
    assert known_since(db, [TWO, ONE]) == day_of(early)


def test_a_role_counts_only_while_it_is_held(small):
    db = small.record.db
    small.do(
        "role.ended",
        {"person": "P-4", "role": "investigator", "reason": "left", "by": "P-1"},
        small.founders[0],
    )
    small.do("access.opened", {"items": [ONE], "purpose": "look", "by": "P-4"}, small.investigator)
    assert {one.person: one.for_the_state for one in knowers(db, ONE)} == {"P-3": True, "P-4": False}
    granted = {"person": "P-4", "role": "prosecutor", "docket": "2026-CR-9", "by": "P-1"}
    small.do("role.granted", granted, small.founders[0])
    assert {one.person: one.for_the_state for one in knowers(db, ONE)} == {"P-3": True, "P-4": False}
    small.do("access.opened", {"items": [TWO], "purpose": "look", "by": "P-4"}, small.investigator)
    assert {one.person: one.for_the_state for one in knowers(db, TWO)} == {"P-3": True, "P-4": True}


def test_an_item_booked_under_another_number_was_known_all_along(small):
    """The founding failure: handed in under another number, linked only later."""
    db, day = small.record.db, small.record.clock() - 400 * DAY
    late = {"occurred_at": day, "late_reason": "old intake"}
    small.do("item.received", item_body(8, small.custodian, docket="2026-IN-7", **late), small.custodian)
    link = {"item": "V26-000008", "docket": DOCKET, "reason": "same rounds", "history": [1], "by": "P-4"}
    small.do("item.linked", link, small.investigator)
    clock = next(one for one in knowledge_clock(db, DOCKET) if one.item == "V26-000008")
    assert clock.state.since == day_of(day)
    assert clock.state.person == "P-3"
    assert clock.days_held_back(day_of(day + 400 * DAY)) == 400


def test_lateness_ends_with_the_first_production(small):
    db, by = small.record.db, small.founders[0]
    member = {"item": ONE, "sha256": FILE["sha256"], "name": "a.jpg"}
    for number in (1, 2):
        bates = {"bates_first": f"ST{number:06d}", "bates_last": f"ST{number:06d}"}
        plan = {
            "docket": DOCKET,
            "production": f"PR-{number}",
            "volume": "V",
            "prefix": "ST",
            "first": number,
        }
        plan |= {"last": number, "members": [{**member, **bates}], "part": 1, "parts": 1, "by": "P-1"}
        small.do("production.planned", plan, by)
    assert [one.produced_on for one in knowledge_clock(db, DOCKET)] == [None, None]
    served = {"docket": DOCKET, "to": "counsel", "schedule": "a" * 64, "payload": "b" * 64}
    served |= {"items": 2, "files": 1, "last": 2, "by": "P-1"}
    receipt = small.do("production.served", {**served, "production": "PR-2"}, by)
    small.do("production.served", {**served, "production": "PR-1"}, by)
    clock = {one.item: one for one in knowledge_clock(db, DOCKET)}
    assert (clock[ONE].production, clock[ONE].produced_on) == ("PR-2", day_of(receipt.at))
    assert clock[ONE].days_held_back("2099-01-01") == 0
    assert clock[TWO].production is None
    assert clock[TWO].days_held_back(day_of(clock[TWO].state.occurred_at + 5 * DAY)) == 5


def test_seeing_a_candidate_in_a_search_is_knowing_of_it(small):
    found = {"item": TWO, "reasons": ["same calibre"]}
    run = {"docket": DOCKET, "candidates": [found], "screened_to": 5, "by": "P-4"}
    small.do("screening.run", run, small.investigator)
    assert [one.how for one in knowers(small.record.db, TWO)] == ["item.received", "screening.run"]


@pytest.mark.parametrize(
    ("instant", "day"), [(0, "1970-01-01"), (DAY - 1, "1970-01-01"), (DAY, "1970-01-02")]
)
def test_a_day_is_a_day_in_utc(instant, day):
    assert day_of(instant) == day
