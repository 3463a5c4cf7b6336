"""A world to look at: what is in the first case, and what the second case does that nobody of the first may notice."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.actions.office import Office
from tests.actions.serving import attach, decide, serve
from wholefile.actions import cases, disclosure, holds, laboratory, people, screening, statements
from wholefile.core.errors import NotFound
from wholefile.record.visibility import Sight, visible
from wholefile.showing import act_pages, acts, case_pages, due, find, home, items, lists, places
from wholefile.showing import cases as case_views
from wholefile.showing import laboratory as laboratory_views
from wholefile.showing import people as people_views
from wholefile.showing import statements as statement_views
from wholefile.showing.paging import Page

TODAY = "2026-02-05"


@dataclass
class World:
    """The office, the items and statements of the first case by what they are, and who looks."""

    office: Office
    folder: Path
    items: dict[str, str] = field(default_factory=dict)
    statement: str = ""
    now: int = 0

    def sight(self, name: str) -> Sight:
        return visible(self.office.db, self.office.people[name].person)


def settle(office: Office, folder: Path) -> World:
    """The first case: a gun, rounds that both cases will want, a letter that was produced, a memo that was not."""
    world = World(office, folder)
    office.newcomer("insider", "prosecutor", docket=office.docket)
    office.newcomer("room", "custodian", docket=office.docket)
    office.newcomer("outsider", "investigator", docket=office.other_docket)
    office.newcomer("counsel", "defence", docket=office.docket)
    office.newcomer("late")
    gun = office.firearm(description="A revolver in a holster")
    office.clear(gun)
    office.store(gun, "GUNS/A", witness=office.supervisor)
    rounds = office.rounds(description="Six rounds of .45 Colt")
    letter = office.receive(description="A letter to the armourer")
    attach(office, letter, **{"letter.txt": b"a letter"})
    decide(office, letter)
    memo = office.receive(description="A memo of the squad")
    decide(office, memo, "withheld")
    world.items = {"gun": gun, "rounds": rounds, "letter": letter, "memo": memo}
    office.clock.advance()
    world.statement = statements.record_statement(
        office.record, dockets=[office.docket], speaker="John Doe", said_on="2026-01-21", medium="interview",
        venue="the set", words="I did not know it was loaded.", exact=False, items=[letter], by=office.investigator,
    )[0]  # fmt: skip
    serve(office, folder / "PR-1")
    office.transfer(rounds, office.custodian, office.investigator)
    world.now = office.clock.now
    return world


def go_on_elsewhere(world: World) -> dict[str, str]:
    """What the second case does, some of it with the items of the first; returns what is hidden by what it is."""
    office, (record, other) = world.office, (world.office.record, world.office.other_docket)
    rounds, letter = world.items["rounds"], world.items["letter"]
    hidden = office.receive(
        description="Hidden rounds of .45 Colt",
        category="ammunition",
        quantity=2,
        unit="round",
        dockets=[other],
    )
    office.link(rounds, other)
    office.link(letter, other)
    office.clock.advance()
    disclosure.decide(record, other, letter, "produced", author=office.reviewer)
    hold = holds.place_hold(record, other, items=[rounds], reason="hidden hold", by=office.reviewer)[0]
    office.clock.advance()
    said = statements.record_statement(
        record, dockets=[other], speaker="Somebody Hidden", said_on="2026-01-22", medium="letter",
        venue="the office", words="I brought them.", exact=False, items=[rounds], by=office.investigator,
    )[0]  # fmt: skip
    statements.flag_inconsistency(
        record, world.statement, said, about="hidden", explanation="hidden", by=office.investigator
    )
    third = cases.open_case(
        record, "D-101-CR-2026-00777", kind="criminal", title="State v. Hidden", court="First District Court",
        jurisdiction="us-nm", by=office.prosecutor,
    )  # fmt: skip
    cases.relate_cases(
        record,
        office.docket,
        "D-101-CR-2026-777",
        relation="same incident",
        reason="hidden",
        by=office.prosecutor,
    )
    cases.add_party(
        record, other, name="John Hidden", role="witness", person=office.late.person, by=office.investigator
    )
    people.grant_role(record, office.late.person, "investigator", by=office.ana, docket=other)
    screening.screen(record, other, by=office.reviewer)
    laboratory.request_examination(
        record, [hidden], laboratory="State laboratory", scope="hidden", destructive=False,
        return_due="2026-02-06", by=office.investigator,
    )  # fmt: skip
    assert third
    return {"item": hidden, "hold": hold, "statement": said, "docket": "D-101-CR-2026-777"}


def looks(world: World, sight: Sight, more: dict[str, str] | None = None) -> dict[str, str]:
    """Every view as somebody with this sight has it, as JSON; a refusal is its code and message."""
    office, db, now = world.office, world.office.db, world.now
    found: dict[str, str] = {}

    def look(name: str, view: Any, *args: Any, **options: Any) -> None:
        try:
            seen = view(db, sight, *args, **options)
        except NotFound as error:
            seen = {"refused": [error.code, error.message]}
        found[name] = json.dumps(seen, ensure_ascii=False)

    for name, item in world.items.items():
        look(f"item {name}", items.item_view, item)
        look(f"custody {name}", items.custody_view, item)
        look(f"history {name}", items.history_view, item)
        look(f"known {name}", items.known_view, item)
        look(f"statements {name}", statement_views.statements_view, item=item)
    for docket in (office.docket, office.other_docket):
        look(f"case {docket}", case_views.case_view, docket, now)
        look(f"board {docket}", case_views.board_view, docket, now)
        look(f"knowledge {docket}", case_views.knowledge_view, docket, now)
        look(f"timeline {docket}", acts.timeline_view, docket)
        look(f"page of {docket}", case_pages.case_page, docket, now)
        look(f"timeline page of {docket}", case_pages.case_timeline, docket)
        look(f"items of {docket}", lists.items_list, lists.ItemFilters(docket=docket))
        look(
            f"undecided of {docket}", lists.items_list, lists.ItemFilters(docket=docket, decision="undecided")
        )
        look(f"statements of {docket}", statement_views.statements_view, docket=docket)
    for number in range(1, len(office.people) + 1):
        look(f"person {number}", people_views.person_view, f"P-{number}")
        look(f"signed by {number}", act_pages.acts_signed, f"P-{number}")
        look(f"signed by {number}, few", act_pages.acts_signed, f"P-{number}", most=2)
        look(
            f"home of {number}", home.home_view, f"P-{number}", [("prosecutor", ""), ("laboratory", "")], now
        )
        look(f"held by {number}", lists.items_list, lists.ItemFilters(holder=f"P-{number}"))
    look("all items", lists.items_list)
    look("newest items", lists.items_list, lists.ItemFilters(order="newest"), Page(1, 2))
    look("ammunition", lists.items_list, lists.ItemFilters(category="ammunition"))
    look("all cases", lists.cases_list)
    look("hidden cases", lists.cases_list, words="hidden")
    look("people list", lists.people_list, words="sheriff")
    look("recent", act_pages.recent_acts)
    look("laboratory", laboratory_views.laboratory_view, now, everything=True)
    look("places", places.places_view)
    for place in ("GUNS/A", "AMMO/A", "ROOM-A"):
        look(f"place {place}", places.place_view, place)
    look("people", people_views.people_view)
    look("statements", statement_views.statements_view)
    look("log", acts.log_view, most=1_000)
    look("short log", acts.log_view, most=3)
    look("due", due.due_seen, now)
    look("cases", find.cases_view, everything=True)
    for words in (".45", "hidden", "letter", "Eva Stone", "the"):
        look(f"find {words}", find.find_view, words)
    for position in range(120):
        look(f"act {position}", acts.act_view, position)
        look(f"act {position} in full", act_pages.act_in_full, position)
    return found
