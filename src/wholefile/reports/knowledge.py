"""The knowledge report of a case: who knew of which item since when, and how long it was held back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wholefile.record import lookups
from wholefile.reports.contents import Asked, Column, Contents, Section, instant, paper_of, row
from wholefile.showing import seeing
from wholefile.showing.cases import knowledge_view


def knowledge_report(asked: Asked, docket: str) -> Contents:
    """Who knew what since when. Raises NotFound, also for a case of which only productions are seen."""
    sight = seeing.of_the_office(asked.sight)
    items = knowledge_view(asked.db, sight, docket, asked.now, asked.log)["items"]
    case = lookups.case(asked.db, docket)
    people = {who["person"] for one in items for who in one["known_to"]}
    held = [one for one in items if one["produced_on"] is None and one["state_since"] is not None]
    facts = (
        ("Case number", str(case.as_printed or case.docket)),
        ("Items", str(len(items))),
        ("People who knew of any", str(len(people))),
        ("Known to the State and not produced", str(len(held))),
    )
    return Contents(
        report="knowledge",
        title="Who knew what since when",
        about=docket,
        caption=str(case.title),
        facts=facts,
        sections=(_items(items), _people(items)),
        past=asked.past,
        paper=paper_of(asked.db, [docket]),
    )


def _items(items: Sequence[Mapping[str, Any]]) -> Section:
    return Section(
        "items",
        "When the State knew, and when it was produced",
        (
            Column("item", 2, "id"),
            Column("description", 5),
            Column("State knew since", 2, "when"),
            Column("through", 3),
            Column("produced on", 2, "when"),
            Column("in", 1),
            Column("days held back", 1, "number"),
        ),
        tuple(
            row(
                one["item"],
                one["description"],
                one["state_since"],
                one["state_by"],
                one["produced_on"] or "not yet",
                one["production"],
                one["days_held_back"],
            )
            for one in items
        ),
        lead="The State knows of an item from the first act on it that somebody signed who works for the State.",
    )


def _people(items: Sequence[Mapping[str, Any]]) -> Section:
    return Section(
        "people",
        "Who knew of each item",
        (
            Column("item", 2, "id"),
            Column("since (UTC)", 2, "when"),
            Column("person", 3),
            Column("agency", 3),
            Column("for the State", 1),
            Column("by the act", 3),
            Column("entry", 1, "number"),
        ),
        tuple(
            row(
                one["item"],
                _since(who["since"]),
                f"{who['name']} ({who['person']})",
                who["agency"],
                who["for_the_state"],
                who["how"],
                who["position"],
            )
            for one in items
            for who in one["known_to"]
        ),
    )


def _since(since: int | str) -> str:
    return instant(since) if isinstance(since, int) else since
