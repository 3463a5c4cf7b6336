"""A chapter of the story at its beginning, in real browsers.

told.person("ruth")                  a page at the office, signed in as Ruth Okafor, with her signing passkey
told.person("sofia", portal=True)    at the portal; phone=True makes it a telephone of 390 pixels
told.items["revolver"]               what the story calls things: vouchers, and told.numbers
told.until("2032-04-20T11:00")       time passes, as in the demo's own chapter
told.as_the_demo_tells()             what was recorded is what the demo's own chapter recorded, act for act
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.actions.office import Clock, Office
from tests.web.browser.acting import go
from tests.web.browser.story.played import Before, acts_since
from wholefile.demo.narration import Narrator
from wholefile.demo.play import START
from wholefile.demo.stage import Stage, StoryClock
from wholefile.record.checkpoints import checkpoint
from wholefile.record.lookups import entry_count
from wholefile.record.witnessing import gather

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.web.browser.live import Live
    from wholefile.demo.witness import Court
    from wholefile.record.home import Record

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@dataclass
class Told:
    """A chapter about to be clicked."""

    live: Live
    before: Before
    began: int  # how many entries there were when the chapter began
    court: Court  # the witness that the record's policy names

    @property
    def office(self) -> Office:
        """The record of the story, its clock and its people by their words."""
        return self.live.site.office

    @property
    def record(self) -> Record:
        return self.office.record

    @property
    def db(self) -> Any:
        return self.office.record.db

    @property
    def items(self) -> dict[str, str]:
        return self.before.items

    @property
    def numbers(self) -> dict[str, str]:
        return self.before.numbers

    @property
    def clock(self) -> Clock:
        return self.office.clock

    def stage(self, folder: Path) -> Stage:
        """The demo's own stage over this record, for the rest of what is clicked three times."""
        tell = Narrator(lambda _: None, as_json=True)
        people, items, numbers = self.office.people, dict(self.items), dict(self.numbers)
        return Stage(
            self.record, StoryClock(START), tell, folder, people=people, items=items, numbers=numbers
        )

    def until(self, moment: str) -> None:
        """Let time pass; it never runs back."""
        later = int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp() * 1000)
        self.clock.now = max(self.clock.now, later)

    def person(self, *parts: str, portal: bool = False, phone: bool = False) -> Page:
        """A screen of somebody's own; the passkeys of the others named are in reach of it too."""
        return self.live.person(*parts, portal=portal, **(PHONE if phone else {}))

    def id(self, part: str) -> str:
        """Somebody's number in the record."""
        return self.live.site.person(part)

    def go(self, page: Page, path: str, *, portal: bool = False) -> None:
        """Open a page of the office, or of the portal."""
        go(page, self.live, path, portal=portal)

    def refused(self, page: Page, rule: str, *words: str, at: str = "Go on to sign") -> None:
        """The page says which rule refuses what its form asks for, and why; nothing is recorded and nothing waits."""
        before = entry_count(self.db)
        with self.live.expected("422"):
            page.get_by_role("button", name=at).click()
            said = page.locator(".govuk-error-summary")
            for one in (f"{rule}: ", *words):
                expect(said).to_contain_text(one)
        assert entry_count(self.db) == before

    def published(self) -> None:
        """The log signs a checkpoint, and the court's witness cosigns it."""
        checkpoint(self.record)
        gather(self.record)

    def as_the_demo_tells(
        self, *, fewer: Counter[tuple[str, ...]] | None = None, more: Counter[tuple[str, ...]] | None = None
    ) -> None:
        """What was recorded since the chapter began is what the demo recorded in it: kinds, and who signed.

        `fewer` are acts of the demo that were not clicked, `more` those that the pages record besides. Raises
        AssertionError with what differs.
        """
        clicked = acts_since(self.record, self.began)
        wanted = self.before.told - (fewer or Counter()) + (more or Counter())
        assert {"missing": wanted - clicked, "besides": clicked - wanted} == {
            "missing": Counter(),
            "besides": Counter(),
        }
