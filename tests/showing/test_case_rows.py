"""The page of a case says what the case says, in one statement for each question, within the reader's sight."""

import pytest

from tests.showing.world import go_on_elsewhere
from wholefile.actions import cases, items, statements
from wholefile.core.errors import NotFound
from wholefile.record.visibility import Sight
from wholefile.showing import case_rows
from wholefile.showing.case_pages import case_page
from wholefile.showing.cases import case_view
from wholefile.showing.paging import Page
from wholefile.showing.seeing import EVERYTHING


def told(office, docket, words, said_on, **more):
    return statements.record_statement(
        office.record, dockets=[docket], words=words, speaker="Dan Reyes", said_on=said_on, medium="interview",
        venue="Santa Fe", by=office.investigator, exact=False, **more,
    )[0]  # fmt: skip


def test_nothing_is_shown_of_a_case_that_is_not_seen(world):
    for sight in (Sight(), world.sight("outsider")):
        with pytest.raises(NotFound, match="There is no case"):
            case_page(world.office.db, sight, world.office.docket, world.now)


def test_nothing_that_happens_elsewhere_changes_the_page(world):
    office, insider = world.office, world.sight("insider")
    before = case_page(office.db, insider, office.docket, world.now)
    hidden = go_on_elsewhere(world)["item"]
    told(office, office.other_docket, "Zanzibar.", "2026-01-01", items=[hidden])
    cases.relate_cases(
        office.record, office.other_docket, other=office.docket, relation="same incident", reason="the same room",
        by=office.prosecutor,
    )  # fmt: skip
    assert case_page(office.db, insider, office.docket, world.now) == before
    whole = case_page(office.db, EVERYTHING, office.docket, world.now)
    assert office.other_docket in [one["docket"] for one in whole["related"]]


def test_a_statement_of_a_case_with_a_longer_number_is_not_of_this_one(world):
    office = world.office
    longer = f"{office.docket}9"
    cases.open_case(
        office.record, longer, kind="incident", title="Another", court="Sheriff", jurisdiction="us-nm",
        by=office.prosecutor,
    )  # fmt: skip
    told(office, longer, "Not here.", "2026-01-01")
    found, number = case_rows.first_statements(office.db, EVERYTHING, office.docket, 20)
    assert ([one["statement"] for one in found], number) == ([world.statement], 1)
    assert case_rows.first_statements(office.db, EVERYTHING, office.docket.replace("1", "_"), 20) == ([], 0)


def test_the_first_statements_are_shown_and_all_are_counted(world):
    office = world.office
    early = told(office, office.docket, "It was cold.", "2026-01-02")
    found, number = case_rows.first_statements(office.db, EVERYTHING, office.docket, 1)
    assert ([one["statement"] for one in found], number) == ([early], 2)
    assert found[0]["words"] == "It was cold."


@pytest.mark.parametrize("who", ["everything", "insider"])
def test_the_page_and_the_command_say_the_same_of_a_case(world, who):
    office = world.office
    sight = EVERYTHING if who == "everything" else world.sight(who)
    event = {"event": "arraignment", "on": "2026-02-03", "text": "Arraigned."}
    cases.record_court_event(office.record, office.docket, **event, by=office.prosecutor)
    items.link_item(
        office.record, world.items["memo"], office.other_docket, reason="of it", by=office.investigator
    )
    items.detach_item(
        office.record,
        world.items["memo"],
        office.docket,
        reason="not of it",
        approved_by=office.prosecutor,
        by=office.investigator,
    )
    page = case_page(office.db, sight, office.docket, world.now)
    view = case_view(office.db, sight, office.docket, world.now)
    del view["entries"]
    shown = [
        {name: one[name] for name in ("item", "status", "description", "detached")} for one in page["items"]
    ]
    assert {**page, "items": shown} | view == {**page, "items": shown}
    assert page["decisions"]["detached"] == 1
    assert page["items_page"]["total"] == len(view["items"])


def test_parts_follow_their_whole_a_page_at_a_time(world):
    office = world.office
    box = office.receive(quantity=30)
    items.split_item(
        office.record, box, [(f"part {n}", 1) for n in range(12)], reason="counted", by=office.custodian
    )
    found = []
    for number in range(1, 10):
        found += case_rows.items_page(office.db, office.docket, Page(number, 5))
    parts = [one["item"] for one in found if one["item"].startswith(f"{box}.")]
    assert parts == [f"{box}.{n}" for n in range(1, 13)]
    assert len({one["item"] for one in found}) == len(found)
