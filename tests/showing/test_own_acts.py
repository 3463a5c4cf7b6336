"""What one signed oneself, and what proves an act."""

import pytest

from wholefile.actions import people
from wholefile.core.errors import Conflict, IntegrityFailure, NotFound
from wholefile.record.checkpoints import checkpoint
from wholefile.showing.own_acts import own_act_view, own_acts_view
from wholefile.showing.proofs import covered_view, proof_view
from wholefile.showing.seeing import EVERYTHING


def positions(view):
    return [one["position"] for one in view["acts"]]


def test_nobody_is_shown_what_somebody_else_signed(world):
    office, gun = world.office, world.items["gun"]
    received = office.db.one("item", item=gun).seq
    assert own_act_view(office.db, office.custodian.person, received)["position"] == received
    for person in (office.investigator.person, "", "P-999"):
        with pytest.raises(NotFound):
            own_act_view(office.db, person, received)
    for position in (10**9, 2**70):
        with pytest.raises(NotFound):
            own_act_view(office.db, office.custodian.person, position)


def test_an_own_act_is_whole_without_the_labels_of_its_cases(world):
    office = world.office
    view = own_act_view(
        office.db, office.custodian.person, office.db.one("item", item=world.items["gun"]).seq
    )
    assert view["header"] is None
    assert view["body"]["item"] == world.items["gun"]


def test_own_acts_are_those_of_every_key_and_of_no_other_person(world):
    office = world.office
    person = office.custodian.person
    before = positions(own_acts_view(office.db, person, most=1_000))
    assert before == sorted(before, reverse=True)
    for seq in before:
        assert own_act_view(office.db, person, seq)
    for key in office.db.rows("signing_key", person=person):
        office.clock.advance()
        people.revoke_key(office.record, key.key, reason="lost", by=office.ana)
    assert positions(own_acts_view(office.db, person, most=1_000)) == before
    assert own_acts_view(office.db, "P-999")["acts"] == []


def test_own_acts_go_back_without_a_gap(world):
    office, person = world.office, world.office.custodian.person
    every = positions(own_acts_view(office.db, person, most=1_000))
    walked, before = [], None
    while True:
        view = own_acts_view(office.db, person, before=before, most=2)
        walked += positions(view)
        if view["earlier"] is None:
            break
        before = view["earlier"]
    assert walked == every


def test_a_proof_is_for_whoever_sees_the_whole_record(world):
    office = world.office
    seq = office.db.one("item", item=office.receive()).seq
    with pytest.raises(Conflict):
        proof_view(office.record, EVERYTHING, seq)
    checkpoint(office.record)
    assert covered_view(office.record, EVERYTHING, seq)["size"] > seq
    for name in ("insider", "counsel", "ana"):
        assert covered_view(office.record, world.sight(name), seq)["size"] is None
        with pytest.raises(NotFound):
            proof_view(office.record, world.sight(name), seq)
    with pytest.raises(NotFound):
        proof_view(office.record, EVERYTHING, 2**70)


def test_a_proof_that_does_not_verify_is_not_given(world):
    office, seq = world.office, world.office.db.one("item", item=world.items["gun"]).seq
    checkpoint(office.record)
    for tile in (office.record.tiles / "tile" / "0").rglob("*"):
        if tile.is_file():
            tile.chmod(0o600)
            tile.write_bytes(bytes(one ^ 1 for one in tile.read_bytes()))
    with pytest.raises(IntegrityFailure):
        proof_view(office.record, EVERYTHING, seq)
