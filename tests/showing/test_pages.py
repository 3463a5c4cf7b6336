"""Every view shows whoever sees the whole record all there is, and others their part with its counts."""

import pytest

from tests.actions.office import DAY
from tests.actions.serving import plan
from tests.showing.world import go_on_elsewhere
from wholefile.actions import disposition, laboratory, screening
from wholefile.core.errors import NotFound
from wholefile.record import checkpoints
from wholefile.record.visibility import Sight
from wholefile.showing import act_pages, acts, case_pages, home, lists, oversight, places, productions, room
from wholefile.showing import laboratory as laboratory_views
from wholefile.showing import screening as screening_views
from wholefile.showing.paging import Page
from wholefile.showing.seeing import EVERYTHING

NOTHING = Sight()


def numbers(view):
    return [one["item"] for one in view["items"]]


def test_items_are_counted_and_paged_over_what_is_seen(world):
    db, insider, things = world.office.db, world.sight("insider"), world.items
    hidden = go_on_elsewhere(world)["item"]
    assert lists.items_list(db, NOTHING) == {"items": [], "page": 1, "pages": 1, "size": 50, "total": 0}
    assert hidden in numbers(lists.items_list(db, EVERYTHING))
    part = lists.items_list(db, insider, page=Page(2, 3))
    assert (part["total"], part["pages"], len(part["items"])) == (4, 2, 1)
    assert numbers(lists.items_list(db, world.sight("counsel"))) == [things["letter"]]
    assert lists.items_list(db, world.sight("counsel"), lists.ItemFilters(holder="P-3"))["total"] == 0
    by_place = lists.items_list(db, EVERYTHING, lists.ItemFilters(place="GUNS/A"))
    assert numbers(by_place) == [things["gun"]]
    assert by_place["items"][0]["with"]["location"] == "GUNS/A"
    worded = lists.items_list(db, EVERYTHING, lists.ItemFilters(words="of .45"))
    assert set(numbers(worded)) == {things["rounds"], hidden}
    undecided = lists.ItemFilters(docket=world.office.docket, decision="undecided")
    assert set(numbers(lists.items_list(db, insider, undecided))) == {things["gun"], things["rounds"]}
    withheld = lists.ItemFilters(docket=world.office.docket, decision="withheld")
    assert numbers(lists.items_list(db, insider, withheld)) == [things["memo"]]
    assert lists.items_list(db, insider, lists.ItemFilters(docket=world.office.other_docket))["total"] == 0


def test_cases_are_counted_over_what_is_seen(world):
    db, docket = world.office.db, world.office.docket
    go_on_elsewhere(world)
    assert lists.cases_list(db, EVERYTHING)["total"] == 3
    (only,) = lists.cases_list(db, world.sight("insider"))["cases"]
    assert (only["docket"], only["items"], only["undecided"]) == (docket, 4, 2)
    (served,) = lists.cases_list(db, world.sight("counsel"))["cases"]
    assert (served["docket"], served["items"], served["undecided"], served["status"]) == (
        docket,
        1,
        None,
        None,
    )
    assert lists.cases_list(db, NOTHING)["cases"] == []


def test_people_are_shown_to_who_sees_something_or_keeps_the_register(world):
    db = world.office.db
    assert lists.people_list(db, NOTHING)["total"] == 0
    kept = lists.people_list(db, NOTHING, words="eva", administers=True)["people"]
    assert [one["roles"] for one in kept] == [["investigator"]]
    insider = {one["name"]: one["roles"] for one in lists.people_list(db, world.sight("insider"))["people"]}
    assert insider["Outsider"] == []
    assert insider["Insider"] == [f"prosecutor in {world.office.docket}"]
    counsel = {one["name"]: one["roles"] for one in lists.people_list(db, world.sight("counsel"))["people"]}
    assert {name for name, roles in counsel.items() if roles} == {"Lea Sanchez"}


def test_the_page_of_a_case_has_its_items_a_page_at_a_time(world):
    office = world.office
    page = case_pages.case_page(office.db, EVERYTHING, office.docket, world.now, page=Page(2, 3))
    assert (page["items_page"]["total"], len(page["items"])) == (4, 1)
    assert page["decisions"] == {"produced": 1, "undecided": 2, "withheld": 1}
    assert [one["statement"] for one in page["first_statements"]] == [world.statement]
    assert {one["name"] for one in page["people"]} == {"Insider", "Room", "Counsel"}
    served = case_pages.case_page(office.db, world.sight("counsel"), office.docket, world.now)
    assert [one["item"] for one in served["items"]] == [world.items["letter"]]
    assert (served["people"], served["status"]) == ([], None)


def test_a_timeline_is_cut_into_pages_in_order(world):
    office = world.office
    whole = case_pages.case_timeline(office.db, EVERYTHING, office.docket, page=Page(1, 500))
    parts = [
        one
        for number in range(1, 20)
        for one in case_pages.case_timeline(office.db, EVERYTHING, office.docket, page=Page(number, 3))[
            "acts"
        ]
    ]
    assert parts == whole["acts"]
    assert len(parts) == whole["total"]


def test_the_first_page_says_what_waits_for_whom(world):
    office, db = world.office, world.office.db
    office.act(
        "custody.released",
        {
            "transfer": "T-9", "items": [world.items["letter"]], "purpose": "court", "seal_state": "none",
            "to": office.room.person, "released_by": office.custodian.person,
        },
        office.custodian,
    )  # fmt: skip
    laboratory.request_examination(
        office.record, [world.items["gun"]], laboratory="State laboratory", scope="Function", destructive=False,
        return_due="2026-02-03", by=office.investigator,
    )  # fmt: skip
    mine = home.home_view(
        db, world.sight("room"), office.room.person, [("custodian", office.docket)], world.now
    )
    assert [one["transfer"] for one in mine["waits"]["transfers"]] == ["T-9"]
    assert mine["recent"][0]["kind"] == "laboratory.requested"
    labs = home.home_view(db, EVERYTHING, office.laboratory.person, [("laboratory", "")], world.now)
    assert [one["items"] for one in labs["waits"]["requests"]] == [[world.items["gun"]]]
    empty = home.home_view(db, NOTHING, "", [], world.now)
    assert (empty["due"], empty["recent"], empty["due_total"]) == ([], [], 0)


def test_the_acts_of_a_person_are_those_their_keys_signed(world):
    office, db = world.office, world.office.db
    first = act_pages.acts_signed(db, EVERYTHING, office.supervisor.person, most=1)
    assert [one["signed_by"] for one in first["acts"]] == [["Jon Adair", "Cora Diaz"]]
    rest = act_pages.acts_signed(db, EVERYTHING, office.supervisor.person, before=first["next"])
    assert rest["acts"]
    assert all("Jon Adair" in one["signed_by"] for one in rest["acts"])
    assert rest["next"] is None
    assert act_pages.acts_signed(db, NOTHING, office.supervisor.person, administers=True)["acts"] == []
    with pytest.raises(NotFound):
        act_pages.acts_signed(db, NOTHING, office.supervisor.person)


def test_an_act_in_full_names_persons_and_says_what_covers_it(world):
    office, db = world.office, world.office.db
    position = db.rows("transfer")[0].closed_seq
    after = act_pages.act_in_full(db, EVERYTHING, position)
    fields = {one["field"]: one for one in after["fields"]}
    assert fields["received_by"]["words"] == ["Eva Stone (P-5)"]
    assert fields["received_by"]["signs"]
    assert after["items"] == [world.items["rounds"]]
    office.act(
        "policy.adopted", {"policy": "x", "value": "1", "reason": "y", "by": office.ana.person}, office.ana
    )
    newest = db.count("entry") - 1
    assert act_pages.act_in_full(db, EVERYTHING, newest)["checkpoint"] is None
    checkpoints.checkpoint(office.record)
    assert act_pages.act_in_full(db, EVERYTHING, newest)["checkpoint"]["size"] > newest
    assert act_pages.act_in_full(db, world.sight("insider"), newest)["checkpoint"] is None


def test_a_place_shows_what_is_in_it_and_inside_it(world):
    db = world.office.db
    world.office.store(world.items["letter"])
    room_a = places.place_view(db, EVERYTHING, "ROOM-A")
    assert (room_a["items_here"], room_a["items_within"], room_a["total"]) == (0, 1, 1)
    assert [one["location"] for one in room_a["inside"]] == ["ROOM-A/SHELF-1"]
    assert places.place_view(db, world.sight("outsider"), "ROOM-A")["total"] == 0
    with pytest.raises(NotFound, match="There is no location ROOM-A"):
        places.place_view(db, world.sight("counsel"), "ROOM-A")


def test_the_room_lists_what_it_must_see_to(world):
    office, db, later = world.office, world.office.db, world.now + 40 * DAY
    hidden = go_on_elsewhere(world)["item"]
    seen = room.evidence_room_view(db, EVERYTHING, later)
    assert [one["item"] for one in seen["unlocated"]["rows"]] == [hidden]
    assert [one["item"] for one in seen["retention_due"]["rows"]] == [hidden]
    assert seen["holds"]["rows"][0]["items"] == [world.items["rounds"]]
    asked = disposition.request_disposition(
        office.record,
        [world.items["memo"]],
        manner="destruction",
        reason="kept long enough",
        by=office.custodian,
    )[0]
    mine = room.evidence_room_view(db, world.sight("insider"), later)
    assert [one["disposition"] for one in mine["dispositions"]["rows"]] == [asked]
    assert (mine["unlocated"]["total"], mine["holds"]["total"]) == (0, 0)
    assert room.evidence_room_view(db, world.sight("counsel"), later)["dispositions"]["total"] == 0


def test_requests_to_a_laboratory_are_paged_and_late_ones_marked(world):
    office, db = world.office, world.office.db
    for scope in ("Prints", "Function"):
        laboratory.request_examination(
            office.record, [world.items["gun"]], laboratory="State laboratory", scope=scope, destructive=False,
            return_due="2026-02-03", by=office.investigator,
        )  # fmt: skip
    found = laboratory_views.laboratory_view(db, EVERYTHING, world.now + 9 * DAY, page=Page(1, 1))
    assert (found["total"], found["requests"][0]["scope"], found["requests"][0]["late"]) == (
        2,
        "Function",
        True,
    )
    assert laboratory_views.laboratory_view(db, world.sight("outsider"), world.now)["total"] == 0


def test_a_candidate_stands_beside_the_item_it_fits(world):
    office, db, gun = world.office, world.office.db, world.items["gun"]
    serial = [{"kind": "serial", "value": "PZ 40217"}]
    twin = office.receive(
        "firearm", description="Another revolver", identifiers=serial, dockets=[office.other_docket]
    )
    screening.screen(office.record, office.docket, by=office.prosecutor)
    seen = screening_views.screening_view(db, EVERYTHING, office.docket)
    (candidate,) = [one for one in seen["candidates"] if one["candidate"]["item"] == twin]
    assert [one["item"] for one in candidate["of_the_case"]] == [gun]
    assert candidate["of_the_case"][0]["shares"] == ["serial PZ-40217"]
    assert seen["last"]["by"] == office.prosecutor.person
    assert screening_views.screening_view(db, world.sight("insider"), office.docket)["candidates"] == []
    before = acts.log_view(db, world.sight("insider"), most=1_000)
    screening.dismiss_candidate(
        office.record, office.docket, twin, explanation="Another one.", by=office.prosecutor
    )
    assert screening_views.screening_view(db, EVERYTHING, office.docket)["dismissed"][0]["item"] == twin
    assert screening_views.screening_view(db, world.sight("insider"), office.docket)["dismissed"] == []
    assert acts.log_view(db, world.sight("insider"), most=1_000) == before
    with pytest.raises(NotFound, match="There is no case"):
        screening_views.screening_view(db, world.sight("counsel"), office.docket)


def test_a_production_is_shown_to_both_sides_and_a_plan_to_one(world):
    db, counsel = world.office.db, world.sight("counsel")
    served = productions.production_view(db, counsel, "PR-1")
    assert [one["name"] for one in served["members"]] == ["letter.txt"]
    assert served["schedule"]
    go_on_elsewhere(world)
    planned = plan(world.office, "VOL-002").production
    assert productions.productions_list(db, EVERYTHING)["total"] == 3
    assert productions.productions_list(db, world.sight("insider"))["total"] == 2
    with pytest.raises(NotFound, match=f"There is no production {planned}"):
        productions.production_view(db, counsel, planned)
    assert productions.productions_list(db, counsel)["total"] == 1
    with pytest.raises(NotFound, match=r"^There is no production PR-2\. "):
        productions.production_view(db, counsel, "PR-2")
    with pytest.raises(NotFound, match="There is no production PR-9"):
        productions.production_view(db, counsel, "PR-9")


def test_oversight_counts_what_is_seen_and_says_what_is_not_recorded(world):
    office = world.office
    seen = oversight.oversight_view(office.record, EVERYTHING, Page(1, 1))
    assert seen["metrics"] == {
        "days_to_disclosure": 0, "disclosed": 1, "undecided": 2, "lapsed_clearances": 1, "unlocated": 0,
    }  # fmt: skip
    assert seen["checkpoints"]
    assert seen["not_recorded"][0] == "refusals of rules"
    outside = oversight.oversight_view(office.record, world.sight("outsider"))
    assert (outside["entries"], outside["checkpoints"], outside["metrics"]["undecided"]) == (None, [], 0)
