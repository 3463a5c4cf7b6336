"""Every kind of act is applied, and what must always hold of the tables does."""

import json

import pytest

from tests.record.every_kind import (
    CUSTODIAN,
    FILE,
    FIRST,
    FIVE,
    INVESTIGATOR,
    ONE,
    SIX,
    THREE,
    TWO,
    disclosure,
    every_kind,
    opening,
)
from tests.record.folding import Folder, plain
from tests.record.small_record import DOCKET, OTHER_DOCKET, hand, item_body
from wholefile.core.acts import KINDS
from wholefile.core.errors import NotFound, Unprocessable
from wholefile.record import lookups
from wholefile.record.databases import memory_database
from wholefile.record.projections import FOLDS
from wholefile.record.tables import STATE


@pytest.fixture
def folder():
    with memory_database() as db:
        folder = Folder(db)
        for kind, body in opening():
            folder.do(kind, body)
        yield folder


def test_a_part_of_an_unknown_item_or_transfer_is_refused(folder):
    with pytest.raises(NotFound):
        folder.do("seal.applied", {"item": "V26-000099", "seal": "S", "initials": "A", "by": CUSTODIAN})
    taken = {"items": [ONE], "seal_state": "intact", "received_by": INVESTIGATOR}
    with pytest.raises(NotFound):
        folder.do("custody.accepted", {"transfer": "T-99", **taken})
    with pytest.raises(NotFound):
        folder.do("access.opened", {"items": [ONE, "V26-000099"], "purpose": "look", "by": CUSTODIAN})


@pytest.mark.parametrize("kind", ["item.split", "item.consumed"])
def test_more_cannot_be_taken_than_there_is(folder, kind):
    body = {"item": ONE, "by": CUSTODIAN}
    if kind == "item.split":
        body |= {"parts": [{"item": f"{ONE}.1", "description": "part", "quantity": 2}], "reason": "test"}
    else:
        body |= {"quantity": 2, "purpose": "test"}
    with pytest.raises(Unprocessable):
        folder.do(kind, body)


def test_every_kind_has_a_projection():
    assert set(FOLDS) == set(KINDS)


def test_every_kind_is_applied_and_fills_every_table(folder):
    for kind, body in every_kind(folder.state):
        folder.do(kind, body)
    assert {act.kind for act in folder.acts} == set(KINDS) - {"index"}
    empty = [m._meta.db_table for m in STATE if not folder.state.exists(m._meta.db_table)]
    assert empty == []


def test_an_index_changes_nothing(folder):
    body = {"size": 12, "map": "A" * 43, "cases": 1}
    before = plain(folder.state)
    folder.do("index", body)
    assert plain(folder.state) == before


def test_both_founders_are_administrators_with_keys(folder):
    assert lookups.in_role(folder.state, "administrator") == ["P-1", "P-2"]
    assert folder.state.count("signing_key", person="P-2", revoked_seq=None) == 1


def test_a_released_item_stays_with_its_holder_until_it_is_accepted(folder):
    db = folder.state
    moved = {"items": [ONE, TWO], "purpose": "court", "seal_state": "none"}
    out = folder.do(
        "custody.released", {"transfer": "T-1", **moved, "to": INVESTIGATOR, "released_by": CUSTODIAN}
    )
    assert (lookups.holder_of(db, ONE), lookups.item(db, ONE).open_transfer) == (CUSTODIAN, "T-1")
    assert not db.exists("knowledge", item=ONE, person=INVESTIGATOR)

    taken = {"transfer": "T-1", "items": [ONE], "seal_state": "none", "received_by": INVESTIGATOR}
    folder.do("custody.accepted", taken)
    assert (lookups.holder_of(db, ONE), lookups.item(db, ONE).open_transfer) == (INVESTIGATOR, None)
    assert lookups.transfer(db, "T-1").status == "open"
    assert db.exists("knowledge", item=ONE, person=INVESTIGATOR)

    back = folder.do(
        "custody.refused", {"transfer": "T-1", "items": [TWO], "reason": "wrong", "by": CUSTODIAN}
    )
    closed = lookups.transfer(db, "T-1")
    assert (closed.status, closed.released_seq, closed.closed_seq) == ("accepted", out.seq, back.seq)
    assert (lookups.holder_of(db, TWO), lookups.item(db, TWO).open_transfer) == (CUSTODIAN, None)


def test_a_transfer_refused_in_whole_is_refused(folder):
    moved = {"items": [ONE], "purpose": "court", "seal_state": "none"}
    folder.do("custody.released", {"transfer": "T-1", **moved, "to": INVESTIGATOR, "released_by": CUSTODIAN})
    folder.do("custody.refused", {"transfer": "T-1", "items": [ONE], "reason": "wrong", "by": INVESTIGATOR})
    assert lookups.transfer(folder.state, "T-1").status == "refused"


def test_a_part_takes_over_what_holds_for_the_whole(folder):
    db = folder.state
    folder.do("item.received", item_body(3, hand(CUSTODIAN), quantity=10, unit="gram", location="ROOM-A"))
    hold = {"docket": DOCKET, "reason": "litigation", "by": FIRST}
    folder.do("hold.placed", {"hold": "H-1", "items": [THREE], **hold})
    kept = {"schedule": "homicide", "trigger": "closed", "keep_until": "2099-01-01", "by": FIRST}
    folder.do("retention.set", {"items": [THREE], **kept})
    parts = [{"item": f"{THREE}.{n}", "description": "part", "quantity": 5} for n in (1, 2)]
    folder.do("item.split", {"item": THREE, "parts": parts, "reason": "samples", "by": INVESTIGATOR})
    part, whole = lookups.item(db, f"{THREE}.2"), lookups.item(db, THREE)
    assert (part.parent, part.location, part.unit, part.quantity) == (THREE, "ROOM-A", "gram", 5)
    assert (whole.status, whole.quantity, whole.location) == ("split", 0, None)
    assert lookups.dockets_of(db, part.item) == [DOCKET]
    assert [one.hold for one in lookups.open_holds(db, part.item)] == ["H-1"]
    assert lookups.keep_until(db, part.item) == "2099-01-01"
    assert {row.person for row in lookups.knowledge(db, part.item)} == {CUSTODIAN, FIRST, INVESTIGATOR}
    assert lookups.knowledge(db, part.item)[0].occurred_at == lookups.knowledge(db, THREE)[0].occurred_at
    calibres = db.rows("identifier", kind="calibre", folded=db.one("identifier", item=THREE).folded)
    assert {row.item for row in calibres} >= {THREE, f"{THREE}.1", f"{THREE}.2"}


def test_a_late_entry_moves_knowledge_back_but_never_a_span(folder):
    db = folder.state
    was = lookups.item(db, ONE).occurred_at
    photo = {"item": ONE, "files": [FILE], "purpose": "photograph", "late_reason": "camera was away"}
    late = folder.do("file.attached", {**photo, "by": CUSTODIAN, "occurred_at": was - 86_400_000})
    known = db.one("knowledge", item=ONE, person=CUSTODIAN)
    assert (known.occurred_at, known.seq, known.how) == (was - 86_400_000, late.seq, "file.attached")
    stored = {"items": [ONE], "location": "ROOM-A", "seal_state": "none", "by": CUSTODIAN}
    folder.do("custody.stored", {**stored, "occurred_at": was - 5_000, "late_reason": "busy"})
    spans = lookups.custody_of(db, ONE)
    assert [(one.start_at, one.end_at) for one in spans] == [(was, was), (was, None)]


def test_looking_at_a_weapon_lapses_nothing_and_a_new_answer_ends_the_old(folder):
    db = folder.state
    persons = {"declared_by": CUSTODIAN, "verified_by": INVESTIGATOR, "method": ["chamber"]}
    folder.do("condition.declared", {"item": ONE, "condition": "cleared", **persons})
    folder.do("condition.declared", {"item": ONE, "condition": "damaged", **persons})
    shown = {"shown_to": "D.", "shown_as": "director", "place": "set", "condition": "cleared"}
    folder.do("weapon.shown", {"item": ONE, **shown, "by": CUSTODIAN})
    folder.do("seal.applied", {"item": ONE, "seal": "S1", "initials": "A", "by": CUSTODIAN})
    assert lookups.is_cleared(db, ONE)
    folder.do("condition.declared", {"item": ONE, "condition": "loaded", **persons})
    assert not lookups.is_cleared(db, ONE)
    assert [one.condition for one in lookups.current_conditions(db, ONE)] == ["damaged", "loaded"]


def test_a_declaration_on_some_rounds_leaves_the_others_as_declared(folder):
    db = folder.state
    persons = {"declared_by": CUSTODIAN, "verified_by": INVESTIGATOR, "method": ["shaken"]}
    folder.do("condition.declared", {"item": ONE, "condition": "dummy", "rounds": [1, 2], **persons})
    folder.do("condition.declared", {"item": ONE, "condition": "dummy", "rounds": [3], **persons})
    folder.do("condition.declared", {"item": ONE, "condition": "live", "rounds": [3], **persons})
    found = {number: row.condition for number, row in lookups.rounds_known(db, ONE).items()}
    assert found == {1: "dummy", 2: "dummy", 3: "live"}


def test_a_relinked_item_is_no_longer_detached(folder):
    db = folder.state
    link = {"item": ONE, "docket": OTHER_DOCKET, "reason": "same set", "by": CUSTODIAN}
    folder.do("item.linked", {**link, "history": lookups.history(db, ONE)})
    folder.do("item.detached", {**link, "approved_by": FIRST})
    assert lookups.dockets_of(db, ONE) == [DOCKET]
    assert lookups.dockets_of(db, ONE, detached=True) == [DOCKET, OTHER_DOCKET]
    folder.do("item.linked", {**link, "history": lookups.history(db, ONE)})
    assert lookups.dockets_of(db, ONE) == [DOCKET, OTHER_DOCKET]


def test_a_disposition_is_done_when_its_last_item_is_gone(folder):
    db = folder.state
    request = {"disposition": "D-1", "by": CUSTODIAN}
    folder.do(
        "disposition.requested", {**request, "items": [ONE, TWO], "manner": "destruction", "reason": "over"}
    )
    burnt = {**request, "method": "fire", "place": "city", "witnessed_by": INVESTIGATOR}
    folder.do("item.destroyed", {**burnt, "items": [ONE]})
    assert lookups.disposition(db, "D-1").status == "open"
    folder.do("item.destroyed", {**burnt, "items": [TWO]})
    assert lookups.disposition(db, "D-1").status == "done"


def test_a_file_stored_again_after_its_expungement_is_there_again(folder):
    photo = {"item": ONE, "files": [FILE], "purpose": "photograph", "by": CUSTODIAN}
    first = folder.do("file.attached", photo)
    order = {
        "docket": DOCKET,
        "order": "1",
        "authority": "law",
        "positions": [first.seq],
        "files": [FILE["sha256"]],
    }
    gone = folder.do("record.expunged", {**order, "ordered_by": "P-5", "by": FIRST})
    assert folder.state.one("stored_file", sha256=FILE["sha256"]).expunged_seq == gone.seq
    again = folder.do("file.attached", photo)
    stored = folder.state.one("stored_file", sha256=FILE["sha256"])
    assert (stored.seq, stored.expunged_seq) == (again.seq, None)


def test_a_production_is_planned_with_its_last_part(folder):
    states = []
    for kind, body in disclosure():
        if kind.startswith("production."):
            folder.do(kind, body)
            states.append(lookups.production(folder.state, "PR-1").status)
    assert states == ["planning", "planned", "served", "received"]
    planned = lookups.production(folder.state, "PR-1")
    assert (planned.first, planned.last, planned.parts_planned) == (1, 2, 2)


def test_a_production_with_a_part_missing_is_being_planned(folder):
    planned = [body for kind, body in disclosure() if kind == "production.planned"]
    for body in planned:
        folder.do("production.planned", {**body, "parts": 3})
    assert lookups.production(folder.state, "PR-1").status == "planning"


def test_lists_are_kept_as_canonical_json(folder):
    for kind, body in every_kind(folder.state):
        folder.do(kind, body)
    assert folder.state.one("disposition", disposition="D-1").items == json.dumps([SIX])
    assert folder.state.one("loss", item=FIVE).kind == "stolen"
