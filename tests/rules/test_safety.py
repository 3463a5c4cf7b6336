"""Rules S1 to S8: safety."""

import pytest

from tests.actions.office import HOUR
from tests.rules.refusing import refused
from wholefile.actions import conditions, custody, items, people
from wholefile.record import lookups


def declare(office, item: str, condition: str, **more):
    office.clock.advance()
    facts = {
        "method": ["visual", "physical"],
        "declared_by": office.custodian,
        "verified_by": office.supervisor,
    }
    return conditions.declare_condition(office.record, item, condition, **{**facts, **more})


def show(office, item: str, condition: str):
    office.clock.advance()
    return conditions.show_weapon(
        office.record,
        item,
        shown_to="A. Director",
        shown_as="first assistant director",
        place="church set",
        condition=condition,
        by=office.custodian,
    )


def lend(office, item: str):
    office.clock.advance()
    return custody.lend_items(
        office.record,
        [item],
        to="First District Court",
        due_on="2026-02-20",
        purpose="hearing",
        condition="whole",
        by=office.custodian,
        witness=office.supervisor,
    )


def test_s1_refuses_to_store_lend_or_hand_over_an_uncleared_firearm(office):
    gun = office.firearm()
    with refused("S1"):
        office.store(gun, "GUNS/A", witness=office.supervisor)
    with refused("S1"):
        lend(office, gun)
    with refused("S1"):
        office.transfer(gun, office.custodian, office.deputy, witness=office.supervisor)
    with refused("S1"):
        custody.release_custody(
            office.record,
            [gun],
            to=office.laboratory.person,
            purpose="prints",
            released_by=office.custodian,
            witness=office.supervisor,
        )


def test_s1_refuses_one_uncleared_firearm_among_others(office):
    gun, other = office.firearm(), office.receive()
    with refused("S1"):
        office.transfer([other, gun], office.custodian, office.deputy, witness=office.supervisor)


def test_s1_refuses_to_put_a_firearm_away_at_intake(office):
    with refused("S1"):
        office.firearm(location="GUNS/A")


def test_s1_refuses_a_loaded_firearm_to_anybody_but_a_laboratory(office):
    gun = office.firearm()
    declare(office, gun, "loaded")
    with refused("S1"):
        office.transfer(gun, office.custodian, office.investigator, witness=office.supervisor)
    with refused("S1"):
        office.store(gun, "GUNS/A", witness=office.supervisor)


def test_s1_lets_a_cleared_firearm_move(office):
    gun = office.firearm()
    office.clear(gun)
    office.store(gun, "GUNS/A", witness=office.supervisor)
    office.retrieve(gun, by=office.deputy, witness=office.supervisor)
    office.clear(gun, declared_by=office.deputy, verified_by=office.custodian)
    office.transfer(gun, office.deputy, office.custodian, witness=office.supervisor)
    office.clear(gun)
    lend(office, gun)


def test_s1_lets_a_firearm_come_in_and_a_loaded_one_go_to_a_laboratory(office):
    gun = office.firearm()
    declare(office, gun, "loaded")
    office.transfer(gun, office.custodian, office.laboratory, witness=office.supervisor)
    assert lookups.holder_of(office.db, gun) == office.laboratory.person


@pytest.mark.parametrize("handling", ["transfer", "retrieve", "break a seal", "split"])
def test_s2_holds_a_declaration_lapses_when_the_thing_is_handled(office, handling):
    gun = office.firearm(seal="S-1")
    office.clear(gun)
    assert lookups.is_cleared(office.db, gun)
    custody.apply_seal(office.record, gun, "S-2", initials="CD", by=office.custodian)
    assert lookups.is_cleared(office.db, gun), "a seal put on afterwards protects the declaration"
    moved = {"witness": office.supervisor, "seal_state": "intact"}
    if handling == "transfer":
        office.transfer(gun, office.custodian, office.deputy, **moved)
    elif handling == "retrieve":
        office.store(gun, "GUNS/A", **moved)
        office.retrieve(gun, **moved)
    elif handling == "break a seal":
        custody.break_seal(office.record, gun, "S-1", reason="viewing", by=office.custodian)
    else:
        for seal in ("S-1", "S-2"):
            custody.break_seal(office.record, gun, seal, reason="to divide it", by=office.custodian)
        office.clear(gun)
        items.split_item(office.record, gun, [("the cylinder", 1)], reason="test", by=office.custodian)
    assert not lookups.is_cleared(office.db, gun)


def test_s2_holds_looking_ends_nothing(office):
    gun = office.firearm()
    office.clear(gun)
    show(office, gun, "cleared")
    assert lookups.is_cleared(office.db, gun)


def test_s3_refuses_ammunition_or_firearms_where_both_are_stored(office):
    rounds, gun = office.rounds(), office.firearm()
    office.clear(gun)
    with refused("S3"):
        office.store(rounds, "MIXED/A")
    with refused("S3"):
        office.store(gun, "MIXED/A", witness=office.supervisor)
    with refused("S3"):
        office.rounds(location="MIXED/A")


def test_s3_refuses_dummies_that_nobody_inspected_one_by_one(office):
    rounds = office.rounds(6)
    with refused("S3"):
        declare(office, rounds, "dummy", method=["shaken"])
    with refused("S3"):
        declare(office, rounds, "dummy", method=["visual", "headstamp"], rounds=[1, 2, 3, 4, 5, 6])
    with refused("S3"):
        declare(office, rounds, "dummy", method=["shaken"], rounds=[1, 7])


def test_s3_lets_inspected_dummies_pass_and_leaves_the_others_live(office):
    rounds = office.rounds(6)
    declare(office, rounds, "dummy", method=["shaken", "primer"], rounds=[1, 2, 4])
    known = lookups.rounds_known(office.db, rounds)
    assert {number: row.condition for number, row in known.items()} == {1: "dummy", 2: "dummy", 4: "dummy"}


def test_s3_lets_ammunition_into_its_own_place(office):
    office.store(office.rounds(), "AMMO/A")
    assert office.rounds(location="AMMO/A")


def test_s4_refuses_two_firearms_on_one_report(office):
    with refused("S4"):
        office.firearm(quantity=2)
    with refused("S4"):
        office.firearm(unit="gram")


def test_s4_lets_a_firearm_by_itself_pass(office):
    assert office.firearm() != office.firearm()


def test_s5_refuses_to_show_a_weapon_as_safer_than_the_record_says(office):
    gun = office.firearm()
    with refused("S5"):
        show(office, gun, "cleared")
    office.clear(gun)
    office.store(gun, "GUNS/A", witness=office.supervisor)
    office.retrieve(gun, witness=office.supervisor)
    with refused("S5"):
        show(office, gun, "cleared")


def test_s5_refuses_an_exception_where_there_is_no_set(office):
    with refused("S5"):
        declare(office, office.rounds(), "live", rounds=[1], exception="section 9155 (c)")


def test_s5_lets_a_weapon_be_shown_as_recorded_or_as_dangerous(office):
    gun = office.firearm()
    show(office, gun, "unknown")
    office.clear(gun)
    show(office, gun, "cleared")
    show(office, gun, "loaded")


def test_s5_lets_live_rounds_on_a_set_be_recorded_and_raises_them(office):
    rounds = office.rounds(6)
    declare(office, rounds, "live", rounds=[3], dramatic_set=True)
    assert [row.item for row in lookups.safety_violations(office.db)] == [rounds]
    excused = office.rounds(6)
    declare(office, excused, "live", rounds=[1], dramatic_set=True, exception="section 9155 (c)")
    assert [row.item for row in lookups.safety_violations(office.db)] == [rounds]


def test_s6_refuses_a_declaration_by_one(office):
    with refused("S6"):
        declare(office, office.firearm(), "cleared", verified_by=office.custodian)


def test_s6_refuses_a_clearing_by_eye_alone(office):
    with refused("S6"):
        declare(office, office.firearm(), "cleared", method=["visual"])


def test_s6_lets_two_who_looked_and_felt_pass(office):
    declare(office, office.firearm(), "cleared", method=["visual", "physical"])
    declare(office, office.receive(), "intact", method=["visual"])


@pytest.mark.parametrize("category", ["firearm", "ammunition", "drugs", "currency"])
def test_s7_refuses_a_place_that_is_not_named_for_the_category(office, category):
    item = office.receive(category)
    if category == "firearm":
        office.clear(item)
    with refused("S7"):
        office.store(item, "ROOM-A", witness=office.supervisor)


def test_s7_lets_named_places_and_other_categories_pass(office):
    office.store(office.receive("drugs"), "DRUGS/A", witness=office.supervisor)
    office.store(office.receive("found"), "DRUGS/A")


def test_s8_refuses_a_firearm_described_away(office):
    gun = office.firearm()
    change = {"reason": "it is a prop", "category": "evidence"}
    with refused("S8"):
        items.describe_item(office.record, gun, **change, by=office.custodian)


def test_s8_lets_a_supervisor_decide_and_words_be_corrected(office):
    gun = office.firearm()
    items.describe_item(office.record, gun, reason="typing", description="Revolver, .45", by=office.custodian)
    change = {"reason": "it is a prop", "category": "evidence"}
    items.describe_item(office.record, gun, **change, by=office.supervisor)
    office.store(gun)


def test_what_was_true_yesterday_says_nothing_today(office):
    gun = office.firearm()
    office.clear(gun)
    people.adopt_policy(office.record, "late_hours", "48", reason="test", by=office.ana)
    office.store(gun, "GUNS/A", witness=office.supervisor)
    office.clock.advance(HOUR)
    office.retrieve(gun, witness=office.supervisor)
    with refused("S1"):
        office.store(gun, "GUNS/A", witness=office.supervisor)
