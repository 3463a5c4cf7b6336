"""An item on a screen: first what is wrong with it, then what, where, whose, and every act that touched it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wholefile.cli.layout import facts, heading, moment, short_moment, table


def item_lines(view: dict[str, Any]) -> Iterator[str]:
    """The item for a custodian's screen."""
    yield f"{view['item']}  {view['category']}, {view['status']}"
    yield from (f"! {one}" for one in view["wrong"])
    yield from facts(
        {
            "What": view["description"],
            "Quantity": _quantity(view),
            "With": place_words(view["with"]),
            "Transfer": f"{view['open_transfer']} waits for acceptance" if view["open_transfer"] else None,
            "Part of": view["parent"],
            "Parts": view["parts"],
            "Seals": view["seals"],
            "Marks": [f"{one['kind']} {one['value']}" for one in view["identifiers"]],
            "Keep until": view["keep_until"],
            "Received": moment(view["received"]["occurred_at"]) + f" by {view['received']['by']}",
            "From": view["received"]["submitted_by"],
            "Collected": view["received"]["collected_at"],
            "Authority": view["received"]["authority"],
            "Named case": view["received"]["named_cases"],
        },
        indent=2,
    )
    yield from _section("Cases", ("docket", "decision", "title"), _case_rows(view))
    yield from _section(
        "Holds", ("hold", "docket", "reason"), [[o["hold"], o["docket"], o["reason"]] for o in view["holds"]]
    )
    yield from _section("Condition that holds", ("at", "declared", "by"), _condition_rows(view))
    yield from _section(
        "Files",
        ("purpose", "bytes", "name"),
        [[one["purpose"], one["size"], one["name"]] for one in view["files"]],
    )
    yield from heading("Chain of custody (UTC)")
    yield from custody_lines(view["custody"])
    yield from heading("Acts (UTC)")
    yield from act_lines(view["history"])
    yield from _section(
        "Known to (UTC)",
        ("since", "by act", "who"),
        [[short_moment(o["since"]), f"{o['how']} {o['position']}", _who(o)] for o in view["known_to"]],
    )


def custody_lines(spans: list[dict[str, Any]]) -> Iterator[str]:
    """A chain of custody as a table."""
    yield from table(
        ("from", "until", "act", "with"),
        [
            [
                short_moment(one["from"]),
                short_moment(one["until"]) or "now",
                one["position"],
                place_words(one),
            ]
            for one in spans
        ],
    )


def act_lines(acts: list[dict[str, Any]]) -> Iterator[str]:
    """Acts as a table."""
    yield from table(
        ("position", "recorded", "act", "signed by"),
        [[one["position"], short_moment(one["at"]), one["kind"], one["signed_by"]] for one in acts],
    )


def place_words(place: dict[str, Any]) -> str:
    """Who or where, in words."""
    if place["holder"]:
        return f"{place['holder_name']} ({place['holder']})"
    if place["location"]:
        return f"in {place['location']}"
    return f"out: {place['out_to']}" if place["out_to"] else "nobody any more"


def _section(title: str, headers: tuple[str, ...], rows: list[list[Any]]) -> Iterator[str]:
    if rows:
        yield from heading(title)
        yield from table(headers, rows)


def _quantity(view: dict[str, Any]) -> str:
    now, began = view["quantity"], view["received_quantity"]
    return f"{now} {view['unit']}" + ("" if now == began else f" of {began} received")


def _case_rows(view: dict[str, Any]) -> list[list[Any]]:
    rows = []
    for one in view["cases"]:
        state = one["decision"] + (f" ({one['ground']})" if one["ground"] else "")
        rows.append([one["docket"], "detached" if one["detached_seq"] is not None else state, one["title"]])
    return rows


def _condition_rows(view: dict[str, Any]) -> list[list[Any]]:
    rows = []
    for one in view["conditions"]:
        rounds = f", rounds {', '.join(str(n) for n in one['rounds'])}" if one["rounds"] else ""
        who = f"{one['declared_by']}, checked by {one['verified_by']}"
        rows.append([short_moment(one["at"]), one["condition"] + rounds, who])
    return rows


def _who(one: dict[str, Any]) -> str:
    side = " - for the State" if one["for_the_state"] else ""
    return f"{one['name']}, {one['agency']}{side}"
