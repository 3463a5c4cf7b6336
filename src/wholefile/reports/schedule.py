"""The disclosure schedule of a case: every item with its decision, when it was produced, and what still waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wholefile.record import lookups
from wholefile.reports.contents import Asked, Column, Contents, Section, instant, paper_of, row
from wholefile.showing import seeing
from wholefile.showing.cases import board_view


def schedule_report(asked: Asked, docket: str) -> Contents:
    """The state of disclosure in a case. Raises NotFound, also for a case of which only productions are seen."""
    sight = seeing.of_the_office(asked.sight)
    view = board_view(asked.db, sight, docket, asked.now, asked.log)
    case = lookups.case(asked.db, docket)
    open_rows = [one for one in view["rows"] if one["decision"] == "undecided" and not one["detached"]]
    late = [one["item"] for one in view["rows"] if one["late"]]
    wrong = [f"{len(open_rows)} of {len(view['rows'])} items are undecided."] if open_rows else []
    if late:
        wrong.append(f"Came after the certificate and in no supplement: {', '.join(late)}.")
    if view["candidates"]:
        many = len(view["candidates"])
        what = "One item" if many == 1 else f"{many} items"
        wrong.append(f"{what} recorded elsewhere may concern this case.")
    return Contents(
        report="schedule",
        title="Disclosure schedule",
        about=docket,
        caption=str(case.title),
        facts=_facts(view, case),
        sections=(_items(view["rows"]), _productions(view["productions"]), _candidates(view["candidates"])),
        wrong=tuple(wrong),
        past=asked.past,
        paper=paper_of(asked.db, [docket]),
    )


def _facts(view: Mapping[str, Any], case: Any) -> tuple[tuple[str, str], ...]:
    certificate = view["certificate"]
    counts = "; ".join(f"{name} {number}" for name, number in view["counts"].items())
    told = (
        ("Case number", case.as_printed or case.docket),
        ("Court or agency", case.court),
        ("Items", len(view["rows"])),
        ("By decision", counts or "none"),
        (
            "Certificate of disclosure",
            f"{certificate['certificate']}, entry {certificate['position']}: {certificate['items']} items, "
            f"{certificate['produced']} produced, {certificate['withheld']} withheld"
            if certificate
            else "none yet",
        ),
    )
    return tuple((name, str(value)) for name, value in told)


def _items(rows: Sequence[Mapping[str, Any]]) -> Section:
    return Section(
        "items",
        "Every item of the case",
        (
            Column("item", 2, "id"),
            Column("description", 6),
            Column("decision", 2),
            Column("ground", 2),
            Column("decided, entry", 1, "number"),
            Column("produced on", 2, "when"),
            Column("in", 1),
            Column("remarks", 2),
        ),
        tuple(
            row(
                one["item"],
                one["description"],
                one["decision"],
                one["ground"],
                one["decided_seq"],
                one["produced_on"],
                one["production"],
                [word for word, holds in (("detached", one["detached"]), ("late", one["late"])) if holds]
                + list(one["tags"]),
            )
            for one in rows
        ),
    )


def _productions(productions: Sequence[Mapping[str, Any]]) -> Section:
    return Section(
        "productions",
        "Productions",
        (
            Column("production", 2),
            Column("volume", 2),
            Column("status", 2),
            Column("served (UTC)", 3, "when"),
            Column("files", 1, "number"),
        ),
        tuple(
            row(one["production"], one["volume"], one["status"], instant(one["served_at"]), one["files"])
            for one in productions
        ),
    )


def _candidates(candidates: Sequence[Mapping[str, Any]]) -> Section:
    return Section(
        "candidates",
        "Items recorded elsewhere that may concern this case",
        (Column("item", 1, "id"), Column("why", 5)),
        tuple(row(one["item"], list(one["reasons"])) for one in candidates),
    )
