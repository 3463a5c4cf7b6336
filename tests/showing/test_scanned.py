from wholefile.showing.scanned import SCANNED_KEYS, scanned_view
from wholefile.showing.seeing import EVERYTHING


def test_what_is_not_seen_is_left_out_and_the_defence_sees_no_counter(world):
    db, items = world.office.db, sorted(world.items.values())
    assert scanned_view(db, world.sight("defence"), items) == []
    mine = {one["item"] for one in scanned_view(db, world.sight("insider"), [*items, "V26-999999"])}
    assert mine == {one["item"] for one in scanned_view(db, EVERYTHING, items)} - _elsewhere(world)


def test_items_keep_their_order_and_say_what_to_mind(world):
    office = world.office
    gun, other = office.firearm(), office.receive()
    found = scanned_view(office.db, EVERYTHING, [other, gun, other[:-1]])
    assert [one["item"] for one in found] == [other, gun]
    assert set(found[0]) == set(SCANNED_KEYS)
    assert found[0]["minds"] == found[0]["hinders"] == []
    assert any("treat it as loaded" in one for one in found[1]["minds"])
    office.clear(gun)
    assert not any("loaded" in one for one in scanned_view(office.db, EVERYTHING, [gun])[0]["minds"])


def _elsewhere(world):
    own = {row.item for row in world.office.db.rows("item_case", docket=world.office.docket)}
    return {one for one in world.items.values() if one not in own}
