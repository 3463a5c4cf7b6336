"""A number that was given is never given again, also when a court had the act destroyed that gave it."""

import json

import pytest

from tests.actions.conftest import office, template  # noqa: F401 - fixtures
from tests.actions.serving import expunge_entry
from wholefile.actions import items
from wholefile.actions.holds import place_hold
from wholefile.actions.recording import record_act
from wholefile.core.acts import KINDS
from wholefile.record import lookups
from wholefile.record.check import check
from wholefile.record.numbers import GIVES, numbers_given, retired_parts
from wholefile.record.sql import Delete, Insert
from wholefile.rules.references import _NEW
from wholefile.rules.registry import Refused


def newest(office):  # noqa: F811
    return office.db.query('SELECT MAX("seq") FROM "entry"')[0][0]


def serious(office):  # noqa: F811
    return [(one.kind, one.position) for one in check(office.record) if not one.is_note]


def hold(office):  # noqa: F811
    office.clock.advance()
    return place_hold(
        office.record, office.docket, reason=f"litigation, {office.clock.now}", by=office.prosecutor
    )[0]


def divide(office, item):  # noqa: F811
    office.clock.advance()
    parts = [("One of the shells, head dented", 1)]
    return items.split_item(office.record, item, parts, reason="examined apart", by=office.custodian)[0][0]


def test_a_voucher_is_not_given_again(office):  # noqa: F811
    first, last = office.receive(), office.receive()
    expunge_entry(office, newest(office))
    assert office.db.one("item", item=last) is None
    after = office.receive()
    assert int(after[-6:]) == int(last[-6:]) + 1
    expunge_entry(office, newest(office) - 2)  # nothing that gives a number: the order itself stays
    assert len({first, last, after, office.receive()}) == 4
    assert serious(office) == []


def test_a_voucher_in_the_middle_is_not_given_again(office):  # noqa: F811
    given = [office.receive() for _ in range(5)]
    expunge_entry(office, newest(office) - 2)
    assert office.db.one("item", item=given[2]) is None
    assert office.receive() not in given


def test_no_rule_lets_it_be_taken_by_hand(office):  # noqa: F811
    item = office.receive()
    position = newest(office)
    body = dict(numbered_body(office, position))
    expunge_entry(office, position)
    office.clock.advance()
    with pytest.raises(Refused, match="destroyed by order"):
        record_act(office.record, "item.received", body, [office.custodian])
    assert item == body["item"]


def numbered_body(office, position):  # noqa: F811
    return json.loads(bytes(office.db.one("body", seq=position).fields))


def test_other_numbers_are_not_given_again_either(office):  # noqa: F811
    first = hold(office)
    expunge_entry(office, newest(office))
    second = hold(office)
    assert first != second
    assert serious(office) == []


def test_parts_are_not_given_again(office):  # noqa: F811
    item = office.receive(quantity=9)
    first = divide(office, item)
    expunge_entry(office, newest(office))
    assert retired_parts(office.db, item) == [first]
    second = divide(office, item)
    assert (first, second) == (f"{item}.1", f"{item}.2")
    assert serious(office) == []


def test_a_number_that_is_dropped_or_invented_is_found(office):  # noqa: F811
    office.receive()
    position = newest(office)
    expunge_entry(office, position)
    row = office.db.rows("retired_number")[0]
    office.db.execute([Delete("retired_number", {"seq": position})])
    assert serious(office) == [("numbers", position)]
    office.db.execute(
        [Insert("retired_number", row._asdict()), Insert("retired_number", {"number": "H-77", "seq": 0})]
    )
    assert serious(office) == [("numbers", 0)]


def test_every_number_of_the_record_is_among_them():
    own = {
        kind: field
        for kind, (field, _table) in _NEW.items()
        for one in KINDS[kind].fields
        if one.name == field and one.type.spec["type"] == "pattern" and field != "location"
    }
    assert own == GIVES
    assert numbers_given("item.split", {"parts": [{"item": "V26-000001.1"}]}) == ["V26-000001.1"]
    assert numbers_given("item.lost", {"item": "V26-000001"}) == []


def test_without_expungement_the_next_is_the_next(office):  # noqa: F811
    item = office.receive()
    assert lookups.next_voucher(office.db, 2000 + int(item[1:3])) == f"{item[:4]}{int(item[4:]) + 1:06d}"
