"""A world to look at: what is in the first case, and what the second case does that nobody of the first may notice."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.actions.office import DAY, Office
from tests.actions.serving import attach, decide, serve
from wholefile.actions import (
    access,
    cases,
    custody,
    disclosure,
    holds,
    laboratory,
    obligations,
    people,
    screening,
    statements,
)
from wholefile.actions import items as items_acts
from wholefile.actions import productions as productions_acts
from wholefile.core.errors import NotFound
from wholefile.record.visibility import Sight, visible
from wholefile.showing import (
    act_pages,
    acts,
    case_pages,
    due,
    find,
    home,
    items,
    lists,
    oversight,
    places,
    productions,
    room,
)
from wholefile.showing import cases as case_views
from wholefile.showing import laboratory as laboratory_views
from wholefile.showing import people as people_views
from wholefile.showing import screening as screening_views
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
    office.clock.advance()
    disclosure.decide(
        office.record,
        office.docket,
        letter,
        "produced",
        author=office.prosecutor,
        explanation="Our reasoning.",
    )
    access.open_items(office.record, [letter], purpose="to decide", by=office.prosecutor)
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
    lifted = holds.place_hold(record, other, items=[rounds], reason="hidden hold", by=office.reviewer)[0]
    holds.release_hold(record, lifted, reason="hidden", by=office.reviewer)
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
    serve_elsewhere(world, hidden)
    return {"item": hidden, "hold": hold, "statement": said, "docket": "D-101-CR-2026-777"}


def serve_elsewhere(world: World, hidden: str) -> None:
    """The second case looks after its own item, and serves the letter that it shares."""
    office, record = world.office, world.office.record
    office.store(hidden, "AMMO/A")
    office.retrieve(hidden)
    custody.lend_items(
        record, [hidden], to="A hidden court", due_on="2026-02-04", purpose="hidden", condition="as it was",
        by=office.custodian,
    )  # fmt: skip
    custody.take_back(record, [hidden], condition="hidden", by=office.custodian)
    holds.set_retention(
        record, [hidden], schedule="hidden", trigger="hidden", keep_until="2026-02-03", by=office.supervisor
    )
    access.open_items(record, [hidden], purpose="hidden", by=office.reviewer)
    office.store(hidden, "AMMO/A")
    items_acts.report_unlocated(
        record, hidden, searched="hidden", notified=["Hal Brandt"], by=office.custodian
    )
    office.clock.advance()
    plan = productions_acts.plan_production(
        record, office.other_docket, "HID-001", "HIDDEN", office.prosecutor
    )
    serve(office, world.folder / "PR-2", plan.production, to="Counsel of the hidden")
    office.clock.advance()
    obligations.set_obligation(
        record, office.other_docket, rule="5-501", what="hidden", from_on="2026-02-01",
        by=office.prosecutor,
    )  # fmt: skip


class Looking:
    """Somebody who takes every view; a refusal is kept as its code and message."""

    def __init__(self, world: World, sight: Sight) -> None:
        self._world, self._sight = world, sight
        self.found: dict[str, str] = {}

    def look(self, name: str, view: Any, *args: Any, **options: Any) -> None:
        try:
            seen = view(self._world.office.db, self._sight, *args, **options)
        except NotFound as error:
            seen = {"refused": [error.code, error.message]}
        self.found[name] = json.dumps(seen, ensure_ascii=False)

    def at_items(self) -> None:
        for name, item in self._world.items.items():
            self.look(f"item {name}", items.item_view, item)
            self.look(f"custody {name}", items.custody_view, item)
            self.look(f"history {name}", items.history_view, item)
            self.look(f"known {name}", items.known_view, item)
            self.look(f"statements {name}", statement_views.statements_view, item=item)
        for words in (".45", "hidden", "letter", "Eva Stone", "the"):
            self.look(f"find {words}", find.find_view, words)
        self.look("all items", lists.items_list)
        self.look("newest items", lists.items_list, lists.ItemFilters(order="newest"), Page(1, 2))
        self.look("ammunition", lists.items_list, lists.ItemFilters(category="ammunition"))
        self.look("worded", lists.items_list, lists.ItemFilters(words="hidden"))

    def at_cases(self) -> None:
        office, now = self._world.office, self._world.now
        for docket in (office.docket, office.other_docket):
            for name, view in (
                ("case", case_views.case_view),
                ("page", case_pages.case_page),
                ("board", case_views.board_view),
                ("knowledge", case_views.knowledge_view),
            ):
                self.look(f"{name} {docket}", view, docket, now)
            self.look(f"timeline {docket}", acts.timeline_view, docket)
            self.look(f"timeline page of {docket}", case_pages.case_timeline, docket)
            self.look(f"log of {docket}", acts.log_view, docket=docket)
            self.look(f"items of {docket}", lists.items_list, lists.ItemFilters(docket=docket))
            undecided = lists.ItemFilters(docket=docket, decision="undecided")
            self.look(f"undecided of {docket}", lists.items_list, undecided)
            self.look(f"screening of {docket}", screening_views.screening_view, docket)
            self.look(f"productions of {docket}", productions.productions_list, docket=docket)
            self.look(f"statements of {docket}", statement_views.statements_view, docket=docket)
        self.look("cases", find.cases_view, everything=True)
        self.look("all cases", lists.cases_list)
        self.look("hidden cases", lists.cases_list, words="hidden")

    def at_people(self) -> None:
        now = self._world.now
        for number in range(1, len(self._world.office.people) + 1):
            person = f"P-{number}"
            self.look(f"person {number}", people_views.person_view, person)
            self.look(f"signed by {number}", act_pages.acts_signed, person)
            self.look(f"signed by {number}, few", act_pages.acts_signed, person, most=2)
            roles = [("prosecutor", ""), ("laboratory", "")]
            self.look(f"home of {number}", home.home_view, person, roles, now)
            self.look(f"held by {number}", lists.items_list, lists.ItemFilters(holder=person))
        self.look("people", people_views.people_view)
        self.look("people list", lists.people_list, words="sheriff")

    def at_work(self) -> None:
        record, now = self._world.office.record, self._world.now
        for number in ("PR-1", "PR-2", "PR-9"):
            self.look(f"production {number}", productions.production_view, number)
        self.look("productions", productions.productions_list)
        self.look("room", room.evidence_room_view, now + 40 * DAY)
        self.look("oversight", lambda _db, sight: oversight.oversight_view(record, sight))
        self.look("laboratory", laboratory_views.laboratory_view, now, everything=True)
        self.look("statements", statement_views.statements_view)
        self.look("statements list", statement_views.statements_list, page=Page(1, 1))
        self.look("due", due.due_seen, now + 40 * DAY)
        self.look("places", places.places_view)
        for place in ("GUNS/A", "AMMO/A", "ROOM-A", "ATTIC"):
            self.look(f"place {place}", places.place_view, place)

    def at_acts(self) -> None:
        self.look("log", acts.log_view, most=1_000)
        self.look("short log", acts.log_view, most=3)
        self.look("recent", act_pages.recent_acts)
        for position in range(150):
            self.look(f"act {position}", acts.act_view, position)
            self.look(f"act {position} in full", act_pages.act_in_full, position)


def looks(world: World, sight: Sight) -> dict[str, str]:
    """Every view as somebody with this sight has it, as JSON."""
    looking = Looking(world, sight)
    for view in (looking.at_items, looking.at_cases, looking.at_people, looking.at_work, looking.at_acts):
        view()
    return looking.found
