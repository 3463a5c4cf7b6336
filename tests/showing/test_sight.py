"""What somebody may not see changes nothing of what they are shown."""

import json

import pytest

from tests.actions.serving import attach, decide, expunge_entry, plan, serve
from tests.showing.world import go_on_elsewhere, looks
from wholefile.actions import disclosure
from wholefile.core.errors import NotFound
from wholefile.record.visibility import Sight
from wholefile.showing import acts, cases, items, lists, statements
from wholefile.showing.seeing import EVERYTHING

LOOKERS = ("insider", "room", "counsel", "ana", "late")


def refusal(view, *args):
    with pytest.raises(NotFound) as caught:
        view(*args)
    return caught.value.code, caught.value.message


def test_what_another_case_does_changes_no_view_of_this_one(world):
    before = {name: looks(world, world.sight(name)) for name in LOOKERS}
    whole = looks(world, EVERYTHING)
    assert "refused" not in before["insider"]["item rounds"]
    assert "refused" not in before["counsel"]["item letter"]
    assert all("refused" in before["counsel"][f"item {name}"] for name in ("gun", "rounds", "memo"))
    assert all("refused" in one for name, one in before["ana"].items() if name.startswith("item "))
    hidden = go_on_elsewhere(world)
    sights = {name: world.sight(name) for name in ("insider", "room", "counsel", "ana")}
    for name, sight in sights.items():
        after = looks(world, sight)
        assert {key: after[key] for key in before[name]} == before[name], name
        assert not any(
            one in text for text in after.values() for one in (hidden["item"], hidden["docket"], "idden")
        )
    assert looks(world, EVERYTHING) != whole


def test_a_hidden_thing_is_refused_in_the_words_for_one_that_does_not_exist(world):
    hidden, db, now = go_on_elsewhere(world), world.office.db, world.now
    sight, docket = world.sight("insider"), hidden["docket"]
    absent_case = "D-101-CR-2026-888"
    for view in (items.item_view, items.custody_view, items.history_view, items.known_view):
        told = refusal(view, db, sight, hidden["item"])
        assert told == ("item.unknown", f"There is no item {hidden['item']}.")
        assert refusal(view, db, sight, "V26-999999") == (
            told[0],
            told[1].replace(hidden["item"], "V26-999999"),
        )
    for view in (cases.case_view, cases.board_view, cases.knowledge_view):
        told = refusal(view, db, sight, docket, now)
        assert refusal(view, db, sight, absent_case, now) == (told[0], told[1].replace(docket, absent_case))
    told = refusal(acts.timeline_view, db, sight, docket)
    assert refusal(acts.timeline_view, db, sight, absent_case) == (
        told[0],
        told[1].replace(docket, absent_case),
    )
    told = refusal(statements.compare_view, db, sight, world.statement, hidden["statement"])
    absent = refusal(statements.compare_view, db, sight, world.statement, "S-99")
    assert absent == (told[0], told[1].replace(hidden["statement"], "S-99"))
    last = db.count("entry") - 1
    assert refusal(acts.act_view, db, sight, last)[1] == f"There is no entry {last}."
    assert refusal(acts.act_view, db, sight, 9_999)[1] == "There is no entry 9999."


def test_a_shared_item_shows_its_custody_and_not_what_the_other_case_did(world):
    go_on_elsewhere(world)
    db, rounds = world.office.db, world.items["rounds"]
    whole = items.item_view(db, EVERYTHING, rounds)
    shown = items.item_view(db, world.sight("insider"), rounds)
    assert shown["custody"] == whole["custody"]
    left_out = {one["kind"] for one in whole["history"]} - {one["kind"] for one in shown["history"]}
    assert left_out == {"item.linked", "hold.placed", "statement.recorded"} & left_out | {
        "item.linked",
        "hold.placed",
    }
    assert [one["docket"] for one in shown["cases"]] == [world.office.docket]
    assert whole["holds"]
    assert shown["holds"] == []


def test_the_defence_is_shown_a_produced_item_as_it_was_served(world):
    db, letter, office = world.office.db, world.items["letter"], world.office
    before = items.item_view(db, world.sight("counsel"), letter)
    assert (before["status"], before["with"]["holder"], before["known_to"]) == ("produced", None, [])
    assert [one["name"] for one in before["files"]] == ["letter.txt"]
    assert before["cases"][0]["decision"] == "produced"
    assert {one["kind"] for one in before["history"]} == {
        "item.received",
        "file.attached",
        "disclosure.decided",
        "statement.recorded",
    }
    attach(office, letter, **{"later.txt": b"came later"})
    office.transfer(letter, office.custodian, office.investigator)
    assert json.dumps(items.item_view(db, world.sight("counsel"), letter)) == json.dumps(before)


def test_the_defence_is_shown_the_acts_that_productions_open_and_what_both_sides_file(world):
    office, db, counsel = world.office, world.office.db, world.sight("counsel")
    before = acts.log_view(db, counsel, most=1_000)["acts"]
    kinds = {one["kind"] for one in before}
    assert {"person.added", "key.enrolled", "case.opened", "party.added", "production.served"} <= kinds
    assert not kinds & {
        "location.added",
        "policy.adopted",
        "condition.declared",
        "index",
        "custody.transferred",
    }
    granted = [one["position"] for one in before if one["kind"] == "role.granted"]
    assert {acts.act_view(db, counsel, one)["body"]["role"] for one in granted} == {"court"}
    event = office.act(
        "court.event",
        {
            "docket": office.docket,
            "event": "arraignment",
            "on": "2026-02-02",
            "text": "x",
            "by": office.judge.person,
        },
        office.judge,
    )
    assert "refused" in looks(world, counsel)[f"act {event.seq}"]
    assert cases.case_view(db, counsel, office.docket, world.now)["events"] == []
    assert cases.case_view(db, EVERYTHING, office.docket, world.now)["events"]
    objection = disclosure.raise_objection(
        office.record, office.docket, kind="missing item", text="Where is the gun?", by=office.counsel
    )[1]
    assert acts.log_view(db, counsel, most=1_000)["acts"][-1]["position"] == objection.seq
    decided = next(one for one in before if one["kind"] == "disclosure.decided")
    assert acts.act_view(db, EVERYTHING, decided["position"])["body"]["explanation"] == "Our reasoning."
    assert not any("Our reasoning" in one for one in looks(world, counsel).values())


def test_who_first_learned_of_an_item_elsewhere_is_named_by_their_first_act_here(world):
    office, db, rounds = world.office, world.office.db, world.items["rounds"]
    go_on_elsewhere(world)
    insider, reviewer = world.sight("insider"), office.reviewer.person
    assert reviewer in {one["person"] for one in items.known_view(db, EVERYTHING, rounds)}
    assert reviewer not in {one["person"] for one in items.known_view(db, insider, rounds)}
    receipt = office.act(
        "disclosure.decided",
        {
            "docket": office.docket, "item": rounds, "decision": "produced", "tags": [], "author": reviewer,
        },
        office.reviewer,
    )  # fmt: skip
    (told,) = [one for one in items.known_view(db, insider, rounds) if one["person"] == reviewer]
    assert (told["how"], told["position"], told["for_the_state"]) == ("disclosure.decided", receipt.seq, True)
    (whole,) = [one for one in items.known_view(db, EVERYTHING, rounds) if one["person"] == reviewer]
    assert whole["position"] < receipt.seq


def test_an_act_that_names_hidden_things_is_shown_without_them(world):
    office, db = world.office, world.office.db
    hidden = office.receive(description="A hidden bag", dockets=[office.other_docket])
    receipt = office.store([hidden, world.items["letter"]])
    seen = acts.act_view(db, world.sight("insider"), receipt.seq)
    assert seen["body"]["items"] == [world.items["letter"]]
    assert seen["header"] is None
    assert acts.act_view(db, EVERYTHING, receipt.seq)["body"]["items"] == [hidden, world.items["letter"]]
    password = office.receive(description="A telephone")
    assert password not in json.dumps(looks(world, world.sight("counsel")))


def test_the_log_of_a_hidden_case_is_empty_also_where_it_shares_an_item(world):
    office, db = world.office, world.office.db
    go_on_elsewhere(world)
    shared = office.transfer(world.items["rounds"], office.investigator, office.custodian)
    assert shared
    whole = acts.log_view(db, EVERYTHING, docket=office.other_docket, kind="custody.transferred")
    assert len(whole["acts"]) == 1
    insider = world.sight("insider")
    assert acts.log_view(db, insider, docket=office.other_docket, most=1_000) == {"acts": []}
    assert acts.log_view(db, insider, docket=office.docket, kind="custody.transferred")["acts"]


def test_a_destroyed_act_is_shown_where_it_stands_in_no_other_case(world):
    office, db = world.office, world.office.db
    item = db.one("item", item=world.items["memo"])
    bag = office.receive(description="A bag of somebody else", dockets=[office.docket, office.other_docket])
    shared = db.one("item", item=bag).seq
    expunge_entry(office, item.seq)
    expunge_entry(office, shared)
    insider = world.sight("insider")
    seen = acts.act_view(db, insider, item.seq)
    assert seen["body"] is None
    assert seen["expunged_by"] is not None
    assert refusal(acts.act_view, db, insider, shared) == ("act.unknown", f"There is no entry {shared}.")
    assert acts.act_view(db, EVERYTHING, shared)["body"] is None


def test_what_was_served_in_one_case_does_not_tell_that_it_is_in_another(world):
    """Counsel acts in both cases; the letter was produced in the first and only belongs to the second."""
    office, db, letter = world.office, world.office.db, world.items["letter"]
    other = office.receive(description="A photograph", dockets=[office.other_docket])
    decide(office, other, docket=office.other_docket)
    office.link(letter, office.other_docket)
    number = plan(office, "OTH-001", "OTH", docket=office.other_docket).production
    serve(office, world.folder / "PR-2", number)
    both = Sight(served=(office.docket, office.other_docket), vendor=db.vendor)
    assert [one["docket"] for one in items.item_view(db, both, letter)["cases"]] == [office.docket]
    found = lists.items_list(db, both, lists.ItemFilters(docket=office.other_docket))
    assert [(one["item"], one["cases"]) for one in found["items"]] == [(other, [office.other_docket])]
    assert {one["docket"]: one["items"] for one in lists.cases_list(db, both)["cases"]} == {
        office.docket: 1, office.other_docket: 1,
    }  # fmt: skip
