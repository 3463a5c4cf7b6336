"""H8: a hold is placed once; the same again is refused, and names the one that stands."""

import pytest

from tests.rules.situations import refused
from wholefile.actions import holds
from wholefile.core.errors import Invalid


def place(office, items=(), **told):
    given = {"reason": "civil suit", "by": office.prosecutor, **told}
    return holds.place_hold(office.record, office.docket, items=list(items), **given)[0]


@pytest.mark.parametrize("whole", [True, False])
def test_h8_the_same_hold_is_not_placed_twice(office, whole):
    items = [] if whole else [office.receive(), office.receive()]
    standing = place(office, items)
    office.clock.advance()
    with refused("H8", standing):
        place(office, reversed(items))
    assert office.db.count("hold") == 1


def test_what_cannot_be_read_is_said_before_anything_is_looked_for(office):
    with pytest.raises(Invalid):
        place(office, reason="\x00")


def test_another_person_reason_case_or_item_holds_besides(office):
    one, two = office.receive(dockets=[office.docket, office.other_docket]), office.receive()
    place(office, [one])
    for told in (
        {"reason": "appeal"},
        {"by": office.defence},
        {"items": []},
        {"items": [two]},
        {"items": [one, two]},
    ):
        office.clock.advance()
        place(office, **{"items": [one], **told})
    office.clock.advance()
    holds.place_hold(
        office.record, office.other_docket, items=[one], reason="civil suit", by=office.prosecutor
    )
    assert office.db.count("hold") == 7


def test_after_its_release_it_can_be_placed_again(office):
    item = office.receive()
    first = place(office, [item])
    holds.release_hold(office.record, first, reason="settled", by=office.prosecutor)
    office.clock.advance()
    assert place(office, [item]) != first


def test_a_call_repeated_with_its_key_gets_the_first_hold(office):
    item = office.receive()
    first = place(office, [item], idempotency="once")
    assert place(office, [item], idempotency="once") == first
    with refused("H8", first):
        place(office, [item], idempotency="another")


def test_a_correction_may_say_the_same_hold_again(office):
    item = office.receive()
    first = place(office, [item])
    office.clock.advance()
    placed = office.db.one("hold", hold=first).seq
    assert place(office, [item], corrects=placed, note="the name of the person was misread") != first
