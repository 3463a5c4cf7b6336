"""What rules and actions ask of the tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.record.every_kind import CUSTODIAN, FOUR, INVESTIGATOR, ONE, THREE, TWO, every_kind, opening
from tests.record.folding import Folder
from tests.record.small_record import DOCKET, OTHER_DOCKET, hand, item_body
from wholefile.core.errors import NotFound
from wholefile.record import lookups
from wholefile.record.databases import memory_database
from wholefile.record.sql import Insert

HOUR = 3_600_000


@pytest.fixture
def folder():
    with memory_database() as db:
        folder = Folder(db)
        for kind, body in opening():
            folder.do(kind, body)
        yield folder


@pytest.fixture
def db(folder):
    return folder.state


@pytest.mark.parametrize(
    "find",
    [lookups.item, lookups.case, lookups.person, lookups.transfer, lookups.hold, lookups.location, lookups.disposition,
     lookups.production, lookups.statement, lookups.laboratory_request, lookups.history, lookups.holder_of],
)  # fmt: skip
def test_what_does_not_exist_is_named_as_missing(db, find):
    with pytest.raises(NotFound, match="X-404"):
        find(db, "X-404")


def test_every_thing_is_found_by_its_number(folder, db):
    for kind, body in every_kind(db):
        folder.do(kind, body)
    assert lookups.item(db, ONE).description == "A round"
    assert lookups.case(db, DOCKET).status == "open"
    assert lookups.laboratory_request(db, "L-1").status == "reported"
    assert lookups.disposition(db, "D-3").status == "declined"
    assert lookups.statement(db, "S-2").attested_seq is not None
    assert lookups.location(db, "ROOM-A").name == "Place ROOM-A"
    assert lookups.latest_certificate(db, DOCKET).certificate == "C-1"
    assert lookups.latest_certificate(db, OTHER_DOCKET) is None
    assert lookups.current_decision(db, DOCKET, ONE).decision == "produced"
    assert lookups.current_decision(db, DOCKET, TWO) is None
    assert list(lookups.current_decisions(db, DOCKET)) == [ONE]
    assert (lookups.policy(db, "late_hours", "24"), lookups.policy(db, "other", "24")) == ("48", "24")
    assert [one.name for one in lookups.files_of(db, ONE)] == ["photo.jpg"] * 3
    assert lookups.is_gone(lookups.item(db, TWO))


def test_roles_reach_everywhere_or_into_one_case(folder, db):
    folder.do("role.granted", {"person": "P-5", "role": "auditor", "docket": DOCKET, "by": "P-1"})
    assert lookups.roles(db, "P-5") == {"court"}
    assert lookups.roles(db, "P-5", [OTHER_DOCKET]) == {"court"}
    assert lookups.roles(db, "P-5", [OTHER_DOCKET, DOCKET]) == {"auditor", "court"}
    assert (lookups.in_role(db, "auditor"), lookups.in_role(db, "auditor", DOCKET)) == ([], ["P-5"])
    folder.do("role.ended", {"person": "P-5", "role": "court", "reason": "retired", "by": "P-1"})
    assert lookups.roles(db, "P-5") == set()
    assert lookups.person_name(db, "P-5") == "Person P-5"
    assert lookups.person_name(db, "P-77") == "P-77"


def test_a_hold_on_a_case_binds_its_items_and_detaching_is_no_way_around(folder, db):
    hold = {"docket": DOCKET, "reason": "litigation", "by": "P-5"}
    detached = {"docket": DOCKET, "reason": "wrong", "by": CUSTODIAN, "approved_by": "P-1"}
    folder.do("item.detached", {"item": TWO, **detached})
    folder.do("hold.placed", {"hold": "H-10", "items": [], **hold})
    folder.do("hold.placed", {"hold": "H-9", "items": [ONE], **hold})
    folder.do("item.detached", {"item": ONE, **detached})
    assert [one.hold for one in lookups.open_holds(db, ONE)] == ["H-9", "H-10"]
    assert lookups.open_holds(db, TWO) == []
    folder.do("item.received", item_body(3, hand(CUSTODIAN)))
    assert [one.hold for one in lookups.open_holds(db, THREE)] == ["H-10"]
    folder.do("hold.released", {"hold": "H-10", "reason": "over", "by": "P-5"})
    assert [one.hold for one in lookups.open_holds(db, ONE)] == ["H-9"]
    assert lookups.open_holds(db, THREE) == []


def test_the_longest_period_binds(folder, db):
    assert lookups.keep_until(db, ONE) is None
    for day in ("2030-01-01", "2040-01-01", "2035-01-01"):
        kept = {"schedule": "s", "trigger": "closed", "keep_until": day, "by": "P-1"}
        folder.do("retention.set", {"items": [ONE], **kept})
    assert lookups.keep_until(db, ONE) == "2040-01-01"


def test_items_are_found_in_a_place_and_the_places_inside_it_only(folder, db):
    for number, place in ((3, "ROOM-A"), (4, "ROOM-A/SHELF-1/BOX"), (5, "ROOM-AB"), (6, "ROOM-A-1")):
        folder.do("item.received", item_body(number, hand(CUSTODIAN), location=place))
    assert [one.item for one in lookups.items_at(db, "ROOM-A")] == [THREE, FOUR]


def test_vouchers_sort_as_people_sort_them(folder, db):
    folder.do("item.received", item_body(3, hand(CUSTODIAN), quantity=100))
    parts = [{"item": f"{THREE}.{n}", "description": "part", "quantity": 1} for n in (10, 2, 1)]
    folder.do("item.split", {"item": THREE, "parts": parts, "reason": "test", "by": CUSTODIAN})
    assert [one.item for one in lookups.parts_of(db, THREE)] == [f"{THREE}.{n}" for n in (1, 2, 10)]
    expected = [ONE, TWO, THREE, f"{THREE}.1", f"{THREE}.2", f"{THREE}.10"]
    assert [one.item for one in lookups.items_of(db, DOCKET)] == expected


def test_the_history_of_a_part_begins_with_the_whole_up_to_the_split(folder, db):
    received = folder.do("item.received", item_body(3, hand(CUSTODIAN), quantity=10))
    seal = {"item": THREE, "initials": "A", "by": CUSTODIAN}
    sealed = folder.do("seal.applied", {**seal, "seal": "S1"})
    part = {"item": f"{THREE}.1", "description": "part", "quantity": 1}
    split = folder.do("item.split", {"item": THREE, "parts": [part], "reason": "test", "by": CUSTODIAN})
    later = folder.do("seal.applied", {**seal, "seal": "S2"})
    own = folder.do("seal.applied", {**seal, "item": part["item"], "seal": "S3"})
    assert lookups.history(db, part["item"]) == [received.seq, sealed.seq, split.seq, own.seq]
    assert lookups.history(db, THREE) == [received.seq, sealed.seq, split.seq, later.seq]


def test_what_is_overdue_is_listed_the_oldest_first(folder, db):
    moved = {"purpose": "court", "seal_state": "none", "to": INVESTIGATOR, "released_by": CUSTODIAN}
    for number, item in ((1, ONE), (2, TWO)):
        folder.do("custody.released", {"transfer": f"T-{number}", "items": [item], **moved})
    released = lookups.transfer(db, "T-2").released_at
    assert lookups.overdue_transfers(db, released + 24 * HOUR, 24) == [lookups.transfer(db, "T-1")]
    assert len(lookups.overdue_transfers(db, released + 24 * HOUR + 1, 24)) == 2


def test_live_rounds_on_a_set_are_a_violation_until_excepted(folder, db):
    persons = {"declared_by": CUSTODIAN, "verified_by": INVESTIGATOR, "method": ["visual"]}
    folder.do("condition.declared", {"item": ONE, "condition": "live", "dramatic_set": True, **persons})
    folder.do("condition.declared", {"item": TWO, "condition": "live", **persons})
    assert [one.item for one in lookups.safety_violations(db)] == [ONE]
    excepted = {"dramatic_set": True, "exception": "armourer's range day", **persons}
    folder.do("condition.declared", {"item": ONE, "condition": "live", **excepted})
    assert lookups.safety_violations(db) == []


def test_a_declaration_verified_by_its_declarer_clears_nothing(folder, db):
    alone = {"declared_by": CUSTODIAN, "verified_by": CUSTODIAN, "method": ["chamber"]}
    folder.do("condition.declared", {"item": ONE, "condition": "cleared", **alone})
    assert not lookups.is_cleared(db, ONE)


@given(st.sets(st.integers(1, 60)))
def test_a_next_number_is_always_free(taken):
    with memory_database() as db:
        row = {"docket": "A-1", "whole_case": True, "reason": "r", "issued_by": "P-1", "released_seq": None}
        db.execute(Insert("hold", {"hold": f"H-{n}", "seq": n, **row}) for n in taken)
        given_out = lookups.next_id(db, "hold", "hold", "H")
        assert not db.exists("hold", hold=given_out)
        if taken == set(range(1, len(taken) + 1)):
            assert given_out == f"H-{len(taken) + 1}"


def test_a_next_voucher_starts_each_year_anew(db):
    assert lookups.next_voucher(db, 2026) == THREE
    assert lookups.next_voucher(db, 2027) == "V27-000001"
