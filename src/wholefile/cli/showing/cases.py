"""A case, its disclosure board and its knowledge clock on a screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wholefile.cli.layout import facts, heading, table
from wholefile.cli.showing.due import due_lines

_DUE_SHOWN = 10
_CANDIDATES_SHOWN = 50


def case_lines(view: dict[str, Any]) -> Iterator[str]:
    """The case for a screen."""
    yield f"{view['docket']}  {view['title']}"
    yield from facts(
        {
            "Number": view["as_printed"] if view["as_printed"] != view["docket"] else None,
            "Kind": f"{view['kind']}, {view['status']}",
            "Court": f"{view['court']} (rules: {view['jurisdiction']})",
            "Incident": [one for one in (view["incident_on"], view["incident_place"]) if one],
            "Outcome": view["outcome"],
            "Appeal until": view["appeal_until"],
            "Related": [f"{one['docket']} ({one['relation']})" for one in view["related"]],
            "Certificate": view["certificate"],
            "Decisions": view["decisions"],
            "Statements": view["statements"] or None,
            "Entries": view["entries"],
        },
        indent=2,
    )
    sections: list[tuple[str, tuple[str, ...], str]] = [
        ("Parties", ("party", "role", "name", "counsel"), "parties"),
        ("Counts", ("count", "charged_on", "outcome", "title", "statute"), "counts"),
        ("Claims", ("claim", "pleaded_on", "plaintiff", "cause_of_action"), "claims"),
        ("Relief sought", ("relief", "kind", "text"), "relief"),
        ("In court", ("on", "event", "text"), "events"),
        ("Orders", ("order", "on", "effect", "text"), "orders"),
        ("Productions", ("production", "status"), "productions"),
    ]
    if view["due"]:
        yield from heading("Wrong or due")
        yield from due_lines(view["due"][:_DUE_SHOWN])
        if len(view["due"]) > _DUE_SHOWN:
            more = len(view["due"]) - _DUE_SHOWN
            yield f"  and {more} more: wholefile show due --case {view['docket']}"
    for title, names, key in sections:
        if view[key]:
            yield from heading(title)
            headers = [name.replace("_", " ") for name in names]
            yield from table(headers, [[one[name] for name in names] for one in view[key]])
    if view["items"]:
        yield from heading(f"Items ({len(view['items'])})")
        rows = [
            [one["item"], "detached" if one["detached"] else one["status"], one["description"]]
            for one in view["items"]
        ]
        yield from table(("item", "status", "description"), rows)


def board_lines(view: dict[str, Any]) -> Iterator[str]:
    """The board for a screen: what is left to do first."""
    yield f"{view['docket']}  {view['title']}"
    todo = [
        one for one in view["rows"] if one["decision"] in ("undecided", "pending") and not one["detached"]
    ]
    late = [one for one in view["rows"] if one["late"]]
    if todo:
        yield f"! {len(todo)} items are undecided; first {todo[0]['item']}."
    if late:
        yield f"! {len(late)} items came after the certificate and need a supplement; first {late[0]['item']}."
    if view["candidates"]:
        yield f"! {len(view['candidates'])} candidates are open; link or dismiss each."
    certificate = view["certificate"]
    yield from facts(
        {
            "Items": view["counts"],
            "Certificate": f"{certificate['certificate']} at position {certificate['position']}"
            if certificate
            else "none yet",
            "Productions": [f"{one['production']} {one['status']}" for one in view["productions"]]
            or "none yet",
        },
        indent=2,
    )
    yield from heading("Items")
    rows = []
    for one in view["rows"]:
        decision = "detached" if one["detached"] else one["decision"]
        ground = f" ({one['ground']})" if one["ground"] else ""
        tags = f" [{', '.join(one['tags'])}]" if one["tags"] else ""
        held = "" if one["days_held_back"] is None else str(one["days_held_back"])
        rows.append(
            [one["item"], decision, one["produced_on"] or "", held, one["description"] + ground + tags]
        )
    yield from table(("item", "decision", "produced", "days", "what"), rows)
    yield from (
        ["", "days: from the State's first knowledge until production, or until today."] if rows else []
    )
    if view["candidates"]:
        yield from heading("Open candidates")
        shown = view["candidates"][:_CANDIDATES_SHOWN]
        yield from table(("item", "why"), [[one["item"], " ".join(one["reasons"])] for one in shown])
        if len(view["candidates"]) > len(shown):
            yield f"  and {len(view['candidates']) - len(shown)} more; --json lists all."


def knowledge_lines(view: dict[str, Any]) -> Iterator[str]:
    """Who knew of what since when."""
    yield f"Who knew of the items of {view['docket']}, and since when"
    for one in view["items"]:
        yield from heading(f"{one['item']}  {one['description']}"[:300])
        produced = (
            f"produced {one['produced_on']} in {one['production']}" if one["production"] else "not produced"
        )
        if one["state_since"]:
            yield f"  The State knew since {one['state_since']} ({one['state_by']}); {produced};"
            yield f"  {one['days_held_back']} days between."
        else:
            yield f"  Nobody for the State is recorded to know of it; {produced}."
        yield from table(
            ("since", "act", "position", "who"),
            [
                [who["since"], who["how"], who["position"], f"{who['name']}, {who['agency']}"]
                for who in one["known_to"]
            ],
        )
